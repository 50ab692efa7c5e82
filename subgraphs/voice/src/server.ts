import type { Transact } from '@dra/pg-store';
import type { Logger, Metrics } from '@dra/service';
import { createSubgraphServer } from '@dra/subgraph';
import type { Denial, RequestContext, SubgraphOptions, SubgraphServer } from '@dra/subgraph';
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
    deps: { inTransaction: createInTransaction(transact, notify, request.deadline), patient, sounds, retentionDays, newId: uuidv7 },
  });

  const { typeDefs, identityKeys, metrics } = options;
  const server = createSubgraphServer<Context>({ name: 'voice', typeDefs, resolvers: resolvers as Record<string, unknown>, createContext, identityKeys, onDenied, logger, metrics });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await Promise.all(refusals);
    },
  };
}
