import type { Actor } from '@dra/access';
import type { Transact } from './transact.ts';

/** How a PostgreSQL subgraph puts a refused field on record: in a transaction of its own, beside the data. */
export const auditDenials =
  (transact: Transact) =>
  (_context: unknown, { actor, coordinate, scopes }: { actor: Actor; coordinate: string; scopes: readonly string[] }): Promise<void> =>
    transact(actor, async (tx) => tx.audit({ action: 'access.denied', resource: { type: coordinate }, outcome: 'DENIED', detail: { reason: 'FORBIDDEN', scopes } }));
