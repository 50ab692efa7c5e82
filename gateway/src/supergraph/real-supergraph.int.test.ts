import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '@dra/service';
import { createGraph } from '../graph.ts';
import { withoutTwins } from './subscription-twins.ts';
import { buildSchema } from 'graphql';

describe('the product\'s own supergraph', () => {
  it('loads, with subscriptions that can all be served', async () => {
    const logger = createLogger({ name: 'test', level: 'silent' });
    const graph = await createGraph({
      supergraphSdl: readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8'),
      subgraphUrls: {},
      hooks: [],
      production: false,
      introspection: true,
      logger,
    });
    expect(Object.keys(graph.schema.getSubscriptionType()?.getFields() ?? {}).sort()).toEqual(['encounter', 'inferenceJob', 'note', 'prescription', 'recording']);
    await graph.close();
  });
});

describe('withoutTwins', () => {
  it('names each subscription that no query can answer', () => {
    const schema = buildSchema(`
      type Query { a(id: ID!): Int b(id: ID!): Int }
      type Subscription { a(id: ID!): Int b(id: ID): Int c: Int }
    `);
    expect(withoutTwins(schema)).toEqual(['Subscription.b and Query.b differ.', 'Subscription.c has no Query.c.']);
  });
});
