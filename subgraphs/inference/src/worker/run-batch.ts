import { ServiceError } from '@dra/service';
import type { EngineOutcome } from '../engines/contract.ts';
import { eitherSignal } from './either-signal.ts';
import type { EngineHost, RunEnd } from './engine-host.ts';
import { finish, storeAway, unfinished } from './finish-job.ts';
import type { Finishing } from './finish-job.ts';
import type { HeldJob } from './held-job.ts';
import { batchDeadlineMs, jobDeadlineMs } from './job-deadline.ts';

export type BatchDeps = Finishing & {
  host: Pick<EngineHost, 'run'>;
  deadlineOf?: typeof jobDeadlineMs | undefined;
  /** A job's progress, 0..1; 1 when its outcome is there. */
  onProgress?: (held: HeldJob, fraction: number) => void;
};

export type BatchRun = {
  /** The engine may take the next batch; what this one made is still being stored and told. */
  engineFree: Promise<void>;
  /** Every job of the batch was answered for. Neither ever rejects. */
  done: Promise<void>;
};

type Loaded = { held: HeldJob; input: unknown };

const afterFaultMs = 1_000;

/** Runs claimed jobs and answers for each of them. The next batch may run while this one's results are stored. */
export function startBatch(deps: BatchDeps, held: readonly HeldJob[]): BatchRun {
  const answering: Promise<void>[] = [];
  /** A fault of the worker itself must not keep a job in nobody's hands: its heartbeats would hold it for ever. */
  const guarded = (one: HeldJob, work: Promise<void>) => {
    answering.push(work.catch((error: unknown) => giveBackAfterFault(deps, one, error)));
  };
  const engineFree = run(deps, held, guarded).catch(async (error: unknown) => {
    await Promise.all(held.filter((one) => one.open).map((one) => giveBackAfterFault(deps, one, error)));
  });
  return { engineFree, done: engineFree.then(async () => void (await Promise.all(answering))) };
}

/** A fault of the worker's own: the job runs again elsewhere or later, and its attempt counts, lest it goes on for ever. */
export async function giveBackAfterFault({ answers, logger }: Pick<BatchDeps, 'answers' | 'logger'>, held: HeldJob, error: unknown): Promise<void> {
  logger.error({ error, jobId: held.job.jobId }, 'a fault of the worker; the job is given back');
  if (held.open) await answers.giveBack(held, { code: 'WORKER_FAULT', countsAsAttempt: true, delayMs: afterFaultMs });
}

async function run(deps: BatchDeps, held: readonly HeldJob[], guarded: (held: HeldJob, work: Promise<void>) => void): Promise<void> {
  const loaded = (await Promise.all(held.map((one) => load(deps, one)))).filter((one) => one !== null);
  if (loaded.length === 0) return;
  const early = new Set<HeldJob>();
  const end = await runTogether(deps, loaded, (one, outcome) => {
    early.add(one);
    guarded(one, finish(deps, one, outcome));
  });
  const left = loaded.filter((one) => !early.has(one.held));
  if (end.kind === 'outcomes') {
    loaded.forEach(({ held: one }, index) => {
      if (!early.has(one)) guarded(one, finish(deps, one, end.outcomes[index] as EngineOutcome<unknown>));
    });
  } else if (end.kind === 'died' && left.length > 1) {
    // One of them did it. Alone, each costs its own attempt only.
    for (const one of left) {
      const alone = await runTogether(deps, [one]);
      guarded(one.held, alone.kind === 'outcomes' ? finish(deps, one.held, alone.outcomes[0] as EngineOutcome<unknown>) : unfinished(deps, one.held, alone));
    }
  } else for (const one of left) guarded(one.held, unfinished(deps, one.held, end));
}

/** A cancelled job stops the engine when no other job shares the batch; else the engine is told, and its outcome thrown away. */
async function runTogether({ host, leaving, deadlineOf = jobDeadlineMs, onProgress }: BatchDeps, loaded: readonly Loaded[], onOutcome?: (held: HeldJob, outcome: EngineOutcome<unknown>) => void): Promise<RunEnd> {
  const nobodyWants = new AbortController();
  const look = () => {
    if (loaded.every(({ held }) => held.cancelled.aborted)) nobodyWants.abort();
  };
  for (const { held } of loaded) held.cancelled.addEventListener('abort', look, { once: true });
  look();
  const ending = eitherSignal(nobodyWants.signal, leaving);
  const end = await host.run(
    loaded.map(({ input }) => input),
    {
      deadlineMs: batchDeadlineMs(loaded.map(({ held }) => deadlineOf(held.job))),
      signal: ending.signal,
      cancelled: loaded.map(({ held }) => held.cancelled),
      onProgress: (index, fraction) => {
        const held = loaded[index]?.held;
        if (!held) return;
        held.progress(fraction);
        onProgress?.(held, fraction);
      },
      onOutcome: (index, outcome) => {
        const held = loaded[index]?.held;
        if (!held) return;
        onProgress?.(held, 1);
        onOutcome?.(held, outcome);
      },
    },
  );
  ending.release();
  return end;
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
