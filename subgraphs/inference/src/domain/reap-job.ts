import { lost } from './claim-job.ts';
import type { Job } from './job.ts';

/** What the broker holds of a job. */
export type BrokerView = {
  /** The job's message lies in the queue or is with a worker. */
  queued: boolean;
  /** A worker's result lies in the stream of results and is not applied yet, or its owner refused it. */
  result: boolean;
};

export type Reaping =
  /** Look again at the next round. */
  | { kind: 'wait'; next: Job }
  /** Its worker is gone and the broker will hand it to another: say so. */
  | { kind: 'back-in-queue'; next: Job }
  /** The broker has lost it: publish it again. */
  | { kind: 'publish-again'; next: Job }
  | { kind: 'failed'; next: Job };

/** A job with no sign of life for this long is looked at; a worker shows life every 2 s. */
export const reapAfterMs = 60_000;
/** Nobody waits longer than this for what was handed to the broker, whatever the reason. */
export const longestLifeMs = 24 * 3_600_000;
/** A result that no owner applies in this time is a failure that a person should see. */
export const longestApplyMs = 3_600_000;
const mostRequeues = 2;

/** Every job ends: what becomes of one that shows no life. */
export function decideReaping(job: Job, broker: BrokerView, now: Date): Reaping {
  const seen = { ...job, lastSeenAt: now };
  const failed = (code: string): Reaping => ({
    kind: 'failed',
    next: { ...seen, status: 'FAILED', failure: { code, retryable: true }, claimId: null, workerId: null, finishedAt: now },
  });
  // It was never handed to the broker: it waits for a place in its tenant's window, and gets one.
  if (job.status === 'QUEUED' && job.dispatchedAt === null) return { kind: 'wait', next: seen };
  const since = (from: Date | null) => now.getTime() - (from ?? job.queuedAt).getTime();
  if (since(job.dispatchedAt) > longestLifeMs) return failed('JOB_LOST');
  if (broker.result) return since(job.settledAt ?? job.startedAt) > longestApplyMs ? failed('RESULT_REJECTED') : { kind: 'wait', next: seen };
  // A worker that was lost costs the job no attempt of its own. When that was one too many, the next claim says so.
  const queued: Job = { ...(job.status === 'RUNNING' ? lost(seen) : seen), status: 'QUEUED', progress: 0, claimId: null, workerId: null, startedAt: null, settledAt: null };
  if (broker.queued) return job.status === 'RUNNING' ? { kind: 'back-in-queue', next: queued } : { kind: 'wait', next: seen };
  if (job.requeues >= mostRequeues) return failed('JOB_LOST');
  return { kind: 'publish-again', next: { ...queued, requeues: job.requeues + 1 } };
}
