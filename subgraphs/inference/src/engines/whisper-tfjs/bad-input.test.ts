import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import type { TranscriptionResult } from '@dra/events';
import type { Engine, EngineOutcome, TranscriptionInput } from '../contract.ts';
import { createWhisperEngine } from './engine.ts';
import { makeSound } from './testing/made-sound.ts';
import { makeCheckpoint } from './testing/made-checkpoint.ts';
import type { CheckpointShape } from './testing/made-checkpoint.ts';
import { makeTokenizer } from './testing/made-tokenizer.ts';
import { makeScriptedCheckpoint } from './testing/scripted-checkpoint.ts';
import { wav } from '@dra/audio/tones';

const home = mkdtempSync(join(tmpdir(), 'dra-whisper-bad-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const small: CheckpointShape = { width: 16, encoderLayers: 1, decoderLayers: 1, heads: 2, mels: 80, frames: 100, seed: 1 };
const engineOf = (folder: string) => createWhisperEngine({ folder, version: 'bad@1', tier: 'DEMO', backend: { wanted: 'wasm', tensorflowDir: home } });

let made = 0;
function checkpoint(shape: Partial<CheckpointShape> = {}): string {
  const folder = join(home, `checkpoint-${(made += 1)}`);
  makeCheckpoint(folder, { ...small, ...shape });
  return folder;
}
const edit = (folder: string, file: string, change: (json: Record<string, unknown>) => void) => {
  const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
  change(json);
  writeFileSync(join(folder, file), JSON.stringify(json));
};
const cut = (path: string, bytes: number) => {
  const fd = openSync(path, 'r+');
  ftruncateSync(fd, bytes);
  closeSync(fd);
};

describe('a checkpoint that is not whole or does not fit together', () => {
  it.each<[string, (folder: string) => void, RegExp]>([
    ['is cut in its weights', (folder) => cut(join(folder, 'model.safetensors'), statSync(join(folder, 'model.safetensors')).size - 100), /cut short/],
    ['is cut in its header', (folder) => cut(join(folder, 'model.safetensors'), 200), /cut short/],
    ['is empty', (folder) => cut(join(folder, 'model.safetensors'), 0), /too short/],
    ['has no weights', (folder) => rmSync(join(folder, 'model.safetensors')), /no model\.safetensors/],
    ['has text for weights', (folder) => writeFileSync(join(folder, 'model.safetensors'), 'version https://git-lfs.github.com/spec/v1 oid sha256:0'), /cut short or no safetensors/],
    ['has a header that lies', (folder) => {
      const path = join(folder, 'model.safetensors');
      const bytes = readFileSync(path);
      bytes.write(bytes.toString('latin1', 8, 400).replace(/"shape":\[16,/, '"shape":[17,'), 8, 'latin1');
      writeFileSync(path, bytes);
    }, /not as many bytes as its shape says/],
    ['has another tokenizer', (folder) => writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(makeTokenizer(300).json)), /tokenizer\.json does not match the model/],
    ['has an English-only tokenizer for many languages', (folder) => writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(makeTokenizer(100, { multilingual: false }).json)), /does not match the model/],
    ['has no tokenizer', (folder) => rmSync(join(folder, 'tokenizer.json')), /no tokenizer\.json/],
    ['has a tokenizer of something else', (folder) => edit(folder, 'tokenizer.json', (json) => (json['added_tokens'] = [])), /not a Whisper tokenizer/],
    ['has half a tokenizer', (folder) => cut(join(folder, 'tokenizer.json'), 500), /tokenizer\.json cannot be read/],
    ['is of another family', (folder) => edit(folder, 'config.json', (json) => (json['model_type'] = 'bert')), /config\.json: model_type/],
    ['has an activation that we do not compute', (folder) => edit(folder, 'config.json', (json) => (json['activation_function'] = 'relu')), /activation_function/],
    ['is wider than its weights', (folder) => edit(folder, 'config.json', (json) => (json['d_model'] = 32)), / 16\], and config\.json means \[\d+, 32\]/],
    ['wants more layers than it has', (folder) => edit(folder, 'config.json', (json) => (json['decoder_layers'] = 2)), /no tensor model\.decoder\.layers\.1/],
    ['has another front end', (folder) => edit(folder, 'preprocessor_config.json', (json) => (json['feature_size'] = 128)), /makes 128 mel bands/],
    ['wants sound at another rate', (folder) => edit(folder, 'preprocessor_config.json', (json) => (json['sampling_rate'] = 8_000)), /sampling_rate/],
    ['names alignment heads that are not there', (folder) => edit(folder, 'generation_config.json', (json) => (json['alignment_heads'] = [[5, 0]])), /alignment_heads/],
  ])('%s: the engine does not start, says why and how to mend it, and keeps nothing', async (_, damage, reason) => {
    const folder = checkpoint();
    damage(folder);
    await expect(engineOf(folder).load()).rejects.toMatchObject({ name: 'EngineUnavailable', code: 'MODEL_INVALID', message: expect.stringMatching(reason), remedy: expect.stringContaining('models') });
    expect(memory().numTensors).toBe(0);
  });

  it('lacks one of several files', async () => {
    const folder = checkpoint({ shards: 3 });
    rmSync(join(folder, 'model-00002-of-00003.safetensors'));
    await expect(engineOf(folder).load()).rejects.toThrow('1 of 3 weight files are missing');
  });

  it.each([{ dtype: 'F16' as const }, { dtype: 'BF16' as const, shards: 2 }, { mels: 128 }, { multilingual: false }, { decoderLayers: 2, encoderLayers: 3 }])('but %j is one as they are published', async (shape) => {
    const engine = engineOf(checkpoint(shape));
    await engine.load();
    await engine.warmup();
    await engine.close();
    expect(memory().numTensors).toBe(0);
  });
});

describe('sound that is not as it should be', () => {
  let engine: Engine<TranscriptionInput, TranscriptionResult>;
  beforeAll(async () => {
    const folder = join(home, 'scripted');
    makeScriptedCheckpoint(folder, { says: '<|0.00|> Twice daily.<|2.00|>' });
    engine = engineOf(folder);
    await engine.load();
  });
  afterAll(() => engine.close());
  const heard = async (audio: Uint8Array): Promise<EngineOutcome<TranscriptionResult>> => (await engine.runBatch([{ input: { audio, mediaType: 'audio/wav' }, onProgress: () => undefined }], new AbortController().signal))[0]!;
  const sound = makeSound(16_000 * 2.5, 4);
  const every = (step: number) => sound.filter((_, at) => at % step === 0);

  it('at 8 kHz, as a telephone\'s, or at 48 kHz is read like any other', async () => {
    expect(await heard(wav(every(2), 8_000))).toMatchObject({ kind: 'ok', output: { segments: [{ text: 'Twice daily.' }] } });
    const upsampled = Float32Array.from({ length: sound.length * 3 }, (_, at) => sound[Math.floor(at / 3)]!);
    expect(await heard(wav(upsampled, 48_000))).toMatchObject({ kind: 'ok', output: { durationMs: 2_500 } });
  });

  it('at a rate that no speech has is refused', async () => {
    expect(await heard(wav(sound, 1_000))).toMatchObject({ kind: 'failed', code: 'AUDIO_UNREADABLE', retryable: false });
  });

  it('that clips is read', async () => {
    expect(await heard(wav(sound.map((sample) => sample * 6)))).toMatchObject({ kind: 'ok' });
  });

  it('of no bytes is no speech, and of noise bytes is unreadable', async () => {
    expect(await heard(new Uint8Array(0))).toEqual({ kind: 'no-speech' });
    expect(await heard(Uint8Array.from({ length: 10_000 }, (_, at) => (at * 7919) % 256))).toMatchObject({ kind: 'failed', code: 'AUDIO_UNREADABLE' });
  });

  it('that was cut in the middle is read up to there', async () => {
    const whole = wav(makeSound(16_000 * 6, 5));
    expect(await heard(whole.subarray(0, whole.length / 2))).toMatchObject({ kind: 'ok', output: { durationMs: expect.any(Number) } });
  });

  it('of twelve hours is refused before it is decoded', async () => {
    // 8 bits at 4 kHz: 173 MB.
    const bytes = Buffer.alloc(44 + 12 * 3_600 * 4_000, 128);
    Buffer.from(wav(new Float32Array(1), 4_000)).copy(bytes, 0, 0, 44);
    for (const [at, value] of [[4, bytes.length - 8], [28, 4_000], [40, bytes.length - 44]] as const) bytes.writeUInt32LE(value, at);
    bytes.writeUInt16LE(1, 32);
    bytes.writeUInt16LE(8, 34);
    const before = process.memoryUsage().rss;
    expect(await heard(bytes)).toMatchObject({ kind: 'failed', code: 'AUDIO_TOO_LONG', retryable: false });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });

  it('spoils nobody else\'s in the same batch', async () => {
    const inputs = [wav(sound), new Uint8Array([1, 2, 3]), wav(sound, 1_000), wav(sound)];
    const outcomes = await engine.runBatch(inputs.map((audio) => ({ input: { audio, mediaType: 'audio/wav' }, onProgress: () => undefined })), new AbortController().signal);
    expect(outcomes.map((one) => one.kind)).toEqual(['ok', expect.stringMatching(/failed|no-speech/), 'failed', 'ok']);
  });
});
