import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackingServer, Launch, Place, Program } from './backing-server.ts';
import { Failure, sentenceOf } from './failure.ts';
import { removeContainerOf } from './obtain/docker.ts';

export type RunningServer = {
  url: string;
  pid: number;
  /** Settles when the process is gone, whoever ended it. */
  exited: Promise<void>;
  /** Ends it in order; after the deadline by force. Idempotent. */
  stop(): Promise<void>;
};

const startDeadlineMs = 30_000;
const stopDeadlineMs = 8_000;

/**
 * Starts a server in its place and waits until it answers. `spawned` hears of the process before it does.
 * @throws Failure: one sentence with the last thing the server said, when it ends early or does not answer in time
 */
export async function startServer(server: BackingServer, program: Program, place: Place, logFile: string, spawned: (process: RunningServer) => void = () => undefined): Promise<RunningServer> {
  if (program.way === 'docker') await removeContainerOf(program.program, place.dataDir);
  await server.prepare(program, place);
  const launch = server.launch(program, place);
  const child = spawnLogged(launch, logFile);
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = server.url(place);
  const running = { url, pid: child.pid ?? 0, exited, stop: () => stopChild(child, exited, launch.stopSignal) };
  spawned(running);
  try {
    await waitUntilItAnswers(server, url, place, child, logFile);
    return running;
  } catch (error) {
    child.kill('SIGKILL');
    await exited;
    throw error;
  }
}

/** A process in a group of its own, so that a terminal's Ctrl-C reaches only the runner, which then ends things in order. */
export function spawnLogged(launch: Launch, logFile: string): ChildProcess {
  rotate(logFile);
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(launch.command, launch.args, {
      cwd: '/',
      env: { ...environmentOfServers(), ...launch.env },
      stdio: ['ignore', log, log],
      detached: true,
      ...(launch.uid === undefined ? {} : { uid: launch.uid, gid: launch.gid }),
    });
    child.on('error', () => undefined); // "close" follows, and the waiting below reports it
    return child;
  } finally {
    closeSync(log);
  }
}

async function waitUntilItAnswers(server: BackingServer, url: string, place: Place, child: ChildProcess, logFile: string): Promise<void> {
  const giveUp = Date.now() + startDeadlineMs;
  for (let last = 'no answer'; ; ) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Failure(`${server.title} did not start: ${lastComplaint(logFile) || `it ended with ${child.exitCode ?? child.signalCode ?? 'no process'}`} (log: ${logFile})`);
    }
    try {
      return await server.probe(url, place);
    } catch (error) {
      if (error instanceof Failure) throw error;
      last = sentenceOf(error);
    }
    if (Date.now() > giveUp) throw new Failure(`${server.title} did not answer within ${startDeadlineMs / 1000} s: ${last} (log: ${logFile})`);
    await sleep(40);
  }
}

export async function stopChild(child: ChildProcess, exited: Promise<void>, signal: NodeJS.Signals, deadlineMs = stopDeadlineMs): Promise<void> {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  await exited;
  clearTimeout(timer);
}

/** Servers get what a program needs to run and nothing of our own: no URLs, no keys, no settings meant for others. */
function environmentOfServers(): NodeJS.ProcessEnv {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'LC_ALL', 'SYSTEMROOT', 'DOCKER_HOST', 'XDG_RUNTIME_DIR'];
  return Object.fromEntries(passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

const largestLog = 10 * 1024 * 1024;

/** Keeps one older file: logs are capped when their process starts. */
export function rotate(logFile: string): void {
  if (existsSync(logFile) && statSync(logFile).size > largestLog) renameSync(logFile, `${logFile}.1`);
}

/** The last line of the log that sounds like a reason, else the last line. */
export function lastComplaint(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').slice(-8_000).split('\n').map((line) => line.trim()).filter(Boolean);
  const complaint = lines.findLast((line) => /fatal|panic|error|failed|cannot|could not|in use|corrupt|invalid/i.test(line)) ?? lines.at(-1) ?? '';
  return complaint.slice(0, 300);
}
