import type { Actor } from '@dra/access';
import { domainEvent } from '@dra/events';
import type { DomainEvent } from '@dra/events';
import { notifyChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { inboxOnce } from '@dra/pg-store';
import type { Transact, Tx } from '@dra/pg-store';
import { uuidv7 } from 'uuidv7';
import type { InTransaction, Work } from '../domain/work.ts';
import { firstActs } from './first-acts.ts';
import { hearingStore } from './hearing-store.ts';
import { recordingStore, transcriptStore } from './voice-store.ts';

export type Notify = (notice: Parameters<typeof notifyChanged>[1]) => void;

export const notifyThrough = (nats: Nats): Notify => (notice) => notifyChanged(nats, notice);

/** The rules' unit of work, on one transaction. */
export function openWork(tx: Tx, actor: Actor, notify: Notify): Work {
  const now = new Date();
  return {
    actor,
    now,
    newId: uuidv7,
    recordings: recordingStore(tx),
    transcripts: transcriptStore(tx),
    hearings: hearingStore(tx),
    audit: (action, resource, patientId, detail) => tx.audit({ action, resource, patientId, outcome: 'ALLOWED', ...(detail ? { detail } : {}) }),
    auditOnce: async (action, { id, patientId }) => {
      if ((await firstActs(tx, actor, action, [id])).has(id)) tx.audit({ action, resource: { type: 'Recording', id }, patientId, outcome: 'ALLOWED' });
    },
    tell: (name, payload) => tx.outbox(domainEvent(name, { ...payload, tenant: actor.tenant, requestedBy: actor.userId, occurredAt: now.toISOString() } as DomainEvent<typeof name>)),
    notice: (type, id, encounterId) => tx.afterCommit(() => notify({ tenant: actor.tenant, type, id, encounterId })),
    once: (key, input, work) => tx.idempotent(key, input, work),
    firstTime: (consumer, messageId) => inboxOnce(tx, consumer, messageId),
    afterCommit: (effect) => tx.afterCommit(effect),
  };
}

export function createInTransaction(transact: Transact, notify: Notify, deadline?: number): InTransaction {
  return (actor, run) => transact(actor, (tx) => run(openWork(tx, actor, notify)), deadline === undefined ? {} : { deadline });
}
