import type { Transact } from '@dra/pg-store';
import type { Logger, Metrics } from '@dra/service';
import { createSubgraphServer } from '@dra/subgraph';
import type { Denial, RequestContext, SubgraphOptions, SubgraphServer } from '@dra/subgraph';
import type { Context } from './context.ts';
import type { FindEncounter, FindPatient } from './domain/work.ts';
import { readPatientRecordFrom } from './jobs/read-patient-record.ts';
import { createReads } from './reads/reads.ts';
import { resolvers } from './resolvers/index.ts';
import { createInTransaction } from './store/work.ts';
import type { Notify } from './store/work.ts';

export type ServerOptions = {
  transact: Transact;
  /** Tells watchers, after the commit. */
  notify: Notify;
  /** The patient subgraph's /graphql, for what a safety check reads. */
  patientUrl: string;
  findPatient: FindPatient;
  findEncounter: FindEncounter;
  /** All records of the person whose record this is, itself included. Rejects when that cannot be found out. */
  recordsOf: (tenant: string, patientId: string) => Promise<string[]>;
  /** The text of schema/prescription.graphql. */
  typeDefs: string;
  identityKeys: SubgraphOptions<Context>['identityKeys'];
  logger: Logger;
  metrics: Metrics;
};

/** The GraphQL door of this subgraph: no ports, no globals, no environment. */
export function createServer(options: ServerOptions): SubgraphServer {
  const { transact, notify, patientUrl, findPatient, findEncounter, recordsOf, logger } = options;
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

  const createContext = (request: RequestContext): Context => ({
    ...request,
    reads: createReads(transact, request.actor, request.deadline),
    deps: {
      inTransaction: createInTransaction(transact, notify, request.deadline),
      readPatientRecord: readPatientRecordFrom({ url: patientUrl, headers: request.forwardHeaders, deadline: request.deadline, logger: request.logger, recordsOf: (patientId) => recordsOf(request.actor.tenant, patientId) }),
      findPatient,
      findEncounter,
    },
  });

  const { typeDefs, identityKeys, metrics } = options;
  const server = createSubgraphServer<Context>({
    name: 'prescription',
    typeDefs,
    resolvers: resolvers as Record<string, unknown>,
    createContext,
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
