/**
 * The four services in one process: composes them, writes the supergraph to the file named, then says `ready`.
 * `node subgraphs/main.ts SUPERGRAPH`. A line on stdin is answered with how many requests were answered since the last one;
 * `hang NAME` and `wake NAME` are said beforehand.
 */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { startMemoServer } from './memo-server.ts';
import { resolvers } from './resolvers.ts';
import { schemas, serviceNames } from './schemas.ts';

const [file = ''] = process.argv.slice(2);
const services = await Promise.all(
  serviceNames.map(async (name) => {
    const schema = buildSubgraphSchema([{ typeDefs: parse(schemas[name]), resolvers: resolvers[name] as never }]);
    const server = await startMemoServer(async (body) => {
      const { query, variables, operationName } = JSON.parse(body) as { query: string; variables?: Record<string, unknown>; operationName?: string };
      return JSON.stringify(await graphql({ schema, source: query, variableValues: variables ?? null, operationName: operationName ?? null }));
    }, 0);
    return { name, ...server };
  }),
);
const { supergraphSdl, errors } = composeServices(services.map(({ name, url }) => ({ name, url, typeDefs: parse(schemas[name]) })));
if (!supergraphSdl) throw new Error(`the benchmark's services do not compose: ${(errors ?? []).map(String).join('; ')}`);
writeFileSync(file, supergraphSdl);
process.stdout.write('ready\n');

let before = 0;
createInterface({ input: process.stdin }).on('line', (line) => {
  const [word, name] = line.split(' ');
  if (word === 'hang' || word === 'wake') services.find((service) => service.name === name)?.hang(word === 'hang');
  const now = services.reduce((sum, service) => sum + service.answered(), 0);
  process.stdout.write(`${now - before}\n`);
  before = now;
});
