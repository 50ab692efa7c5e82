import { buildSchema, defaultTypeResolver, execute, parse, validate } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createPlanner } from '../../src/planning/create-planner.ts';
import type { Planner } from '../../src/planning/contract.ts';
import { compose, federate } from './federated-schema.ts';
import { createSubgraphServer } from './subgraph-server.ts';
import type { Resolvers, SubgraphServer } from './subgraph-server.ts';
import { createUniverse } from './universe.ts';
import type { Thing, Universe } from './universe.ts';

export type Federation = {
  supergraphSdl: string;
  planner: Planner;
  servers: ReadonlyMap<string, SubgraphServer>;
  universe: Universe;
  /** What one server that has everything answers. */
  monolith(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
};

/** @param sources SDL by subgraph name */
export function createFederation(sources: Readonly<Record<string, string>>, own: Readonly<Record<string, Resolvers>> = {}): Federation {
  const { supergraphSdl, subgraphs } = compose(sources);
  const planner = createPlanner(supergraphSdl);
  const whole: GraphQLSchema = buildSchema(supergraphSdl, { assumeValidSDL: true });
  const universe = createUniverse(whole, federate(whole, subgraphs));
  const servers = new Map(subgraphs.map((subgraph) => [subgraph.name, createSubgraphServer(subgraph, universe, own[subgraph.name])]));
  return {
    supergraphSdl,
    planner,
    servers,
    universe,
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
