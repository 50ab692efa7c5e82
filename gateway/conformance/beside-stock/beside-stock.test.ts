import { ApolloGateway } from '@apollo/gateway';
import { parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import { bookshop } from '../../src/execution/testing/bookshop.ts';

/**
 * Where Apollo's own gateway is right, ours says the same: one supergraph, the same subgraphs, each operation through both.
 * What it gets wrong has themes of its own beside this one.
 */
describe('beside Apollo\'s own gateway', () => {
  const shop = bookshop();
  const stock = new ApolloGateway({
    supergraphSdl: shop.supergraphSdl,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    buildService: ({ name }) => ({
      process: async ({ request }) => JSON.parse((await shop.send(name, JSON.stringify({ query: request.query, variables: request.variables ?? {} }), 'query')).text) as never,
    }),
  });
  let execute: Awaited<ReturnType<typeof stock.load>>['executor'];
  beforeAll(async () => {
    process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
    ({ executor: execute } = await stock.load());
  });
  afterAll(() => stock.stop());
  beforeEach(() => {
    shop.meddle.with = null;
  });

  const throughStock = async (query: string, variables: Record<string, unknown>) => {
    const document = parse(query);
    const [operation] = document.definitions;
    const { data, errors } = (await execute({
      request: { query, variables }, document, operation, operationName: null, queryHash: query, context: {}, metrics: {}, cache: undefined, schema: undefined, source: query,
      logger: undefined, overallCachePolicy: undefined,
    } as unknown as Parameters<typeof execute>[0] & { document: DocumentNode })) as { data?: unknown; errors?: readonly { path?: unknown }[] };
    return { data: JSON.parse(JSON.stringify(data)) as unknown, paths: (errors ?? []).map(({ path }) => path) };
  };
  const throughOurs = async (query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await shop.run(query, variables);
    return { data, paths: errors.map(({ path }) => path) };
  };

  it.each<[string, Record<string, unknown>?]>([
    ['{ books { title author { name country } inStock postage } }'],
    ['{ all: books(first: 3) { n: title t: __typename tags kind meta format { ... on Paper { grams } ... on File { bytes } } } }'],
    ['{ search { __typename ... on Book { title price } ... on Author { name books { title } } } }'],
    ['{ me { __typename id name ... on Clerk { since } } }'],
    ['query ($kind: Kind, $yes: Boolean!) { books(kind: $kind) { title @include(if: $yes) isbn similar(first: 1) { price @skip(if: $yes) title } } }', { kind: 'NOVEL', yes: true }],
    ['fragment B on Book { author { ...A } } fragment A on Author { name books { isbn } } { book(isbn: "b2") { ...B postage } nothing: book(isbn: "none") { title } }'],
    ['{ authors { name pen books { similar { author { name } inStock } } } }'],
  ])('says the same to %s', async (query, variables = {}) => {
    const [theirs, ours] = [await throughStock(query, variables), await throughOurs(query, variables)];
    expect(ours).toEqual(theirs);
    expect(ours.paths).toEqual([]);
    expect(JSON.stringify(ours.data)).not.toBe('null');
  });

  it('leaves the same places null when a subgraph reports errors at them', async () => {
    shop.meddle.with = ({ service }) =>
      service === 'stock' ? JSON.stringify({ data: { _entities: [{ __typename: 'Book', inStock: 1 }, null] }, errors: [{ message: 'gone', path: ['_entities', 1] }] }) : undefined;
    const query = '{ books { title inStock } }';
    const [theirs, ours] = [await throughStock(query, {}), await throughOurs(query, {})];
    expect(ours.data).toEqual(theirs.data);
    expect(ours.paths).toEqual([['books', 1]]);
  });
});
