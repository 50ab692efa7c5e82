import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, stop as stopEsbuild } from 'esbuild';
import { decodeSound, soundFromBytes } from '@dra/audio';
import { joined, stereoWav } from '@dra/audio/tones';
import { EngineUnavailable } from '../contract.ts';
import type { Engine, TranscriptionInput } from '../contract.ts';
import type { TranscriptionResult } from '@dra/events';
import { transcriptionResult } from '@dra/events';
import { startDecoder } from './decoder-process.ts';
import { createPocketsphinxEngine, installPocketsphinx } from './index.ts';
import { pythonCandidates } from './install.ts';

const spoken = (name: string) => readFileSync(join(__dirname, '../../../../../packages/audio/fixtures', name));
const surroundings = { env: process.env, cacheHome: process.env.XDG_CACHE_HOME };

/** A WAV of silence, or of steady noise. */
function wav(seconds: number, loudness: number): Buffer {
  const data = Buffer.alloc(seconds * 32_000);
  let state = 1;
  for (let at = 0; at < data.length; at += 2) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data.writeInt16LE(Math.round(loudness * (state / 2 ** 16 - 32_768)), at);
  }
  const header = Buffer.from('524946460000000057415645666d74201000000001000100803e0000007d00000200100064617461', 'hex');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  header.writeUInt32LE(36 + data.length, 4);
  return Buffer.concat([header, length, data]);
}

describe('pocketsphinx, the real recogniser', () => {
  let engine: Engine<TranscriptionInput, TranscriptionResult>;
  const idle = new AbortController().signal;

  beforeAll(async () => {
    const installed = await installPocketsphinx({ ...surroundings, timeoutMs: 170_000 });
    if (!installed.ok) throw new Error(`These tests need the recogniser itself: ${installed.reason}. ${installed.remedy}`);
    engine = createPocketsphinxEngine(surroundings);
    await engine.load();
    await engine.warmup();
  }, 240_000);
  afterAll(() => engine.close());

  const run = async (audio: Uint8Array, signal = idle, onProgress: (fraction: number) => void = () => undefined) =>
    (await engine.runBatch([{ input: { audio, mediaType: 'audio/x' }, onProgress }], signal))[0];

  it('writes what was said, when, and how sure it is', async () => {
    const progress: number[] = [];
    const outcome = await run(spoken('good-morning.ogg'), idle, (fraction) => progress.push(fraction));
    if (outcome?.kind !== 'ok') throw new Error(`unexpected ${JSON.stringify(outcome)}`);
    const result = transcriptionResult.parse(outcome.output);
    expect(result.engine).toEqual({ id: 'pocketsphinx', version: '5.1.1', tier: 'DEMO' });
    expect(result.segments.map((segment) => segment.text).join(' ')).toMatch(/what brings you in today/);
    expect(result.durationMs).toBeGreaterThan(2_400);
    for (const segment of result.segments) {
      expect(segment.endMs).toBeGreaterThan(segment.startMs);
      expect(segment.endMs).toBeLessThanOrEqual(result.durationMs + 20);
      // "What brings you in" is what clinicians ask; one voice alone is never called the patient's here.
      expect(['CLINICIAN', 'UNKNOWN']).toContain(segment.speaker);
    }
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it('names who speaks by the channel, where each voice has one of its own', async () => {
    const sound = await decodeSound(soundFromBytes(readFileSync(join(__dirname, '../../../../../demo/audio/consultation.ogg'))), { maxDurationMs: 60_000 });
    const parts: Float32Array[] = [];
    for await (const part of sound.samples()) parts.push(part);
    await sound.close();
    const mono = joined(...parts).slice(0, 18 * 16_000);
    // The doctor asks, the patient answers, in seconds; the other channel hears a little of it.
    const turns = [['left', 0, 3.6], ['right', 3.6, 8.9], ['left', 8.9, 12.7], ['right', 12.7, 15.2], ['left', 15.2, 18]] as const;
    const channel = (mine: 'left' | 'right') => mono.map((sample, at) => sample * (turns.some(([whose, from, to]) => whose === mine && at >= from * 16_000 && at < to * 16_000) ? 1 : 0.05));
    const outcome = await run(stereoWav(channel('left'), channel('right'), 16_000));
    if (outcome?.kind !== 'ok') throw new Error(`unexpected ${JSON.stringify(outcome)}`);
    const { segments } = outcome.output;
    expect(segments).toHaveLength(5);
    // Nobody is called the other; one whose words speak against the channel may stay unnamed.
    segments.forEach(({ speaker }, index) => expect([index % 2 === 0 ? 'CLINICIAN' : 'PATIENT', 'UNKNOWN']).toContain(speaker));
    const named = segments.filter(({ speaker }) => speaker !== 'UNKNOWN');
    expect(named.length).toBeGreaterThanOrEqual(4);
    expect(new Set(named.map(({ speaker }) => speaker)).size).toBe(2);
    for (const { speakerConfidence } of named) expect(speakerConfidence).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['silence', wav(5, 0)],
    ['hiss', wav(5, 0.2)],
  ])('%s is no speech', async (_, audio) => expect(await run(audio)).toEqual({ kind: 'no-speech' }));

  it('says what it cannot read', async () => {
    expect(await run(Buffer.from('this is a letter, not a sound'.repeat(100)))).toMatchObject({ kind: 'failed', code: 'AUDIO_UNREADABLE', retryable: false });
    const short = createPocketsphinxEngine({ ...surroundings, maxDurationMs: 1_000 });
    const [outcome] = await short.runBatch([{ input: { audio: spoken('good-morning.mp3'), mediaType: 'audio/mpeg' }, onProgress: () => undefined }], idle);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'AUDIO_TOO_LONG', retryable: false });
    await short.close();
  });

  it('an abort ends it at once, and it works again afterwards', async () => {
    const controller = new AbortController();
    const running = run(spoken('good-morning.ogg'), controller.signal);
    setTimeout(() => controller.abort(), 150);
    const began = performance.now();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await run(spoken('good-morning.flac'))).toMatchObject({ kind: 'ok' });
  });

  it('survives the death of its child', async () => {
    const decoder = await startDecoder(pythonCandidates(surroundings), { words: {}, phrases: [] });
    const pending = decoder.decode(new Float32Array(160_000), 30_000);
    process.kill(decoder.pid, 'SIGKILL');
    await expect(pending).rejects.toMatchObject({ name: 'DecoderLost' });
    expect(decoder.alive()).toBe(false);
  });

  it('runs in a worker thread, bundled as the services are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dra-engine-'));
    try {
      const entry = `
        import { parentPort, workerData } from 'node:worker_threads';
        import { createPocketsphinxEngine } from ${JSON.stringify(join(__dirname, 'index.ts'))};
        const engine = createPocketsphinxEngine(workerData.surroundings);
        const run = async () => {
          await engine.load();
          const outcomes = [];
          for (const audio of workerData.sounds) outcomes.push(...(await engine.runBatch([{ input: { audio, mediaType: 'audio/x' }, onProgress: () => undefined }], new AbortController().signal)));
          await engine.close();
          parentPort.postMessage(outcomes);
        };
        void run();`;
      const outfile = join(folder, 'worker.cjs');
      await build({ stdin: { contents: entry, loader: 'ts', resolveDir: __dirname }, bundle: true, platform: 'node', target: 'node22', format: 'cjs', outfile, logLevel: 'error' });
      const names = ['good-morning.ogg', 'good-morning.webm', 'good-morning.mp3', 'good-morning.flac'];
      const { PATH, HOME } = process.env;
      const worker = new Worker(outfile, { workerData: { surroundings: { env: { PATH, HOME }, cacheHome: surroundings.cacheHome }, sounds: names.map(spoken) } });
      const outcomes = await new Promise<{ kind: string }[]>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      await worker.terminate();
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['ok', 'ok', 'ok', 'ok']);
    } finally {
      await stopEsbuild();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('without a recogniser', () => {
  it('says so, with the way out', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'dra-no-python-'));
    try {
      const engine = createPocketsphinxEngine({ env: { PATH: empty, HOME: homedir() }, cacheHome: empty });
      const failure = await engine.load().then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(EngineUnavailable);
      expect(failure).toMatchObject({ code: 'ASR_ENGINE_UNAVAILABLE', remedy: expect.stringContaining('pip install pocketsphinx') });
      expect(await installPocketsphinx({ env: { PATH: empty }, cacheHome: empty })).toMatchObject({ ok: false, remedy: expect.stringContaining('python3') });
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});
