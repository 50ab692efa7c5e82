import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf } from './process-identity.ts';
import { leaveRunFolder, rememberProcesses, takeRunFolder } from './run-folder.ts';

const home = mkdtempSync(join(tmpdir(), 'dra-run-folder-'));
const silent = () => undefined;
afterAll(() => rmSync(home, { recursive: true, force: true }));

function bystander() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  return { pid: child.pid ?? 0, gone: new Promise<void>((resolve) => child.once('close', () => resolve())), end: () => child.kill('SIGKILL') };
}

test('a second run in the same folder is refused while the first one lives', async () => {
  const dataDir = join(home, 'twice');
  await takeRunFolder(dataDir, { reset: false, say: silent });
  await expect(takeRunFolder(dataDir, { reset: true, say: silent })).rejects.toThrow(`runs already from this folder (process ${process.pid})`);
  leaveRunFolder(dataDir);
  await takeRunFolder(dataDir, { reset: false, say: silent });
  leaveRunFolder(dataDir);
});

test('what a killed run left behind is ended; a process that only has its number is not', async () => {
  const dataDir = join(home, 'leftovers');
  mkdirSync(dataDir);
  const [left, innocent] = [bystander(), bystander()];
  rememberProcesses(dataDir, [{ name: 'left', pid: left.pid, birth: birthOf(left.pid) }, { name: 'other', pid: innocent.pid, birth: '1' }]);
  await takeRunFolder(dataDir, { reset: false, say: silent });
  await left.gone;
  expect(birthOf(innocent.pid)).not.toBeNull();
  innocent.end();
  await innocent.gone;
});

test('a runner that was killed does not block the folder', async () => {
  const dataDir = join(home, 'stale');
  mkdirSync(dataDir);
  const dead = bystander();
  writeFileSync(join(dataDir, 'runner.json'), JSON.stringify([{ name: 'runner', pid: dead.pid, birth: birthOf(dead.pid) }]));
  dead.end();
  await dead.gone;
  await takeRunFolder(dataDir, { reset: false, say: silent });
  expect(JSON.parse(readFileSync(join(dataDir, 'runner.json'), 'utf8'))).toEqual([{ name: 'runner', pid: process.pid, birth: birthOf(process.pid) }]);
});

test('--reset removes a data folder and nothing else', async () => {
  const foreign = join(home, 'foreign');
  mkdirSync(foreign);
  writeFileSync(join(foreign, 'thesis.txt'), 'years of work');
  await expect(takeRunFolder(foreign, { reset: true, say: silent })).rejects.toThrow('--reset would remove it');
  expect(existsSync(join(foreign, 'thesis.txt'))).toBe(true);
  const own = join(home, 'own');
  await takeRunFolder(own, { reset: false, say: silent });
  leaveRunFolder(own);
  writeFileSync(join(own, 'data'), '');
  await takeRunFolder(own, { reset: true, say: silent });
  expect(existsSync(join(own, 'data'))).toBe(false);
});

test('a folder that cannot be written, and notes that cannot be read, each in one sentence', async () => {
  writeFileSync(join(home, 'a-file'), '');
  await expect(takeRunFolder(join(home, 'a-file', 'data'), { reset: false, say: silent })).rejects.toThrow('cannot be written (ENOTDIR): set DATA_DIR');
  await expect(takeRunFolder('/proc/nowhere', { reset: false, say: silent })).rejects.toThrow('cannot be written');
  const damaged = join(home, 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'runner.json'), '{');
  await expect(takeRunFolder(damaged, { reset: false, say: silent })).rejects.toThrow('runner.json is damaged');
});
