import { readFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../failure.ts';
import { findProgram } from './find-program.ts';
import { mustRun } from './run-command.ts';

/**
 * Installs one package of an exact version into a folder with the user's own npm. Install scripts stay off: npm 12
 * blocks them anyway, and what they would do we do ourselves, in view.
 * @returns the package's folder
 */
export async function installNpmPackage(name: string, version: string, into: string): Promise<string> {
  const npm = findProgram(['npm']);
  if (!npm) throw new Failure('npm is not on the PATH');
  const args = ['install', '--prefix', into, '--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`];
  await mustRun(`npm install ${name}@${version}`, npm, args, { cwd: into, env: outsideTheClone(), deadlineMs: 240_000 });
  const folder = join(into, 'node_modules', name);
  if (!existsSync(folder)) throw new Failure(`npm install ${name}@${version} installed nothing`);
  return folder;
}

/** npm hands its own settings down to what it starts; inside an npm script those would point at the clone. */
function outsideTheClone(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ['npm_config_local_prefix', 'npm_config_prefix', 'npm_package_json', 'INIT_CWD']) delete env[name];
  return env;
}

/** The embedded PostgreSQL package lists its libraries' symbolic links, which npm packages cannot carry. */
export function makeListedLinks(packageFolder: string, list: string): void {
  const links = JSON.parse(readFileSync(join(packageFolder, list), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
  }
}
