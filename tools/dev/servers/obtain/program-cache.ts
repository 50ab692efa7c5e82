import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, sentenceOf } from '../failure.ts';
import { traversableBy } from '../unprivileged-user.ts';

/** Servers' programs live outside the clone and outside the data: a reset or a second clone builds nothing again. */
export function programCache(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dr-assistant');
}

/** For programs that root must start as another user, when root's home is closed to that user. */
export function programCacheFor(user: { uid: number; gid: number } | undefined): string {
  const usual = programCache();
  return user && !traversableBy(usual, user) ? '/var/cache/dr-assistant' : usual;
}

/**
 * The folder `<cache>/<name>`, filled by `build` when it is not there yet. Two runs at once build once; a build that
 * is killed leaves nothing that looks finished.
 */
export async function cached(name: string, build: (folder: string) => Promise<void>, root = programCache()): Promise<string> {
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  makeFolder(root);
  const unlock = await lock(`${folder}.lock`);
  const building = `${folder}.building`;
  try {
    if (existsSync(folder)) return folder;
    rmSync(building, { recursive: true, force: true });
    mkdirSync(building);
    await build(building);
    renameSync(building, folder);
    return folder;
  } finally {
    rmSync(building, { recursive: true, force: true });
    unlock();
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure(`cannot write the cache of server programs ${folder} (${sentenceOf(error)}): set XDG_CACHE_HOME to a folder of yours`);
  }
}

const staleAfterMs = 20_000;

/** A lock file that its owner touches every few seconds: when the owner dies, the lock goes stale by itself. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isStale(file)) rmSync(file, { force: true });
    else await sleep(200);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    if (existsSync(file)) utimesSync(file, now, now);
  }, staleAfterMs / 5).unref();
  return () => {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  };
}

function isStale(file: string): boolean {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner > 0 && !isAlive(owner)) return true;
    return Date.now() - statSync(file).mtimeMs > staleAfterMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
