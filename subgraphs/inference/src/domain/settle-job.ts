import type { RpcReply } from '@dra/events';
import type { Job } from './job.ts';

export type SettleDecision = { reply: RpcReply<'jobSettle'>; next: Job | null };

/**
 * Whether the run that holds `claimId` may publish its result. From a yes on, a cancel is refused: what a clinician
 * cancelled never turns up as a draft, and of two runs (a worker was taken for dead) one speaks.
 */
export function decideSettle(job: Job | null, claimId: string, now: Date): SettleDecision {
  const refuse = (reason: RpcReply<'jobSettle'>['reason']): SettleDecision => ({ reply: { proceed: false, reason }, next: null });
  if (!job) return refuse('UNKNOWN_JOB');
  switch (job.status) {
    case 'CANCELLED':
      return refuse('CANCELLED');
    case 'SUCCEEDED':
    case 'NO_SPEECH':
    case 'FAILED':
      return refuse('ALREADY_ENDED');
    case 'QUEUED':
      return refuse('SUPERSEDED');
    case 'RUNNING': {
      if (job.claimId !== claimId) return refuse('SUPERSEDED');
      const reply = { proceed: true, reason: 'OK' as const };
      return job.settledAt ? { reply, next: null } : { reply, next: { ...job, settledAt: now, lastSeenAt: now } };
    }
  }
}
