import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenSubgraphs } from '../front/testing/open-subgraphs.ts';
import type { OpenSubgraphs } from '../front/testing/open-subgraphs.ts';

const node = join(__dirname, '../../../node_modules/.bin/node');
const main = join(__dirname, 'main.ts');

let subgraphs: OpenSubgraphs;
let folder: string;
let supergraph: string;
beforeAll(async () => {
  subgraphs = await startOpenSubgraphs();
  folder = await mkdtemp(join(tmpdir(), 'bare-'));
  supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, subgraphs.supergraphSdl);
});
afterAll(async () => {
  await subgraphs.stop();
  await rm(folder, { recursive: true });
});

const running: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

type Run = { child: ChildProcessWithoutNullStreams; out(): string; err(): string; url: Promise<string>; exit: Promise<[code: number | null, signal: string | null]> };

function run(args: string[], environment: Record<string, string> = {}): Run {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...args], { env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...environment } });
  running.push(child);
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      const ready = /^ready (\S+)$/m.exec(out)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', () => reject(new Error(`it ended: ${err}`)));
  });
  url.catch(() => undefined);
  return { child, out: () => out, err: () => err, url, exit: once(child, 'exit') as Run['exit'] };
}

const serving = (...more: string[]) => run(['--supergraph', supergraph, '--port', '0', '--dangerously-allow-anonymous', ...more]);
const ask = async (url: string, query: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] } };
};
const until = async (holds: () => Promise<boolean> | boolean) => {
  const end = Date.now() + 45_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it never came about');
    await sleep(20);
  }
};

describe('npm run gateway', () => {
  it('serves a supergraph, hands Authorization on, and ends on SIGTERM after it has answered', async () => {
    const { child, url, exit, out } = serving();
    const address = await url;
    expect(out()).toBe(`ready ${address}\n`);
    const { body } = await ask(address, '{ products { name reviews { stars } } }', { authorization: 'Bearer whoever', 'x-other': 'stays here' });
    expect(body).toEqual({ data: { products: [{ name: 'Lamp', reviews: [{ stars: 1 }] }, { name: 'Chair', reviews: [{ stars: 2 }] }] } });
    expect(subgraphs.seen.map(({ headers }) => [headers.authorization, headers['x-other']])).toEqual([['Bearer whoever', undefined], ['Bearer whoever', undefined]]);
    const asked = ask(address, '{ slow(ms: 300) }');
    await sleep(100);
    child.kill('SIGTERM');
    expect((await asked).body).toEqual({ data: { slow: 'done' } });
    expect(await exit).toEqual([0, null]);
  });

  it('ends on SIGINT', async () => {
    const { child, url, exit } = serving();
    await url;
    child.kill('SIGINT');
    expect(await exit).toEqual([0, null]);
  });

  it.each<[string, string[] | (() => Promise<string[]>), Record<string, string>, RegExp]>([
    ['in production', ['--supergraph', 'x', '--port', '0', '--dangerously-allow-anonymous'], { NODE_ENV: 'production' }, /does not run with NODE_ENV=production/],
    ['without saying so', ['--supergraph', 'x', '--port', '0'], {}, /--dangerously-allow-anonymous[\s\S]*usage: /],
    ['without a supergraph', ['--port', '0', '--dangerously-allow-anonymous'], {}, /Which supergraph/],
    ['with an option that there is not', ['--supergraf', 'x'], {}, /--supergraf[\s\S]*usage: /],
    ['on what is no port', ['--supergraph', 'x', '--port', 'many', '--dangerously-allow-anonymous'], {}, /--port many is not a number/],
    ['over a file that is not there', ['--supergraph', '/nowhere/x.graphql', '--port', '0', '--dangerously-allow-anonymous'], {}, /\/nowhere\/x\.graphql cannot be read: there is no such file/],
    ['over what is no supergraph', async () => ['--supergraph', await file('broken.graphql', 'type Query { a: Int }'), '--port', '0', '--dangerously-allow-anonymous'], {}, /^The supergraph cannot be served: /],
    ['over what is no GraphQL', async () => ['--supergraph', await file('text.graphql', 'hello {'), '--port', '0', '--dangerously-allow-anonymous'], {}, /^The supergraph cannot be served: Syntax Error/],
    ['with a broken configuration', async () => ['--supergraph', supergraph, '--port', '0', '--dangerously-allow-anonymous', '--config', await file('c.yaml', 'http: { dedlineMs: 1 }')], {}, /not a configuration:[\s\S]*dedlineMs/],
  ])('does not start %s, and says why in words', async (_, args, environment, message) => {
    const { exit, err } = run(typeof args === 'function' ? await args() : args, environment);
    expect(await exit).toEqual([2, null]);
    expect(err()).toMatch(message);
    expect(err()).not.toMatch(/^\s+at /m);
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { exit, err } = run(['--supergraph', supergraph, '--port', String((other.address() as AddressInfo).port), '--dangerously-allow-anonymous']);
    expect(await exit).toEqual([2, null]);
    expect(err()).toMatch(/^Port \d+ is taken: choose another with --port\.$/m);
    other.close();
  });

  it('prints what a configuration may say', async () => {
    const { exit, out } = run(['--print-config-schema']);
    expect(await exit).toEqual([0, null]);
    expect(JSON.parse(out())).toMatchObject({ type: 'object', properties: { http: { type: 'object' }, subgraphs: {}, traffic: {} } });
  });

  it('does as its configuration says', async () => {
    const config = await file('config.yaml', `
http: { path: /v1/graphql, requestIds: true, csrf: always, maxBatch: 3, compression: { minBytes: 10 }, cors: { origins: ["https://clinic.example"] } }
introspection: false
forward: [x-tenant]
`);
    const { url } = serving('--config', config);
    const address = await url;
    expect(address).toMatch(/\/v1\/graphql$/);
    subgraphs.seen.length = 0;
    const { headers, body } = await ask(address, '{ products { id } }', { authorization: 'Bearer x', 'x-tenant': 'demo', origin: 'https://clinic.example', 'accept-encoding': 'br' });
    expect(body.data).toEqual({ products: [{ id: '1' }, { id: '2' }] });
    expect(subgraphs.seen[0]?.headers).toMatchObject({ 'x-tenant': 'demo', 'x-request-id': headers.get('x-request-id') });
    expect(subgraphs.seen[0]?.headers.authorization).toBeUndefined();
    expect([headers.get('access-control-allow-origin'), headers.get('content-encoding'), headers.get('vary')]).toEqual(['https://clinic.example', 'br', 'origin, accept-encoding']);
    expect((await ask(address, '{ __schema { queryType { name } } }')).body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await fetch(`${address}?query=%7Bproducts%7Bid%7D%7D`)).status).toBe(400);
    const batch = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ nothing }' }]) });
    expect(await batch.json()).toMatchObject([{ data: { __typename: 'Query' } }, { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }]);
    const preflight = await fetch(address, { method: 'OPTIONS', headers: { origin: 'https://clinic.example', 'access-control-request-method': 'POST' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST']);
    const stranger = await fetch(address, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' } });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('takes a new supergraph while it runs, and refuses one that is broken', async () => {
    const watched = await file('watched.graphql', subgraphs.supergraphSdl);
    const config = await file('reload.yaml', 'reload: { everyMs: 50 }');
    const { url, err } = run(['--supergraph', watched, '--port', '0', '--dangerously-allow-anonymous', '--config', config]);
    const address = await url;
    const query = '{ products { weight } }';
    expect((await ask(address, query)).status).toBe(400);
    expect((await ask(address, '{ products { id } }')).status).toBe(200);
    await writeFile(watched, 'type Broken {');
    await until(() => err().includes('refused'));
    expect(err()).toMatch(/Syntax Error/);
    expect((await ask(address, '{ products { id } }')).status).toBe(200);
    await writeFile(watched, subgraphs.supergraphSdl.replace(/^( {2}name: String! @join__field.*)$/m, '$1\n  weight: Int @join__field(graph: SHOP)'));
    await until(async () => (await ask(address, query)).status === 200);
    expect((await ask(address, '{ products { id } }')).body.data).toEqual({ products: [{ id: '1' }, { id: '2' }] });
  });
});

it('serves other versions of the graph by path and by header, and one to a share of the callers', async () => {
  const older = await file('v1.graphql', subgraphs.supergraphSdl.replace(/^ {2}price: Int.*$\n/m, ''));
  const config = await file('versions.yaml', `versions: { v1: { supergraph: ${older} }, v2: { supergraph: ${supergraph}, percent: 100 } }`);
  const { url } = serving('--config', config);
  const address = await url;
  const query = '{ products { price } }';
  const statusAt = async (path: string, headers: Record<string, string> = {}) => (await ask(address.replace('/graphql', path), query, headers)).status;
  expect([await statusAt('/graphql'), await statusAt('/v1/graphql'), await statusAt('/v2/graphql'), await statusAt('/v3/graphql')]).toEqual([200, 400, 200, 404]);
  expect([await statusAt('/graphql', { 'x-graph-version': 'v1' }), await statusAt('/graphql', { 'x-graph-version': 'v2' })]).toEqual([400, 200]);
  expect((await ask(address, query, { 'x-graph-version': 'v9' })).body.errors?.[0]?.extensions.code).toBe('BAD_REQUEST');
});

describe('--workers', () => {
  const pids = async (parent: number | undefined): Promise<number[]> => {
    const listing = spawn('ps', ['-o', 'pid=', '--ppid', String(parent)]);
    let text = '';
    listing.stdout.on('data', (chunk) => (text += String(chunk)));
    await once(listing, 'close');
    return text.split('\n').map(Number).filter((pid) => pid > 0);
  };

  it('share the port; one that dies is replaced, a SIGHUP replaces each, a SIGTERM ends all', async () => {
    const operations = await freePort();
    const { child, url, exit, err } = serving('--workers', '2', '--config', await file('counted.yaml', `{ ops: { port: ${operations} }, requestMetrics: true }`));
    const address = await url;
    const answers = async () => (await ask(address, '{ products { id } }')).status === 200;
    for (let times = 0; times < 10; times += 1) expect(await answers()).toBe(true);
    const first = await pids(child.pid);
    expect(first).toHaveLength(2);
    // Whoever scrapes hears all of them each time.
    const told = await (await fetch(`http://127.0.0.1:${operations}/metrics`)).text();
    const counted = [...told.matchAll(/^dra_gateway_requests_total\{worker="[12]",type="query",code="OK".*\} (\d+)$/gm)].map(([, count]) => Number(count));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect([...told.matchAll(/^process_start_time_seconds\{worker="([12])"/gm)].map(([, worker]) => worker)).toEqual(['1', '2']);

    process.kill(first[0] ?? 0, 'SIGKILL');
    await until(() => err().includes('a worker died and is replaced'));
    await until(async () => (await pids(child.pid)).length === 2 && !(await pids(child.pid)).includes(first[0] ?? 0));
    expect(await answers()).toBe(true);

    const second = await pids(child.pid);
    child.kill('SIGHUP');
    await until(async () => {
      expect(await answers()).toBe(true);
      const now = await pids(child.pid);
      return now.length === 2 && now.every((pid) => !second.includes(pid));
    });
    const third = await pids(child.pid);
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    for (const pid of third) expect(() => process.kill(pid, 0)).toThrow();
  });

  it('that cannot start end the whole, with the reason', async () => {
    const { exit, err } = run(['--supergraph', '/nowhere/x.graphql', '--port', '0', '--dangerously-allow-anonymous', '--workers', '2']);
    expect(await exit).toEqual([2, null]);
    expect(err()).toMatch(/there is no such file/);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
