import type { ObjectStore } from '@dra/objects';
import { ServiceError } from '@dra/service';
import type { Logger } from '@dra/service';
import type { EngineOutcome } from '../engines/contract.ts';
import type { EngineName, QueueAnswers } from './answer-queue.ts';
import type { EngineHost, RunEnd } from './engine-host.ts';
import type { HeldJob } from './held-job.ts';
import { batchDeadlineMs, jobDeadlineMs } from './job-deadline.ts';
import { resultSchemas } from './pools.ts';

export type BatchDeps = {
  host: Pick<EngineHost, 'run'>;
  objects: Pick<ObjectStore, 'putJson'>;
  answers: QueueAnswers;
  engine: EngineName;
  logger: Logger;
  /** Aborts when the worker must be gone: what runs is given back. */
  leaving: AbortSignal;
  deadlineOf?: typeof jobDeadlineMs;
  /** Before the second attempt, the third, … */
  retryWaitsMs?: readonly number[];
  onEnd?: (held: HeldJob, outcome: string) => void;
};

type Loaded = { held: HeldJob; input: unknown };

const defaultRetryWaitsMs = [2_000, 10_000, 30_000] as const;
const storePatienceMs = 3_600_000;

/** Runs claimed jobs and answers for each of them. */
export async function runBatch(deps: BatchDeps, held: readonly HeldJob[]): Promise<void> {
  const loaded = (await Promise.all(held.map((one) => load(deps, one)))).filter((one) => one !== null);
  if (loaded.length === 0) return;
  const end = await runTogether(deps, loaded);
  if (end.kind === 'outcomes') {
    await Promise.all(loaded.map(({ held: one }, index) => finish(deps, one, end.outcomes[index] as EngineOutcome<unknown>)));
  } else if (end.kind === 'died' && loaded.length > 1) {
    // One of them did it. Alone, each costs its own attempt only.
    for (const one of loaded) await runAlone(deps, one);
  } else {
    await Promise.all(loaded.map((one) => unfinished(deps, one.held, end)));
  }
}

async function runAlone(deps: BatchDeps, one: Loaded): Promise<void> {
  const end = await runTogether(deps, [one]);
  if (end.kind === 'outcomes') await finish(deps, one.held, end.outcomes[0] as EngineOutcome<unknown>);
  else await unfinished(deps, one.held, end);
}

/** A cancelled job stops the engine when no other job shares the batch; else its outcome is thrown away. */
function runTogether({ host, leaving, deadlineOf = jobDeadlineMs }: BatchDeps, loaded: readonly Loaded[]): Promise<RunEnd> {
  const everyoneCancelled = new AbortController();
  const look = () => {
    if (loaded.every(({ held }) => held.cancelled.aborted)) everyoneCancelled.abort();
  };
  for (const { held } of loaded) held.cancelled.addEventListener('abort', look, { once: true });
  look();
  return host.run(
    loaded.map(({ input }) => input),
    {
      deadlineMs: batchDeadlineMs(loaded.map(({ held }) => deadlineOf(held.job))),
      signal: AbortSignal.any([everyoneCancelled.signal, leaving]),
      onProgress: (index, fraction) => loaded[index]?.held.progress(fraction),
    },
  );
}

async function load(deps: BatchDeps, held: HeldJob): Promise<Loaded | null> {
  const { answers, engine, logger } = deps;
  try {
    return { held, input: await held.input };
  } catch (error) {
    const code = error instanceof ServiceError ? error.code : 'UNKNOWN';
    logger.warn({ error, jobId: held.job.jobId }, 'the input could not be read');
    if (code === 'OBJECT_MISSING' || code === 'OBJECT_CORRUPT') {
      await answers.failed(held, engine, { code: code === 'OBJECT_MISSING' ? 'INPUT_MISSING' : 'INPUT_CORRUPT', retryable: false });
      deps.onEnd?.(held, 'failed');
    } else await storeAway(deps, held);
    return null;
  }
}

async function storeAway({ answers, engine }: BatchDeps, held: HeldJob): Promise<void> {
  if (Date.now() - Date.parse(held.job.queuedAt) > storePatienceMs) await answers.failed(held, engine, { code: 'STORE_UNAVAILABLE', retryable: true });
  else await answers.giveBack(held, { code: 'STORE_UNAVAILABLE', countsAsAttempt: false, delayMs: 5_000 });
}

async function finish(deps: BatchDeps, held: HeldJob, outcome: EngineOutcome<unknown>): Promise<void> {
  const { answers, engine, logger, objects, onEnd } = deps;
  if (held.cancelled.aborted) {
    await answers.drop(held);
    onEnd?.(held, 'cancelled');
    return;
  }
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
  const result = resultSchemas[held.job.kind].safeParse(outcome.output);
  if (!result.success) {
    const faults = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    logger.error({ jobId: held.job.jobId, faults }, 'the engine gave something that is not a result');
    await answers.failed(held, engine, { code: 'OUTPUT_INVALID', retryable: false, bury: { code: 'OUTPUT_INVALID', message: faults.join('; ') } });
    onEnd?.(held, 'failed');
    return;
  }
  try {
    const ref = await objects.putJson(`results/${held.job.jobId}/${held.attempt}.json`, result.data);
    await answers.succeeded(held, engine, ref);
    onEnd?.(held, 'succeeded');
  } catch (error) {
    logger.error({ error, jobId: held.job.jobId }, 'the result could not be stored');
    await storeAway(deps, held);
  }
}

async function unfinished(deps: BatchDeps, held: HeldJob, end: Exclude<RunEnd, { kind: 'outcomes' }>): Promise<void> {
  if (held.cancelled.aborted) {
    await deps.answers.drop(held);
    deps.onEnd?.(held, 'cancelled');
  } else if (end.kind === 'aborted') {
    await deps.answers.giveBack(held, { code: 'WORKER_STOPPING', countsAsAttempt: false, delayMs: 0 });
  } else {
    await failedRun(deps, held, { code: end.code, retryable: true, bury: { code: end.code, message: end.detail } });
  }
}

/** Another attempt when there is one and it may help, else the job's end. */
async function failedRun({ answers, engine, onEnd, retryWaitsMs: waits = defaultRetryWaitsMs }: BatchDeps, held: HeldJob, failure: Parameters<QueueAnswers['failed']>[2]): Promise<void> {
  if (failure.retryable && !held.lastAttempt) {
    await answers.giveBack(held, { code: failure.code, countsAsAttempt: true, delayMs: waits[Math.min(held.attempt, waits.length) - 1] ?? 10_000 });
    onEnd?.(held, 'retried');
    return;
  }
  await answers.failed(held, engine, failure);
  onEnd?.(held, 'failed');
}
