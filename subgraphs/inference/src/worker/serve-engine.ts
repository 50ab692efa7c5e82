import type { MessagePort } from 'node:worker_threads';
import type { Engine } from '../engines/contract.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';

/**
 * The engine's end of the thread: loads and warms the engine, says ready, then runs one batch after another until it
 * is told to close. What an engine throws outside of a batch ends the thread: the main thread starts another.
 */
export async function serveEngine(port: MessagePort, create: () => Promise<Engine<never, unknown>>): Promise<void> {
  const say = (message: FromThread) => port.postMessage(message);
  let engine: Engine<never, unknown>;
  try {
    engine = await create();
    await engine.load();
    await engine.warmup();
  } catch (error) {
    say(unavailable(error));
    port.close();
    return;
  }
  let aborting = new AbortController();
  port.on('message', (message: ToThread) => {
    if (message.type === 'abort') aborting.abort();
    else if (message.type === 'close') void engine.close().finally(() => port.close());
    else {
      aborting = new AbortController();
      void run(engine, message, aborting.signal, say);
    }
  });
  say({ type: 'ready', description: engine.describe() });
}

async function run(engine: Engine<never, unknown>, { batch, inputs }: Extract<ToThread, { type: 'run' }>, signal: AbortSignal, say: (message: FromThread) => void): Promise<void> {
  const items = inputs.map((input, index) => ({
    input: input as never,
    onProgress: (fraction: number) => say({ type: 'progress', batch, index, fraction: Math.min(1, Math.max(0, fraction)) }),
  }));
  try {
    const outcomes = await engine.runBatch(items, signal);
    if (outcomes.length !== items.length) throw new RangeError('an engine gives one outcome an item');
    say({ type: 'outcomes', batch, outcomes });
  } catch (error) {
    if (signal.aborted) say({ type: 'aborted', batch });
    else say({ type: 'fault', batch, fault: error instanceof Error ? error.name : typeof error });
  }
}

/** By its name: the class may come from another bundle. */
function unavailable(error: unknown): FromThread {
  if (error instanceof Error && error.name === 'EngineUnavailable') {
    const { code, remedy } = error as Error & { code: string; remedy: string };
    return { type: 'unavailable', code, message: error.message, remedy };
  }
  return { type: 'unavailable', code: 'ENGINE_UNAVAILABLE', message: `loading failed with ${error instanceof Error ? `${error.name}: ${error.message}` : 'a fault'}`, remedy: 'see the message' };
}
