import type { MessagePort } from 'node:worker_threads';
import type { Engine, EngineOutcome } from '../engines/contract.ts';
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
  let current: Batch | null = null;
  port.on('message', (message: ToThread) => {
    if (message.type === 'abort') current?.all.abort();
    else if (message.type === 'cancel') {
      if (current?.id === message.batch) current.items[message.index]?.abort();
    } else if (message.type === 'close') void engine.close().finally(() => port.close());
    else {
      current = { id: message.batch, all: new AbortController(), items: message.inputs.map(() => new AbortController()) };
      void run(engine, message.inputs, current, say);
    }
  });
  say({ type: 'ready', description: engine.describe() });
}

type Batch = { id: number; all: AbortController; items: AbortController[] };

async function run(engine: Engine<never, unknown>, inputs: readonly unknown[], { id: batch, all, items: controllers }: Batch, say: (message: FromThread) => void): Promise<void> {
  const signal = all.signal;
  const told = new Set<number>();
  const items = inputs.map((input, index) => ({
    input: input as never,
    onProgress: (fraction: number) => say({ type: 'progress', batch, index, fraction: Math.min(1, Math.max(0, fraction)) }),
    signal: AbortSignal.any([signal, (controllers[index] as AbortController).signal]),
    onOutcome: (outcome: EngineOutcome<unknown>) => {
      if (told.has(index)) return;
      told.add(index);
      say({ type: 'outcome', batch, index, outcome });
    },
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
