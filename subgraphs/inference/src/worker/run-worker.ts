import { setTimeout as sleep } from 'node:timers/promises';
import type { JobKind, JobRequested } from '@dra/events';
import { createWeightedTaker, ensureStreams } from '@dra/messaging';
import type { Delivery, Nats } from '@dra/messaging';
import type { ObjectStore } from '@dra/objects';
import { withDeadline } from '@dra/service';
import type { Logger } from '@dra/service';
import { admitJob } from './admit-job.ts';
import { createQueueAnswers } from './answer-queue.ts';
import type { EngineHost } from './engine-host.ts';
import type { HeldJob } from './held-job.ts';
import type { jobDeadlineMs } from './job-deadline.ts';
import { durablesOf, ensureJobDurables, weights } from './job-durables.ts';
import { loadInput } from './pools.ts';
import { runBatch } from './run-batch.ts';

export type WorkerOptions = {
  nats: Nats;
  objects: Pick<ObjectStore, 'get' | 'getJson' | 'putJson'>;
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
};

const noEngine = { id: 'none', version: '0' };
/** Where this machine lacks the engine, another worker of the pool gets the job first. */
const leaveToOthersMs = 3_000;
const afterFaultMs = 1_000;

/**
 * Takes jobs of one kind by their priorities, as many as the engine runs at once, and answers for each. Who acknowledges:
 * answer-queue.ts, after the result lies in its stream. What a redelivery does: finds the result, or claims the job anew.
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
      await sleep(200, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await ensureStreams(nats)
        .then(() => ensureJobDurables(nats, kind))
        .catch((error: unknown) => logger.warn({ error }, 'the queue cannot be reached yet'));
    },
  });

  const turn = async () => {
    const state = await host.ready();
    if (stopping.signal.aborted) return;
    const available = state.type === 'ready';
    const deliveries = await taker.take(available ? state.description.maxBatch : 1, stopping.signal);
    if (deliveries.length === 0) return;
    observe?.taken(deliveries);
    if (!available && deliveries.every((one) => one.deliveries === 1)) {
      deliveries.forEach((one) => one.nak(leaveToOthersMs));
      return;
    }
    const engine = available ? { id: state.description.id, version: state.description.version } : noEngine;
    const admitting = { nats, kind, workerId: options.workerId, answers, engine, load: (job: JobRequested) => loadInput(options.objects, job) };
    // One that cannot be admitted does not leave the others in nobody's hands.
    const admitted = await Promise.all(
      deliveries.map((one) =>
        admitJob(admitting, one).catch((error: unknown) => {
          logger.error({ error }, 'a job could not be admitted; it is delivered again');
          return null;
        }),
      ),
    );
    const held = admitted.filter((one) => one !== null);
    if (held.length === 0) return;
    try {
      await work(held, state, engine);
    } catch (error) {
      // Their heartbeats would keep them here for ever, run by nobody and given to nobody.
      await Promise.all(held.map((one) => answers.giveBack(one, { code: 'WORKER_FAULT', countsAsAttempt: true, delayMs: afterFaultMs })));
      throw error;
    }
  };

  const work = async (held: readonly HeldJob[], state: Awaited<ReturnType<EngineHost['ready']>>, engine: { id: string; version: string }) => {
    if (state.type !== 'ready') {
      await Promise.all(held.map((one) => answers.failed(one, null, { code: state.code, retryable: true })));
      held.forEach((one) => observe?.ended(one, 'failed'));
      return;
    }
    observe?.batch(held.length);
    await runBatch(
      {
        host,
        objects: options.objects,
        answers,
        engine,
        logger,
        leaving: leaving.signal,
        deadlineOf: options.deadlineOf,
        retryWaitsMs: options.retryWaitsMs,
        ...(observe ? { onEnd: (one, outcome) => observe.ended(one, outcome) } : {}),
      },
      held,
    );
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        logger.error({ error }, 'a turn of the worker failed');
        await sleep(1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
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
