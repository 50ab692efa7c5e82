import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { elsewhereFor } from '../servers/data-home.ts';
import { Failure } from '../servers/failure.ts';
import type { Say } from '../servers/progress.ts';
import { birthOf, endGroup } from './process-identity.ts';

export type Remembered = { name: string; pid: number; birth: string | null };

const marker = '.dr-assistant-data';
const runnerFile = (dataDir: string) => join(dataDir, 'runner.json');
const processesFile = (dataDir: string) => join(dataDir, 'processes.json');

/**
 * Takes the data folder for this run. A run that was killed left its processes behind: they are ended first, each only
 * if it is still the process that was noted.
 * @throws Failure when another run is alive in this folder
 */
export async function takeRunFolder(dataDir: string, options: { reset: boolean; say: Say }): Promise<void> {
  const runner = readNotes(runnerFile(dataDir))[0];
  if (runner && isStill(runner)) throw new Failure(`it runs already from this folder (process ${runner.pid}): stop that one first, or set DATA_DIR to another folder`);
  await endLeftovers(dataDir, options.say);
  if (options.reset) {
    if (!isOurs(dataDir)) throw new Failure(`${dataDir} holds something that npm start did not put there: --reset would remove it`);
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(elsewhereFor(dataDir), { recursive: true, force: true });
  }
  makeFolder(dataDir);
  note(runnerFile(dataDir), [{ name: 'runner', pid: process.pid, birth: birthOf(process.pid) }]);
}

/** DATA_DIR may name any folder by mistake: only one that is missing, empty or begun by us is ever removed. */
function isOurs(dataDir: string): boolean {
  return !existsSync(dataDir) || readdirSync(dataDir).length === 0 || existsSync(join(dataDir, marker));
}

export function leaveRunFolder(dataDir: string): void {
  rmSync(runnerFile(dataDir), { force: true });
  rmSync(processesFile(dataDir), { force: true });
}

export function rememberProcesses(dataDir: string, processes: readonly Remembered[]): void {
  note(processesFile(dataDir), processes);
}

function makeFolder(dataDir: string): void {
  try {
    makeEach(join(dataDir, 'logs'));
    writeFileSync(join(dataDir, marker), 'Data, keys and logs of one `npm start`. `npm start -- --reset` begins anew.\n');
  } catch (error) {
    throw new Failure(`the data folder ${dataDir} cannot be written (${(error as NodeJS.ErrnoException).code}): set DATA_DIR to a folder of yours`);
  }
}

/** One by one: in a folder that takes none (/proc), a recursive mkdir of this Node never ends. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return;
  makeEach(dirname(folder));
  mkdirSync(folder);
}

async function endLeftovers(dataDir: string, say: Say): Promise<void> {
  const left = readNotes(processesFile(dataDir)).filter(isStill);
  if (left.length === 0) return;
  say(`ending ${left.length} processes that an earlier run left behind`);
  // Services before the servers that they use: they were noted in the order in which they were started.
  for (const one of left.reverse()) {
    process.kill(one.pid, 'SIGTERM');
    for (let waited = 0; isStill(one) && waited < 5_000; waited += 50) await sleep(50);
    if (isStill(one)) process.kill(one.pid, 'SIGKILL');
    endGroup(one.pid);
  }
}

const isStill = ({ pid, birth }: Remembered): boolean => birth !== null && birthOf(pid) === birth;

function note(file: string, processes: readonly Remembered[]): void {
  writeFileSync(`${file}.new`, JSON.stringify(processes), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readNotes(file: string): Remembered[] {
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Remembered[];
  } catch {
    throw new Failure(`${file} is damaged: remove it, after a look at what still runs`);
  }
}
