import * as fc from 'fast-check';
import { decodeSound, soundFromBytes } from '@dra/audio';
import { babble, joined, wav } from '@dra/audio/tones';
import { liveHearing, transcriptionResult } from '@dra/events';
import type { LiveHearing, ObjectRef, TranscriptionResult } from '@dra/events';
import type { Engine, EngineOutcome, TranscriptionInput } from '../engines/contract.ts';
import { createHearingEngine } from './hearing-engine.ts';
import type { HearableInput } from './hearing-input.ts';
import { loadHearing } from './load-hearing.ts';

const engine = { id: 'listener', version: '1', tier: 'STANDARD' as const };
const idle = new AbortController().signal;

/** Says of a sound how long and how loud it is: other samples, other words. */
function listener(): Engine<TranscriptionInput, TranscriptionResult> & { heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    load: async () => undefined,
    warmup: async () => undefined,
    close: async () => undefined,
    describe: () => ({ ...engine, maxBatch: 1 }),
    runBatch: (items) =>
      Promise.all(
        items.map(async ({ input }): Promise<EngineOutcome<TranscriptionResult>> => {
          const sound = await decodeSound(soundFromBytes(input.audio), { maxDurationMs: 3_600_000 });
          let length = 0;
          let power = 0;
          for await (const piece of sound.samples()) {
            length += piece.length;
            power = piece.reduce((sum, one) => sum + one ** 2, power);
          }
          await sound.close();
          const text = `${length} ${power.toFixed(6)}`;
          heard.push(text);
          if (power < 1e-9) return { kind: 'no-speech' };
          return { kind: 'ok', output: { engine, language: 'en-US', durationMs: length / 16, segments: [{ speaker: 'UNKNOWN', startMs: 0, endMs: Math.floor(length / 16), text, confidence: 1 }] } };
        }),
      ),
  };
}

const quiet = (seconds: number) => new Float32Array(seconds * 16_000);
const file = wav(joined(babble(8.5, 16_000), quiet(1), babble(8.5, 16_000), quiet(1), babble(2, 16_000)));

/** The object store, the queue and voice, as far as steps go: each step gets what the one before left and the bytes since. */
function visit(bytes: Uint8Array = file) {
  const transcriber = listener();
  const hearing = createHearingEngine(transcriber);
  const store = new Map<string, unknown>();
  const objects = {
    get: async (key: string) => Buffer.from(store.get(key) as Uint8Array),
    getJson: async (ref: Pick<ObjectRef, 'key'>) => store.get(ref.key),
  } as unknown as Parameters<typeof loadHearing>[0];
  const put = (key: string, value: unknown, sha256 = 'a'.repeat(64)): ObjectRef => {
    store.set(key, value);
    return { key, sha256, bytes: 1 };
  };
  const run = async (input: HearableInput) => (await hearing.runBatch([{ input, onProgress: () => undefined }], idle))[0]!;
  let after: ObjectRef | null = null;
  let step = 0;
  const steps: LiveHearing[] = [];
  return {
    transcriber, store, steps, run,
    hear: async (cut: number) => {
      for (let all = false; !all; ) {
        step += 1;
        const last = steps.at(-1);
        const firstByte = Math.min(last?.nextByte ?? 0, cut);
        const outcome = await run({
          audio: bytes.subarray(firstByte, cut), mediaType: 'audio/wav', partOf: 'r',
          hearing: { kind: 'step', step, firstByte, cursor: JSON.parse(JSON.stringify(last?.cursor ?? null)), before: after ? [after] : [] },
        });
        if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
        const heard = liveHearing.parse(outcome.output);
        steps.push(heard);
        after = put(`step-${step}`, heard);
        all = heard.all;
      }
    },
    end: async (heard = true) => {
      const { createHash } = await import('node:crypto');
      const audio = put('whole', bytes, createHash('sha256').update(bytes).digest('hex'));
      const job = { kind: 'transcription' as const, recordingId: 'r', audio, mediaType: 'audio/wav' } as Parameters<typeof loadHearing>[1];
      return run(await loadHearing(objects, job, { kind: 'rest', after: heard ? after : null }));
    },
  };
}

const textsOf = (outcome: EngineOutcome<unknown>) => (outcome.kind === 'ok' ? transcriptionResult.parse(outcome.output).segments.map(({ text, startMs }) => `${startMs}: ${text}`) : outcome.kind);

/** Of the whole, had nobody listened before. */
let words: string | string[];
beforeAll(async () => {
  words = textsOf(await visit().end(false));
}, 30_000);

test('however a visit is heard, its words follow from its sound; what was heard stays heard and is read once', async () => {
  expect(words).toHaveLength(3);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: file.byteLength }), { minLength: 1, maxLength: 4 }), async (cuts) => {
      const one = visit();
      for (const cut of cuts.sort((a, b) => a - b)) await one.hear(cut);
      const shown = one.steps.flatMap(({ segments }) => segments.map(({ text, startMs }) => `${startMs}: ${text}`));
      const before = one.transcriber.heard.length;
      expect(textsOf(await one.end())).toEqual(words);
      // Stable words are a beginning of the transcript's, and the end reads the rest only.
      expect(words.slice(0, shown.length)).toEqual(shown);
      expect(one.transcriber.heard.length - before).toBe(words.length - shown.length);
    }),
    { numRuns: 2 },
  );
}, 60_000);

test('what was heard is not to be had any more, or another engine heard it: the whole is read', async () => {
  const one = visit();
  await one.hear(file.byteLength - 60_000);
  expect(one.steps.at(-1)!.segments.length + one.steps[0]!.segments.length).toBeGreaterThan(0);
  const outcome = await one.run({ audio: file, mediaType: 'audio/wav', hearing: { kind: 'rest', heard: one.steps.map((step) => ({ ...step, engine: { ...engine, version: '0' } })) } });
  expect(textsOf(outcome)).toEqual(words);
}, 30_000);

test('what a step was told is told to the next one; told without the record, it is not', async () => {
  const { run, store } = visit();
  const hints = { language: 'en', vocabulary: ['Ridgeview'], medicines: ['lisinopril'] };
  const step = async (told: object) => {
    const outcome = await run({ audio: file.subarray(0, 100_000), mediaType: 'audio/wav', hints: told, hearing: { kind: 'step', step: 1, firstByte: 0, cursor: null, before: [] } });
    if (outcome.kind !== 'ok') throw new Error(outcome.kind);
    return liveHearing.parse(outcome.output);
  };
  const objects = { get: async (key: string) => Buffer.from(store.get(key) as Uint8Array), getJson: async (ref: Pick<ObjectRef, 'key'>) => store.get(ref.key) } as unknown as Parameters<typeof loadHearing>[0];
  const { createHash } = await import('node:crypto');
  const next = (heard: LiveHearing) => {
    store.set('heard', heard).set('chunk', file);
    const chunk = { key: 'chunk', sha256: createHash('sha256').update(file).digest('hex'), bytes: file.byteLength };
    return loadHearing(objects, { kind: 'transcription', recordingId: 'r', mediaType: 'audio/wav' } as Parameters<typeof loadHearing>[1], { kind: 'step', step: 2, after: { key: 'heard', sha256: 'a'.repeat(64), bytes: 1 }, chunks: [chunk], firstByte: 0 });
  };
  expect((await next(await step(hints))).hints).toEqual(hints);
  expect((await next(await step({ language: 'en', vocabulary: ['Ridgeview'] }))).hints).toBeUndefined();
}, 20_000);

test('silence heard live is NO_SPEECH at its end', async () => {
  const one = visit(wav(quiet(10)));
  await one.hear(200_000);
  expect(one.steps[0]).toMatchObject({ segments: [], tail: '' });
  expect(await one.end()).toEqual({ kind: 'no-speech' });
}, 20_000);

test('what is no sound to be heard in parts fails its step, and is transcribed as a whole at its end', async () => {
  const { run, transcriber } = visit();
  const audio = Buffer.from('ID3 this is an MP3 and cannot be taken up in its middle');
  expect(await run({ audio, mediaType: 'audio/wav', hearing: { kind: 'step', step: 1, firstByte: 0, cursor: null, before: [] } })).toMatchObject({ kind: 'failed', code: 'AUDIO_UNREADABLE', retryable: false });
  await expect(run({ audio, mediaType: 'audio/wav', hearing: { kind: 'rest', heard: [] } })).rejects.toMatchObject({ code: 'AUDIO_UNREADABLE' });
  expect(transcriber.heard).toEqual([]);
});

test('a visit is heard for four hours; what comes then is transcribed at its end, up to twelve', async () => {
  const { run } = visit();
  const audio = wav(babble(4, 16_000));
  const cursorAt = (hours: number) => ({ framing: { container: 'WAV', header: wav(quiet(1)).subarray(20, 36).toString('base64'), firstByte: 44, lastByte: null, rate: 16_000, frameBytes: 2, preSkip: 0, tickNs: 0, firstTick: 0 }, place: { byte: 44, sample: hours * 3_600 * 16_000 }, sample: hours * 3_600 * 16_000, floorDb: -60 });
  const tooLong = { kind: 'failed', code: 'AUDIO_TOO_LONG', retryable: false };
  expect(await run({ audio: audio.subarray(44), mediaType: 'audio/wav', hearing: { kind: 'step', step: 9, firstByte: 44, cursor: cursorAt(4), before: [] } })).toMatchObject(tooLong);

  const heard = (hours: number): LiveHearing =>
    liveHearing.parse({ kind: 'live-hearing', step: 8, engine, language: 'en-US', segments: [{ speaker: 'UNKNOWN', startMs: 0, endMs: 9, text: 'good morning', confidence: 1 }], evidence: { voiceprints: [], channels: [] }, tail: '', heardMs: hours * 3_600_000, all: true, nextByte: 44, cursor: cursorAt(hours), before: [] });
  const end = (hours: number) => run({ audio, mediaType: 'audio/wav', hearing: { kind: 'rest', heard: [heard(hours)] } });
  const whole = await end(4);
  expect(textsOf(whole)).toHaveLength(2);
  expect(whole).toMatchObject({ output: { durationMs: 4 * 3_600_000 + 4_000, segments: [{ text: 'good morning' }, { startMs: 4 * 3_600_000 }] } });
  expect(await end(12)).toMatchObject(tooLong);
});

test('other recordings of the batch pass through', async () => {
  const hearing = createHearingEngine(listener());
  const plain = wav(babble(1, 16_000));
  const told: number[] = [];
  const outcomes = await hearing.runBatch(
    [
      { input: { audio: plain, mediaType: 'audio/wav' }, onProgress: () => undefined },
      { input: { audio: file, mediaType: 'audio/wav', hearing: { kind: 'rest', heard: [] } }, onProgress: () => undefined, onOutcome: () => told.push(1) },
    ],
    idle,
  );
  expect(textsOf(outcomes[0]!)).toHaveLength(1);
  expect(textsOf(outcomes[1]!)).toHaveLength(3);
  expect(told).toEqual([1]);
}, 20_000);
