// Real servers for one run of tests. A child of jest's global setup: it starts a server when a test asks for one, and
// ends everything when its standard input closes, however jest came to its end.
// Speaks JSON lines over a local socket: see packages/testkit/src/servers-client.ts.
import { chmodSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { allServers } from './all-servers.ts';
import { serverNames } from './backing-server.ts';
import type { Place, Program, ServerName } from './backing-server.ts';
import { sentenceOf } from './failure.ts';
import { freePort } from './free-ports.ts';
import { obtainServer } from './obtain-server.ts';
import { newServerSecrets } from './secrets.ts';
import { startServer } from './start-server.ts';
import type { RunningServer } from './start-server.ts';
import { startSupergraph } from './test-supergraph.ts';
import type { TestSupergraph } from './test-supergraph.ts';

/** `key` shares: the same server and key is the same process. */
type ServerRequest = { id: number; op: 'start' | 'stop' | 'kill' | 'restart'; server: ServerName; key: string };
type SupergraphRequest = { id: number; op: 'supergraph'; key: string; env?: Record<string, string> } | { id: number; op: 'stop-supergraph'; key: string };
type Request = ServerRequest | SupergraphRequest;
type Instance = { place: Place; logFile: string; running: RunningServer };

const home = mkdtempSync(join(tmpdir(), 'dra-test-'));
chmodSync(home, 0o755); // PostgreSQL of root runs as another user
const secrets = newServerSecrets();
const programs = new Map<ServerName, Promise<Program>>();
const instances = new Map<string, Promise<Instance>>();
const say = (line: string) => process.stderr.write(`${line}\n`);

function programOf(name: ServerName): Promise<Program> {
  const known = programs.get(name) ?? obtainServer(allServers[name], say);
  programs.set(name, known);
  return known;
}

async function launch(name: ServerName, place: Place, logFile: string): Promise<Instance> {
  const running = await startServer(allServers[name], await programOf(name), place, logFile);
  return { place, logFile, running };
}

/** A free port may be gone when the server wants it: then another, a few times. */
async function start(name: ServerName, key: string): Promise<Instance> {
  const folder = join(home, `${name}-${instances.size}`);
  mkdirSync(folder, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const place: Place = { dataDir: join(folder, 'data'), port: await freePort(), secrets, throwaway: true };
    try {
      return await launch(name, place, join(folder, 'log'));
    } catch (error) {
      if (attempt === 3) throw error;
      say(`${key}: ${sentenceOf(error)}; once more`);
    }
  }
}

async function answer(request: Request): Promise<object> {
  if (request.op === 'supergraph') return supergraphOf(request.key, request.env);
  if (request.op === 'stop-supergraph') return endSupergraph(request.key);
  if (!serverNames.includes(request.server)) throw new Error(`there is no server ${request.server}`);
  const key = `${request.server}:${request.key}`;
  if (request.op === 'start' && !instances.has(key)) instances.set(key, start(request.server, key));
  const known = instances.get(key);
  if (!known) throw new Error(`${key} was not started`);
  const instance = await known;
  switch (request.op) {
    case 'start':
      break;
    case 'stop':
      instances.delete(key);
      await instance.running.stop();
      rmSync(join(instance.place.dataDir, '..'), { recursive: true, force: true });
      break;
    case 'kill':
      process.kill(instance.running.pid, 'SIGKILL');
      await instance.running.exited;
      break;
    case 'restart':
      await instance.running.stop();
      instance.running = (await launch(request.server, instance.place, instance.logFile)).running;
      break;
  }
  return { url: instance.running.url, pid: instance.running.pid, secrets, logFile: instance.logFile };
}

/** The whole product as `npm start` runs it, on free ports, one for each key. */
const supergraphs = new Map<string, Promise<TestSupergraph>>();

function supergraphOf(key: string, env?: Record<string, string>): Promise<{ url: string; dataDir: string }> {
  const known = supergraphs.get(key) ?? startAgainIfPortsAreTaken(join(home, `supergraph-${supergraphs.size}`), env);
  supergraphs.set(key, known);
  return known.then(({ url, dataDir }) => ({ url, dataDir }));
}

/** Runs of tests beside this one take free ports too. */
async function startAgainIfPortsAreTaken(dataDir: string, env?: Record<string, string>): Promise<TestSupergraph> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startSupergraph(dataDir, env);
    } catch (error) {
      if (attempt === 3 || !/in use|EADDRINUSE/i.test(sentenceOf(error))) throw error;
      say(`${sentenceOf(error)}; once more`);
    }
  }
}

async function endSupergraph(key: string): Promise<object> {
  const known = supergraphs.get(key);
  supergraphs.delete(key);
  await (await known)?.stop();
  return {};
}

function serve(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket }).on('line', (line) => {
    const request = JSON.parse(line) as Request;
    void answer(request).then(
      (result) => socket.write(`${JSON.stringify({ id: request.id, result })}\n`),
      (error: unknown) => socket.write(`${JSON.stringify({ id: request.id, error: sentenceOf(error) })}\n`),
    );
  });
}

async function end(): Promise<void> {
  listener.close();
  await Promise.allSettled([...supergraphs.values()].map(async (one) => (await one).stop()));
  const started = await Promise.allSettled(instances.values());
  await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.running.stop() : undefined)));
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}

const listener = createServer(serve);
listener.listen(join(home, 'socket'), () => process.stdout.write(`${join(home, 'socket')}\n`));
process.stdin.resume().once('close', () => void end()).once('end', () => void end());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
