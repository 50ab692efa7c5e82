import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;
let file: string;
const program = `
  import { createLogBuffer, createLogger } from ${JSON.stringify(join(__dirname, 'index.ts'))};
  const log = createLogger({ name: 'test', destination: createLogBuffer(1) });
  const [, , end] = process.argv;
  for (let line = 0; line < 1000; line += 1) log.info({ line }, 'one');
  if (end === 'warn') { log.warn('trouble'); setInterval(() => undefined, 1000); }
  if (end === 'wait') setInterval(() => undefined, 1000);
  if (end === 'many') for (let line = 0; line < 10_000; line += 1) log.info({ line }, 'one');
  if (end === 'long') { log.info({ line: 1000, long: 'é'.repeat(20_000) }, 'one'); log.info({ line: 1001 }, 'one'); }
  if (end === 'exit') process.exit(3);
  if (end === 'throw') throw new Error('fault');
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dra-log-'));
  file = join(folder, 'program.cjs');
  await build({ stdin: { contents: program, resolveDir: __dirname, loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', outfile: file, logLevel: 'error' });
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['exit', 1_000],
  ['throw', 1_000],
  ['end', 1_000],
  ['wait', 1_000],
  ['warn', 1_001],
  ['long', 1_002],
])('every line is written: %s', async (how, lines) => {
  const child = spawn(process.execPath, [file, how], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  const enough = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      if (text.split('\n').length > lines) resolve();
    });
  });
  await Promise.race([enough, once(child, 'close')]);
  // Written while it still runs, where nothing ends it.
  if (child.exitCode === null) child.kill('SIGKILL');
  expect(linesOf(text)).toEqual([...Array.from({ length: 1_000 }, (_, line) => line), ...(lines > 1_001 ? [1_000, 1_001] : lines > 1_000 ? ['warning'] : [])]);
});

it('waits for a reader who is slow, and ends when there is none', async () => {
  const slow = spawn(process.execPath, [file, 'many'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => setTimeout(resolve, 300));
  let text = '';
  slow.stdout.on('data', (chunk) => (text += String(chunk)));
  await once(slow, 'close');
  expect(linesOf(text)).toHaveLength(11_000);

  const gone = spawn(process.execPath, [file, 'many'], { stdio: ['ignore', 'pipe', 'ignore'] });
  gone.stdout.destroy();
  expect(await once(gone, 'close')).toEqual([0, null]);
});

const linesOf = (text: string) => text.trim().split('\n').map((line) => (JSON.parse(line) as { line?: number }).line ?? 'warning');
