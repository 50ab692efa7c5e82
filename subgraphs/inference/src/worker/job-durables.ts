import { filters, jobPriority } from '@dra/events';
import type { JobKind, JobPriority } from '@dra/events';
import { ensureDurable } from '@dra/messaging';
import type { Nats } from '@dra/messaging';

/**
 * A worker that shows no life for this long has lost its messages; it shows life each third of it. Longer than
 * `silentAfterMs` of the claim, so that who gets them next may run them.
 */
export const ackWaitMs = 6_000;
export const heartbeatMs = ackWaitMs / 3;

export const weights: Readonly<Record<JobPriority, number>> = { live: 8, normal: 3, bulk: 1 };

export const durablesOf = (kind: JobKind): Record<JobPriority, string> => ({ live: `${kind}-live`, normal: `${kind}-normal`, bulk: `${kind}-bulk` });

/**
 * One durable per kind and priority. Deliveries are many: runs are counted by the job's claims, deliveries only stop
 * what nobody can even claim.
 */
export async function ensureJobDurables(nats: Nats, kind: JobKind): Promise<void> {
  const durables = durablesOf(kind);
  for (const priority of jobPriority.options) {
    await ensureDurable(nats, { stream: 'JOBS', durable: durables[priority], filterSubjects: [filters.jobs(kind, priority)], ackWaitMs, maxDeliver: 1_000, maxAckPending: 10_000 });
  }
}
