import type { RpcReply, RpcRequest } from '@dra/events';
import { mostLosses, mostLossesAlone, mostShareAfter } from './job.ts';
import type { Job } from './job.ts';

type Claim = Pick<RpcRequest<'jobClaim'>, 'kind' | 'workerId' | 'claimId' | 'replayed' | 'engine' | 'share'>;
export type ClaimDecision = { reply: RpcReply<'jobClaim'>; next: Job | null };

/**
 * A worker shows life every 2 s, to its queue and to us; one that was silent for this long has lost its job to whoever
 * asks. Shorter than the queue's ack_wait, so that the redelivery of a lost worker's job is not turned away.
 */
export const silentAfterMs = 5_000;

/**
 * Whether a worker may run a job now. At most one runs it: another worker's claim on a running job waits until the
 * first has gone silent. Runs are counted here and not by the broker's deliveries, so that deliveries that ran nothing
 * (consent not to be had, a worker that stops) cost the job nothing, and a job that kills workers is stopped. One whose
 * worker was lost runs with few others, then alone (job.ts), and the losses that count against it are its own.
 */
export function decideClaim(job: Job | null, claim: Claim, now: Date): ClaimDecision {
  const refuse = (reason: RpcReply<'jobClaim'>['reason'], next: Job | null = null): ClaimDecision => ({
    reply: { proceed: false, reason, attempt: job?.attempt ?? 0, lastAttempt: false },
    next,
  });
  if (!job || job.kind !== claim.kind) return refuse('UNKNOWN_JOB');
  switch (job.status) {
    case 'CANCELLED':
      return refuse('CANCELLED');
    case 'SUCCEEDED':
    case 'NO_SPEECH':
      return refuse('ALREADY_ENDED');
    case 'FAILED':
      // An operator who replays a dead letter means it.
      return claim.replayed ? admit(job, Math.max(job.attemptLimit, job.attempt + 1)) : refuse('ALREADY_ENDED');
    case 'RUNNING':
      if (job.claimId === claim.claimId) return { reply: granted(job), next: null };
      if (job.workerId !== claim.workerId && now.getTime() - job.lastSeenAt.getTime() < silentAfterMs) return refuse('BUSY');
      return admit(lost(job));
    case 'QUEUED':
      break;
  }
  return admit(job);

  function admit(held: Job, attemptLimit = held.attemptLimit): ClaimDecision {
    const spent = held.attempt >= attemptLimit || held.losses >= mostLosses || held.lossesAlone >= mostLossesAlone;
    if (spent && held.status !== 'FAILED') return refuse('ATTEMPTS_EXHAUSTED', exhausted(held, now));
    const mostShare = mostShareAfter(held.losses);
    // Nothing is written: whoever has it asks again when it can.
    if (claim.share !== undefined && claim.share > mostShare) return { reply: { ...refuse('SHARE_LESS').reply, mostShare }, next: null };
    return grant(held, claim, now, attemptLimit);
  }
}

/** The job whose worker was lost: that costs no attempt of its own. What had leave to publish was done running. */
export function lost(job: Job): Job {
  return { ...job, losses: job.losses + 1, lossesAlone: job.lossesAlone + (job.alone && !job.settledAt ? 1 : 0), attemptLimit: job.attemptLimit + 1 };
}

function exhausted(job: Job, now: Date): Job {
  return { ...job, status: 'FAILED', failure: { code: 'ATTEMPTS_EXHAUSTED', retryable: true }, claimId: null, workerId: null, finishedAt: now, lastSeenAt: now };
}

function grant(job: Job, claim: Claim, now: Date, attemptLimit: number): ClaimDecision {
  const next: Job = {
    ...job,
    status: 'RUNNING',
    attempt: job.attempt + 1,
    attemptLimit,
    progress: 0,
    claimId: claim.claimId,
    workerId: claim.workerId,
    // Workers that do not say may run it with others; their losses count as they did.
    alone: (claim.share ?? 1) === 1,
    engine: claim.engine,
    failure: null,
    startedAt: now,
    settledAt: null,
    finishedAt: null,
    lastSeenAt: now,
  };
  return { reply: granted(next), next };
}

function granted(job: Job): RpcReply<'jobClaim'> {
  return { proceed: true, reason: 'OK', attempt: job.attempt, lastAttempt: job.attempt >= job.attemptLimit };
}

/** A worker gives the job back. Null when it no longer holds it: then there is nothing to give. */
export function decideRelease(job: Job | null, release: Pick<RpcRequest<'jobRelease'>, 'claimId' | 'countsAsAttempt'>, now: Date): Job | null {
  if (job?.status !== 'RUNNING' || job.claimId !== release.claimId) return null;
  return {
    ...job,
    status: 'QUEUED',
    attempt: release.countsAsAttempt ? job.attempt : job.attempt - 1,
    progress: 0,
    claimId: null,
    workerId: null,
    startedAt: null,
    settledAt: null,
    lastSeenAt: now,
  };
}
