import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { startProgram } from './processes.ts';
import type { Program } from './processes.ts';

const here = import.meta.dirname;
const root = join(here, '../..');
const peersFolder = join(here, 'peers');

export type Gateway = { name: string; url: string; program: Program };

/** How a gateway is started: `{port}` and `{supergraph}` stand for what they say. */
export type Peer = { name: string; command: string; args: readonly string[]; env: Readonly<Record<string, string>>; shell?: boolean; cwd?: string };

/** Packages of the peers, installed on the first run: too heavy for everybody's `npm ci`. */
export function installPeers(say: (line: string) => void): void {
  if (existsSync(join(peersFolder, 'node_modules', '.package-lock.json'))) return;
  say('installing the peers (npm ci in load/gateway/peers, once, about 680 MB)');
  const { status } = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: peersFolder, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('the peers could not be installed: npm ci failed in load/gateway/peers');
}

const ownBundle = join(root, 'gateway/dist/bare.cjs');

/** Ours as it is shipped, one file: run from its sources it would hold the compiler that strips their types, 40 MB. @throws Error */
export function buildOwnGateway(): void {
  const { status } = spawnSync(process.execPath, [join(root, 'tools/bundle.mjs'), 'bare=src/bare/main.ts', 'plan-thread=src/planning/plan-thread.ts', '--names-may-change'], { cwd: join(root, 'gateway'), stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('our own gateway could not be bundled');
}

export function ownGateway(name: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Peer {
  const args = ['--disable-warning=ExperimentalWarning', ownBundle, '--supergraph', '{supergraph}', '--port', '{port}', '--dangerously-allow-anonymous', ...more];
  // What it logs is written for real: to a file beside the supergraph.
  return { name, command: process.execPath, args, env: { LOG_LEVEL: 'info', ...env } };
}

export const stockGateway: Peer = { name: 'stock', command: process.execPath, args: [join(peersFolder, 'stock.mjs')], env: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' }, cwd: peersFolder };

export const hiveGateway = (runtime: 'js' | 'rust'): Peer => ({
  name: runtime === 'js' ? 'hive' : 'hive-rust',
  command: process.execPath,
  args: [join(peersFolder, 'node_modules/@graphql-hive/gateway/dist/bin.js'), 'supergraph', '{supergraph}', '--config-path', join(peersFolder, 'hive.config.mjs'), '--host', '127.0.0.1', '--port', '{port}', ...(runtime === 'rust' ? ['--hive-router-runtime'] : [])],
  env: { NODE_ENV: 'production' },
  cwd: peersFolder,
});

/** `NAME=CMD`, run by a shell with PORT and SUPERGRAPH in its environment. @throws Error when it is not of that form */
export function peerFrom(text: string): Peer {
  const [, name, command] = /^([\w.-]+)=(.+)$/.exec(text) ?? [];
  if (!name || !command) throw new Error('--peer wants NAME=CMD');
  return { name, command, args: [], env: {}, shell: true };
}

/** Starts it on a free port and waits until it answers. @throws Error after a minute, or when it ends */
export async function startGateway(peer: Peer, supergraph: string, core: number): Promise<Gateway> {
  const port = await freePort();
  const filled = (text: string) => text.replaceAll('{port}', String(port)).replaceAll('{supergraph}', supergraph);
  const log = join(dirname(supergraph), `${peer.name}.log`);
  const program = startProgram(filled(peer.command), peer.args.map(filled), {
    core,
    log,
    ...(peer.shell ? { shell: true } : {}),
    ...(peer.cwd ? { cwd: peer.cwd } : {}),
    env: { ...peer.env, PORT: String(port), SUPERGRAPH: supergraph },
  });
  const url = `http://127.0.0.1:${port}/graphql`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (program.child.exitCode !== null) throw new Error(`${peer.name} ended with ${program.child.exitCode} before it was ready: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    if (await answers(url)) return { name: peer.name, url, program };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await program.stop();
  throw new Error(`${peer.name} was not ready after a minute`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{__typename}"}', signal: AbortSignal.timeout(2_000) });
    // 401: it asks who we are, so it answers.
    return reply.status === 200 || reply.status === 401;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
