import type { Logger, Metrics } from '@dra/service';
import { createSubgraphServer } from '@dra/subgraph';
import type { SubgraphOptions, SubgraphServer } from '@dra/subgraph';
import { createContext } from './context.ts';
import type { Context, Services } from './context.ts';
import { denied } from './domain/reads.ts';
import { resolvers } from './resolvers/index.ts';

export type ServerOptions = {
  services: Services;
  /** The text of schema/clinical-note.graphql. */
  typeDefs: string;
  identityKeys: SubgraphOptions<Context>['identityKeys'];
  logger: Logger;
  metrics: Metrics;
};

/** The GraphQL door of this subgraph: no ports, no globals, no environment. */
export function createServer({ services, typeDefs, identityKeys, logger, metrics }: ServerOptions): SubgraphServer {
  return createSubgraphServer<Context>({
    name: 'clinical-note',
    typeDefs,
    resolvers: resolvers as Record<string, unknown>,
    createContext: (request) => createContext(services, request),
    identityKeys,
    recordDenial: ({ actor }, { coordinate, scopes }) => services.readAudit.append([denied(coordinate, scopes, actor, services.commands.now())]),
    logger,
    metrics,
  });
}
