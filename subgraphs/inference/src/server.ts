import type { Logger, Metrics } from '@dra/service';
import { createListLoader, createLoader, createSubgraphServer } from '@dra/subgraph';
import type { Denial, SubgraphOptions, SubgraphServer } from '@dra/subgraph';
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
  const refusals = new Set<Promise<void>>();
  const told = new WeakMap<Context, Set<string>>();

  /** Once per field and request. The refusal stands whether or not it can be put on record. */
  const onDenied = (context: Context, { actor, coordinate, scopes }: Denial) => {
    const seen = told.get(context) ?? new Set<string>();
    told.set(context, seen);
    if (seen.has(coordinate)) return;
    seen.add(coordinate);
    const recorded = transact(actor, async (tx) =>
      tx.audit({ action: 'access.denied', resource: { type: coordinate }, outcome: 'DENIED', detail: { reason: 'FORBIDDEN', scopes } }),
    ).catch((error: unknown) => logger.error({ error, coordinate }, 'a refusal could not be audited'));
    refusals.add(recorded);
    void recorded.finally(() => refusals.delete(recorded));
  };

  const server = createSubgraphServer<Context>({
    name: 'inference',
    typeDefs,
    resolvers,
    createContext: (request) => ({ ...request, consents, jobs: loadersOf(transact, request), inTransaction: createInTransaction(transact, telling, { deadline: request.deadline, window }) }),
    identityKeys,
    onDenied,
    logger,
    metrics,
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await Promise.all(refusals);
    },
  };
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
