import type { Job } from './job.ts';

export type JobEnd =
  /** What the job made can be read. */
  | { kind: 'succeeded' }
  | { kind: 'no-speech' }
  /** `attempt`: which run failed; null when no run did (the queue lost it, an owner refused the result). */
  | { kind: 'failed'; code: string; retryable: boolean; attempt: number | null };

/**
 * The job after its end, or null when this end changes nothing: it is told twice, it comes from an earlier run than the
 * one that goes on, or the job was cancelled. What can be read wins over a failure told before: SUCCEEDED is about
 * what is there.
 */
export function decideEnd(job: Job, end: JobEnd, now: Date): Job | null {
  if (job.status === 'CANCELLED' || job.status === 'SUCCEEDED') return null;
  const ended = { ...job, claimId: null, workerId: null, finishedAt: now, lastSeenAt: now };
  switch (end.kind) {
    case 'succeeded':
      return { ...ended, status: 'SUCCEEDED', progress: 1, failure: null };
    case 'no-speech':
      return job.status === 'NO_SPEECH' ? null : { ...ended, status: 'NO_SPEECH', progress: 1, failure: null };
    case 'failed': {
      if (job.status === 'FAILED' || job.status === 'NO_SPEECH') return null;
      if (end.attempt !== null && end.attempt < job.attempt) return null;
      return { ...ended, status: 'FAILED', failure: { code: end.code, retryable: end.retryable } };
    }
  }
}
