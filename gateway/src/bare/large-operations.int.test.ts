import { execFile, spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startOpenSubgraphs } from '../front/testing/open-subgraphs.ts';
import type { OpenSubgraphs } from '../front/testing/open-subgraphs.ts';

const root = join(__dirname, '../../..');
const node = join(root, 'node_modules/.bin/node');

let subgraphs: OpenSubgraphs;
let folder: string;
let gateway: ChildProcessWithoutNullStreams | undefined;
beforeAll(async () => {
  subgraphs = await startOpenSubgraphs();
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  await writeFile(join(folder, 'supergraph.graphql'), subgraphs.supergraphSdl);
  await promisify(execFile)(node, [join(root, 'tools/bundle.mjs'), 'bare=src/bare/main.ts', 'plan-thread=src/planning/plan-thread.ts', '--names-may-change', `--outdir=${folder}`], { cwd: join(root, 'gateway') });
});
afterAll(async () => {
  gateway?.kill('SIGKILL');
  await subgraphs.stop();
  await rm(folder, { recursive: true });
});

async function serve(): Promise<string> {
  gateway?.kill('SIGKILL');
  const child = spawn(node, [join(folder, 'bare.cjs'), '--supergraph', join(folder, 'supergraph.graphql'), '--port', '0', '--dangerously-allow-anonymous'], { env: { PATH: process.env['PATH'], NODE_ENV: 'test' } });
  gateway = child;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => resolve(/^ready (\S+)$/m.exec(String(chunk))?.[1] ?? ''));
    child.once('exit', () => reject(new Error('it ended')));
  });
}

async function ask(url: string, times: number) {
  const query = `{ ${Array.from({ length: times }, (_, n) => `p${n}: products { name reviews { stars } }`).join(' ')} }`;
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return (await response.json()) as { data?: Record<string, unknown> | null; errors?: { extensions?: { code?: string } }[] };
}

it('plans what is large in its thread, as the bundle that is served', async () => {
  const large = await ask(await serve(), 100);
  expect(large.errors).toBeUndefined();
  expect(Object.values(large.data ?? {})).toEqual(Array.from({ length: 100 }, () => [{ name: 'Lamp', reviews: [{ stars: 1 }] }, { name: 'Chair', reviews: [{ stars: 2 }] }]));
});

it('has no plan for what is large where the thread is missing, and answers what is small', async () => {
  await rm(join(folder, 'plan-thread.cjs'));
  const url = await serve();
  expect(await ask(url, 100)).toMatchObject({ errors: [{ extensions: { code: 'QUERY_PLANNING_FAILED' } }] });
  expect((await ask(url, 1)).errors).toBeUndefined();
});
