import { conform, fed2 } from '../kit/conform.ts';

conform('@skip and @include', {
  subgraphs: {
    a: fed2('type Query { user: User users: [User!]! } type User @key(fields: "id") { id: ID! name: String price: Int }'),
    b: fed2('type User @key(fields: "id") { id: ID! mail: String price: Int @external tax: Int @requires(fields: "price") friend: User }'),
    c: fed2('type User @key(fields: "id") { id: ID! phone: String }'),
  },
  cases: [
    { name: 'what is not included is not fetched', query: 'query($y: Boolean!) { user { name mail @include(if: $y) } }', variables: { y: false }, services: ['a'] },
    { name: 'what is included is', query: 'query($y: Boolean!) { user { name mail @include(if: $y) } }', variables: { y: true }, services: ['a', 'b'] },
    { name: 'by a default', query: 'query($y: Boolean = false) { user { name mail @include(if: $y) } }', services: ['a'] },
    { name: 'by literals', query: '{ user { name @skip(if: true) mail @include(if: true) phone @include(if: false) } }', services: ['a', 'b'] },
    { name: 'nothing at all', query: '{ user @skip(if: true) { name } }', services: [] },
    { name: 'both at once', query: 'query($y: Boolean!, $n: Boolean!) { user { mail @include(if: $y) @skip(if: $n) tax @skip(if: $n) @include(if: $y) } }', variables: { y: true, n: true } },
    { name: 'on fragments, nested', query: 'query($y: Boolean!, $n: Boolean!) { users { ... on User @include(if: $y) { tax ...f @skip(if: $n) } } } fragment f on User { friend { ... @include(if: $y) { phone friend { mail @skip(if: $y) tax } } } }', variables: { y: true, n: false } },
    { name: 'the same field in two ways', query: 'query($y: Boolean!) { user { mail @include(if: $y) mail @skip(if: $y) } }', variables: { y: true }, services: ['a', 'b'] },
    { name: 'what is required beside what is not included', query: 'query($y: Boolean!) { user { price @include(if: $y) tax } }', variables: { y: false }, services: ['a', 'b'] },
    { name: 'what only one condition requires is not required of all', query: '{ user @include(if: false) { tax } user { phone friend { mail } } }', services: ['a', 'b', 'c'] },
    { name: 'the same by a variable, in an entity', query: 'query($y: Boolean!) { user { friend { tax @include(if: $y) phone mail } } user @skip(if: $y) { friend { tax } } }', variables: { y: false } },
    { name: 'by many variables', query: 'query($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!, $e: Boolean!, $f: Boolean!) { users @include(if: $a) { name @skip(if: $b) mail @include(if: $c) tax @skip(if: $d) friend @include(if: $e) { phone @skip(if: $f) } } }', variables: { a: true, b: false, c: false, d: true, e: true, f: false } },
    { name: 'in the order in which what is left stands', query: 'query($y: Boolean!) { user { mail @include(if: $y) name mail } a: user @skip(if: $y) { name } }', variables: { y: false } },
    { name: 'an object of which nothing is left', query: 'query($y: Boolean!) { user { friend { mail @include(if: $y) ... @include(if: $y) { phone } } } }', variables: { y: false } },
    { name: 'a root of two', query: 'query($y: Boolean!) { a: user @include(if: $y) { phone } b: user @skip(if: $y) { mail } }', variables: { y: false }, services: ['a', 'b'] },
  ],
});
