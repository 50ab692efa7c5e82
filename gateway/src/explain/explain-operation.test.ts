import { GraphQLError } from 'graphql';
import { localGraph } from '../execution/testing/local-graph.ts';
import { explainOperation } from './explain-operation.ts';

const graph = localGraph({
  books: {
    typeDefs: 'type Query { books(first: Int): [Book] } type Mutation { sell: Book } type Book @key(fields: "isbn") { isbn: ID! title: String }',
    resolvers: {},
  },
  stock: { typeDefs: 'type Book @key(fields: "isbn") { isbn: ID! inStock: Int }', resolvers: {} },
});
const explain = (text: string, more = {}) => explainOperation(graph.supergraphSdl, graph.planner, text, { operationName: undefined, variables: {}, overrideLabels: new Set(), assumedListSize: 10, ...more });

describe('explainOperation', () => {
  it('tells plan, fetches, cost and cache policy', () => {
    const { operation, kind, plan, fetches, cost, cache } = explain('query Shelf { books { title inStock } }');
    expect({ operation, kind, fetches }).toEqual({ operation: 'Shelf', kind: 'query', fetches: { books: 1, stock: 1 } });
    expect(plan).toMatch(/Fetch\(service: "books"\)[^]*Flatten\(path: "books\.@"\)[^]*Fetch\(service: "stock"\)/);
    expect(cost).toBe(10);
    expect(cache).toMatchObject({ maxAgeSeconds: null, scope: 'PRIVATE', types: ['Book'] });
  });

  it('tells the plan that these variables make', () => {
    const text = 'query ($more: Boolean = true) { books { title inStock @include(if: $more) } }';
    expect(explain(text).fetches).toEqual({ books: 1, stock: 1 });
    expect(explain(text, { variables: { more: false } }).fetches).toEqual({ books: 1 });
  });

  it('counts a change as more than a read', () => {
    expect(explain('mutation { sell { title } }').cost).toBe(11);
  });

  it.each([
    ['{ nothing }', {}],
    ['query A { books { title } } query B { books { title } }', {}],
    ['query A { books { title } }', { operationName: 'B' }],
    ['query ($n: Int!) { books(first: $n) { title } }', {}],
    ['{', {}],
  ])('says what is wrong with %s', (text, more) => {
    let thrown: unknown;
    try {
      explain(text, more);
    } catch (error) {
      thrown = error;
    }
    for (const fault of [thrown].flat()) expect(fault).toBeInstanceOf(GraphQLError);
    expect([thrown].flat().length).toBeGreaterThan(0);
  });
});
