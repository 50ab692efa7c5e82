import type { JobKind, JobRequested } from '@dra/events';
import { callRpc, publishDeadLetter } from '@dra/messaging';
import type { Delivery, Nats } from '@dra/messaging';
import { ServiceError } from '@dra/service';
import type { QueueAnswers } from './answer-queue.ts';
import { holdJob } from './held-job.ts';
import type { HeldJob } from './held-job.ts';
import { withContext } from './job-context.ts';
import { durablesOf } from './job-durables.ts';

export type Admitting = {
  nats: Nats;
  kind: JobKind;
  workerId: string;
  answers: QueueAnswers;
  engine: { id: string; version: string };
  load: (job: JobRequested) => Promise<unknown>;
  /** How many may be lost in its run, itself included; 1: nothing else is run or claimed beside it. */
  share: number;
};

/** The job, which may run now; null: its delivery was answered, and there is nothing to run; or it must be asked for again, with fewer. */
export type Admission = HeldJob | { mostShare: number } | null;

const waits = [250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;
const waitFor = (deliveries: number) => waits[Math.min(deliveries, waits.length) - 1] ?? 1_000;
/** Its worker is silent or shows life by then. */
const busyWaitMs = 2_000;
/** How long a job waits for an answer about consent, from when the broker has it, before it fails. */
const patienceMs = 15 * 60_000;

/**
 * From a delivery to a job that may run now: its consent holds, and the inference subgraph granted the claim. Otherwise
 * the delivery is answered here, and there is nothing to run; but for one that must share with fewer, which
 * stays in the caller's hands. `job`: null where the message is not one.
 */
export async function admitJob({ nats, kind, workerId, answers, engine, load, share }: Admitting, delivery: Delivery, job: JobRequested | null): Promise<Admission> {
  if (!job) {
    const durable = durablesOf(kind)[delivery.subject.split('.')[2] as 'live' | 'normal' | 'bulk'];
    await publishDeadLetter(nats, durable, delivery, { code: 'PAYLOAD_INVALID', message: 'The payload does not fit its schema.' }).then(
      () => delivery.ack(),
      () => delivery.nak(5_000),
    );
    return null;
  }
  const held = holdJob(nats, job, delivery, workerId);
  try {
    if (await answers.answeredBefore(held)) {
      await answers.drop(held);
      return null;
    }
    const { active } = await callRpc(nats, 'consentStatus', { tenant: job.tenant, patientId: job.patientId, type: 'AI_PROCESSING' });
    if (!active) {
      await answers.failed(held, null, { code: 'CONSENT_REQUIRED', retryable: true });
      return null;
    }
  } catch (error) {
    const tooLate = Date.now() - delivery.storedAt > patienceMs;
    nats.logger.warn({ error, jobId: job.jobId, tooLate }, 'consent could not be found out');
    if (tooLate) await answers.failed(held, null, { code: 'CONSENT_UNAVAILABLE', retryable: true });
    else answers.later(held, waitFor(delivery.deliveries));
    return null;
  }
  try {
    held.input = load(job);
    // Whoever runs the job hears of a failure; where it is not run, nobody needs to.
    held.input.catch(() => undefined);
    return await claim({ nats, workerId, answers, engine, share }, held);
  } catch (error) {
    // Without heartbeats it is delivered again.
    held.letGo();
    throw error;
  }
}

const isHearingStep = (job: JobRequested) => job.kind === 'transcription' && job.hearing?.kind === 'step';

async function claim({ nats, workerId, answers, engine, share }: Pick<Admitting, 'nats' | 'workerId' | 'answers' | 'engine' | 'share'>, held: HeldJob): Promise<Admission> {
  const { jobId, tenant, kind } = held.job;
  const reply = await callRpc(nats, 'jobClaim', { tenant, jobId, kind, workerId, claimId: held.claimId, replayed: held.delivery.replayed, engine, share }, { timeoutMs: 5_000 }).catch((error: unknown) => {
    nats.logger.warn({ error: error instanceof ServiceError ? error.code : error, jobId }, 'the job could not be claimed');
    return null;
  });
  if (!reply) {
    answers.later(held, waitFor(held.delivery.deliveries));
    return null;
  }
  if (reply.proceed) {
    held.claimed(reply.attempt, reply.lastAttempt, share === 1);
    held.input = withContext(nats, held);
    held.input.catch(() => undefined);
    return held;
  }
  if (reply.reason === 'SHARE_LESS') {
    held.letGo();
    return { mostShare: reply.mostShare ?? 1 };
  }
  nats.logger.info({ jobId, reason: reply.reason }, 'the job is not to be run');
  if (reply.reason === 'BUSY') answers.later(held, busyWaitMs);
  // A step is forgotten soon after its end.
  else if (reply.reason === 'UNKNOWN_JOB' && !isHearingStep(held.job)) await answers.bury(held, { code: 'UNKNOWN_JOB', message: 'The inference subgraph knows no such job.' });
  else if (reply.reason === 'ATTEMPTS_EXHAUSTED') await answers.bury(held, { code: 'ATTEMPTS_EXHAUSTED', message: 'Its worker was lost during each attempt.' });
  else await answers.drop(held);
  return null;
}
