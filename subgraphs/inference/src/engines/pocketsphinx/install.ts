import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The version whose words and times we measured. Its wheel brings the American English model, 29 MB. */
export const pocketsphinxVersion = '5.1.1';

export const remedy =
  'Install python3 with pip and start again, or run `python3 -m pip install pocketsphinx==5.1.1`; until then upload transcripts as text.';

/** Where the recogniser lives: per user, outside the clone and outside the data, so that a reset keeps it. */
export function pocketsphinxHome(cacheHome: string = join(homedir(), '.cache')): string {
  return join(cacheHome, 'dr-assistant', `pocketsphinx-${pocketsphinxVersion}`);
}

/** A way to start Python so that it finds the recogniser. */
export type PythonCommand = { python: string; env: Record<string, string> };

export type Surroundings = {
  /** The environment that Python and pip are found in: PATH, and pip's own settings. */
  env: NodeJS.ProcessEnv;
  /** XDG_CACHE_HOME; `~/.cache` where it is not set. */
  cacheHome?: string | undefined;
};

/** Ways to run the recogniser: the one that `installPocketsphinx` made, else whatever the PATH's python3 has. */
export function pythonCandidates({ env, cacheHome }: Surroundings): PythonCommand[] {
  const home = pocketsphinxHome(cacheHome);
  const base = { ...(env.PATH ? { PATH: env.PATH } : {}), PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' };
  const installed = existsSync(join(home, marker)) ? (JSON.parse(readFileSync(join(home, marker), 'utf8')) as { python: string }) : null;
  return [
    ...(installed ? [{ python: installed.python, env: { ...base, PYTHONPATH: join(home, 'lib') } }] : []),
    { python: 'python3', env: base },
  ];
}

export type Installed = { ok: true; home: string; fresh: boolean } | { ok: false; reason: string; remedy: string };

/** Written last: says that the folder is whole, and which Python its native library was made for. */
const marker = 'installed.json';

/**
 * Puts the recogniser into the user's cache with pip; nothing outside that folder changes. Never throws and never asks:
 * without Python, pip or a package index it says so, and the engine reports ASR_ENGINE_UNAVAILABLE.
 * Safe to call at every start: what is there and still runs is kept.
 */
export async function installPocketsphinx({ env, cacheHome, timeoutMs = 180_000 }: Surroundings & { timeoutMs?: number }): Promise<Installed> {
  const home = pocketsphinxHome(cacheHome);
  if (existsSync(join(home, marker))) {
    const known = pythonCandidates({ env, cacheHome })[0];
    if (known && (await run(known.python, ['-c', tryOut], known.env, 60_000)).code === 0) return { ok: true, home, fresh: false };
  }
  const where = await run('python3', ['-c', 'import sys; print(sys.executable)'], env, 30_000);
  if (where.code !== 0) return failure('there is no python3 on the PATH');
  const python = where.output.trim();

  // Built aside and renamed: two starts at once do not see each other's halves.
  const building = `${home}.${process.pid}`;
  mkdirSync(building, { recursive: true });
  try {
    // --target, not a virtual environment: Debian's python3 comes without the module that makes those.
    // Without dependencies: its only one is for microphones.
    const args = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--prefer-binary', '--target', join(building, 'lib'), `pocketsphinx==${pocketsphinxVersion}`];
    const pip = await run(python, args, env, timeoutMs);
    if (pip.code === null) return failure('pip took too long');
    if (pip.code !== 0) return failure(`pip could not install pocketsphinx ${pocketsphinxVersion}`);
    if ((await run(python, ['-c', tryOut], { ...env, PYTHONPATH: join(building, 'lib') }, 60_000)).code !== 0) return failure('pocketsphinx was installed but does not run on this machine');
    writeFileSync(join(building, marker), JSON.stringify({ python }));
    rmSync(home, { recursive: true, force: true });
    renameSync(building, home);
    return { ok: true, home, fresh: true };
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

const tryOut = 'import pocketsphinx; pocketsphinx.get_model_path()';

function failure(reason: string): Installed {
  return { ok: false, reason, remedy };
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, timeoutMs: number): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    // Not spawn's own timeout: its timer outlives a program that was not found.
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    let output = '';
    const done = (code: number | null) => {
      clearTimeout(timer);
      resolve({ code, output });
    };
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString('utf8')));
    child.once('error', () => done(127));
    child.once('close', done);
  });
}
