import { conform, fed2 } from '../kit/conform.ts';

conform('several keys, one in each direction', {
  subgraphs: {
    people: fed2('type Query { person: Person people: [Person!]! } type Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! @shareable name: String }'),
    mail: fed2('type Query { box: Person } type Person @key(fields: "email") { email: String! @shareable unread: Int }'),
    payroll: fed2('type Person @key(fields: "id") { id: ID! @shareable salary: Int } type Query { paid: [Person] }'),
  },
  cases: [
    { name: 'by the first', query: '{ person { salary } }', services: ['people', 'payroll'] },
    { name: 'by the second', query: '{ person { unread } }', services: ['people', 'mail'] },
    { name: 'from one key to the other', query: '{ box { salary } }', services: ['mail', 'people', 'payroll'] },
    { name: 'and all together', query: '{ paid { name unread email } box { name id salary } }' },
  ],
});

conform('keys of several fields, nested and in lists', {
  subgraphs: {
    shop: fed2(`type Query { item: Item items: [Item!]! } type Item @key(fields: "sku vendor { id }") { sku: ID! @shareable vendor: Vendor! @shareable price: Int } type Vendor @shareable { id: ID! }`),
    stock: fed2(`type Query { counted: [Item] } type Item @key(fields: "vendor { id } sku") @key(fields: "number") { sku: ID! @shareable vendor: Vendor! @shareable number: Int! @shareable count: Int } type Vendor @shareable { id: ID! }`),
    audit: fed2(`type Query { last: Item } type Item @key(fields: "number") { number: Int! @shareable seen: String by: [Check!]! } type Check @key(fields: "item { number } at") { item: Item! at: String! note: String }`),
    notes: fed2(`type Check @key(fields: "item { number } at") { item: Item! @shareable at: String! @shareable stamp: String } type Item @key(fields: "number", resolvable: false) { number: Int! @shareable }`),
  },
  cases: [
    { name: 'two fields', query: '{ item { count } }', services: ['shop', 'stock'] },
    { name: 'by way of another', query: '{ item { seen } }', services: ['shop', 'stock', 'audit'] },
    { name: 'back again', query: '{ last { price } }', services: ['audit', 'stock', 'shop'] },
  ],
});

conform('keys that not every subgraph resolves', {
  subgraphs: {
    a: fed2('type Query { first: Thing } type Thing @key(fields: "id", resolvable: false) @key(fields: "code") { id: ID! @shareable code: String! @shareable made: String @requires(fields: "price") price: Int @external }'),
    b: fed2('type Query { second: [Thing!]! } type Thing @key(fields: "id") { id: ID! @shareable code: String! @shareable size: Int }'),
    c: fed2('type Query { third: Thing } type Thing @key(fields: "code") @key(fields: "id", resolvable: false) { id: ID! @shareable code: String! @shareable price: Int }'),
    d: fed2('type Query { fourth: Thing } type Thing @key(fields: "id", resolvable: false) { id: ID! @shareable }'),
  },
  random: 20,
  cases: [
    { name: 'returns by the one that resolves', query: '{ first { made } }', services: ['a', 'c', 'a'] },
    { name: 'asks for the other key on the way', query: '{ fourth { price } }', services: ['d', 'b', 'c'] },
    { name: 'a requirement by a key of a third', query: '{ fourth { made } second { made } }' },
  ],
});

conform('a mash of keys', {
  subgraphs: {
    list: fed2('type Query { as: [A!]! } type A @key(fields: "id") { id: ID! }'),
    joins: fed2('type Query { b: B } type B @key(fields: "id") { id: ID! a: A! } type A @key(fields: "id", resolvable: false) @key(fields: "part { two three }") { id: ID! part: Part! @shareable nameInB: String @requires(fields: "name") name: String @external } type Part @shareable { two: ID! three: ID! }'),
    names: fed2('type A @key(fields: "id") @key(fields: "pid") @key(fields: "part { two three }", resolvable: false) { id: ID! pid: ID! @shareable part: Part! @shareable name: String } type Part @shareable { two: ID! three: ID! }'),
    more: fed2('type A @key(fields: "pid") @key(fields: "part { three }", resolvable: false) { pid: ID! @shareable part: Part! @shareable more(of: Int): [String!]! } type Part @shareable { two: ID! three: ID! }'),
  },
  random: 20,
  cases: [
    { name: 'a requirement between', query: '{ b { id a { id nameInB } } }' },
    { name: 'the far end', query: '{ as { more(of: 2) nameInB } }' },
  ],
});
