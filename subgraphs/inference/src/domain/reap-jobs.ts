import type { Actor } from '@dra/access';
import { hasEnded } from './job.ts';
import type { Job } from './job.ts';
import { decideReaping, reapAfterMs } from './reap-job.ts';
import type { BrokerView, Reaping } from './reap-job.ts';
import { ofJob } from './work.ts';
import type { InTransaction } from './work.ts';

type Deps = {
  inTransaction: InTransaction;
  actorFor: (tenant: string) => Actor;
  /** Jobs of any tenant that have not ended and showed no life for so long. */
  silentJobs: (silenceMs: number) => Promise<{ tenant: string; id: string }[]>;
  /** @throws when the broker does not answer: then nothing is concluded */
  brokerView: (job: Job) => Promise<BrokerView>;
};

/** One round over the silent jobs. Two reapers at once do no harm: each decision is taken on the locked row. */
export async function reapJobs(deps: Deps): Promise<Record<Reaping['kind'], number>> {
  const counts = { wait: 0, 'back-in-queue': 0, 'publish-again': 0, failed: 0 };
  for (const { tenant, id } of await deps.silentJobs(reapAfterMs)) {
    const actor = deps.actorFor(tenant);
    const found = await deps.inTransaction(actor, (work) => work.jobs.lock(id));
    if (!found || hasEnded(found.status)) continue;
    const broker = await deps.brokerView(found);
    const kind = await deps.inTransaction(actor, async (work) => {
      const job = await work.jobs.lock(id);
      // It moved while the broker was asked.
      if (!job || hasEnded(job.status) || job.lastSeenAt.getTime() !== found.lastSeenAt.getTime()) return null;
      const reaping = decideReaping(job, broker, work.now);
      await work.jobs.save(reaping.next);
      if (reaping.kind === 'wait') return reaping.kind;
      work.audit({ action: `job.${reaping.kind}`, ...ofJob(job), outcome: 'ALLOWED', detail: { reason: reaping.next.failure?.code ?? 'NO_SIGN_OF_LIFE' } });
      if (reaping.kind === 'publish-again') work.publish(reaping.next);
      if (reaping.kind === 'failed') work.stopWorker(id);
      work.changed(reaping.next);
      return reaping.kind;
    });
    if (kind) counts[kind] += 1;
  }
  return counts;
}
