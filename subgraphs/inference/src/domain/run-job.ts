import type { Actor } from '@dra/access';
import type { RpcReply, RpcRequest } from '@dra/events';
import { decideClaim, decideRelease } from './claim-job.ts';
import { decideEnd } from './end-job.ts';
import type { JobEnd } from './end-job.ts';
import { decideSettle } from './settle-job.ts';
import { isStep } from './job.ts';
import type { Job } from './job.ts';
import { ofJob } from './work.ts';
import type { InTransaction } from './work.ts';

type Deps = { inTransaction: InTransaction };

/**
 * Lets a worker run a job, or says why not. That a machine reads a patient's words is put on record here; of a visit that is
 * heard in steps, once for each engine that hears it.
 */
export function claimJob({ inTransaction }: Deps, actor: Actor, request: RpcRequest<'jobClaim'>): Promise<RpcReply<'jobClaim'>> {
  return inTransaction(actor, async (work) => {
    const job = await work.jobs.lock(request.jobId);
    const { reply, next } = decideClaim(job, request, work.now);
    if (next) {
      const known = reply.proceed && isStep(next) ? await work.jobs.engineBefore(next) : null;
      await work.jobs.save(next);
      if (known?.id !== request.engine.id || known.version !== request.engine.version) work.audit({
        action: reply.proceed ? 'job.started' : 'job.failed',
        ...ofJob(next),
        outcome: 'ALLOWED',
        detail: { attempt: next.attempt, engine: request.engine.id, ...(isStep(next) ? { live: next.sourceId, version: request.engine.version } : {}), ...(reply.proceed ? {} : { reason: reply.reason }) },
      });
      work.changed(next);
    }
    return reply;
  });
}

/** Lets a worker publish what it made, or says why not. */
export function settleJob({ inTransaction }: Deps, actor: Actor, request: RpcRequest<'jobSettle'>): Promise<RpcReply<'jobSettle'>> {
  return inTransaction(actor, async (work) => {
    const { reply, next } = decideSettle(await work.jobs.lock(request.jobId), request.claimId, work.now);
    if (next) await work.jobs.save(next);
    return reply;
  });
}

export function releaseJob({ inTransaction }: Deps, actor: Actor, request: RpcRequest<'jobRelease'>): Promise<RpcReply<'jobRelease'>> {
  return inTransaction(actor, async (work) => {
    const next = decideRelease(await work.jobs.lock(request.jobId), request, work.now);
    if (!next) return { released: false };
    await work.jobs.save(next);
    work.audit({ action: 'job.released', ...ofJob(next), outcome: 'ALLOWED', detail: { reason: request.code } });
    work.changed(next);
    return { released: true };
  });
}

/**
 * Ends a job, once however often it is told.
 * @returns the job as it is now; null when this tenant has no such job
 */
export function endJob({ inTransaction }: Deps, actor: Actor, jobId: string, end: JobEnd): Promise<Job | null> {
  return inTransaction(actor, async (work) => {
    const job = await work.jobs.lock(jobId);
    const next = job && decideEnd(job, end, work.now);
    if (!next) return job;
    await work.jobs.save(next);
    if (end.kind === 'succeeded' && isStep(next)) {
      // Its words are shown, and it tells what heard them until the next one does.
      await work.jobs.forgetSteps(next.sourceId, next);
      return next;
    }
    work.audit({
      action: `job.${end.kind}`,
      ...ofJob(next),
      outcome: 'ALLOWED',
      detail: { attempt: next.attempt, ...(end.kind === 'failed' ? { reason: end.code } : {}) },
    });
    work.changed(next);
    return next;
  });
}
