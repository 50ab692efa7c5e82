import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { transcriptionResult } from '@dra/events';
import type { TranscriptionResult } from '@dra/events';
import type { Engine, EngineOutcome, TranscriptionInput } from '../contract.ts';
import { createNumbers } from './decode/seeded-numbers.ts';
import { createWhisperEngine } from './engine.ts';
import type { WhisperOptions } from './engine.ts';
import { makeSound } from './testing/made-sound.ts';
import { makeScriptedCheckpoint } from './testing/scripted-checkpoint.ts';
import type { Script } from './testing/scripted-checkpoint.ts';
import { wav } from '@dra/audio/tones';

const home = mkdtempSync(join(tmpdir(), 'dra-whisper-engine-'));
const engines: Engine<TranscriptionInput, TranscriptionResult>[] = [];
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let made = 0;
let usual: Promise<Engine<TranscriptionInput, TranscriptionResult>> | null = null;
/** Loaded once for all tests that change nothing about it. */
function usualEngine() {
  usual ??= engineThatSays(said).then((engine) => {
    engines.splice(engines.indexOf(engine), 1);
    return engine;
  });
  return usual;
}
afterAll(async () => (await usual)?.close());

async function engineThatSays(script: Script, options: Partial<WhisperOptions> = {}) {
  const folder = join(home, `said-${(made += 1)}`);
  makeScriptedCheckpoint(folder, script);
  const engine = createWhisperEngine({ folder, version: 'scripted@1', tier: 'DEMO', backend: { wanted: 'wasm', tensorflowDir: home }, ...options });
  engines.push(engine);
  await engine.load();
  await engine.warmup();
  return engine;
}

const run = (engine: Engine<TranscriptionInput, TranscriptionResult>, sounds: Uint8Array[], signal = new AbortController().signal) =>
  engine.runBatch(sounds.map((audio) => ({ input: { audio, mediaType: 'audio/wav' }, onProgress: () => undefined })), signal);
const output = (outcome: EngineOutcome<TranscriptionResult> | undefined) => {
  if (outcome?.kind !== 'ok') throw new Error(`not ok but ${outcome?.kind}`);
  return transcriptionResult.parse(outcome.output);
};
const seconds = (count: number) => count * 16_000;
const said: Script = { says: '<|0.20|> The cough is worse at night.<|1.80|>' };
const speech = wav(makeSound(seconds(2.6), 4));

describe('the whisper-tfjs engine', () => {
  it('says what the decoder says, with the times of the recording, in the result\'s shape', async () => {
    const engine = await usualEngine();
    const [outcome] = await run(engine, [wav(Float32Array.from([...new Float32Array(seconds(4)), ...makeSound(seconds(2.4), 4)]))]);
    const { segments, language, engine: by, durationMs } = output(outcome);
    expect({ language, by, durationMs }).toEqual({ language: 'en', by: { id: 'whisper-tfjs', version: 'scripted@1', tier: 'DEMO' }, durationMs: 6_400 });
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({ speaker: 'UNKNOWN', text: 'The cough is worse at night.' });
    // Speech begins after four seconds of silence.
    expect(segments[0]!.startMs).toBeGreaterThanOrEqual(3_500);
    expect(segments[0]!.endMs).toBeLessThanOrEqual(6_400);
    expect(segments[0]!.words!.map((word) => word.text)).toEqual(['The', 'cough', 'is', 'worse', 'at', 'night.']);
    const times = segments[0]!.words!.flatMap((word) => [word.startMs, word.endMs]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(segments[0]!.confidence).toBeGreaterThan(0.5);
  });

  it('reads a long recording window by window, in order', async () => {
    const engine = await engineThatSays(said, { windowsAtOnce: 4 });
    const { segments } = output((await run(engine, [wav(makeSound(seconds(20), 8))]))[0]);
    expect(segments.length).toBeGreaterThanOrEqual(6);
    expect(segments.map((one) => one.startMs)).toEqual(segments.map((one) => one.startMs).toSorted((a, b) => a - b));
  });

  it('reads on where the decoder stopped inside a window', async () => {
    const engine = await engineThatSays({ says: '<|0.00|> One.<|1.00|><|1.00|> Two' });
    const { segments } = output((await run(engine, [speech]))[0]);
    // Each reading ends its first segment after a second, and the rest is read again.
    expect(segments.length).toBeGreaterThanOrEqual(2);
    expect(segments.every((one) => one.text === 'One.')).toBe(true);
  });

  it('gives each recording of a batch what it gets alone', async () => {
    const engine = await usualEngine();
    const sounds = [speech, wav(new Float32Array(seconds(3))), wav(makeSound(seconds(9), 5)), new Uint8Array(0)];
    const together = await run(engine, sounds);
    const alone = [];
    for (const sound of sounds) alone.push((await run(engine, [sound]))[0]);
    const texts = (outcomes: (EngineOutcome<TranscriptionResult> | undefined)[]) => outcomes.map((one) => (one?.kind === 'ok' ? one.output.segments.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })) : one?.kind));
    expect(texts(together)).toEqual(texts(alone));
    expect(texts(together)[1]).toBe('no-speech');
  });

  it.each(['greedy', 'beam'])('takes hints as a prompt, and other rows\' prompts do not change a row, %s', async (kind) => {
    const engine = await engineThatSays(said, { beams: kind === 'beam' ? 3 : 1 });
    const inputs = [{}, { medicines: ['lisinopril', 'metformin'], language: 'en' }].map((hints) => ({ input: { audio: speech, mediaType: 'audio/wav', hints }, onProgress: () => undefined }));
    const [without] = await engine.runBatch(inputs, new AbortController().signal);
    // The script stands at the first positions: only a row whose padding takes no part still says it.
    expect(output(without).segments.map((one) => one.text)).toEqual(output((await run(engine, [speech]))[0]).segments.map((one) => one.text));
  });

  it('listens for the language where a hint names one that the checkpoint does not know', async () => {
    const engine = await usualEngine();
    const inputs = [{ language: 'xx' }, { language: 'en' }].map((hints) => ({ input: { audio: speech, mediaType: 'audio/wav', hints }, onProgress: () => undefined }));
    expect((await engine.runBatch(inputs, new AbortController().signal)).map((one) => output(one).language)).toEqual(['en', 'en']);
  });

  it('stops soon after an abort, and leaves nothing behind', async () => {
    const engine = await usualEngine();
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    const running = run(engine, [wav(makeSound(seconds(60), 7))], stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(running).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what nobody said is not written', () => {
  const numbers = createNumbers(1);
  const noise = Float32Array.from({ length: seconds(8) }, () => 0.2 * numbers.normal());
  const chord = Float32Array.from({ length: seconds(8) }, (_, at) => 0.1 * (Math.sin(at * 0.1) + Math.sin(at * 0.126) + Math.sin(at * 0.15)));

  it.each([['silence', new Float32Array(seconds(8))], ['noise', noise], ['a held chord', chord], ['a constant offset', new Float32Array(seconds(8)).fill(0.4)]])('of %s, whatever the decoder would say', async (_, sound) => {
    const engine = await usualEngine();
    expect(await run(engine, [wav(sound)])).toEqual([{ kind: 'no-speech' }]);
  });

  it('of sound like speech that the model holds for none, with words that it doubts', async () => {
    const engine = await engineThatSays({ ...said, noSpeech: true, loudness: 1 });
    expect(await run(engine, [speech])).toEqual([{ kind: 'no-speech' }]);
  });

  it('of words that go round in circles at every temperature', async () => {
    const engine = await engineThatSays({ says: `<|0.00|> ${'ok,we;'.repeat(6)}<|2.00|>`, loudness: 60 });
    expect(await run(engine, [speech])).toEqual([{ kind: 'no-speech' }]);
  });

  describe('of a prompt', () => {
    // With <|startofprev|> before it, " Wegovy, zzz….": 32 tokens, a character each.
    const hints = { vocabulary: ['Wegovy', 'z'.repeat(21)], language: 'en' };
    const heardWith = async (script: Script) => {
      const engine = await engineThatSays(script);
      return (await engine.runBatch([{ input: { audio: speech, mediaType: 'audio/wav', hints }, onProgress: () => undefined }], new AbortController().signal))[0];
    };

    it('given back: what is heard without it counts', async () => {
      const outcome = await heardWith({ says: '<|0.20|> A cough.<|1.80|>', prompted: { tokens: 32, says: '<|0.20|> Wegovy.<|1.80|>' } });
      expect(output(outcome).segments.map(({ text }) => text)).toEqual(['A cough.']);
    });

    it('given back over sound that says nothing without it', async () => {
      expect(await heardWith({ says: '<|0.20|> *<|1.80|>', prompted: { tokens: 32, says: '<|0.20|> Wegovy.<|1.80|>' } })).toEqual({ kind: 'no-speech' });
    });

    it('unless it is said: a word of it among others, or heard without it too', async () => {
      expect(output(await heardWith({ says: '<|0.20|> A cough.<|1.80|>', prompted: { tokens: 32, says: '<|0.20|> On Wegovy.<|1.80|>' } })).segments.map(({ text }) => text)).toEqual(['On Wegovy.']);
      expect(output(await heardWith({ says: '<|0.20|> Wegovy.<|1.80|>', prompted: { tokens: 32, says: '<|0.20|> Wegovy.<|1.80|>' } })).segments.map(({ text }) => text)).toEqual(['Wegovy.']);
    });
  });

  it('of music signs', async () => {
    const engine = await engineThatSays({ says: '<|0.00|> ** - **<|2.00|>' });
    expect(await run(engine, [speech])).toEqual([{ kind: 'no-speech' }]);
  });
});
