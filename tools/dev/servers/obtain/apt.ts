import { findProgram } from './find-program.ts';
import { mustRun, runCommand } from './run-command.ts';

/** Only root may touch the system's packages; nobody is ever asked for a password. */
export function canApt(): boolean {
  return process.getuid?.() === 0 && findProgram(['apt-get']) !== undefined;
}

const env = () => ({ ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
const lockWait = 'DPkg::Lock::Timeout=120';

/** @throws Failure */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  const install = ['install', '-y', '-q', '--no-install-recommends', '-o', lockWait, ...packages];
  const first = await runCommand('apt-get', install, { env: env(), deadlineMs: 240_000 });
  if (first.code === 0) return;
  // A bare machine has no package lists yet.
  await mustRun('apt-get update', 'apt-get', ['update', '-q', '-o', lockWait], { env: env(), deadlineMs: 120_000 });
  await mustRun(`apt-get install ${packages.join(' ')}`, 'apt-get', install, { env: env(), deadlineMs: 240_000 });
}
