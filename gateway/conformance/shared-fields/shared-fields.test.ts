import { conform, fed2 } from '../kit/conform.ts';

conform('@shareable', {
  subgraphs: {
    a: fed2('type Query { user: User @shareable spot: Spot @shareable } type User @key(fields: "id") { id: ID! name: String @shareable address: Address @shareable } type Address { street: String @shareable city: String @shareable } type Spot @shareable { x: Int y: Int }'),
    b: fed2('type Query { user: User @shareable spot: Spot @shareable mine: Spot } type User @key(fields: "id") { id: ID! name: String @shareable address: Address @shareable age: Int } type Address { street: String @shareable zip: String } type Spot @shareable { x: Int y: Int }'),
  },
  cases: [
    { name: 'from whoever has the rest as well', query: '{ user { name age } }', services: ['b'] },
    { name: 'a shared value in parts', query: '{ user { address { street city zip } } }' },
    { name: 'a shared root', query: '{ spot { x y } mine { y } }' },
  ],
});

conform('the same root field in several subgraphs', {
  subgraphs: {
    a: fed2('type Query { me: Me @shareable list: [Row!]! @shareable } type Me @shareable { id: ID! a: A } type A @shareable { n: Int } type Row @key(fields: "id") { id: ID! left: Int }'),
    b: fed2('type Query { me: Me @shareable list: [Row!]! @shareable } type Me @shareable { id: ID! a: A } type A @shareable { n: Int } type Row @key(fields: "id") { id: ID! right: Int }'),
  },
  cases: [
    { name: 'is asked once', query: '{ me { id a { n } } }' },
    { name: 'and its entities in both', query: '{ list { id left right } }' },
  ],
});

conform('subgraphs that agree on a type only in part', {
  subgraphs: {
    a: fed2('type Query { item: Item } type Item @key(fields: "id") { id: ID! label: String! @shareable tags: [String!]! @shareable inner: Inner! @shareable } type Inner @shareable { v: Int! }'),
    b: fed2('type Item @key(fields: "id") { id: ID! label: String @shareable tags: [String] @shareable inner: Inner @shareable extra: Int } type Inner @shareable { v: Int } type Query { other: Item }'),
  },
  cases: [{ name: 'nullable in one', query: '{ item { label tags inner { v } extra } other { label tags inner { v } } }' }],
});
