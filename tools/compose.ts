/**
 * `npm run compose [-- --check | --release]`: composes schema/*.graphql into schema/supergraph.graphql (what the gateway
 * runs) and schema/api.graphql (what clients see). With --check it writes nothing: it says whether the committed files are
 * what composition gives today, and whether the API breaks a promise, that is, lacks something that schema/released.graphql
 * has and that was not @deprecated there. --release makes today's API the promise.
 * Exit 0 fine, 1 does not compose, differs or breaks.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph, printSchema } from '@apollo/federation-internals';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, parse } from 'graphql';

const schemaFolder = join(import.meta.dirname, '..', 'schema');

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
// Each subgraph's UserErrorCode lists the codes that it can give; the API shows the union.
const expected = /enum type "UserErrorCode"/;
for (const hint of result.hints ?? []) {
  if (hint.definition.level.value > 0 && !expected.test(hint.message)) console.error(`hint: ${hint.message}`);
}

const api = printSchema(Supergraph.build(result.supergraphSdl, { supportedFeatures: null }).apiSchema());
const outputs = { 'supergraph.graphql': `${result.supergraphSdl.trimEnd()}\n`, 'api.graphql': `${api.trimEnd()}\n` };
const released = join(schemaFolder, 'released.graphql');

if (process.argv.includes('--release')) writeFileSync(released, outputs['api.graphql']);

if (!process.argv.includes('--check')) {
  for (const [name, text] of Object.entries(outputs)) writeFileSync(join(schemaFolder, name), text);
  console.log('schema/supergraph.graphql and schema/api.graphql are composed');
} else {
  const stale = Object.entries(outputs).filter(([name, text]) => readFileSync(join(schemaFolder, name), 'utf8') !== text);
  for (const [name] of stale) console.error(`schema/${name} is not what schema/*.graphql compose to: run \`npm run compose\``);
  const changes = await diff(buildSchema(readFileSync(released, 'utf8')), buildSchema(outputs['api.graphql']));
  const broken = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking && change.meta['isRemovedFieldDeprecated'] !== true);
  for (const change of broken) console.error(`breaks clients: ${change.message}`);
  if (stale.length + broken.length > 0) process.exit(1);
  console.log('the schema is composed, current, and breaks no client');
}
