import { buildSchema, getOperationAST, parse, print, validate } from 'graphql';
import { rewriteSubscription } from './rewrite-subscription.ts';

const schema = buildSchema(`
  schema { query: Query subscription: Subscription }
  type Note { id: ID! text: String }
  type Query { note(id: ID!): Note }
  type Subscription { note(id: ID!): Note }
`);

const rewrite = (source: string, operationName?: string) => {
  const document = parse(source);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('no operation');
  return rewriteSubscription(document, operation, 'Subscription', 'Query');
};

describe('rewriteSubscription', () => {
  it.each([
    ['a plain one', 'subscription($id: ID!) { note(id: $id) { id text } }', undefined, 'note'],
    ['an alias', 'subscription { mine: note(id: "1") { id } }', undefined, 'mine'],
    ['fragments on the root', 'subscription S { ...F } fragment F on Subscription { ... on Subscription { note(id: "1") { ...N } } } fragment N on Note { id }', 'S', 'note'],
    ['one of several operations', 'query Q { note(id: "1") { ...N } } subscription S { n: note(id: "2") { id } } fragment N on Note { id }', 'S', 'n'],
  ])('%s becomes a valid query', (_, source, operationName, responseKey) => {
    const result = rewrite(source, operationName);
    expect(validate(schema, result.query)).toEqual([]);
    expect(print(result.query)).not.toMatch(/subscription|Subscription/);
    expect(result).toMatchObject({ responseKey, operationName });
  });
});
