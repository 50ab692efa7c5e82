import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackingServer, Program } from './backing-server.ts';
import { Failure } from './failure.ts';
import { containerCommand, hasImage, runningDocker } from './obtain/docker.ts';
import { findProgram } from './obtain/find-program.ts';
import { goBuild } from './obtain/go-build.ts';
import { downloadMongod } from './obtain/mongod-download.ts';
import { cached } from './obtain/program-cache.ts';
import { mongoCommand } from './probe/mongo-command.ts';
import { atLeast, programVersion } from './program-version.ts';
import { giveTo } from './unprivileged-user.ts';

const oldest = '5.0';
const image = 'mongo:8';
const ferretVersion = '1.24.2';
/**
 * FerretDB indexes `_id` as ->"_id" and asks for ->'$._id': SQLite sees no likeness and reads the whole collection for
 * every point read. Asked as it was indexed, a point read is one.
 */
const ferretPatch = {
  module: 'github.com/FerretDB/FerretDB',
  file: 'internal/backends/sqlite/metadata/metadata.go',
  find: `IDColumn = DefaultColumn + "->'$._id'"`,
  replace: `IDColumn = DefaultColumn + "->'_id'"`,
};
const ferretSource = join(import.meta.dirname, '..', 'mongo-embedded');

/**
 * The store of clinical notes. A real mongod wherever one can be had; else FerretDB on SQLite, which speaks the same
 * protocol without transactions and change streams: notes need neither.
 */
export const mongo: BackingServer = {
  name: 'mongo',
  title: 'MongoDB',
  variable: 'MONGODB_URL',
  remedy: 'install MongoDB, or Go 1.24 (a stand-in is then built), or set MONGODB_URL',
  ways: [
    { way: 'path', find: onPath },
    { way: 'docker', find: inDocker },
    { way: 'download', find: fromVendor },
    { way: 'build', find: builtFerret },
  ],
  async prepare(program, place) {
    mkdirSync(place.dataDir, { recursive: true });
    if (program.way === 'docker' && process.getuid?.() === 0) giveTo(place.dataDir, { name: 'mongodb', uid: 999, gid: 999 });
    const wiredTiger = join(place.dataDir, 'WiredTiger');
    if (existsSync(wiredTiger) && !readFileSync(wiredTiger, 'utf8').startsWith('WiredTiger')) throw new Failure(`the MongoDB data folder ${place.dataDir} is damaged`);
  },
  launch(program, place) {
    if (program.flavour === 'ferretdb') {
      const args = ['-listen', `127.0.0.1:${place.port}`, '-dir', place.dataDir, ...(place.throwaway ? ['-throwaway'] : [])];
      return { command: program.program, args, stopSignal: 'SIGTERM' };
    }
    const settings = ['--quiet', '--wiredTigerCacheSizeGB', '0.25'];
    if (program.way === 'docker') {
      const run = { docker: program.program, image, port: place.port, imagePort: 27017, dataDir: place.dataDir, imageDataDir: '/data/db' };
      return { ...containerCommand({ ...run, args: ['mongod', '--bind_ip_all', ...settings] }), stopSignal: 'SIGTERM' };
    }
    return { command: program.program, args: ['--dbpath', place.dataDir, '--port', String(place.port), '--bind_ip', '127.0.0.1', ...settings], stopSignal: 'SIGTERM' };
  },
  url: (place) => `mongodb://127.0.0.1:${place.port}/dra`,
  probe: (url) => mongoCommand(url, 'admin', { ping: 1 }),
};

async function onPath(): Promise<Program> {
  const program = findProgram(['mongod'], ['/usr/local/mongodb/bin', '/opt/homebrew/bin']);
  if (!program) throw new Failure('no mongod on the PATH');
  const version = await programVersion(program);
  if (!atLeast(version, oldest)) throw new Failure(`${program} is ${version || 'of an unknown version'}, older than ${oldest}`);
  return { way: 'path', flavour: 'mongod', version, program, description: `MongoDB ${version} (${program})` };
}

async function inDocker(): Promise<Program> {
  const docker = await runningDocker();
  if (!docker) throw new Failure('no Docker engine answers');
  if (!(await hasImage(docker, image))) throw new Failure(`Docker cannot fetch ${image}`);
  return { way: 'docker', flavour: 'mongod', version: '8', program: docker, description: `MongoDB 8 (Docker, ${image})` };
}

async function fromVendor(): Promise<Program> {
  const { program, version } = await downloadMongod();
  return { way: 'download', flavour: 'mongod', version, program, description: `MongoDB ${version} (${program})` };
}

async function builtFerret(): Promise<Program> {
  const folder = await cached(`mongo-ferretdb-${ferretVersion}-indexed`, (building) => goBuild(ferretSource, building, 'mongo-embedded', { patch: ferretPatch }));
  const program = join(folder, 'mongo-embedded');
  return { way: 'build', flavour: 'ferretdb', version: ferretVersion, program, description: `FerretDB ${ferretVersion} in place of MongoDB (built here)` };
}

/** The same server, another database. */
export function mongoDatabaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

