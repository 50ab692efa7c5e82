import { conform, fed2 } from '../kit/conform.ts';

conform('__typename', {
  subgraphs: {
    a: fed2('type Query { node: Node any: Any user: User } interface Node { id: ID! } union Any = User | Post type User implements Node @key(fields: "id") { id: ID! name: String } type Post implements Node @key(fields: "id") { id: ID! by: User }'),
    b: fed2('type User @key(fields: "id") { id: ID! email: String address: Address } type Address { city: String }'),
  },
  cases: [
    { name: 'of the root, asking nobody', query: '{ __typename }', services: [] },
    { name: 'of the root under a name', query: '{ a: __typename b: __typename user { id } }', services: ['a'] },
    { name: 'of an interface', query: '{ node { __typename } }' },
    { name: 'of a union', query: '{ any { __typename ... on User { t: __typename } } }' },
    { name: 'of an entity from elsewhere', query: '{ user { email __typename address { __typename city } } }', services: ['a', 'b'] },
    { name: 'alone', query: '{ user { __typename address { __typename } } }' },
    { name: 'twice, under names and in fragments', query: '{ user { __typename t: __typename ...f } any { ...g } } fragment f on User { __typename u: __typename } fragment g on Any { __typename ... on Node { n: __typename id } }' },
    { name: 'beside introspection', query: '{ __schema { queryType { name } } __type(name: "User") { name } user { __typename } }', data: { __schema: { queryType: { name: 'Query' } }, __type: { name: 'User' }, user: { __typename: 'User' } }, services: ['a'] },
  ],
});
