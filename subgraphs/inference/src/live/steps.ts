import type { Actor } from '@dra/access';
import { hasEnded } from '../domain/job.ts';
import type { InTransaction } from '../domain/work.ts';

/** A recording's own transcription is its job of version 1; its steps come after. */
export const sourceVersionOfStep = (step: number) => step + 1;

/** The recording is complete, which is on record: what a step still reads is read with the rest. */
export function stopSteps({ inTransaction }: { inTransaction: InTransaction }, actor: Actor, recordingId: string): Promise<void> {
  return inTransaction(actor, async (work) => {
    for (const id of await work.jobs.activeSteps(recordingId)) {
      const job = await work.jobs.lock(id);
      if (!job || hasEnded(job.status) || job.settledAt) continue;
      const next = { ...job, status: 'CANCELLED' as const, claimId: null, workerId: null, finishedAt: work.now, lastSeenAt: work.now };
      await work.jobs.save(next);
      work.stopWorker(id);
    }
    await work.jobs.forgetSteps(recordingId);
  });
}
