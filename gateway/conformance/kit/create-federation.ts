import { buildSchema, defaultTypeResolver, execute, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { createPlanner } from '../../src/planning/create-planner.ts';
import { compileOperation } from '../../src/execution/compile-operation.ts';
import type { Outcome } from '../../src/execution/contract.ts';
import type { Planner } from '../../src/planning/contract.ts';
import { compose, federate } from './federated-schema.ts';
import { createSubgraphServer } from './subgraph-server.ts';
import type { Resolvers, SubgraphServer } from './subgraph-server.ts';
import { createUniverse } from './universe.ts';
import type { Thing, Universe, UniverseOptions } from './universe.ts';

export type Federation = {
  supergraphSdl: string;
  planner: Planner;
  servers: ReadonlyMap<string, SubgraphServer>;
  universe: Universe;
  /** What the gateway answers, and what it asked of whom on the way. */
  ask(query: string, options?: AskOptions): Promise<Asked>;
  /** What one server that has everything answers. */
  monolith(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
};

export type AskOptions = { variables?: Record<string, unknown>; operationName?: string; overrideLabels?: readonly string[] };
export type Asked = { data: unknown; errors: readonly GraphQLFormattedError[]; extensions?: Record<string, unknown>; fetches: { service: string; query: string; representations?: unknown; errors?: unknown }[] };

/** @param sources SDL by subgraph name */
export function createFederation(sources: Readonly<Record<string, string>>, own: Readonly<Record<string, Resolvers>> = {}, options?: UniverseOptions): Federation {
  const { supergraphSdl, subgraphs, planner } = composedOf(sources);
  const whole: GraphQLSchema = buildSchema(supergraphSdl, { assumeValidSDL: true });
  const universe = createUniverse(whole, federate(whole, subgraphs), options);
  const servers = new Map(subgraphs.map((subgraph) => [subgraph.name, createSubgraphServer(subgraph, universe, own[subgraph.name])]));
  return {
    supergraphSdl,
    planner,
    servers,
    universe,
    ask: (query, options) => ask(planner, servers, query, options),
    monolith: async (query, variableValues) => {
      const document = parse(query);
      const errors = validate(planner.apiSchema, document);
      if (errors.length > 0) return { errors };
      return execute({
        schema: planner.apiSchema,
        document,
        variableValues,
        fieldResolver: (source: Thing | undefined, args: Record<string, unknown>, _context, info) => universe.value(source ?? { type: info.parentType.name, n: 0 }, info.fieldName, args),
        typeResolver: (value: unknown, ...rest) => (typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : defaultTypeResolver(value, ...rest)),
      });
    },
  };
}

/** The same sources are composed once, whatever is asked of them. */
const composed = new WeakMap<object, ReturnType<typeof compose> & { planner: Planner }>();

function composedOf(sources: Readonly<Record<string, string>>) {
  let known = composed.get(sources);
  if (!known) {
    const made = compose(sources);
    composed.set(sources, (known = { ...made, planner: createPlanner(made.supergraphSdl) }));
  }
  return known;
}

async function ask(planner: Planner, servers: ReadonlyMap<string, SubgraphServer>, query: string, options: AskOptions = {}): Promise<Asked> {
  const document = parse(query);
  const faults = validate(planner.apiSchema, document);
  if (faults.length > 0) return { data: undefined, errors: faults.map((fault) => fault.toJSON()), fetches: [] };
  const { outcome, fetches } = await run(planner, servers, document, options);
  return { data: JSON.parse(outcome.data), errors: outcome.errors, extensions: outcome.extensions, fetches };
}

/** Compiles a document and runs it against the subgraphs. */
export async function run(planner: Planner, servers: ReadonlyMap<string, SubgraphServer>, document: DocumentNode, options: AskOptions = {}): Promise<{ outcome: Outcome; fetches: Asked['fetches'] }> {
  const program = compileOperation(planner, document, options.operationName, { overrideLabels: new Set(options.overrideLabels) });
  const coerced = program.coerce(options.variables ?? {});
  if ('errors' in coerced) return { outcome: { data: 'null', errors: coerced.errors }, fetches: [] };
  const fetches: Asked['fetches'] = [];
  const outcome = await program.run({
    variables: coerced.values,
    signal: null,
    send: async (service, body) => {
      const request = JSON.parse(body) as { query: string; variables?: { representations?: unknown }; operationName?: string };
      const reply = await servers.get(service)?.answer(request);
      fetches.push({ service, query: request.query, representations: request.variables?.representations, errors: reply?.errors });
      return { status: 200, text: JSON.stringify(reply), headers: {} };
    },
  });
  return { outcome, fetches };
}
