import { auditDenials } from '@dra/pg-store';
import type { Transact } from '@dra/pg-store';
import type { Logger, Metrics } from '@dra/service';
import { createSubgraphServer } from '@dra/subgraph';
import type { RequestContext, SubgraphOptions, SubgraphServer } from '@dra/subgraph';
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
  return createSubgraphServer<Context>({
    name: 'prescription',
    typeDefs,
    resolvers: resolvers as Record<string, unknown>,
    createContext,
    identityKeys,
    recordDenial: auditDenials(transact),
    logger,
    metrics,
  });
}
