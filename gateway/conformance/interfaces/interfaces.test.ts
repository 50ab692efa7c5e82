import { conform, fed2 } from '../kit/conform.ts';

conform('entities behind an interface', {
  subgraphs: {
    a: fed2('type Query { pet: Pet pets: [Pet!]! } interface Pet { id: ID! name: String } type Cat implements Pet @key(fields: "id") { id: ID! name: String } type Dog implements Pet @key(fields: "id") { id: ID! name: String barks: Boolean owner: Owner } type Owner @key(fields: "id") { id: ID! }'),
    b: fed2('type Cat implements Pet @key(fields: "id") { id: ID! lives: Int } type Dog implements Pet @key(fields: "id") { id: ID! tricks: [String!] } type Owner @key(fields: "id") { id: ID! pets: [Pet!]! name: String } interface Pet { id: ID! }'),
  },
  cases: [
    { name: 'their common fields', query: '{ pets { __typename id name } }', services: ['a'] },
    { name: 'their own', query: '{ pets { ... on Cat { lives } ... on Dog { tricks owner { name } } } }' },
    { name: 'through an owner', query: '{ pet { ... on Dog { owner { pets { __typename id name } } } } }' },
  ],
});

conform('an interface whose fields lie in several subgraphs', {
  subgraphs: {
    a: fed2('type Query { items: [Item!]! node: Node } interface Node { id: ID! } interface Item implements Node { id: ID! } type Book implements Item & Node @key(fields: "id") { id: ID! title: String } type Pen implements Item & Node @key(fields: "id") { id: ID! ink: String }'),
    b: fed2('interface Item { id: ID! price(of: Int): Int } type Book implements Item @key(fields: "id") { id: ID! price(of: Int): Int } type Pen implements Item @key(fields: "id") { id: ID! price(of: Int): Int } type Query { cheap: Item }'),
    c: fed2('type Book @key(fields: "id") { id: ID! price(of: Int): Int @external tax: Int @requires(fields: "price(of: 2)") }'),
  },
  cases: [
    { name: 'a field that is elsewhere', query: '{ items { id price } }', services: ['a', 'b'] },
    { name: 'under arguments, and by type', query: '{ items { price(of: 1) ... on Book { title tax } } cheap { id ... on Pen { ink } } }' },
    { name: 'an interface within an interface', query: '{ node { __typename ... on Item { price } ... on Book { title } } }' },
  ],
});

conform('entity interfaces', {
  subgraphs: {
    a: fed2('type Query { media: Media } interface Media @key(fields: "id") { id: ID! title: String } type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int } type Song implements Media @key(fields: "id") { id: ID! title: String }'),
    b: fed2('type Query { best: [Media!]! } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }'),
    c: fed2('interface Media @key(fields: "id") { id: ID! year: Int } type Film implements Media @key(fields: "id") { id: ID! year: Int } type Song implements Media @key(fields: "id") { id: ID! year: Int singer: String } type Query { old: Media }'),
  },
  cases: [
    { name: 'fields of three', query: '{ media { title stars year } }' },
    { name: 'from the object', query: '{ best { id title year ... on Song { singer } ... on Film { stars minutes } } }' },
    { name: 'from the other interface', query: '{ old { __typename year stars ... on Film { minutes } } }' },
  ],
});

conform('fragments that no thing fits', {
  subgraphs: {
    a: fed2('type Query { pet: Pet beast: Beast } interface Pet { id: ID! } interface Swimmer { id: ID! } union Beast = Cat | Fish type Cat implements Pet @key(fields: "id") { id: ID! } type Fish implements Pet & Swimmer @key(fields: "id") { id: ID! } type Duck implements Swimmer @key(fields: "id") { id: ID! }'),
    b: fed2('type Cat @key(fields: "id") { id: ID! lives: Int } type Fish @key(fields: "id") { id: ID! fins: Int } type Duck @key(fields: "id") { id: ID! eggs: Int }'),
  },
  cases: [
    { name: 'by a fragment in a fragment', query: '{ beast { ... on Swimmer { id ... on Beast { ... on Cat { lives } ... on Fish { fins } } } } }' },
    { name: 'on a condition', query: 'query($no: Boolean!) { beast { ... on Swimmer { ... on Beast @skip(if: $no) { ... on Cat { lives } } } } }', variables: { no: false } },
    { name: 'by named fragments', query: '{ pet { ...s } } fragment s on Swimmer { ...p ... on Duck { eggs } } fragment p on Pet { __typename ... on Cat { lives } ... on Fish { fins } }' },
    { name: 'nothing is left', query: '{ pet { ... on Swimmer { ... on Pet { ... on Cat { lives } } } } }', services: ['a'] },
  ],
});
