import type { Actor } from '@dra/access';
import { hasEnded } from './job.ts';
import type { Job } from './job.ts';
import { ofJob } from './work.ts';
import type { InTransaction } from './work.ts';

/** The patient no longer lets machines work on their visits: what is queued or running ends now. */
export function stopJobsOfPatient({ inTransaction }: { inTransaction: InTransaction }, actor: Actor, patientId: string): Promise<number> {
  return inTransaction(actor, async (work) => {
    let stopped = 0;
    for (const id of await work.jobs.activeOfPatient(patientId)) {
      const job = await work.jobs.lock(id);
      // What is being filed was made while there was consent; it is readable in a moment.
      if (!job || hasEnded(job.status) || job.settledAt) continue;
      const next: Job = { ...job, status: 'FAILED', failure: { code: 'CONSENT_REQUIRED', retryable: true }, claimId: null, workerId: null, finishedAt: work.now, lastSeenAt: work.now };
      await work.jobs.save(next);
      work.audit({ action: 'job.failed', ...ofJob(next), outcome: 'ALLOWED', detail: { reason: 'CONSENT_REQUIRED' } });
      work.stopWorker(next.id);
      work.changed(next);
      stopped += 1;
    }
    return stopped;
  });
}
