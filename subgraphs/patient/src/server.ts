import { createSubgraphServer } from '@dra/subgraph';
import type { RequestContext, SubgraphOptions, SubgraphServer } from '@dra/subgraph';
import { auditDenials } from '@dra/pg-store';
import type { Transact } from '@dra/pg-store';
import type { Logger, Metrics } from '@dra/service';
import type { Context } from './context.ts';
import type { AskForAudit } from './reads/audit-events.ts';
import { createReads } from './reads/reads.ts';
import { resolvers } from './resolvers/index.ts';
import { createInTransaction } from './store/work.ts';
import type { Notify } from './store/work.ts';

export type ServerOptions = {
  transact: Transact;
  /** Tells watchers, after the commit. */
  notify: Notify;
  /** The other subgraphs' audits, for the list of all. */
  askForAudit: AskForAudit;
  /** The text of schema/patient.graphql. */
  typeDefs: string;
  identityKeys: SubgraphOptions<Context>['identityKeys'];
  logger: Logger;
  metrics: Metrics;
};

/** The GraphQL door of this subgraph: no ports, no globals, no environment. */
export function createServer({ transact, notify, askForAudit, typeDefs, identityKeys, logger, metrics }: ServerOptions): SubgraphServer {
  return createSubgraphServer<Context>({
    name: 'patient',
    typeDefs,
    resolvers: resolvers as Record<string, unknown>,
    createContext: (request: RequestContext) => ({
      ...request,
      reads: createReads(transact, request.actor, request.deadline),
      inTransaction: createInTransaction(transact, notify, request.deadline),
      askForAudit,
    }),
    identityKeys,
    recordDenial: auditDenials(transact),
    logger,
    metrics,
  });
}
