import type { TranscriptionResult } from '@dra/events';
import type { Engine, TranscriptionInput } from '../engines/contract.ts';
import { createTrialEngine, inCanary } from './trial-engine.ts';
import type { Comparison } from './trial-engine.ts';

function saying(version: string, text: string, heard: string[] = []): Engine<TranscriptionInput, TranscriptionResult> {
  const engine = { id: 'whisper-tfjs', version, tier: 'STANDARD' as const };
  return {
    load: async () => undefined,
    warmup: async () => undefined,
    runBatch: async (items) => {
      if (text === 'crash') throw new RangeError('a patient said something');
      heard.push(...items.map(({ input }) => Buffer.from(input.audio).toString()));
      return items.map(() => ({ kind: 'ok', output: { engine, language: 'en', durationMs: 1, segments: [{ speaker: 'UNKNOWN', startMs: 0, endMs: 1, text, confidence: 1 }] } }));
    },
    describe: () => ({ ...engine, maxBatch: 4 }),
    close: async () => undefined,
  };
}

const items = Array.from({ length: 40 }, (_, at) => ({ input: { audio: new Uint8Array(Buffer.from(`sound ${at}`)), mediaType: 'audio/wav' }, onProgress: () => undefined }));
const signal = new AbortController().signal;

it('a canary reads its share, and each recording gets the outcome of the engine that read it', async () => {
  const engine = createTrialEngine({ current: saying('old', 'old words'), canary: { engine: saying('new', 'new words'), percent: 30 }, shadow: null, onCompared: () => undefined, onShadowFailed: () => undefined });
  const outcomes = await engine.runBatch(items, signal);
  const versions = outcomes.map((one) => (one.kind === 'ok' ? one.output.engine.version : one.kind));
  expect(versions).toEqual(items.map(({ input }) => (inCanary(input.audio, 30) ? 'new' : 'old')));
  expect(new Set(versions)).toEqual(new Set(['old', 'new']));
});

it('a shadow reads all, is compared by numbers, and never counts', async () => {
  const compared: Comparison[] = [];
  const heard: string[] = [];
  const engine = createTrialEngine({ current: saying('old', 'ten milligrams daily'), canary: null, shadow: saying('new', 'Ten milligrams, twice daily.', heard), onCompared: (one) => compared.push(one), onShadowFailed: () => undefined });
  const outcomes = await engine.runBatch(items.slice(0, 2), signal);
  expect(outcomes.every((one) => one.kind === 'ok' && one.output.engine.version === 'old')).toBe(true);
  expect(heard).toEqual(['sound 0', 'sound 1']);
  expect(compared).toEqual(Array(2).fill({ current: 'old', candidate: 'new', currentOutcome: 'ok', candidateOutcome: 'ok', words: 3, differing: 1 }));
});

it('a shadow that crashes costs nobody anything, and its message is not repeated', async () => {
  const failures: string[] = [];
  const engine = createTrialEngine({ current: saying('old', 'words'), canary: null, shadow: saying('new', 'crash'), onCompared: () => undefined, onShadowFailed: (name) => failures.push(name) });
  expect((await engine.runBatch(items.slice(0, 1), signal))[0]?.kind).toBe('ok');
  expect(failures).toEqual(['RangeError']);
});
