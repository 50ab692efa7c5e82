import { spawn } from 'node:child_process';
import { Failure } from '../failure.ts';

export type CommandResult = { code: number | null; stdout: string; stderr: string };

export type CommandOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** The command and what it started are ended after this many milliseconds. */
  deadlineMs: number;
  uid?: number;
  gid?: number;
};

/** Runs a command to its end without a terminal, so that nothing can ask a question. Never throws for an exit code. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, so that the deadline ends its children too
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout = tail(stdout + chunk)));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr = tail(stderr + chunk)));
    const endGroup = () => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    const timer = setTimeout(() => {
      stderr += `\ngave up after ${Math.round(options.deadlineMs / 1000)} s`;
      endGroup();
    }, options.deadlineMs);
    process.once('exit', endGroup);
    const finish = (code: number | null) => {
      clearTimeout(timer);
      process.removeListener('exit', endGroup);
      resolve({ code, stdout, stderr });
    };
    child.once('error', (error) => {
      stderr += error.message;
      finish(null);
    });
    child.once('close', finish);
  });
}

/** @throws Failure whose sentence names `what` and the last line that the command said */
export async function mustRun(what: string, command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const result = await runCommand(command, args, options);
  if (result.code === 0) return result.stdout;
  throw new Failure(`${what} failed: ${lastLine(result.stderr) || lastLine(result.stdout) || `exit code ${result.code}`}`);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const tail = (text: string) => (text.length > 64_000 ? text.slice(-32_000) : text);

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 300) ?? '';
}
