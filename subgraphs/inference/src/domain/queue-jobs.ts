import type { Actor } from '@dra/access';
import { ServiceError } from '@dra/service';
import { attemptsPerQueueing, isFirstStep, isStep } from './job.ts';
import type { Job } from './job.ts';
import { ofJob } from './work.ts';
import type { ConsentToProcessing, InTransaction, Work } from './work.ts';

export type WantedJob = Pick<Job, 'kind' | 'priority' | 'patientId' | 'encounterId' | 'sourceId' | 'sourceVersion' | 'input' | 'requestedBy'>;

type Deps = { consents: ConsentToProcessing; inTransaction: InTransaction };

/**
 * Queues jobs of one patient, each once per source however often it is asked. Each goes to the broker as soon as its
 * tenant's window has a place (dispatch-jobs.ts). Without consent a job is recorded as
 * FAILED and never reaches a queue. Where consent cannot be found out, the caller tries again; at its last attempt the
 * jobs are recorded as failed for that reason, so that the visit ends.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE unless it is the last attempt
 */
export async function queueJobs({ consents, inTransaction }: Deps, actor: Actor, wanted: readonly WantedJob[], options: { lastAttempt: boolean }): Promise<void> {
  const [first] = wanted;
  if (!first) return;
  const refusal = await refusalOf(consents(actor.tenant, first.patientId), options.lastAttempt);
  await inTransaction(actor, async (work) => {
    for (const one of wanted) {
      const job = newJob(work, actor.tenant, one, refusal);
      if (!(await work.jobs.insert(job))) continue;
      if (refusal) {
        work.audit({ action: 'job.refused', ...ofJob(job), outcome: 'DENIED', detail: { reason: refusal, kind: job.kind } });
      } else if (!isStep(job) || isFirstStep(job)) {
        // That a visit is heard while it goes on is one act, however many steps it takes.
        work.audit({ action: 'job.queued', ...ofJob(job), outcome: 'ALLOWED', detail: { kind: job.kind, requestedBy: job.requestedBy, ...(isStep(job) ? { live: job.sourceId } : {}) } });
      }
      work.changed(job);
    }
  });
}

async function refusalOf(consent: Promise<boolean>, lastAttempt: boolean): Promise<'CONSENT_REQUIRED' | 'CONSENT_UNAVAILABLE' | null> {
  try {
    return (await consent) ? null : 'CONSENT_REQUIRED';
  } catch (error) {
    if (lastAttempt && error instanceof ServiceError) return 'CONSENT_UNAVAILABLE';
    throw error;
  }
}

function newJob(work: Pick<Work, 'newId' | 'now'>, tenant: string, wanted: WantedJob, refusal: string | null): Job {
  return {
    ...wanted,
    id: work.newId(),
    tenant,
    status: refusal ? 'FAILED' : 'QUEUED',
    progress: 0,
    attempt: 0,
    attemptLimit: attemptsPerQueueing,
    losses: 0,
    lossesAlone: 0,
    alone: false,
    claimId: null,
    workerId: null,
    engine: null,
    // Consent can be given, and asked for again: then a retry helps.
    failure: refusal ? { code: refusal, retryable: true } : null,
    queuedAt: work.now,
    dispatchedAt: null,
    settledAt: null,
    startedAt: null,
    finishedAt: refusal ? work.now : null,
    lastSeenAt: work.now,
    requeues: 0,
  };
}
