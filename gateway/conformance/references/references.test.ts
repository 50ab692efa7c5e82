import { conform, fed2 } from '../kit/conform.ts';

conform('entities that lead to each other', {
  subgraphs: {
    people: fed2('type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String boss: Person team: [Person!]! }'),
    teams: fed2('type Query { team: Team } type Team @key(fields: "id") { id: ID! lead: Person rival: Team } type Person @key(fields: "id") { id: ID! teams: [Team!]! }'),
    homes: fed2('type Person @key(fields: "id") { id: ID! home: Home } type Home @key(fields: "owner { id }") { owner: Person! street: String }'),
    taxes: fed2('type Home @key(fields: "owner { id }") { owner: Person! @shareable value: Int } type Person @key(fields: "id", resolvable: false) { id: ID! }'),
  },
  cases: [
    { name: 'to itself', query: '{ person { boss { boss { name team { boss { name } } } } } }', services: ['people'] },
    { name: 'round between subgraphs', query: '{ person { teams { lead { teams { rival { lead { name } } } } } } }' },
    { name: 'a key through another entity', query: '{ person { home { value street owner { name } } } }' },
    { name: 'deep', query: '{ team { lead { home { value owner { boss { home { street } teams { id } } } } } } }' },
  ],
});

conform('an entity that only its parent can give', {
  subgraphs: {
    a: fed2('type Query { shop: Shop } type Shop @key(fields: "id") { id: ID! shelf: Shelf } type Shelf @key(fields: "id", resolvable: false) { id: ID! }'),
    b: fed2('type Shelf @key(fields: "id") { id: ID! goods: [Good!]! } type Good @key(fields: "id", resolvable: false) { id: ID! label: Label } type Label { text: String @shareable }'),
    c: fed2('type Good @key(fields: "id") { id: ID! price: Int } type Shop @key(fields: "id") { id: ID! title: String }'),
    d: fed2('type Label { text: String @shareable } type Good @key(fields: "id") { id: ID! stamp: Label }'),
  },
  cases: [
    { name: 'step by step', query: '{ shop { shelf { goods { price label { text } stamp { text } } } title } }' },
  ],
});

conform('what clients may not see', {
  subgraphs: {
    a: fed2('type Query { item: Item } type Item @key(fields: "secret { id }") { secret: Secret! @inaccessible name: String } type Secret @inaccessible { id: ID! }'),
    b: fed2('type Item @key(fields: "secret { id }") { secret: Secret! @inaccessible hidden: Int @inaccessible price: Int cost: Int @requires(fields: "name") name: String @external } type Secret @inaccessible { id: ID! }'),
  },
  cases: [
    { name: 'is a key all the same', query: '{ item { name price cost } }', services: ['a', 'b'] },
    { name: 'cannot be asked', query: '{ item { hidden } }', data: undefined, errors: [{ message: 'Cannot query field "hidden" on type "Item".' }] },
    { name: 'nor found', query: '{ __type(name: "Secret") { name } }', data: { __type: null }, services: [] },
  ],
});
