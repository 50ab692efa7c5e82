import type { JobKind, JobRequested } from '@dra/events';
import { createWeightedTaker, ensureStreams } from '@dra/messaging';
import type { Delivery, Nats } from '@dra/messaging';
import type { ObjectStore } from '@dra/objects';
import { pause, withDeadline } from '@dra/service';
import type { Logger } from '@dra/service';
import { admitJob } from './admit-job.ts';
import { createQueueAnswers } from './answer-queue.ts';
import { createAssembler } from './assemble-batch.ts';
import type { Taken } from './assemble-batch.ts';
import { lengthOf } from './batch-choice.ts';
import { createBatchClock } from './batch-clock.ts';
import type { RunningBatch } from './batch-clock.ts';
import { eitherSignal, unlessAborted } from './either-signal.ts';
import type { EngineHost } from './engine-host.ts';
import type { HeldJob } from './held-job.ts';
import { jobDeadlineMs } from './job-deadline.ts';
import { durablesOf, ensureJobDurables, weights } from './job-durables.ts';
import { loadInput } from './pools.ts';
import { giveBackAfterFault, startBatch } from './run-batch.ts';
import type { BatchRun } from './run-batch.ts';

export type WorkerOptions = {
  nats: Nats;
  objects: Pick<ObjectStore, 'get' | 'getJson' | 'putJson' | 'delete'>;
  kind: JobKind;
  host: EngineHost;
  workerId: string;
  logger: Logger;
  deadlineOf?: typeof jobDeadlineMs;
  retryWaitsMs?: readonly number[];
  observe?: WorkerObserver;
};

export type WorkerObserver = {
  taken(deliveries: readonly Delivery[]): void;
  batch(size: number): void;
  ended(held: HeldJob, outcome: string): void;
  /** The engine was busy for so long with a batch. */
  busy?(seconds: number): void;
  /** A model made so many. */
  tokens?(count: number): void;
};

const noEngine = { id: 'none', version: '0' };
/** Where this machine lacks the engine, another worker of the pool gets the job first. */
const leaveToOthersMs = 3_000;
/** The next batch is taken this long before the engine is free: claimed and loaded by then, and no sooner. */
const leadMs = 1_000;
/** Batches whose results may still be on their way while another runs. */
const mostUntold = 2;

/**
 * Takes jobs of one kind by their priorities and answers for each: fills the next batch while the engine runs one, so
 * that it never waits for the queue, and holds no more than that. Who acknowledges: answer-queue.ts, after the result
 * lies in its stream. What a redelivery does: finds the result, or claims the job anew.
 */
export async function runWorker(options: WorkerOptions): Promise<{ stop(graceMs?: number): Promise<void> }> {
  const { nats, kind, host, logger, observe } = options;
  await ensureJobDurables(nats, kind);
  const answers = createQueueAnswers(nats, kind);
  const stopping = new AbortController();
  const leaving = new AbortController();
  const taker = createWeightedTaker(nats, {
    stream: 'JOBS',
    durables: durablesOf(kind),
    weights,
    onFault: async () => {
      await pause(200, { signal: stopping.signal });
      if (stopping.signal.aborted) return;
      await ensureStreams(nats)
        .then(() => ensureJobDurables(nats, kind))
        .catch((error: unknown) => logger.warn({ error }, 'the queue cannot be reached yet'));
    },
  });
  const assembler = createAssembler(taker, { kind, ...(observe ? { onTaken: (deliveries) => observe.taken(deliveries) } : {}) });
  const clock = createBatchClock();
  const untold = new Set<Promise<void>>();
  let engineFree: Promise<void> = Promise.resolve();
  let batch: RunningBatch | null = null;

  const admit = (engine: { id: string; version: string }) => (taken: Taken, share: number) =>
    admitJob({ nats, kind, workerId: options.workerId, answers, engine, load: (job: JobRequested) => loadInput(options.objects, job), share }, taken.delivery, taken.job).catch((error: unknown) => {
      // One that cannot be admitted does not leave the others in nobody's hands.
      logger.error({ error }, 'a job could not be admitted; it is delivered again');
      return null;
    });

  const turn = async () => {
    await nearlyFree(engineFree, () => batch?.restMs(Date.now()) ?? 0, stopping.signal);
    if (stopping.signal.aborted) return;
    const state = await host.ready();
    if (state.type !== 'ready') return withoutEngine(state.code);
    const { id, version, maxBatch, maxWaitMs = 0, extraMs = 0 } = state.description;
    const engine = { id, version };
    const held = await assembler.assemble({ maxBatch, maxWaitMs, engineFree, admit: admit(engine), stopping: stopping.signal });
    await unlessAborted(engineFree, stopping.signal);
    if (untold.size >= mostUntold) await unlessAborted(Promise.race(untold), stopping.signal);
    if (held.length === 0) return;
    if (stopping.signal.aborted) {
      await Promise.all(held.map((one) => answers.giveBack(one, { code: 'WORKER_STOPPING', countsAsAttempt: false, delayMs: 0 })));
      return;
    }
    begin(held, engine, extraMs);
  };

  const begin = (held: readonly HeldJob[], engine: { id: string; version: string }, extraMs: number) => {
    const began = Date.now();
    const running = clock.begin(held.map(({ job }) => lengthOf(job)), began);
    let run: BatchRun;
    try {
      observe?.batch(held.length);
      run = startBatch(
        {
          host, objects: options.objects, answers, engine, logger, leaving: leaving.signal, deadlineOf: (job) => (options.deadlineOf ?? jobDeadlineMs)(job) + extraMs, retryWaitsMs: options.retryWaitsMs,
          onProgress: (one, fraction) => running.progress(held.indexOf(one), fraction),
          ...(observe ? { onEnd: (one, outcome) => observe.ended(one, outcome), onTokens: (count) => observe.tokens?.(count) } : {}),
        },
        held,
      );
    } catch (error) {
      const givenBack = Promise.all(held.map((one) => giveBackAfterFault({ answers, logger }, one, error))).then(() => undefined);
      run = { engineFree: givenBack, done: givenBack };
    }
    // Beside one that must be alone nothing is claimed.
    batch = held.some(({ alone }) => alone) ? { ...running, restMs: () => Number.POSITIVE_INFINITY } : running;
    engineFree = run.engineFree.then(() => {
      running.end(Date.now());
      observe?.busy?.((Date.now() - began) / 1_000);
      batch = null;
    });
    untold.add(run.done);
    void run.done.finally(() => untold.delete(run.done));
  };

  /** The job fails with the engine's own code, after other workers of the pool had their chance. */
  const withoutEngine = async (code: string) => {
    for (const delivery of await taker.take(1, stopping.signal)) {
      observe?.taken([delivery]);
      if (delivery.deliveries === 1) {
        delivery.nak(leaveToOthersMs);
        continue;
      }
      const held = await admit(noEngine)(assembler.read(delivery), 1);
      if (!held || 'mostShare' in held) continue;
      await answers.failed(held, null, { code, retryable: true });
      observe?.ended(held, 'failed');
    }
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        logger.error({ error }, 'a turn of the worker failed');
        await pause(1_000, { signal: stopping.signal });
      }
    }
    assembler.stop();
    await Promise.all([engineFree, ...untold]);
  };
  const running = run();

  return {
    stop: async (graceMs = 4_000) => {
      stopping.abort();
      const ended = await withDeadline(running, graceMs).then(
        () => true,
        () => false,
      );
      if (!ended) {
        leaving.abort();
        await running;
      }
      await host.stop();
    },
  };
}

/** Waits until the engine is free, or will be within `leadMs`. */
async function nearlyFree(engineFree: Promise<void>, restMs: () => number, stopping: AbortSignal): Promise<void> {
  const free = new AbortController();
  void engineFree.then(() => free.abort());
  await Promise.resolve();
  const enough = eitherSignal(free.signal, stopping);
  while (!enough.signal.aborted) {
    const early = restMs() - leadMs;
    if (early <= 0) break;
    await pause(Math.min(500, Math.max(50, early)), { signal: enough.signal });
  }
  enough.release();
}
