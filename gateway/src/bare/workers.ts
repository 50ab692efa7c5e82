import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import type { Logger } from '@dra/service';

/** A worker that lived as long as this had nothing wrong from the start. */
const healthyMs = 10_000;
const firstBackoffMs = 100;
const longestBackoffMs = 5_000;
const stopMs = 10_000;

export type Crew = {
  /** Those that serve, each with its place: 1 to the number of workers. */
  serving: ReadonlyMap<Worker, number>;
  /** Aborts when they are told to end. */
  stopping: AbortSignal;
  /** Resolves when the last one has. */
  ended: Promise<void>;
};

/**
 * Runs as many copies of this process as it is told, on one socket: one that dies is replaced, after a wait that grows;
 * SIGHUP replaces them one by one, each only when its successor serves.
 */
export function superviseWorkers({ workers, logger, ready }: { workers: number; logger: Logger; ready(url: string): void }): Crew {
  // The kernel hands each connection to whoever accepts first: no process in between.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const serving = new Map<Worker, number>();
  const leaving = new Set<Worker>();
  let announced = false;
  let stopping = false;
  const toEnd = new AbortController();
  let backoffMs = firstBackoffMs;

  const freePlace = () => {
    const taken = new Set(serving.values());
    let place = 1;
    while (taken.has(place)) place += 1;
    return place;
  };

  const ended = new Promise<void>((resolve) => {
    /** Resolves when it serves, false when it died before. One that comes for another takes its place. */
    const start = (replaced?: Worker): Promise<boolean> =>
      new Promise((settle) => {
        const worker = cluster.fork();
        const started = Date.now();
        worker.on('message', (message: { ready?: string }) => {
          if (typeof message.ready !== 'string') return;
          const place = (replaced && serving.get(replaced)) ?? freePlace();
          if (replaced) serving.delete(replaced);
          serving.set(worker, place);
          settle(true);
          if (serving.size === workers && !announced) {
            announced = true;
            ready(message.ready);
          }
        });
        worker.on('exit', (code, signal) => {
          settle(false);
          const expected = leaving.delete(worker);
          serving.delete(worker);
          if (stopping || expected) return done();
          // What keeps one from starting keeps all: its own words stand above.
          if (!announced) return stopAll(code || 1);
          if (Date.now() - started > healthyMs) backoffMs = firstBackoffMs;
          logger.error({ code, signal, afterMs: backoffMs }, 'a worker died and is replaced');
          setTimeout(() => (stopping ? undefined : void start()), backoffMs);
          backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
        });
      });

    const retire = (worker: Worker): Promise<void> =>
      new Promise((gone) => {
        leaving.add(worker);
        const timer = setTimeout(() => worker.process.kill('SIGKILL'), stopMs);
        worker.once('exit', () => {
          clearTimeout(timer);
          gone();
        });
        const terminate = () => void worker.process.kill('SIGTERM');
        // One that ends in this very moment hears nothing; without a callback that would be an error of ours.
        if (worker.isConnected()) worker.send('stop', (error: Error | null) => error && terminate());
        else terminate();
      });

    let reloading: Promise<void> = Promise.resolve();
    const reload = async () => {
      for (const old of Object.values(cluster.workers ?? {})) {
        if (!old || leaving.has(old)) continue;
        if (stopping) return;
        if (!(await start(old))) {
          logger.error('a worker did not start: the others stay as they are');
          return;
        }
        await retire(old);
      }
    };

    const stopAll = (code: number) => {
      if (stopping) return;
      stopping = true;
      toEnd.abort();
      process.exitCode = code;
      const all = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      for (const worker of all) void retire(worker);
      done();
    };
    const done = () => {
      if (stopping && Object.keys(cluster.workers ?? {}).length === 0) resolve();
    };

    process.on('SIGHUP', () => {
      reloading = reloading.then(reload);
    });
    process.on('SIGTERM', () => stopAll(0));
    process.on('SIGINT', () => stopAll(0));
    for (let count = 0; count < workers; count += 1) void start();
  });
  return { serving, stopping: toEnd.signal, ended };
}
