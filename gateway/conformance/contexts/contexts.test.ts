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

type Given = Record<string, unknown>;

conform('@fromContext from several types, from afar and across subgraphs', {
  subgraphs: {
    a: fed2(`type Query { shop: Shop places: [Place!]! }
      interface Place { id: ID! }
      type Shop implements Place @key(fields: "id") @context(name: "place") @context(name: "shop") { id: ID! town: String! rates: Rates! shelves: [Shelf!]! }
      type Stall implements Place @key(fields: "id") @context(name: "place") { id: ID! square: String! shelves: [Shelf!]! }
      type Rates { tax: Int! }
      type Shelf @key(fields: "id") { id: ID! }`),
    b: fed2(`type Shop @key(fields: "id") @context(name: "there") { id: ID! town: String! @external label: String @requires(fields: "town") goods: [Good!]! }
      type Good @key(fields: "id") { id: ID! sign(of: ID @fromContext(field: "$there { id }"), n: Int): String }`),
  },
  own: { b: { Good: { sign: (good, args: Given) => `${good.n} ${String(args['of'])} ${String(args['n'])}` } } },
  random: 0,
  cases: [
    { name: 'after another subgraph', query: '{ shop { town goods { sign(n: 1) } } }', data: { shop: { town: 'Shop3.town', goods: [{ sign: '3 Shop3.id 1' }, { sign: '2 Shop3.id 1' }] } } },
    { name: 'under a name, on a condition', query: 'query ($yes: Boolean!) { shop { id: town goods @include(if: $yes) { s: sign } label } }', variables: { yes: true }, data: { shop: { id: 'Shop3.town', goods: [{ s: '3 Shop3.id undefined' }, { s: '2 Shop3.id undefined' }], label: 'Shop3.label<{"town":"Shop3.town"}>' } } },
  ],
});

conform('@fromContext by type', {
  subgraphs: {
    a: fed2(`type Query { places: [Place!]! }
      union Place = Shop | Stall
      type Shop @key(fields: "id") @context(name: "place") { id: ID! town: String! rates: Rates! shelf: Shelf! }
      type Stall @key(fields: "id") @context(name: "place") { id: ID! square: String! shelf: Shelf! }
      type Rates { tax: Int! }
      type Shelf @key(fields: "id") { id: ID! sign(of: String @fromContext(field: "$place ... on Shop { town } ... on Stall { square }")): String }`),
    b: fed2('type Shelf @key(fields: "id") { id: ID! height: Int }'),
  },
  own: { a: { Shelf: { sign: (shelf, args: Given) => `${shelf.n} ${String(args['of'])}` } } },
  random: 0,
  cases: [
    {
      name: 'each has its own',
      query: '{ places { ... on Shop { shelf { sign height } } ... on Stall { square shelf { sign } } } }',
      data: { places: [{ square: 'Stall1.square', shelf: { sign: '2 Stall1.square' } }, { shelf: { sign: '2 Shop3.town', height: 29663 } }] },
    },
  ],
});
