import { conform, fed2 } from '../kit/conform.ts';

const accounts = fed2(`type Query { account: Account accounts: [Account!]! admin: Admin }
  interface Account @key(fields: "id") { id: ID! name: String }
  type Admin implements Account @key(fields: "id") { id: ID! name: String rights: [String!]! } type Guest implements Account @key(fields: "id") { id: ID! name: String until: Int }`);

conform('@interfaceObject', {
  subgraphs: {
    accounts,
    posts: fed2('type Query { author: Account authors: [Account!]! } type Account @key(fields: "id") @interfaceObject { id: ID! posts: [Post!]! bio(length: Int): String friend: Account } type Post { title: String by: Account }'),
  },
  cases: [
    { name: 'adds a field to every type', query: '{ accounts { __typename id bio } }', services: ['accounts', 'posts'] },
    { name: 'adds it to one type', query: '{ admin { rights bio posts { title } } }', services: ['accounts', 'posts'] },
    { name: 'is one in itself', query: '{ author { id bio friend { bio } } }', services: ['posts'] },
    { name: 'has its type from elsewhere', query: '{ author { __typename ... on Admin { rights } } }', services: ['posts', 'accounts'] },
    { name: 'by type, with its own fields', query: '{ author { ... on Admin { bio } ... on Guest { until posts { by { name } } } } }' },
    { name: 'under another name', query: '{ accounts { kind: __typename bio } author { kind: __typename } }' },
    { name: 'found in two ways, its type in a third', query: '{ account { ... on Admin { f: friend { __typename friend { id } } } ... on Guest { f: friend { __typename ... on Admin { rights } friend { id ... on Guest { until } } } } } author { friend { __typename friend { id ... on Guest { until } } ... on Admin { rights } } } }' },
    { name: 'through itself', query: '{ admin { posts { by { __typename name ... on Guest { until } bio } } } }' },
  ],
});

conform('@interfaceObject among other interfaces and unions', {
  subgraphs: {
    things: fed2(`type Query { thing: Thing named: [Named!]! any: Any }
      interface Thing @key(fields: "id") { id: ID! } interface Named { id: ID! name: String } union Any = Cup | Rock
      type Cup implements Thing & Named @key(fields: "id") { id: ID! name: String } type Rock implements Thing @key(fields: "id") { id: ID! weight: Int } type Person implements Named @key(fields: "id") { id: ID! name: String }`),
    notes: fed2('type Query { noted: [Thing!]! } type Thing @key(fields: "id") @interfaceObject { id: ID! note: String like: Thing }'),
  },
  cases: [
    { name: 'a fragment on another interface', query: '{ noted { note ... on Named { name } } }', services: ['notes', 'things'] },
    { name: 'a fragment on a union', query: '{ noted { ... on Any { ... on Rock { weight note } ... on Cup { like { ... on Named { id } } } } } }' },
    { name: 'a fragment on a type that cannot come', query: '{ noted { ...n id } } fragment n on Named { ... on Person { name } ... on Cup { note } }' },
    { name: 'only what cannot come', query: '{ noted { ... on Named { ... on Person { name } } } }' },
    { name: 'from the other side', query: '{ named { name ... on Thing { note } } any { ... on Thing { note like { __typename } } } }' },
  ],
});

conform('@interfaceObject that leads to itself', {
  subgraphs: {
    nodes: fed2(`type Query { node: Node } interface Node @key(fields: "id") { id: ID! }
      ${['Door', 'Wall', 'Roof', 'Step', 'Room'].map((name) => `type ${name} implements Node @key(fields: "id") { id: ID! colour: String }`).join(' ')}`),
    ways: fed2('type Query { way: Node! } type Node @key(fields: "id") @interfaceObject { id: ID! next: Node! label: String }'),
  },
  cases: [
    { name: 'many times', query: '{ way { next { next { next { next { label } } } } } }', services: ['ways'] },
    { name: 'with types at each step', query: '{ way { next { ... on Door { colour } next { next { ... on Wall { colour next { __typename } } label } } } } node { next { next { next { label __typename } } } } }' },
  ],
});

conform('@interfaceObject with requirements', {
  subgraphs: {
    accounts,
    marks: fed2('type Query { marked: Account } type Account @key(fields: "id") @interfaceObject { id: ID! name: String @external mark: String @requires(fields: "name") }'),
    lists: fed2('type Query { list: List } type List @key(fields: "id") { id: ID! owner: Account } type Account @key(fields: "id") @interfaceObject { id: ID! }'),
  },
  cases: [
    { name: 'of what the types have', query: '{ accounts { mark } account { name mark } }', services: ['accounts', 'accounts', 'marks', 'marks'].slice(1) },
    { name: 'on one type', query: '{ admin { rights mark } }', services: ['accounts', 'marks'] },
    { name: 'from itself', query: '{ marked { id mark } }', services: ['marks', 'accounts', 'marks'] },
    { name: 'from another object', query: '{ list { owner { mark __typename } } }' },
    { name: 'on one type, from itself', query: '{ marked { ... on Guest { mark } } }', services: ['marks', 'accounts'] },
    { name: 'on one type, its name another field on another', query: '{ marked { ... on Guest { x: mark } ... on Admin { x: name } } }' },
    { name: 'on one type, from another object', query: '{ list { owner { ... on Guest { mark } ...a } } } fragment a on Admin { mark rights m: mark }' },
  ],
});

conform('@interfaceObject that cannot be looked up', {
  subgraphs: {
    nodes: fed2('type Query { count: Int } interface Node @key(fields: "id") { id: ID! } type Door implements Node @key(fields: "id") { id: ID! colour: String } type Wall implements Node @key(fields: "id") { id: ID! height: Int }'),
    lists: fed2('type Query { node: Node nodes: [Node!]! } type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! label(of: Int): String next: Node inner: Inner } type Inner { size: Int owner: Node }'),
  },
  random: 20,
  cases: [
    { name: 'only its own fields', query: '{ node { id label } }', services: ['lists'] },
    { name: 'with its type', query: '{ node { __typename id label } }', services: ['lists', 'nodes'] },
    { name: 'its own fields by type', query: '{ node { ... on Door { label colour } } }', services: ['lists', 'nodes'] },
    { name: 'on a condition', query: 'query($yes: Boolean!, $no: Boolean!) { node { __typename ... on Door @include(if: $yes) { label } ... on Wall @skip(if: $no) { inner { size } } } }', variables: { yes: true, no: true } },
    { name: 'on a condition that does not hold', query: 'query($yes: Boolean!) { node { __typename ... on Door @include(if: $yes) { label } } }', variables: { yes: false } },
    { name: 'in lists and under arguments', query: 'query($of: Int) { nodes { id ... on Wall { height label(of: $of) next { ... on Door { label } } } } }', variables: { of: 3 } },
  ],
});

conform('@interfaceObject that an interface does not know', {
  subgraphs: {
    accounts,
    shop: fed2('type Query { buyer: Account } type Account @key(fields: "id") @interfaceObject { id: ID! spent: Int }'),
  },
  own: { shop: { Account: { __resolveReference: () => null } } },
  random: 0,
  cases: [
    { name: 'leaves its fields null', query: '{ accounts { id spent } }', data: { accounts: [{ id: 'Guest2.id', spent: null }, { id: 'Admin1.id', spent: null }] } },
  ],
});

conform('@interfaceObject whose requirement several subgraphs hold, by type', {
  subgraphs: {
    cats: fed2('type Query { cat: Cat } interface Pet { id: ID! name: String } type Cat implements Pet @key(fields: "id") { id: ID! name: String friends: [Dog!]! } type Dog @key(fields: "id") { id: ID! }'),
    dogs: fed2('interface Pet @key(fields: "id") { id: ID! } type Dog implements Pet @key(fields: "id") { id: ID! name: String guests(n: Int): [Pet] } type Cat implements Pet @key(fields: "id") { id: ID! name: String @external need: String @requires(fields: "name") }'),
    tags: fed2('type Query { pets: [Pet] } type Pet @key(fields: "id") @interfaceObject { id: ID! name: String @external tag: String @requires(fields: "name") mates: [[Pet]!] rank: Int }'),
  },
  cases: [
    { name: 'met on the way', query: '{ pets { mates { ... on Pet { ... on Dog { guests { ... on Cat { tag } } } } } } }' },
    { name: 'of what waits for it', query: '{ pets { mates { ... on Dog { tag guests { rank ... on Cat { tag need } ... on Dog { tag } } } ... on Cat { mates { tag ... on Dog { tag } } } } tag } }' },
    { name: 'from a type', query: '{ cat { tag need friends { tag guests { tag } } } }' },
  ],
});

conform('@interfaceObject with requirements of other objects', {
  subgraphs: {
    pets: fed2('type Query { pets: [Pet!]! } interface Pet @key(fields: "id") { id: ID! name: String } type Cat implements Pet @key(fields: "id") { id: ID! name: String } type Dog implements Pet @key(fields: "id") { id: ID! name: String likes: [[Pet!]] } type Fox implements Pet @key(fields: "id") { id: ID! name: String }'),
    ranks: fed2('type Query { ranked: [Pet] } type Pet @key(fields: "id") @interfaceObject { id: ID! rank(of: Int): Int }'),
    marks: fed2('type Query { marked: [Pet!] } type Pet @key(fields: "id") @interfaceObject { id: ID! extra: Int name: String @external rank(of: Int): Int @external mark: String @requires(fields: "name") sign: String @requires(fields: "name rank(of: 2)") }'),
  },
  cases: [
    { name: 'of one type, beside what is of all', query: '{ pets { ... on Dog { likes { extra ... on Dog { mark } } } } }' },
    { name: 'of one type, from itself', query: '{ marked { extra ... on Fox { mark } } }' },
    { name: 'of what another object holds', query: '{ ranked { ... on Cat { sign } ... on Dog { sign } ... on Fox { s: sign } } }', services: ['ranks', 'pets', 'marks'] },
    { name: 'of all, beside both', query: '{ ranked { rank extra sign ... on Dog { mark r: rank(of: 1) } } }' },
  ],
});
