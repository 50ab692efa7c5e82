import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { createPlanner } from '../../planning/create-planner.ts';
import type { Planner } from '../../planning/contract.ts';
import type { SubgraphReply } from '../../transport/contract.ts';
import { compileOperation } from '../compile-operation.ts';
import type { CompileOptions } from '../compile-operation.ts';
import type { Outcome, Program, RunContext } from '../contract.ts';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer P ? (P extends readonly (infer M)[] ? (M extends { resolvers?: infer R } ? R : never) : never) : never;
export type LocalSubgraph = { typeDefs: string; resolvers: Resolvers };

export type Sent = { service: string; query: string; variables: Record<string, unknown>; kind: 'query' | 'mutation' };

/** A federation inside one process: real composition, real plans, subgraphs by Apollo's own library, no network. */
export type LocalGraph = {
  planner: Planner;
  supergraphSdl: string;
  schemas: ReadonlyMap<string, GraphQLSchema>;
  /** Every request to a subgraph, in order. */
  sent: Sent[];
  /** Stands between the gateway and a subgraph: may answer in its place, or throw. Undefined: the subgraph answers. */
  meddle: { with: ((sent: Sent, answer: () => Promise<Record<string, unknown>>) => Promise<string | SubgraphReply | undefined> | string | undefined) | null };
  send: RunContext['send'];
  compile(query: string, operationName?: string, options?: Partial<CompileOptions>): Program;
  /** Compiles, coerces and runs; `data` parsed. @throws Error where the document is not valid or the variables are not */
  run(query: string, variables?: Record<string, unknown>, context?: Partial<RunContext>): Promise<Omit<Outcome, 'data'> & { data: unknown; text: string }>;
};

export const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@inaccessible", "@override", "@context", "@fromContext"])\n`;

export function localGraph(subgraphs: Record<string, LocalSubgraph>): LocalGraph {
  const named = Object.entries(subgraphs).map(([name, { typeDefs, resolvers }]) => ({ name, typeDefs: parse(federation + typeDefs), resolvers }));
  const composed = composeServices(named.map(({ name, typeDefs }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs })));
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  const planner = createPlanner(composed.supergraphSdl);
  const schemas = new Map(named.map(({ name, typeDefs, resolvers }) => [name, buildSubgraphSchema([{ typeDefs, resolvers }])]));
  const sent: Sent[] = [];
  const meddle: LocalGraph['meddle'] = { with: null };

  const send: RunContext['send'] = async (service, body, kind) => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const one = { service, query, variables, kind };
    sent.push(one);
    const answer = async () => {
      const schema = schemas.get(service);
      if (!schema) throw new Error(`no subgraph ${service}`);
      const result = await graphql({ schema, source: query, variableValues: variables, rootValue: { id: '' } });
      return JSON.parse(JSON.stringify(result)) as Record<string, unknown>;
    };
    const meddled = meddle.with ? await meddle.with(one, answer) : undefined;
    if (typeof meddled === 'object') return meddled;
    return { status: 200, text: meddled ?? JSON.stringify(await answer()), headers: {} };
  };

  const compile: LocalGraph['compile'] = (query, operationName, options) => {
    const document = parse(query);
    const faults = validate(planner.apiSchema, document);
    if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
    return compileOperation(planner, document, operationName, { overrideLabels: new Set(), ...options });
  };

  return {
    planner,
    supergraphSdl: composed.supergraphSdl,
    schemas,
    sent,
    meddle,
    send,
    compile,
    run: async (query, variables, context) => {
      const program = compile(query);
      const coerced = program.coerce(variables);
      if ('errors' in coerced) throw new Error(coerced.errors.map(({ message }) => message).join('\n'));
      const outcome = await program.run({ variables: coerced.values, send, signal: null, ...context });
      return { ...outcome, data: JSON.parse(outcome.data) as unknown, text: outcome.data };
    },
  };
}
