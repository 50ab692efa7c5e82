import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TranscriptionResult } from '@dra/events';
import type { Engine, TranscriptionInput } from '../engines/contract.ts';
import { makeSound } from '../engines/whisper-tfjs/testing/made-sound.ts';
import { makeScriptedCheckpoint } from '../engines/whisper-tfjs/testing/scripted-checkpoint.ts';
import { wav } from '@dra/audio/tones';
import { createTranscriptionEngine } from './transcription-engine.ts';
import type { SpeechSettings } from './transcription-engine.ts';
import { writeManifest } from './write-manifest.ts';

const home = mkdtempSync(join(tmpdir(), 'dra-speech-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const demo = { describe: () => ({ id: 'pocketsphinx' }) } as Engine<TranscriptionInput, TranscriptionResult>;
async function mount(modelsDir: string, id: string, says: string): Promise<string> {
  const folder = join(modelsDir, id);
  makeScriptedCheckpoint(folder, { says });
  await writeManifest(folder, { id, version: '1', kind: 'whisper', tier: 'STANDARD', licence: 'none', source: 'a test', data: 'none', metrics: {} });
  return folder;
}

async function chosen(settings: Partial<SpeechSettings>) {
  const told: string[] = [];
  const engine = await createTranscriptionEngine({ wasmFolder: null, backend: 'wasm', tensorflowDir: home, ...settings }, async () => demo, (fields, message) => told.push(`${message}: ${JSON.stringify(fields)}`));
  return { engine, told };
}

const speech = wav(makeSound(16_000 * 2.6, 4));
const heard = async (engine: Engine<TranscriptionInput, TranscriptionResult>) => {
  const [outcome] = await engine.runBatch([{ input: { audio: speech, mediaType: 'audio/wav' }, onProgress: () => undefined }], new AbortController().signal);
  return outcome?.kind === 'ok' ? outcome.output : outcome;
};

describe('the transcription pool\'s engine', () => {
  it('is pocketsphinx without a model', async () => {
    const { engine, told } = await chosen({ modelsDir: join(home, 'none') });
    expect(engine).toBe(demo);
    expect(told.join()).toContain('no speech model is mounted');
  });

  it('is Whisper with one, said with its backend and version', async () => {
    const modelsDir = join(home, 'one');
    await mount(modelsDir, 'made', '<|0.00|> Hello there.<|2.00|>');
    const { engine, told } = await chosen({ modelsDir });
    await engine.load();
    expect(await heard(engine)).toMatchObject({ engine: { id: 'whisper-tfjs', version: 'made@1', tier: 'STANDARD' }, segments: [{ text: 'Hello there.' }] });
    expect(told.join('\n')).toMatch(/made is the one model mounted[^]*backend wasm on the CPU/);
    await engine.close();
  });

  it('is none with one that was changed, cut short or is asked for and not there', async () => {
    const modelsDir = join(home, 'bad');
    appendFileSync(join(await mount(modelsDir, 'made', 'x'), 'model.safetensors'), 'y');
    await expect(chosen({ modelsDir })).rejects.toMatchObject({ code: 'MODEL_INVALID', remedy: expect.stringContaining('fetch made') });
    await expect(chosen({ modelsDir, model: 'other' })).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  it('compares a shadow by numbers, and lets the current model\'s words count', async () => {
    const modelsDir = join(home, 'two');
    await mount(modelsDir, 'old', '<|0.00|> Ten milligrams.<|2.00|>');
    await mount(modelsDir, 'new', '<|0.00|> Two milligrams.<|2.00|>');
    const { engine, told } = await chosen({ modelsDir, model: 'old', shadow: 'new' });
    await engine.load();
    expect(await heard(engine)).toMatchObject({ segments: [{ text: 'Ten milligrams.' }] });
    const comparison = told.find((line) => line.startsWith('a shadow was compared'));
    expect(comparison).toContain('"words":2,"differing":1');
    expect(comparison).not.toMatch(/milligrams/i);
    await engine.close();
  });
});
