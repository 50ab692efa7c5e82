import { conform, fed2 } from '../kit/conform.ts';

conform('@provides', {
  subgraphs: {
    reviews: fed2(`type Query { review: Review reviews: [Review!]! }
      type Review @key(fields: "id") { id: ID! author: User @provides(fields: "name") product: Product @provides(fields: "name maker { city }") plain: Product }
      type User @key(fields: "id") { id: ID! name: String @external }
      type Product @key(fields: "id") { id: ID! name: String @external maker: Maker @external } type Maker { city: String @external }`),
    users: fed2('type User @key(fields: "id") { id: ID! name: String @shareable age: Int }'),
    products: fed2('type Product @key(fields: "id") { id: ID! name: String @shareable maker: Maker @shareable price: Int } type Maker @shareable { city: String street: String }'),
  },
  cases: [
    { name: 'needs nobody else', query: '{ review { author { name } product { name maker { city } } } }', services: ['reviews'] },
    { name: 'only where it is provided', query: '{ review { plain { name } } }', services: ['reviews', 'products'] },
    { name: 'and not more than is provided', query: '{ reviews { author { name age } product { maker { city street } price } } }' },
  ],
});

conform('@provides behind interfaces and unions', {
  subgraphs: {
    feed: fed2(`type Query { feed: [Media] @provides(fields: "... on Book { title author { name } } ... on Song { title }") one: Work @provides(fields: "... on Song { title }") bare: [Media] }
      union Media = Book | Song interface Work { id: ID! }
      type Book implements Work @key(fields: "id") { id: ID! title: String @external author: Author @external } type Song implements Work @key(fields: "id") { id: ID! title: String @external } type Author @key(fields: "id") { id: ID! name: String @external }`),
    books: fed2('type Book @key(fields: "id") { id: ID! title: String @shareable author: Author @shareable pages: Int } type Author @key(fields: "id") { id: ID! name: String @shareable born: Int }'),
    songs: fed2('type Song @key(fields: "id") { id: ID! title: String @shareable seconds: Int }'),
  },
  cases: [
    { name: 'a union', query: '{ feed { __typename ... on Book { title author { name } } ... on Song { title } } }', services: ['feed'] },
    { name: 'an interface', query: '{ one { id ... on Song { title } } }', services: ['feed'] },
    { name: 'an interface, what is not provided', query: '{ one { ... on Book { title } ... on Song { title seconds } } }' },
    { name: 'elsewhere it is not', query: '{ bare { ... on Book { title } ... on Song { title } } }' },
  ],
});

conform('@provides and @requires together', {
  subgraphs: {
    a: fed2('type Query { box: Box } type Box @key(fields: "id") { id: ID! item: Item @provides(fields: "name") } type Item @key(fields: "id") { id: ID! name: String @external }'),
    b: fed2('type Item @key(fields: "id") { id: ID! name: String @shareable size: Int }'),
    c: fed2('type Item @key(fields: "id") { id: ID! name: String @external size: Int @external tag: String @requires(fields: "name") label: String @requires(fields: "name size") } type Box @key(fields: "id") { id: ID! item: Item @external note: String @requires(fields: "item { id }") }'),
  },
  cases: [
    { name: 'what is provided is what is required', query: '{ box { item { tag } } }' },
    { name: 'half of it', query: '{ box { item { label name } note } }' },
  ],
});

conform('@provides through several levels', {
  subgraphs: {
    a: fed2('type Query { top: Top @provides(fields: "mid { low { value } }") } type Top @key(fields: "id") { id: ID! mid: Mid @external } type Mid @key(fields: "id") { id: ID! low: Low @external } type Low @key(fields: "id") { id: ID! value: Int @external }'),
    b: fed2('type Top @key(fields: "id") { id: ID! mid: Mid @shareable } type Mid @key(fields: "id") { id: ID! low: Low @shareable name: String } type Low @key(fields: "id") { id: ID! value: Int @shareable more: String }'),
  },
  cases: [
    { name: 'all in one', query: '{ top { mid { low { value } } } }', services: ['a'] },
    { name: 'and the rest', query: '{ top { mid { name low { value more } } } }' },
  ],
});
