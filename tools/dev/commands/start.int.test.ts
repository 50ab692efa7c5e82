import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'dra-start-'));
chmodSync(home, 0o755); // PostgreSQL of root runs as another user
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `npm start` up to its end, which each of these faults brings about. */
async function start(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number | null; sentence: string; left: string[] }> {
  const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(home, 'data-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(__dirname, 'start.ts'), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME, ...env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(said).not.toMatch(/^\s+at /m); // no stack trace
  return { code, sentence: said.trim().split('\n').at(-1) ?? '', left: leftOf(dataDir) };
}

/** Notes of processes are removed when all of them are gone. */
const leftOf = (dataDir: string) => ['runner.json', 'processes.json', 'control.sock'].filter((file) => existsSync(join(dataDir, file)));

async function occupied(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, free: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('a busy port: one sentence that names it, exit 1, nothing left behind', async () => {
  const taken = await occupied();
  expect(await start(['--port', String(taken.port)])).toEqual({
    code: 1,
    sentence: `port ${taken.port} (gateway) is in use: stop what listens there, or take others with --port`,
    left: [],
  });
  await taken.free();
});

test('an option that does not exist, a port that is none', async () => {
  expect(await start(['--prot', '5000'])).toMatchObject({ code: 1, sentence: expect.stringContaining("Unknown option '--prot'") });
  expect(await start(['--port', '80'])).toMatchObject({ code: 1, sentence: expect.stringContaining('--port takes a number from 1024 to 65000') });
});

test('--reset of a folder that is not ours', async () => {
  const dataDir = join(home, 'thesis');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'chapter-1.txt'), 'x');
  expect(await start(['--port', 'free', '--reset'], { DATA_DIR: dataDir })).toMatchObject({ code: 1, sentence: expect.stringContaining('--reset would remove it') });
  expect(readFileSync(join(dataDir, 'chapter-1.txt'), 'utf8')).toBe('x');
});

test('damaged keys: the way out is named', async () => {
  const dataDir = join(home, 'damaged-keys');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'secrets.json'), '{');
  expect(await start(['--port', 'free'], { DATA_DIR: dataDir })).toEqual({ code: 1, sentence: `${join(dataDir, 'secrets.json')} is damaged: \`npm start -- --reset\` begins anew, without the data`, left: [] });
});

test('a server given by the environment that is not there: named without its password, and what was started beside it is stopped', async () => {
  const taken = await occupied();
  await taken.free();
  const outcome = await start(['--port', 'free'], { DATABASE_URL: `postgres://owner:s3cret@127.0.0.1:${taken.port}/x` });
  expect(outcome).toMatchObject({ code: 1, left: [], sentence: expect.stringMatching(new RegExp(`^DATABASE_URL is set, but PostgreSQL at 127.0.0.1:${taken.port} does not answer`)) });
  expect(outcome.sentence).not.toContain('s3cret');
});

test('a damaged PostgreSQL data folder', async () => {
  const dataDir = join(home, 'damaged-data');
  for (const folder of ['postgres/postgres', 'postgres/docker-postgres']) {
    mkdirSync(join(dataDir, folder), { recursive: true });
    writeFileSync(join(dataDir, folder, 'base'), 'what is left');
  }
  const outcome = await start(['--port', 'free'], { DATA_DIR: dataDir });
  expect(outcome).toMatchObject({ code: 1, left: [], sentence: expect.stringMatching(/PostgreSQL data folder .* is damaged.*--reset/) });
});
