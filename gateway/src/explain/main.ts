import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { GraphQLError } from 'graphql';
import { createPlanner } from '../planning/create-planner.ts';
import { BrokenSupergraph } from '../planning/read-supergraph.ts';
import { explainOperation } from './explain-operation.ts';
import type { Explanation } from './explain-operation.ts';

const usage = `npm run gateway:explain -- --query FILE [--operation NAME] [--variables JSON] [--supergraph FILE] [--labels A,B] [--list-size N] [--json]
  FILE may be - for stdin; the supergraph is the product's own unless another is named.`;

/** `npm run gateway:explain`: plan, fetches, estimated cost and cache policy of an operation. Exit 0, or 2 with the reason. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      query: { type: 'string' },
      operation: { type: 'string' },
      variables: { type: 'string', default: '{}' },
      supergraph: { type: 'string' },
      labels: { type: 'string', default: '' },
      'list-size': { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.query) throw new Fault(usage);
  const from = process.env['DRA_CALLED_FROM'] ?? '.';
  const supergraphSdl = await text(values.supergraph ? resolve(from, values.supergraph) : join(import.meta.dirname, '../../../schema/supergraph.graphql'));
  const query = values.query === '-' ? await stdin() : await text(resolve(from, values.query));
  const explanation = explainOperation(supergraphSdl, createPlanner(supergraphSdl), query, {
    operationName: values.operation,
    variables: parsed(values.variables),
    overrideLabels: new Set(values.labels.split(',').filter(Boolean)),
    assumedListSize: Number(values['list-size']),
  });
  process.stdout.write(values.json ? `${JSON.stringify(explanation, null, 2)}\n` : `${asText(explanation)}\n`);
}

class Fault extends Error {}

async function text(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault(`${file} cannot be read: ${error.code ?? error.message}`);
  });
}

async function stdin(): Promise<string> {
  let all = '';
  for await (const part of process.stdin.setEncoding('utf8')) all += String(part);
  return all;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Fault('--variables is not JSON');
  }
}

function asText({ operation, kind, plan, fetches, cost, cache }: Explanation): string {
  const total = Object.values(fetches).reduce((sum, count) => sum + count, 0);
  const life = cache.maxAgeSeconds === null ? 'no lifetime in the schema' : `${cache.maxAgeSeconds} s`;
  return [
    `${kind} ${operation}`,
    '',
    plan,
    '',
    `fetches         ${total}${total > 0 ? ` (${Object.entries(fetches).map(([service, count]) => `${service} ${count}`).join(', ')})` : ''}`,
    `estimated cost  ${typeof cost === 'number' ? cost : `cannot be estimated: ${cost.error}`}`,
    `cache           ${cache.scope}, ${life}, by ${cache.from}${cache.guarded ? ', guarded' : ''}${cache.staleIfErrorSeconds === null ? '' : `, may stand in for ${cache.staleIfErrorSeconds} s after`}`,
    `ended by        changes of ${cache.types.join(', ')}`,
  ].join('\n');
}

main().catch((error: unknown) => {
  const faults = Array.isArray(error) ? error : [error];
  const told = faults.every((fault) => fault instanceof Fault || fault instanceof GraphQLError || fault instanceof BrokenSupergraph || (fault as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'));
  for (const fault of faults) process.stderr.write(`${told ? (fault as Error).message : String((fault as Error).stack ?? fault)}\n`);
  process.exitCode = told ? 2 : 1;
});
