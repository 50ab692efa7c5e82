import { requireScope } from '@dra/access';
import type { Actor } from '@dra/access';
import { decideCancel, decideRetry } from './control-job.ts';
import type { ControlDecision } from './control-job.ts';
import type { Job } from './job.ts';
import { ofJob } from './work.ts';
import type { ConsentToProcessing, InTransaction, Work } from './work.ts';

export type ControlInput = { clientMutationId: string; jobId: string };
export type ControlResult = { kind: 'done'; jobId: string } | { kind: 'not-found' } | { kind: 'refused'; why: string; jobId: string };

type Deps = { inTransaction: InTransaction; consents: ConsentToProcessing };

/** Cancels a job that has not ended; its worker stops. The same request again gives the same answer. */
export function cancelJob({ inTransaction }: Pick<Deps, 'inTransaction'>, actor: Actor, input: ControlInput): Promise<ControlResult> {
  requireScope(actor, 'job:control');
  return inTransaction(actor, (work) =>
    control(work, 'cancelInferenceJob', input, decideCancel, (job) => {
      work.audit({ action: 'job.cancelled', ...ofJob(job), outcome: 'ALLOWED' });
      work.stopWorker(job.id);
    }),
  );
}

/**
 * Queues a failed job again. Consent is asked for again: the failure may have been its absence.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when consent cannot be found out
 */
export async function retryJob({ inTransaction, consents }: Deps, actor: Actor, input: ControlInput): Promise<ControlResult> {
  requireScope(actor, 'job:control');
  const job = await inTransaction(actor, (work) => work.jobs.lock(input.jobId));
  if (!job) return { kind: 'not-found' };
  const consented = job.status !== 'FAILED' || (await consents(actor.tenant, job.patientId));
  return inTransaction(actor, (work) =>
    control(
      work,
      'retryInferenceJob',
      input,
      (held, now) => (consented ? decideRetry(held, now) : { kind: 'refused', why: 'The patient has no active consent to AI processing.' }),
      (next) => {
        work.audit({ action: 'job.retried', ...ofJob(next), outcome: 'ALLOWED' });
      },
    ),
  );
}

function control(work: Work, mutation: string, input: ControlInput, decide: (job: Job, now: Date) => ControlDecision, also: (job: Job) => void): Promise<ControlResult> {
  return work.once(input.clientMutationId, { mutation, jobId: input.jobId }, async () => {
    const job = await work.jobs.lock(input.jobId);
    if (!job) return { kind: 'not-found' };
    const decision = decide(job, work.now);
    if (decision.kind === 'refused') return { kind: 'refused', why: decision.why, jobId: job.id };
    if (decision.next !== job) {
      await work.jobs.save(decision.next);
      also(decision.next);
      work.changed(decision.next);
    }
    return { kind: 'done', jobId: job.id };
  });
}
