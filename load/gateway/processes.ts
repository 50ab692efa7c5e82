import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';

/** A program of the benchmark, its lines read one by one. */
export type Program = { child: ChildProcess; pid: number; lines: Interface; next(): Promise<string>; stop(): Promise<void> };

/** Whether programs can be kept on one core each here. */
export const canPin = process.platform === 'linux' && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

const running = new Set<ChildProcess>();
/** Programs are groups of their own: what ends us, a closed terminal or a pipe that nobody reads, would leave them. */
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** @param core the core that the program may use, where programs can be kept on one */
export function startProgram(command: string, args: readonly string[], options: { core?: number; env?: Record<string, string>; shell?: boolean; cwd?: string; /** Where its stderr goes; ours by default. */ log?: string } = {}): Program {
  const pinned = options.core !== undefined && canPin;
  const program = pinned ? 'taskset' : command;
  const all = pinned ? ['-c', String(options.core), ...(options.shell ? ['sh', '-c', command] : [command, ...args])] : options.shell ? ['-c', command] : [...args];
  const errors = options.log === undefined ? null : openSync(options.log, 'a');
  const child = spawn(options.shell && !pinned ? 'sh' : program, all, { stdio: ['pipe', 'pipe', errors ?? 'inherit'], env: { ...process.env, ...options.env }, ...(options.cwd ? { cwd: options.cwd } : {}), detached: true });
  if (errors !== null) closeSync(errors);
  if (!child.stdout) throw new Error('a program without stdout');
  // A program that has ended is told by its exit.
  child.stdin?.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout });
  const waiting: ((line: string) => void)[] = [];
  const unread: string[] = [];
  lines.on('line', (line) => {
    const reader = waiting.shift();
    if (reader) reader(line);
    else unread.push(line);
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    child,
    pid: child.pid ?? 0,
    lines,
    next: () => {
      const line = unread.shift();
      if (line !== undefined) return Promise.resolve(line);
      return Promise.race([new Promise<string>((resolve) => waiting.push(resolve)), exited.then(() => Promise.reject(new Error(`${command} ended`)))]);
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      signalGroup(child, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    child.kill(signal);
  }
}

export type Usage = { cpuSeconds: number; rssMb: number };

const ticksPerSecond = 100;

/** CPU so far and memory now of a process and all that it started; null where the system does not say. */
export function usageOf(pid: number): Usage | null {
  if (process.platform !== 'linux') return null;
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, parent = '0', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(name), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]), pages: Number(rest[19]) }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
  const tree = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) if (tree.has(one.parent) && !tree.has(one.pid)) {
      tree.add(one.pid);
      grown = true;
    }
  }
  const mine = all.filter((one) => tree.has(one.pid));
  return { cpuSeconds: mine.reduce((sum, one) => sum + one.ticks, 0) / ticksPerSecond, rssMb: (mine.reduce((sum, one) => sum + one.pages, 0) * 4) / 1_024 };
}
