import { conform, fed2 } from '../kit/conform.ts';

const prices = fed2(`type Query { product: Product products: [Product!]! }
  type Product @key(fields: "id") { id: ID! price(currency: Currency!): Int weight(unit: Unit = KG, round: Boolean): Int reviews(first: Int): [Review!]! }
  type Review @key(fields: "id") { id: ID! text(in: String): String stars: Int }
  enum Currency { USD EUR } enum Unit { KG LB }`);

conform('@requires of fields with arguments', {
  subgraphs: {
    prices,
    shipping: fed2(`type Product @key(fields: "id") { id: ID! price(currency: Currency!): Int @external weight(unit: Unit = KG, round: Boolean): Int @external reviews(first: Int): [Review!]! @external
      inDollars: String @requires(fields: "price(currency: USD) weight(unit: LB)") inEuros: String @requires(fields: "price(currency: EUR)")
      plain: String @requires(fields: "weight") rounded: String @requires(fields: "weight(round: true, unit: KG)") praise(of: Int): String @requires(fields: "reviews(first: 2) { text(in: \\"en\\") stars }") }
      type Review @key(fields: "id") { id: ID! text(in: String): String @external stars: Int @external german: String @requires(fields: "text(in: \\"de\\")") }
      enum Currency { USD EUR } enum Unit { KG LB }`),
    summary: fed2(`type Product @key(fields: "id") { id: ID! inDollars: String @external price(currency: Currency!): Int @external both: String @requires(fields: "inDollars price(currency: EUR)") } enum Currency { USD EUR }`),
  },
  random: 20,
  cases: [
    { name: 'one of them', query: '{ product { inDollars } }', services: ['prices', 'shipping'] },
    { name: 'beside the same field under other arguments', query: '{ product { price(currency: EUR) inDollars weight } }', services: ['prices', 'shipping'] },
    { name: 'beside the same field under the same arguments', query: '{ product { price(currency: USD) inDollars } }', services: ['prices', 'shipping'] },
    { name: 'under arguments of the client\'s', query: 'query($c: Currency!, $n: Int) { product { price(currency: $c) inDollars praise(of: $n) } }', variables: { c: 'EUR', n: 4 }, services: ['prices', 'shipping'] },
    { name: 'two that differ', query: '{ product { inDollars inEuros } }', services: ['prices', 'shipping', 'shipping'] },
    { name: 'two that differ, each with what fits it', query: '{ products { rounded inDollars inEuros plain id } }', services: ['prices', 'shipping', 'shipping'] },
    { name: 'with selections of its own', query: '{ products { praise reviews(first: 1) { stars german text } } }' },
    { name: 'in a chain', query: '{ product { both inDollars p: price(currency: USD) } }' },
    { name: 'by variables in one part only', query: 'query($n: Int) { product { inEuros praise(of: $n) inDollars } }', variables: { n: 1 } },
  ],
});

conform('@requires of fields with arguments behind an interface', {
  subgraphs: {
    media: fed2('type Query { shelf: Shelf } type Shelf @key(fields: "id") { id: ID! top: Media all: [Media!]! } interface Media { title(case: String): String } type Book implements Media @key(fields: "id") { id: ID! title(case: String): String pages: Int } type Film implements Media @key(fields: "id") { id: ID! title(case: String): String minutes: Int }'),
    labels: fed2('type Shelf @key(fields: "id") { id: ID! top: Media @external all: [Media!]! @external label: String @requires(fields: "top { title(case: \\"upper\\") }") spines: String @requires(fields: "all { title(case: \\"lower\\") ... on Book { pages } }") } interface Media { title(case: String): String } type Book implements Media @key(fields: "id") { id: ID! title(case: String): String @external pages: Int @external } type Film implements Media @key(fields: "id") { id: ID! title(case: String): String @external }'),
  },
  random: 20,
  cases: [
    { name: 'all types alike', query: '{ shelf { label } }', services: ['media', 'labels'] },
    { name: 'and by type', query: '{ shelf { spines label top { title } all { title(case: "x") } } }', services: ['media', 'labels'] },
  ],
});
