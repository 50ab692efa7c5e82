import type { Logger, Metrics } from '@dra/service';
import { createListLoader, createLoader, createSubgraphServer } from '@dra/subgraph';
import type { SubgraphOptions, SubgraphServer } from '@dra/subgraph';
import { auditDenials } from '@dra/pg-store';
import type { Transact } from '@dra/pg-store';
import type { Context, JobLoaders } from './context.ts';
import type { TenantWindow } from './domain/dispatch-jobs.ts';
import type { ConsentToProcessing } from './domain/work.ts';
import { resolvers } from './resolvers/index.ts';
import { createJobReads } from './store/job-reads.ts';
import { createInTransaction } from './store/work.ts';
import type { Telling } from './store/work.ts';

export type ServerOptions = {
  transact: Transact;
  telling: Telling;
  consents: ConsentToProcessing;
  /** How many jobs a tenant may have under way; by default as domain/dispatch-jobs.ts says. */
  window?: TenantWindow;
  /** The text of schema/inference.graphql. */
  typeDefs: string;
  identityKeys: SubgraphOptions<Context>['identityKeys'];
  logger: Logger;
  metrics: Metrics;
};

/** The GraphQL door of this subgraph: no ports, no globals, no environment. */
export function createServer({ transact, telling, consents, window, typeDefs, identityKeys, logger, metrics }: ServerOptions): SubgraphServer {
  return createSubgraphServer<Context>({
    name: 'inference',
    typeDefs,
    resolvers,
    createContext: (request) => ({ ...request, consents, jobs: loadersOf(transact, request), inTransaction: createInTransaction(transact, telling, { deadline: request.deadline, window }) }),
    identityKeys,
    recordDenial: auditDenials(transact),
    logger,
    metrics,
  });
}

function loadersOf(transact: Transact, { actor, deadline }: Pick<Context, 'actor' | 'deadline'>): JobLoaders {
  const reads = createJobReads(transact, actor, deadline);
  return {
    byId: createLoader((ids) => reads.byIds(ids)),
    ofEncounter: createListLoader((ids) => reads.ofEncounters(ids)),
    ofRecording: createListLoader((ids) => reads.ofRecordings(ids)),
    queuePosition: createLoader((ids) => reads.queuePositions(ids)),
    pace: createLoader((kinds) => reads.paces(kinds)),
  };
}
