import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../servers/failure.ts';
import { httpStatus } from '../servers/probe/http-status.ts';
import { lastComplaint, spawnLogged, stopChild } from '../servers/start-server.ts';
import { root } from './options.ts';
import { endGroup } from './process-identity.ts';
import type { Service } from './services.ts';
import type { Started } from './supervisor.ts';

const readyDeadlineMs = 60_000;
/** A little longer than a service's own drain deadline. */
const drainMs = 12_000;

/**
 * Starts one of our processes and waits until its operations' door says ready.
 * @throws Failure with the last thing it said
 */
export async function startService(service: Service, environment: Record<string, string>, logFile: string, spawned: (process: Started) => void): Promise<void> {
  const child = spawnLogged(
    {
      command: process.execPath,
      args: [`--max-old-space-size=${service.heapMb}`, `--max-semi-space-size=${service.kind === 'gateway' ? 4 : 2}`, '--disable-warning=ExperimentalWarning', '--disable-warning=DEP0040', join(root, service.bundle)],
      // Ten processes on one laptop: each thread's malloc arena and a large young generation cost 25 MB a process.
      env: { ...environment, MALLOC_ARENA_MAX: '2' },
      stopSignal: 'SIGTERM',
    },
    logFile,
  );
  const exited = new Promise<void>((resolve) =>
    child.once('close', () => {
      if (child.pid !== undefined) endGroup(child.pid);
      resolve();
    }),
  );
  spawned({ pid: child.pid ?? 0, exited, stop: () => stopChild(child, exited, 'SIGTERM', drainMs) });
  const giveUp = Date.now() + readyDeadlineMs;
  while (!(await isReady(environment['OPS_PORT']))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) throw new Failure(`${service.name} did not start: ${lastWords(logFile)} (log: ${logFile})`);
    if (Date.now() > giveUp) {
      child.kill('SIGKILL');
      await exited;
      throw new Failure(`${service.name} was not ready within ${readyDeadlineMs / 1000} s: ${lastWords(logFile)} (log: ${logFile})`);
    }
    await sleep(50);
  }
}

async function isReady(opsPort: string | undefined): Promise<boolean> {
  try {
    return (await httpStatus(`http://127.0.0.1:${opsPort}/readyz`, { deadlineMs: 2_500 })) === 200;
  } catch {
    return false; // not listening yet
  }
}

/** Our services log JSON: the message of the last serious line says more than the line. */
function lastWords(logFile: string): string {
  const line = lastComplaint(logFile);
  return /"msg":"([^"]*)"/.exec(line)?.[1] ?? line;
}
