import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCheckpoint } from '../../../subgraphs/inference/src/engines/whisper-tfjs/testing/made-checkpoint.ts';
import { referenceShapes } from '../../../subgraphs/inference/src/engines/whisper-tfjs/testing/reference-shapes.ts';
import { listModels, verifyModel } from '../../../subgraphs/inference/src/models/model-folders.ts';
import { addModel } from './add-model.ts';

const about = { version: '1', tier: 'STANDARD', licence: 'MIT', data: 'our own visits' } as const;
let folder: string;
let home: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'dra-add-')), 'Our.Whisper');
  home = mkdtempSync(join(tmpdir(), 'dra-models-'));
  makeCheckpoint(folder, referenceShapes['window']!);
  writeFileSync(join(folder, 'training.log'), 'not wanted');
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

it('is whole in its new place, under a name of its own', async () => {
  const { folder: made, manifest } = await addModel(folder, home, about);
  expect(manifest).toMatchObject({ id: 'our.whisper', version: '1', tier: 'STANDARD', licence: 'MIT', data: 'our own visits' });
  expect(manifest.files.map(({ path }) => path)).not.toContain('training.log');
  expect(await verifyModel(made)).toEqual(manifest);
  expect(listModels(home)).toEqual([{ folder: made, manifest }]);
  await expect(addModel(folder, home, about)).rejects.toThrow('there is a model our.whisper');
  expect((await addModel(folder, home, { ...about, id: 'second' })).manifest.id).toBe('second');
});

it.each([
  ['a part is missing', () => unlinkSync(join(folder, 'preprocessor_config.json')), 'no preprocessor_config.json'],
  ['its weights are cut short', () => truncateSync(join(folder, 'model.safetensors'), 2_000), 'is no Whisper checkpoint'],
  ['it is another kind of model', () => writeFileSync(join(folder, 'config.json'), '{"model_type":"bert"}'), 'is no Whisper checkpoint'],
])('%s: refused with the reason, and nothing is left', async (_, spoil, reason) => {
  spoil();
  await expect(addModel(folder, home, about)).rejects.toThrow(reason);
  expect(readdirSync(home)).toEqual([]);
});

it('says what is no id, and no folder', async () => {
  await expect(addModel(folder, home, { ...about, id: 'Our Model' })).rejects.toThrow('is no id of a model');
  await expect(addModel(join(folder, 'nowhere'), home, about)).rejects.toThrow('is no Whisper checkpoint');
  expect(existsSync(join(home, 'nowhere'))).toBe(false);
});
