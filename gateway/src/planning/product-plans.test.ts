import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { parse, validate } from 'graphql';
import { createPlanner } from './create-planner.ts';

// How the product's own operations are planned. A change here is one that every visit pays for: look before it is taken over.
const root = join(__dirname, '../../..');
const planner = createPlanner(readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'));

const operations = ['visit', 'import'].flatMap((client) => {
  const document = parse(readFileSync(join(root, `clients/src/${client}/operations.graphql`), 'utf8'));
  expect(validate(planner.apiSchema, document)).toEqual([]);
  return document.definitions.flatMap((definition) => (definition.kind === 'OperationDefinition' && definition.name ? [{ client, name: definition.name.value, document }] : []));
});

describe('plans of the product', () => {
  it.each(operations)('$client: $name', ({ name, document }) => {
    const { plan } = planner.plan(document, name, { overrideLabels: new Set() });
    expect(prettyFormatQueryPlan(plan)).toMatchSnapshot();
  });
});
