import { conform, fed2 } from '../kit/conform.ts';

conform('subgraphs of Federation 1 among those of Federation 2', {
  subgraphs: {
    users: 'type Query { me: User } type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String }',
    posts: 'extend type Query { posts: [Post!]! } type Post @key(fields: "id") { id: ID! author: User @provides(fields: "name") title: String } extend type User @key(fields: "email") { email: String! @external name: String @external posts: [Post!]! }',
    likes: 'type Query { likes: Int } extend type Post @key(fields: "id") { id: ID! @external title: String @external likes: Int slug: String @requires(fields: "title") }',
    newer: fed2('type User @key(fields: "id") { id: ID! age: Int }'),
  },
  cases: [
    { name: 'extensions with external keys', query: '{ me { posts { title } } }', services: ['users', 'posts'] },
    { name: 'provided', query: '{ posts { author { name } } }', services: ['posts'] },
    { name: 'required', query: '{ me { posts { slug likes } age } }', services: ['users', 'posts', 'likes', 'newer'] },
    { name: 'from one key to the other', query: '{ posts { author { id age } } }', services: ['posts', 'users', 'newer'] },
  ],
});

conform('extensions in Federation 2', {
  subgraphs: {
    a: fed2('type Query { box: Box } type Box @key(fields: "id") { id: ID! label: String inner: Inner } type Inner { size: Int @shareable }'),
    b: fed2('type Box @extends @key(fields: "id") { id: ID! @external label: String @external shout: String @requires(fields: "label") } extend type Query { count: Int }'),
    c: fed2('extend type Box @key(fields: "id") { id: ID! @external weight: Int }'),
  },
  cases: [{ name: 'of every kind', query: '{ box { shout weight inner { size } } count }', services: ['a', 'b', 'c', 'b'] }],
});

conform('external fields that are nobody\'s requirement', {
  subgraphs: {
    a: 'type Query { item: Item } type Item @key(fields: "id") { id: ID! price: Int name: String }',
    b: 'extend type Item @key(fields: "id") { id: ID! @external price: Int @external } type Query { other: Item }',
    c: 'extend type Item @key(fields: "id") { id: ID! @external name: String @external tag: String } extend type Query { third: Item }',
  },
  cases: [
    { name: 'are asked of their owner', query: '{ other { id price } third { name tag } }', services: ['b', 'a', 'c', 'a'] },
  ],
});
