import { conform, fed2 } from '../kit/conform.ts';

const log: string[] = [];
const step = (name: string) => () => {
  log.push(name);
  return { type: 'Order', n: 1 };
};

conform('mutations', {
  subgraphs: {
    orders: fed2('type Query { order: Order } type Mutation { place(what: String!): Order pay: Order fail: Int } type Order @key(fields: "id") { id: ID! state: String }'),
    stock: fed2('type Mutation { reserve(what: String): Order release: Order } type Order @key(fields: "id") { id: ID! left: Int }'),
    shared: fed2('type Mutation { touch: Int @shareable } type Query { x: Int }'),
    alike: fed2('type Mutation { touch: Int @shareable }'),
  },
  own: {
    orders: { Mutation: { place: step('place'), pay: step('pay'), fail: () => { throw new Error('no'); } } },
    stock: { Mutation: { reserve: step('reserve'), release: step('release') } },
  },
  random: 0,
  cases: [
    { name: 'with what another subgraph knows', query: 'mutation { place(what: "a") { id state left } }', data: { place: { id: 'Order1.id', state: 'Order1.state', left: 86686 } }, services: ['orders', 'stock'] },
    { name: 'one after the other', query: 'mutation($w: String!) { a: place(what: $w) { id } b: reserve(what: $w) { id } c: pay { state } }', variables: { w: 'x' }, data: { a: { id: 'Order1.id' }, b: { id: 'Order1.id' }, c: { state: 'Order1.state' } } },
    { name: 'shared by two, done once', query: 'mutation { touch }' },
    { name: 'that fails', query: 'mutation { pay { id } fail }', data: { pay: { id: 'Order1.id' }, fail: null }, errors: [{ path: ['fail'] }] },
    { name: 'its type', query: 'mutation { __typename release { __typename } }', data: { __typename: 'Mutation', release: { __typename: 'Order' } } },
  ],
});

it('keeps the order in which they were asked', () => {
  expect(log).toEqual(['place', 'place', 'reserve', 'pay', 'pay', 'release']);
});
