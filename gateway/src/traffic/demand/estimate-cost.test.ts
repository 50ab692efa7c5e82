import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { viewOf } from '../supergraph/supergraph-view.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { estimateCost } from './estimate-cost.ts';

/** Composed, so that what is read is what composition really keeps. */
function composed(body: string, imports = '"@key", "@cost", "@listSize", "@shareable"'): SupergraphView {
  const typeDefs = parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n${body}`);
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://a.invalid', typeDefs }]);
  if (!supergraphSdl) throw new Error(errors?.map((error) => error.message).join());
  return viewOf({ version: '1', sdl: supergraphSdl });
}

const view = composed(`
  type Query {
    book: Book
    bestsellers: [Book!]! @listSize(assumedSize: 5)
    books(first: Int = 20, last: Int): [Book] @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false, assumedSize: 50)
    newest(first: Int, last: Int): [Book] @listSize(slicingArguments: ["first", "last"])
    shelf(first: Int!): Shelf @listSize(slicingArguments: ["first"], sizedFields: ["books", "pages"])
    scored(by: Scoring @cost(weight: 7), all: [Scoring!]): Int @cost(weight: 3)
    favourites: [Book]
    either: Either
    secret: Vault
  }
  type Mutation { add(title: String): Book }
  union Either = Book | Author
  type Book { title: String author: Author reviews: [Review!] rank: Rank }
  type Author { name: String books: [Book] }
  type Review { text: String }
  type Shelf { books: [Book] pages: [Int] other: [Book] }
  type Vault @cost(weight: 40) { open: Boolean }
  enum Rank @cost(weight: 2) { HIGH }
  input Scoring { weight: Int @cost(weight: 5) inner: Scoring }
`);

const cost = (query: string, variables: Record<string, unknown> = {}, of = view) => estimateCost(of, parse(query), undefined, { assumedListSize: 10 }).estimate(variables);

describe('the estimated cost of an operation', () => {
  it.each([
    ['an object costs one, leaves nothing', '{ book { title author { name } } }', 2],
    ['a mutation costs ten more', 'mutation { add(title: "x") { title } }', 11],
    ['a list of which nothing is said counts as assumed', '{ favourites { title } }', 10],
    ['lists in lists multiply', '{ favourites { reviews { text } } }', 10 * (1 + 10)],
    ['a size that the schema assumes', '{ bestsellers { author { name } } }', 5 * 2],
    ['a slicing argument that is given', '{ books(first: 3) { title } }', 3],
    ['a slicing argument by its default', '{ books { title } }', 20],
    ['the largest of several slicing arguments', '{ books(first: 3, last: 30) { title } }', 30],
    ['the size of sized fields, and of no others', '{ shelf(first: 4) { books { title } pages other { title } } }', 1 + 4 + 0 + 10],
    ['a weight of a type', '{ secret { open } }', 40],
    ['a weight of an enum, for each', '{ book { rank } favourites { rank } }', 1 + 2 + 10 * (1 + 2)],
    ['a weight of a field in place of its type\'s', '{ scored }', 3],
    ['weights of arguments and input fields', '{ scored(by: { weight: 1, inner: { weight: 2 } }) }', 3 + 7 + 5 + 1 + 5],
    ['a list of input objects', '{ scored(all: [{}, { weight: 1 }]) }', 3 + 1 + 1 + 5],
    ['fragments, spread and inline', '{ book { ...A ... on Book { author { name } } } } fragment A on Book { reviews { text } }', 1 + 10 + 1],
    ['alternatives together', '{ either { ... on Book { author { name } } ... on Author { books { title } } } }', 1 + 1 + 10],
    ['aliases count each', '{ a: book { title } b: book { title } }', 2],
    ['introspection costs nothing', '{ __typename __schema { types { name } } }', 0],
    ['what is skipped costs nothing', '{ book @skip(if: true) { title } favourites @include(if: false) { title } }', 0],
    ['a size below nothing is nothing', '{ books(first: -5) { title } }', 0],
  ])('%s', (_, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  it.each([
    ['slicing', 'query ($n: Int) { books(first: $n) { title } }', { n: 8 }, 8],
    ['slicing, absent: the argument\'s default', 'query ($n: Int) { books(first: $n) { title } }', {}, 20],
    ['a whole argument', 'query ($s: Scoring) { scored(by: $s) }', { s: { weight: 1, inner: { weight: null } } }, 3 + 7 + 5 + 1],
    ['skip', 'query ($no: Boolean!) { book @skip(if: $no) { title } bestsellers { title } }', { no: true }, 5],
    ['include', 'query ($yes: Boolean!) { book { title } bestsellers @include(if: $yes) { title } }', { yes: true }, 6],
    ['skip on a fragment', 'query ($no: Boolean!) { ... @skip(if: $no) { book { title } } }', { no: false }, 1],
  ])('with variables: %s', (_, query, variables, expected) => {
    expect(cost(query, variables)).toBe(expected);
  });

  it('is compiled once for every set of variables', () => {
    const { estimate } = estimateCost(view, parse('query ($n: Int!) { shelf(first: $n) { books { reviews { text } } } }'), undefined, { assumedListSize: 10 });
    expect([1, 10, 100].map((n) => estimate({ n }))).toEqual([1 + 11, 1 + 110, 1 + 1_100]);
  });

  it.each([['none', '{ newest { title } }'], ['two', '{ newest(first: 1, last: 1) { title } }']])('says so when exactly one slicing argument is wanted and there is %s', (_, query) => {
    expect(() => cost(query)).toThrow('Give exactly one of first, last to newest.');
  });

  it('reads the directives under the names that a subgraph gave them', () => {
    const renamed = composed(
      'type Query { many: [Thing] @size(assumedSize: 3) one: Thing @price(weight: 9) } type Thing { a: Int }',
      '{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@size" }',
    );
    expect(cost('{ many { a } one { a } }', {}, renamed)).toBe(3 + 9);
    const unimported = composed('type Query { many: [Thing] @federation__listSize(assumedSize: 3) one: Thing @federation__cost(weight: 9) } type Thing { a: Int }', '"@key"');
    expect(cost('{ many { a } one { a } }', {}, unimported)).toBe(3 + 9);
  });

  it('chooses the operation by its name', () => {
    const document = parse('query A { book { title } } query B { bestsellers { title } }');
    expect(estimateCost(view, document, 'B', { assumedListSize: 10 }).estimate({})).toBe(5);
    expect(() => estimateCost(view, document, 'C', { assumedListSize: 10 })).toThrow('no such operation');
  });
});

describe('the actual cost of an answer', () => {
  const actual = (query: string, data: unknown) => estimateCost(view, parse(query), undefined, { assumedListSize: 10 }).actual(data);

  it.each([
    ['what is there', '{ books { title author { name } } }', { books: [{ title: 'a', author: { name: 'x' } }, { title: 'b', author: null }, null] }, 3],
    ['by its keys, fragments merged', '{ a: book { ...F author { name } } } fragment F on Book { author { name } }', { a: { author: { name: 'x' } } }, 2],
    ['weights', '{ secret { open } book { rank } }', { secret: { open: true }, book: { rank: 'HIGH' } }, 40 + 1 + 2],
    ['a mutation', 'mutation { add { title } }', { add: { title: 'x' } }, 11],
    ['nothing', '{ book { title } }', null, 0],
    ['keys of prototypes are no fields', '{ constructor: book { title } }', {}, 0],
  ])('%s', (_, query, data, expected) => {
    expect(actual(query, data)).toBe(expected);
  });
});
