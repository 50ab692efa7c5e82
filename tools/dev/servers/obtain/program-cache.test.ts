import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cached } from './program-cache.ts';

const root = mkdtempSync(join(tmpdir(), 'dra-cache-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('two at once build once; the second takes what the first built', async () => {
  let builds = 0;
  const build = async (folder: string) => {
    builds += 1;
    await sleep(300);
    writeFileSync(join(folder, 'program'), 'x');
  };
  const folders = await Promise.all([cached('twice-1', build, root), cached('twice-1', build, root)]);
  expect(builds).toBe(1);
  expect(folders[0]).toBe(folders[1]);
  expect(readdirSync(folders[0])).toEqual(['program']);
});

test('a build that fails leaves nothing that looks finished, and can be tried again', async () => {
  await expect(cached('broken-1', async (folder) => {
    writeFileSync(join(folder, 'half'), '');
    throw new Error('the network went away');
  }, root)).rejects.toThrow('the network went away');
  expect(readdirSync(root).filter((name) => name.startsWith('broken'))).toEqual([]);
  const folder = await cached('broken-1', async (building) => writeFileSync(join(building, 'whole'), ''), root);
  expect(readdirSync(folder)).toEqual(['whole']);
});

test('the lock of a process that is gone does not block', async () => {
  writeFileSync(join(root, 'orphan-1.lock'), '999999999');
  const folder = await cached('orphan-1', async (building) => writeFileSync(join(building, 'x'), ''), root);
  expect(existsSync(join(folder, 'x'))).toBe(true);
});

test('a cache that cannot be written says what to set', async () => {
  writeFileSync(join(root, 'a-file'), '');
  await expect(cached('x', async () => undefined, join(root, 'a-file'))).rejects.toThrow('set XDG_CACHE_HOME to a folder of yours');
});
