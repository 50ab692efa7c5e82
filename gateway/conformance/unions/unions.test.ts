import { conform, fed2 } from '../kit/conform.ts';

conform('a union with other members in each subgraph', {
  subgraphs: {
    a: fed2('type Query { a: Hit hits: [Hit!]! } union Hit = Page | Image type Page @key(fields: "id") { id: ID! title: String @shareable } type Image @key(fields: "id") { id: ID! width: Int } '),
    b: fed2('type Query { b: Hit both: Hit @shareable } union Hit = Page | Video type Page @key(fields: "id") { id: ID! title: String @shareable text: String } type Video @key(fields: "id") { id: ID! seconds: Int next: Hit }'),
    c: fed2('type Query { both: Hit @shareable } union Hit = Page | Video | Image type Page @key(fields: "id") { id: ID! } type Video @key(fields: "id") { id: ID! size: Int } type Image @key(fields: "id") { id: ID! }'),
  },
  cases: [
    { name: 'a member that is not there', query: '{ a { __typename ... on Video { seconds } ... on Page { title text } } }' },
    { name: 'all members everywhere', query: '{ hits { ... on Page { text } ... on Image { width } ... on Video { size } } b { ... on Page { id } ... on Image { id width } ... on Video { size } } }' },
    { name: 'only members that cannot come', query: '{ b { ... on Image { width } } }' },
    { name: 'shared between two', query: '{ both { __typename ... on Video { seconds size next { __typename } } } }' },
    { name: 'only its name', query: '{ a { __typename } }' },
  ],
});

conform('fields of the same name and other types', {
  subgraphs: {
    a: fed2('type Query { things: [Thing!]! } union Thing = One | Two | Three type One @key(fields: "id") { id: ID! value: Int! } type Two @key(fields: "id") { id: ID! value: Int } type Three @key(fields: "id") { id: ID! value: Int! }'),
    b: fed2('type One @key(fields: "id") { id: ID! more: String } type Two @key(fields: "id") { id: ID! more: String } type Three @key(fields: "id") { id: ID! more: String }'),
  },
  random: 20,
  cases: [
    { name: 'under names of their own', query: '{ things { ... on One { a: value more } ... on Two { b: value more } ... on Three { a: value } } }' },
  ],
});

conform('an interface in one subgraph, members in another', {
  subgraphs: {
    a: fed2('type Query { node: Node } interface Node { id: ID! } type A implements Node @key(fields: "id") { id: ID! a: Int } type B implements Node @key(fields: "id") { id: ID! b: Int }'),
    b: fed2('type Query { other: Node } interface Node { id: ID! } type B implements Node @key(fields: "id") { id: ID! bb: Int } type C implements Node @key(fields: "id") { id: ID! c: Int }'),
    d: fed2('type Query { search: [Found!]! } union Found = A | C type A @key(fields: "id") { id: ID! d: Int } type C @key(fields: "id") { id: ID! d: Int }'),
  },
  cases: [
    { name: 'types of the other', query: '{ node { __typename ... on C { c } ... on B { b bb } } other { ... on A { a } ... on B { b } ... on C { c d } } }' },
    { name: 'an interface on a union', query: '{ search { ... on Node { id } ... on A { a d } } }' },
  ],
});
