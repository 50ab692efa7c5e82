import { Worker } from 'node:worker_threads';
import type { JobKind } from '@dra/events';
import type { Logger } from '@dra/service';
import type { EngineOutcome } from '../engines/contract.ts';
import type { EngineThreadData, FromThread, Surroundings, ToThread } from './thread-protocol.ts';

type Ready = Extract<FromThread, { type: 'ready' }>;
type Unavailable = Extract<FromThread, { type: 'unavailable' }>;

export type RunEnd =
  | { kind: 'outcomes'; outcomes: EngineOutcome<unknown>[] }
  | { kind: 'aborted' }
  /** The engine's thread is gone, or the engine failed as a whole: nothing of the batch was done. */
  | { kind: 'died'; code: 'ENGINE_CRASHED' | 'ENGINE_OUT_OF_MEMORY' | 'ENGINE_TIMEOUT'; detail: string };

export type RunOptions = {
  deadlineMs: number;
  /** Ends the batch. */
  signal: AbortSignal;
  /** Of each item, in order: it is no longer wanted, the others are. */
  cancelled?: readonly AbortSignal[];
  onProgress: (index: number, fraction: number) => void;
  /** An item was done before the others. It has its outcome in the batch's too, if the batch has an end. */
  onOutcome?: (index: number, outcome: EngineOutcome<unknown>) => void;
};

export type EngineHost = {
  /** Brings the engine up where it is not; an engine that is unavailable is tried again after half a minute at most. */
  ready(): Promise<Ready | Unavailable>;
  /** One batch at a time. Never rejects. */
  run(inputs: unknown[], options: RunOptions): Promise<RunEnd>;
  stop(): Promise<void>;
};

export type EngineHostOptions = {
  /** The bundle that runs as the engine's thread. */
  threadFile: string;
  pool: JobKind;
  logger: Logger;
  /** The heap that the engine's thread may use; over it, the thread ends and not the worker. */
  heapMb?: number;
  surroundings?: Surroundings;
  onRestart?: (reason: string) => void;
};

const loadWithinMs = 180_000;
const askAgainAfterMs = 30_000;
/** How long an engine may take to stop by itself before its thread is ended. */
const abortGraceMs = 1_500;
const closeGraceMs = 2_000;

/**
 * The engine in a thread of its own: it may block, crash, run out of memory or never end, and the main thread goes on
 * with its heartbeats. A thread that was lost is replaced before the next batch.
 */
export function createEngineHost(options: EngineHostOptions): EngineHost {
  let thread: Worker | null = null;
  let state: Promise<Ready | Unavailable> | null = null;
  let askedAt = 0;
  let batch = 0;
  let stopped = false;

  const start = async (): Promise<Ready | Unavailable> => {
    const workerData: EngineThreadData = { pool: options.pool, surroundings: options.surroundings ?? {} };
    const begun = new Worker(options.threadFile, { workerData, resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? 1_024 } });
    thread = begun;
    // Between batches, too, a thread may die without taking the worker with it.
    begun.on('error', (error) => options.logger.error({ error }, 'the engine\'s thread failed'));
    begun.once('exit', () => {
      if (thread === begun) [thread, state] = [null, null];
    });
    const first = await new Promise<Ready | Unavailable>((resolve) => {
      const timer = setTimeout(() => resolve({ type: 'unavailable', code: 'ENGINE_UNAVAILABLE', message: 'the engine did not load in time', remedy: 'use a faster machine or a smaller model' }), loadWithinMs);
      const settle = (answer: Ready | Unavailable) => {
        clearTimeout(timer);
        resolve(answer);
      };
      begun.once('message', (message: FromThread) => settle(message as Ready | Unavailable));
      begun.once('error', (error) => settle({ type: 'unavailable', code: 'ENGINE_UNAVAILABLE', message: `the engine's thread ended with ${error.name} while loading`, remedy: 'see the worker\'s log' }));
    });
    if (first.type === 'ready') options.logger.info({ engine: first.description }, 'the engine is ready');
    else {
      options.logger.error({ code: first.code, reason: first.message, remedy: first.remedy }, 'the engine is unavailable');
      await begun.terminate();
    }
    return first;
  };

  let asking: Promise<Ready | Unavailable> | null = null;
  /** One start at a time, whoever asks. */
  const ready = (): Promise<Ready | Unavailable> => {
    asking ??= look().finally(() => {
      asking = null;
    });
    return asking;
  };
  const look = async (): Promise<Ready | Unavailable> => {
    const known = state && (await state);
    if (state && (known?.type === 'ready' ? thread !== null : Date.now() - askedAt < askAgainAfterMs)) return state;
    askedAt = Date.now();
    state = start();
    const begun = state;
    const answer = await begun;
    // The exit of a thread that was unavailable forgets the state: remember it until it is time to ask again.
    if (answer.type === 'unavailable') state = begun;
    return answer;
  };

  const run: EngineHost['run'] = async (inputs, { deadlineMs, signal, cancelled = [], onProgress, onOutcome }) => {
    const answer = await ready();
    const worker = thread;
    if (answer.type !== 'ready' || !worker) return { kind: 'died', code: 'ENGINE_CRASHED', detail: 'the engine is not there' };
    if (signal.aborted) return { kind: 'aborted' };
    const mine = (batch += 1);
    const say = (message: ToThread) => worker.postMessage(message);
    const end = await new Promise<RunEnd>((resolve) => {
      const timers: NodeJS.Timeout[] = [];
      const settle = (result: RunEnd) => {
        timers.forEach(clearTimeout);
        signal.removeEventListener('abort', abort);
        cancelled.forEach((one, index) => one.removeEventListener('abort', cancels[index] as () => void));
        worker.off('message', heard).off('error', failed).off('exit', exited);
        resolve(result);
      };
      /** Set once we want it to end: what the thread's end then means. */
      let wanted: RunEnd | null = null;
      /** Asks the engine to stop; what does not listen is ended. */
      const stopEngine = (result: RunEnd) => {
        if (wanted) return;
        wanted = result;
        say({ type: 'abort', batch: mine });
        timers.push(setTimeout(() => void worker.terminate(), abortGraceMs));
      };
      const abort = () => stopEngine({ kind: 'aborted' });
      const cancels = cancelled.map((_, index) => () => say({ type: 'cancel', batch: mine, index }));
      const heard = (message: FromThread) => {
        if (!('batch' in message) || message.batch !== mine) return;
        if (message.type === 'progress') onProgress(message.index, message.fraction);
        else if (message.type === 'outcome') onOutcome?.(message.index, message.outcome);
        else if (message.type === 'outcomes') settle({ kind: 'outcomes', outcomes: message.outcomes });
        else if (message.type === 'aborted') settle(wanted ?? { kind: 'aborted' });
        else settle({ kind: 'died', code: 'ENGINE_CRASHED', detail: `the engine failed with ${message.fault}` });
      };
      const failed = (error: Error & { code?: string }) => {
        const code = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'ENGINE_OUT_OF_MEMORY' : 'ENGINE_CRASHED';
        options.onRestart?.(code);
        settle({ kind: 'died', code, detail: `the engine's thread ended with ${error.code ?? error.name}` });
      };
      const exited = (exitCode: number) => {
        const result = wanted ?? { kind: 'died', code: 'ENGINE_CRASHED', detail: `the engine's thread ended with exit code ${exitCode}` };
        options.onRestart?.(result.kind === 'died' ? result.code : 'ABORTED');
        settle(result);
      };
      worker.on('message', heard).on('error', failed).on('exit', exited);
      timers.push(
        setTimeout(() => stopEngine({ kind: 'died', code: 'ENGINE_TIMEOUT', detail: `over ${deadlineMs} ms` }), deadlineMs),
      );
      signal.addEventListener('abort', abort);
      cancelled.forEach((one, index) => one.addEventListener('abort', cancels[index] as () => void, { once: true }));
      say({ type: 'run', batch: mine, inputs });
      // Cancelled while its input was read: nobody will say so again.
      cancelled.forEach((one, index) => one.aborted && cancels[index]?.());
    });
    if (end.kind === 'died') options.logger.error({ code: end.code, detail: end.detail }, 'the engine did not end a batch');
    return end;
  };

  return {
    ready: () => (stopped ? Promise.resolve({ type: 'unavailable', code: 'ENGINE_UNAVAILABLE', message: 'the worker stops', remedy: 'none is needed' }) : ready()),
    run,
    stop: async () => {
      stopped = true;
      const worker = thread;
      if (!worker) return;
      const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      worker.postMessage({ type: 'close' } satisfies ToThread);
      const timer = setTimeout(() => void worker.terminate(), closeGraceMs);
      await gone;
      clearTimeout(timer);
    },
  };
}
