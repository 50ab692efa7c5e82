import { hearingFolder } from '@dra/events';
import type { JobRequested } from '@dra/events';
import type { ObjectStore } from '@dra/objects';
import type { Logger } from '@dra/service';
import type { EngineOutcome } from '../engines/contract.ts';
import type { EngineName, QueueAnswers } from './answer-queue.ts';
import type { RunEnd } from './engine-host.ts';
import type { HeldJob } from './held-job.ts';
import { resultSchemas } from './pools.ts';

export type Finishing = {
  objects: Pick<ObjectStore, 'putJson' | 'delete'>;
  answers: QueueAnswers;
  engine: EngineName;
  logger: Logger;
  /** Aborts when the worker must be gone: what runs is given back. */
  leaving: AbortSignal;
  /** Before the second attempt, the third, … */
  retryWaitsMs?: readonly number[] | undefined;
  onEnd?: (held: HeldJob, outcome: string) => void;
  onTokens?: (count: number) => void;
};

const defaultRetryWaitsMs = [2_000, 10_000, 30_000] as const;
const storePatienceMs = 3_600_000;

/** Answers for a job whose engine gave an outcome. */
export async function finish(deps: Finishing, held: HeldJob, outcome: EngineOutcome<unknown>): Promise<void> {
  const { answers, engine, logger, onEnd } = deps;
  if (held.cancelled.aborted) return notWanted(deps, held);
  if (outcome.kind === 'no-speech') {
    await answers.noSpeech(held, engine);
    onEnd?.(held, 'no-speech');
    return;
  }
  if (outcome.kind === 'failed') {
    logger.warn({ jobId: held.job.jobId, code: outcome.code, reason: outcome.message, retryable: outcome.retryable }, 'the engine could not do a job');
    await failedRun(deps, held, { code: outcome.code, retryable: outcome.retryable });
    return;
  }
  if (outcome.tokens !== undefined) deps.onTokens?.(outcome.tokens);
  const result = resultSchemas[held.job.kind].safeParse(outcome.output);
  if (!result.success) {
    const faults = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    logger.error({ jobId: held.job.jobId, faults }, 'the engine gave something that is not a result');
    await answers.failed(held, engine, { code: 'OUTPUT_INVALID', retryable: false, bury: { code: 'OUTPUT_INVALID', message: faults.join('; ') } });
    onEnd?.(held, 'failed');
    return;
  }
  await publish(deps, held, result.data);
}

/** Stores the result while it asks leave to publish it. */
async function publish(deps: Finishing, held: HeldJob, result: unknown): Promise<void> {
  const { answers, engine, logger, objects, onEnd } = deps;
  const [stored, leave] = await Promise.all([
    objects.putJson(resultKey(held.job, held.attempt), result).catch((error: unknown) => {
      logger.error({ error, jobId: held.job.jobId }, 'the result could not be stored');
      return null;
    }),
    answers.settle(held, deps.leaving),
  ]);
  // What nobody may read does not stay: it holds a patient's words.
  if (stored && (leave ? !leave.proceed : held.cancelled.aborted)) {
    await objects.delete([stored.key]).catch((error: unknown) => logger.warn({ error, jobId: held.job.jobId }, 'a result that is not wanted could not be deleted'));
  }
  if (leave?.reason === 'SUPERSEDED') {
    answers.abandon(held);
    onEnd?.(held, 'superseded');
  } else if (leave && !leave.proceed) {
    await answers.drop(held);
    onEnd?.(held, 'cancelled');
  } else if (held.cancelled.aborted && !leave) await notWanted(deps, held);
  else if (!stored) await storeAway(deps, held);
  else if (!leave) await answers.giveBack(held, { code: 'NOT_SETTLED', countsAsAttempt: false, delayMs: deps.leaving.aborted ? 0 : 5_000 });
  else {
    await answers.succeeded(held, engine, stored);
    onEnd?.(held, 'succeeded');
  }
}

/** Where a run's result lies; what steps leave lies together, whatever became of them. */
function resultKey(job: JobRequested, attempt: number): string {
  const isStep = job.kind === 'transcription' && job.hearing?.kind === 'step';
  return `${isStep ? hearingFolder(job.recordingId) : 'results/'}${job.jobId}/${attempt}.json`;
}

/** Answers for a job that the engine did not end. */
export async function unfinished(deps: Finishing, held: HeldJob, end: Exclude<RunEnd, { kind: 'outcomes' }>): Promise<void> {
  if (held.cancelled.aborted) await notWanted(deps, held);
  else if (end.kind === 'aborted') await deps.answers.giveBack(held, { code: 'WORKER_STOPPING', countsAsAttempt: false, delayMs: 0 });
  else await failedRun(deps, held, { code: end.code, retryable: true, bury: { code: end.code, message: end.detail } });
}

/** The object store does not answer: later, and after an hour no more. */
export async function storeAway({ answers, engine }: Finishing, held: HeldJob): Promise<void> {
  if (Date.now() - held.delivery.storedAt > storePatienceMs) await answers.failed(held, engine, { code: 'STORE_UNAVAILABLE', retryable: true });
  else await answers.giveBack(held, { code: 'STORE_UNAVAILABLE', countsAsAttempt: false, delayMs: 5_000 });
}

async function notWanted({ answers, onEnd }: Finishing, held: HeldJob): Promise<void> {
  if (held.superseded) answers.abandon(held);
  else await answers.drop(held);
  onEnd?.(held, held.superseded ? 'superseded' : 'cancelled');
}

/** Another attempt when there is one and it may help, else the job's end. */
async function failedRun({ answers, engine, onEnd, retryWaitsMs: waits = defaultRetryWaitsMs }: Finishing, held: HeldJob, failure: Parameters<QueueAnswers['failed']>[2]): Promise<void> {
  if (failure.retryable && !held.lastAttempt) {
    await answers.giveBack(held, { code: failure.code, countsAsAttempt: true, delayMs: waits[Math.min(held.attempt, waits.length) - 1] ?? 10_000 });
    onEnd?.(held, 'retried');
    return;
  }
  await answers.failed(held, engine, failure);
  onEnd?.(held, 'failed');
}
