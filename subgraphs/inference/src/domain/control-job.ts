import { attemptsPerQueueing, hasEnded } from './job.ts';
import type { Job } from './job.ts';

export type ControlDecision = { kind: 'changed'; next: Job } | { kind: 'refused'; why: string };

/** Ended jobs stay as they are; a job that is cancelled already stays cancelled and that is no fault. */
export function decideCancel(job: Job, now: Date): ControlDecision {
  if (job.status === 'CANCELLED') return { kind: 'changed', next: job };
  if (hasEnded(job.status)) return { kind: 'refused', why: 'This job has ended already.' };
  if (job.settledAt) return { kind: 'refused', why: 'This job is done already: what it made is being filed.' };
  return { kind: 'changed', next: { ...job, status: 'CANCELLED', claimId: null, workerId: null, finishedAt: now, lastSeenAt: now } };
}

/** A failed job may run again when its failure is of the kind that another run can mend. */
export function decideRetry(job: Job, now: Date): ControlDecision {
  if (job.status !== 'FAILED') return { kind: 'refused', why: 'Only a job that FAILED can be retried.' };
  if (!job.failure?.retryable) return { kind: 'refused', why: 'Another run would fail in the same way.' };
  return { kind: 'changed', next: requeued(job, now) };
}

/** Back in the queue, with fresh attempts; the count of runs goes on, so that a late word of an earlier run is told apart. */
export function requeued(job: Job, now: Date): Job {
  return {
    ...job,
    status: 'QUEUED',
    progress: 0,
    attemptLimit: job.attempt + attemptsPerQueueing,
    losses: 0,
    lossesAlone: 0,
    alone: false,
    claimId: null,
    workerId: null,
    failure: null,
    queuedAt: now,
    dispatchedAt: null,
    settledAt: null,
    startedAt: null,
    finishedAt: null,
    lastSeenAt: now,
    requeues: 0,
  };
}
