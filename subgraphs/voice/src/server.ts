import { auditDenials } from '@dra/pg-store';
import type { Transact } from '@dra/pg-store';
import type { Logger, Metrics } from '@dra/service';
import { createSubgraphServer } from '@dra/subgraph';
import type { RequestContext, SubgraphOptions, SubgraphServer } from '@dra/subgraph';
import { uuidv7 } from 'uuidv7';
import type { Context } from './context.ts';
import type { AskPatient, Sounds } from './domain/work.ts';
import { createReads } from './reads/reads.ts';
import { resolvers } from './resolvers/index.ts';
import { createInTransaction } from './store/work.ts';
import type { Notify } from './store/work.ts';

export type ServerOptions = {
  transact: Transact;
  /** Tells watchers, after the commit. */
  notify: Notify;
  patient: AskPatient;
  sounds: Sounds;
  retentionDays: number;
  /** The text of schema/voice.graphql. */
  typeDefs: string;
  identityKeys: SubgraphOptions<Context>['identityKeys'];
  logger: Logger;
  metrics: Metrics;
};

/** The GraphQL door of this subgraph: no ports, no globals, no environment. */
export function createServer(options: ServerOptions): SubgraphServer {
  const { transact, notify, patient, sounds, retentionDays, logger } = options;
  const createContext = (request: RequestContext): Context => ({
    ...request,
    reads: createReads(transact, request.actor, request.deadline),
    deps: { inTransaction: createInTransaction(transact, notify, request.deadline), patient, sounds, retentionDays, logger, newId: uuidv7 },
  });

  const { typeDefs, identityKeys, metrics } = options;
  return createSubgraphServer<Context>({ name: 'voice', typeDefs, resolvers: resolvers as Record<string, unknown>, createContext, identityKeys, recordDenial: auditDenials(transact), logger, metrics });
}
