import { runCommand } from './obtain/run-command.ts';

/** What a program says of its own version, as `15.18`; empty when it says nothing. */
export async function programVersion(program: string, argument = '--version'): Promise<string> {
  const { stdout, stderr } = await runCommand(program, [argument], { deadlineMs: 10_000 });
  return /(\d+(?:\.\d+)+)/.exec(`${stdout}\n${stderr}`)?.[1] ?? '';
}

/** Whether `version` is at least `least`, compared number by number. */
export function atLeast(version: string, least: string): boolean {
  const have = version.split('.').map(Number);
  const want = least.split('.').map(Number);
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return version !== '';
}
