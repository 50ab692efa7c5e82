/**
 * A recogniser that takes the time of one and hears a script: a batch takes `SIMULATED_FACTOR` seconds for each second of
 * its longest recording, as a GPU does that runs its windows side by side, and at most `SIMULATED_BATCH` share it. Bundled
 * by bench:visits in place of the real engines; no image holds it.
 */
import { parentPort } from 'node:worker_threads';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TranscriptionResult } from '@dra/events';
import { segmentsOfText } from '../../subgraphs/voice/src/domain/segments-of-text.ts';
import type { Engine, TranscriptionInput } from '../../subgraphs/inference/src/engines/contract.ts';
import { createHearingEngine } from '../../subgraphs/inference/src/live/hearing-engine.ts';
import { serveEngine } from '../../subgraphs/inference/src/worker/serve-engine.ts';
import { visitOf } from '../path/visits.ts';
import { soundMs } from './sound.ts';

const engine = { id: 'simulated', version: '1', tier: 'STANDARD' as const };
const factor = Number(process.env['SIMULATED_FACTOR'] ?? '0.1');
const steps = 20;

function hear(durationMs: number): TranscriptionResult {
  const turns = segmentsOfText(visitOf(durationMs / 60_000));
  const each = durationMs / turns.length;
  return {
    engine,
    language: 'en-US',
    durationMs,
    segments: turns.map(({ speaker, text }, index) => ({ speaker, text, startMs: Math.floor(index * each), endMs: Math.floor((index + 1) * each), confidence: 0.9 })),
  };
}

const simulated: Engine<TranscriptionInput, TranscriptionResult> = {
  load: async () => undefined,
  warmup: async () => undefined,
  runBatch: async (items, signal) => {
    const lengths = items.map(({ input }) => soundMs(input.audio));
    const lasts = Math.max(...lengths) * factor;
    for (let step = 0; step < steps; step += 1) {
      await sleep(lasts / steps, undefined, { signal });
      items.forEach((item) => item.onProgress((step + 1) / steps));
    }
    return lengths.map((durationMs) => ({ kind: 'ok', output: hear(durationMs) }));
  },
  describe: () => ({ ...engine, maxBatch: Number(process.env['SIMULATED_BATCH'] ?? '8'), maxWaitMs: 500 }),
  close: async () => undefined,
};

if (!parentPort) throw new Error('this file runs as a worker thread');
void serveEngine(parentPort, async () => createHearingEngine(simulated) as unknown as Engine<never, unknown>);
