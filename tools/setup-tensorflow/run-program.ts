import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Ends what was started: for a set-up that is interrupted. */
export function stopPrograms(): void {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a program to its end.
 * @throws Error with the last lines of what it said
 */
export function runProgram(program: string, args: readonly string[], { cwd, env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const hear = (piece: Buffer) => {
      output = (output + piece.toString('utf8')).slice(-20_000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => reject(new Error(`${program} does not start: ${error.message}`)));
    child.once('close', (code) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with ${code ?? 'a signal'}: ${output.trim().split('\n').slice(-4).join(' | ') || 'it said nothing'}`));
    });
  });
}
