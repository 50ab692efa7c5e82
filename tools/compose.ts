/**
 * `npm run compose [-- --check]`: composes schema/*.graphql into schema/supergraph.graphql, or, with --check, says whether
 * the committed file is what composition gives today. Exit 0 fine, 1 does not compose or differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const schemaFolder = join(import.meta.dirname, '..', 'schema');
const output = join(schemaFolder, 'supergraph.graphql');

/** Development's addresses; the gateway replaces each by <NAME>_URL. */
const subgraphs = [
  { name: 'patient', url: 'http://127.0.0.1:4101/graphql' },
  { name: 'voice', url: 'http://127.0.0.1:4102/graphql' },
  { name: 'clinical-note', url: 'http://127.0.0.1:4103/graphql' },
  { name: 'prescription', url: 'http://127.0.0.1:4104/graphql' },
  { name: 'inference', url: 'http://127.0.0.1:4105/graphql' },
];

const result = composeServices(
  subgraphs.map(({ name, url }) => ({ name, url, typeDefs: parse(readFileSync(join(schemaFolder, `${name}.graphql`), 'utf8')) })),
);

if (result.errors) {
  for (const error of result.errors) console.error(error.message);
  process.exit(1);
}
const composed = `${result.supergraphSdl.trimEnd()}\n`;
// Each subgraph's UserErrorCode lists the codes that it can give; the API shows the union.
const expected = /enum type "UserErrorCode"/;
for (const hint of result.hints ?? []) {
  if (hint.definition.level.value > 0 && !expected.test(hint.message)) console.error(`hint: ${hint.message}`);
}
if (!process.argv.includes('--check')) {
  writeFileSync(output, composed);
  console.log('schema/supergraph.graphql is composed');
} else if (readFileSync(output, 'utf8') === composed) {
  console.log('schema/supergraph.graphql is current');
} else {
  console.error('schema/supergraph.graphql is not what schema/*.graphql compose to: run `npm run compose`');
  process.exit(1);
}
