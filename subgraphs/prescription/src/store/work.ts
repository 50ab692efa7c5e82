import type { Actor } from '@dra/access';
import { notifyChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { inboxOnce } from '@dra/pg-store';
import type { Transact, Tx } from '@dra/pg-store';
import { uuidv7 } from 'uuidv7';
import type { InTransaction, Work } from '../domain/work.ts';
import { safetyCheckEntity } from './entities/index.ts';
import { prescriptionStore } from './prescription-store.ts';

export type Notify = (notice: Parameters<typeof notifyChanged>[1]) => void;

export const notifyThrough = (nats: Nats): Notify => (notice) => notifyChanged(nats, notice);

/** The rules' unit of work, on one transaction. */
export function openWork(tx: Tx, actor: Actor, notify: Notify): Work {
  return {
    actor,
    now: new Date(),
    newId: uuidv7,
    prescriptions: prescriptionStore(tx),
    checks: {
      insert: async (check) => void (await tx.manager.createQueryBuilder().insert().into(safetyCheckEntity).values(check as never).updateEntity(false).execute()),
      newestOf: (prescriptionId) => tx.manager.getRepository(safetyCheckEntity).findOne({ where: { tenant: tx.tenant, prescriptionId }, order: { id: 'DESC' } }),
    },
    audit: (event) => tx.audit(event),
    tell: (message) => tx.outbox(message),
    notice: (change) => tx.afterCommit(() => notify({ tenant: tx.tenant, ...change })),
    once: (clientMutationId, input, work) => tx.idempotent(clientMutationId, input, work),
    firstTime: (consumer, messageId) => inboxOnce(tx, consumer, messageId),
  };
}

export function createInTransaction(transact: Transact, notify: Notify, deadline?: number): InTransaction {
  return (actor, run) => transact(actor, (tx) => run(openWork(tx, actor, notify)), deadline === undefined ? {} : { deadline });
}
