import { conform, fed2 } from '../kit/conform.ts';

conform('@fromContext', {
  subgraphs: {
    a: fed2(`type Query { account: Account accounts: [Account!]! }
      type Account @key(fields: "id") @context(name: "account") { id: ID! currency: String! user: User lists: [List!]! }
      type User @key(fields: "id") { id: ID! price(amount: Int, currency: String @fromContext(field: "$account { currency }")): String }
      type List { user: User }`),
    b: fed2('type Account @key(fields: "id") { id: ID! country: String } type User @key(fields: "id") { id: ID! name: String }'),
  },
  own: { a: { User: { price: (user, args: { currency?: string; amount?: number }) => `${user.n} ${args.amount} ${args.currency}` } } },
  random: 0,
  cases: [
    { name: 'from the parent', query: '{ account { user { price(amount: 3) } } }', data: { account: { user: { price: '2 3 Account2.currency' } } } },
    { name: 'for each of a list', query: '{ accounts { currency user { name price(amount: 1) } } }', data: { accounts: [{ currency: 'Account2.currency', user: { name: 'User2.name', price: '2 1 Account2.currency' } }, { currency: 'Account1.currency', user: { name: 'User1.name', price: '1 1 Account1.currency' } }] } },
    { name: 'from further up', query: '{ account { lists { user { price } } } }', data: { account: { lists: [{ user: { price: '1 undefined Account2.currency' } }, { user: { price: '1 undefined Account2.currency' } }] } } },
    { name: 'beside another field of that name', query: '{ account { currency: id user { price(amount: 3) } } }', data: { account: { currency: 'Account2.id', user: { price: '2 3 Account2.currency' } } } },
    { name: 'the argument is nobody\'s to give', query: '{ account { user { price(currency: "x") } } }', data: undefined, errors: [{ message: 'Unknown argument "currency" on field "User.price".' }] },
  ],
});
