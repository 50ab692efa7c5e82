import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyModel } from '../../../subgraphs/inference/src/models/model-folders.ts';
import { fetchModel } from './fetch-model.ts';
import { createHub } from './hub.ts';
import { startSmallHub } from './testing/small-hub.ts';
import type { Mischief, SmallHub } from './testing/small-hub.ts';

const weights = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));
const files = {
  'config.json': Buffer.from('{"a":1}'), 'preprocessor_config.json': Buffer.from('{}'), 'tokenizer.json': Buffer.from('{"t":2}'), 'model.safetensors': weights,
  'pytorch_model.bin': Buffer.from('not wanted'), 'README.md': Buffer.from('not wanted'),
};
let hub: SmallHub;
let home: string;
beforeEach(async () => {
  hub = await startSmallHub(files);
  home = mkdtempSync(join(tmpdir(), 'dra-fetch-'));
});
afterEach(async () => {
  await hub.close();
  rmSync(home, { recursive: true, force: true });
});

const progress: number[] = [];
const get = (what = 'owner/model') => fetchModel(createHub(hub.endpoint, null), what, home, { onProgress: (done, total) => progress.push(done / total), waitsMs: [1, 1], silenceMs: 300 });
const plays = (kind: Mischief['kind'], times: number, path = 'model.safetensors') => hub.mischief.push({ kind, times, path });
const asked = (path = 'model.safetensors') => hub.requests.filter((one) => one.path === path).map(({ range, status }) => [range, status]);

it('brings what a checkpoint needs, with its manifest, and not twice', async () => {
  const first = await get();
  expect(first).toMatchObject({ fresh: true, manifest: { id: 'owner--model', version: '0123456789ab', tier: 'DEMO', licence: 'mit' } });
  expect(first.manifest.files.map(({ path }) => path)).toEqual(['config.json', 'model.safetensors', 'preprocessor_config.json', 'tokenizer.json']);
  expect(await verifyModel(first.folder)).toEqual(first.manifest);
  expect(progress.at(-1)).toBe(1);
  const before = hub.requests.length;
  expect((await get()).fresh).toBe(false);
  expect(hub.requests.length).toBe(before);
});

it('goes on where a cut connection left off', async () => {
  plays('cut', 2);
  await get();
  expect(asked().map(([, status]) => status)).toEqual([200, 206, 206]);
  expect(readFileSync(join(home, 'owner--model', 'model.safetensors')).equals(weights)).toBe(true);
});

it('goes on in the next run, too', async () => {
  plays('cut', 3);
  await expect(get()).rejects.toThrow('broke off 3 times; run the command again');
  expect(existsSync(join(home, 'owner--model', 'model.json'))).toBe(false);
  const have = statSync(join(home, 'owner--model', 'model.safetensors.part')).size;
  expect(have).toBeGreaterThan(0);
  await get();
  expect(asked().at(-1)).toEqual([`bytes=${have}-`, 206]);
});

it('begins again where the hub knows no ranges, or gives another one', async () => {
  plays('cut', 1);
  plays('no-range', 1);
  await get();
  expect(asked().map(([, status]) => status)).toEqual([200, 200]);
  rmSync(home, { recursive: true });
  plays('cut', 1);
  plays('wrong-range', 9);
  await expect(get()).rejects.toThrow('another part than was asked for');
});

it('tries again what failed for a moment, or went silent', async () => {
  plays('error', 1);
  plays('hang', 1);
  expect((await get()).fresh).toBe(true);
});

it.each(['model.safetensors', 'config.json'])('throws away %s with a wrong checksum', async (path) => {
  plays('corrupt', 1, path);
  await expect(get()).rejects.toThrow(`${path} is not what the hub says it is`);
  expect(existsSync(join(home, 'owner--model', `${path}.part`))).toBe(false);
  expect((await get()).fresh).toBe(true);
});

it('says that the disk is full', async () => {
  mkdirSync(join(home, 'owner--model'));
  symlinkSync('/dev/full', join(home, 'owner--model', 'model.safetensors.part'));
  await expect(get()).rejects.toThrow('the disk is full: model.safetensors needs 1 MB');
});

it('says where it may not write', async () => {
  writeFileSync(join(home, 'owner--model'), 'a file in the way');
  await expect(get()).rejects.toThrow(/cannot be written to \((EEXIST|ENOTDIR)\)/);
});

it.each([['owner/nothing', 'no such model'], ['owner/closed', 'HF_TOKEN'], ['owner/strange', 'does not answer as a model hub'], ['whisper-gigantic', 'there is no model whisper-gigantic'], ['../../etc', 'there is no model']])('says of %s what is wrong', async (what, reason) => {
  await expect(get(what)).rejects.toThrow(reason);
});

it('says that the hub cannot be reached', async () => {
  await hub.close();
  await expect(get()).rejects.toThrow('cannot be reached');
});
