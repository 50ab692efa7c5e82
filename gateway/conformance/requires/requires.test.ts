import { conform, fed2 } from '../kit/conform.ts';

const shop = fed2(`type Query { product: Product products: [Product!]! }
  type Product @key(fields: "id") { id: ID! price: Int weight: Int box: Box tags: [Tag!]! }
  type Box { size: Int kind: String } type Tag { text: String rank: Int }`);

conform('@requires', {
  subgraphs: {
    shop,
    shipping: fed2(`type Product @key(fields: "id") { id: ID! price: Int @external weight: Int @external box: Box @external tags: [Tag!]! @external
      cost: Int @requires(fields: "price weight") label: String @requires(fields: "box { size }") slogan: String @requires(fields: "tags { text rank }") }
      type Box { size: Int @external } type Tag { text: String @external rank: Int @external }`),
    offers: fed2(`type Product @key(fields: "id") { id: ID! cost: Int @external label: String @external discount: String @requires(fields: "cost label") }`),
  },
  cases: [
    { name: 'of plain fields', query: '{ product { cost } }', services: ['shop', 'shipping'] },
    { name: 'of nested fields', query: '{ products { label slogan } }', services: ['shop', 'shipping'] },
    { name: 'of what itself requires', query: '{ product { discount } }', services: ['shop', 'shipping', 'offers'] },
    { name: 'beside the same fields under other names', query: '{ product { a: price b: cost box { k: kind size } label } }' },
    { name: 'of an empty list of entities', query: '{ products { discount price } }' },
  ],
});

conform('@requires that goes round between subgraphs', {
  subgraphs: {
    a: fed2('type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! one: String three: String @requires(fields: "two") two: String @external }'),
    b: fed2('type Query { other: [Thing!]! } type Thing @key(fields: "id") { id: ID! one: String @external two: String @requires(fields: "one") four: String @requires(fields: "three") three: String @external }'),
    c: fed2('type Query { last: Thing } type Thing @key(fields: "id") { id: ID! four: String @external five: String @requires(fields: "four") six: Int }'),
    d: fed2('type Query { far: Thing } type Thing @key(fields: "id") { id: ID! six: Int @external five: String @external seven: String @requires(fields: "five six") }'),
  },
  random: 20,
  cases: [
    { name: 'two steps', query: '{ thing { three } }', services: ['a', 'b', 'a'] },
    { name: 'three, from the other end', query: '{ other { four } }', services: ['b', 'a', 'b', 'a', 'b'] },
    { name: 'all the way', query: '{ last { five } }' },
    { name: 'from outside', query: '{ far { five seven three } }' },
    { name: 'one beside the other', query: '{ thing { four one } other { three two } }' },
  ],
});

conform('@requires on the way to another entity', {
  subgraphs: {
    orders: fed2('type Query { order: Order } type Order @key(fields: "id") { id: ID! lines: [Line!]! customer: Customer } type Line @key(fields: "id") { id: ID! product: Product amount: Int } type Customer @key(fields: "id") { id: ID! } type Product @key(fields: "id") { id: ID! }'),
    catalogue: fed2('type Product @key(fields: "id") { id: ID! price: Int name: String }'),
    billing: fed2('type Line @key(fields: "id") { id: ID! amount: Int @external product: Product @external total: Int @requires(fields: "amount product { price }") } type Product @key(fields: "id") { id: ID! price: Int @external } type Customer @key(fields: "id") { id: ID! rate: Int }'),
    totals: fed2('type Order @key(fields: "id") { id: ID! lines: [Line!]! @external customer: Customer @external sum: Int @requires(fields: "lines { total } customer { rate }") } type Line @key(fields: "id") { id: ID! total: Int @external } type Customer @key(fields: "id") { id: ID! rate: Int @external }'),
  },
  cases: [
    { name: 'through another', query: '{ order { lines { total } } }', services: ['orders', 'catalogue', 'billing'] },
    { name: 'through all of them', query: '{ order { sum } }' },
    { name: 'with what is asked besides', query: '{ order { sum lines { amount product { name } } customer { id } } }' },
  ],
});

conform('@requires behind a root within an answer', {
  subgraphs: {
    a: fed2('type Query { page: Page } type Page { title: String root: Query } type Item @key(fields: "id") { id: ID! weight: Int }'),
    b: fed2('type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! weight: Int @external load: String @requires(fields: "weight") }'),
    c: fed2('type Query { best: Item } type Item @key(fields: "id") { id: ID! load: String @external freight: String @requires(fields: "load") }'),
  },
  cases: [
    { name: 'of what another subgraph has', query: '{ page { title root { items { load } } } }' },
    { name: 'of what itself requires', query: '{ page { root { items { freight } best { load } } } items { freight } }' },
  ],
});
