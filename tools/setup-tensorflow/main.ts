/**
 * `npm run setup:tensorflow [-- --gpu | --webgpu] [--force]`: brings a faster backend for TensorFlow.js from the package
 * registries alone, into TF_DEPS_DIR (default: the user's cache), outside node_modules, so that `npm ci` keeps it.
 * Built aside and renamed when it has computed something: what is there is whole. Run it as often as you like.
 * Exit 0, or 1 with one sentence that says what is missing.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { nativeVersions, readyStamp } from '../../subgraphs/inference/src/backends/native-folders.ts';
import { buildAddon } from './build-addon.ts';
import { flavours } from './flavours.ts';
import type { Flavour } from './flavours.ts';
import { runProgram, stopPrograms } from './run-program.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { gpu: { type: 'boolean', default: false }, webgpu: { type: 'boolean', default: false }, force: { type: 'boolean', default: false } } });
  const flavour = flavours[values.webgpu ? 'webgpu' : values.gpu ? 'gpu' : 'cpu'];
  const folder = flavour.folder({ tensorflowDir: process.env['TF_DEPS_DIR'], cacheHome: process.env['XDG_CACHE_HOME'] });
  if (!values.force && existsSync(join(folder, readyStamp)) && (await computes(flavour, folder)) === null) {
    say(`${flavour.title} is up to date in ${folder}`);
    return;
  }
  await checkMachine(flavour);
  const building = `${folder}.building-${process.pid}`;
  const clear = () => rmSync(building, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stopPrograms();
      clear();
      process.exit(1);
    });
  }
  try {
    mkdirSync(building, { recursive: true });
    say(`installing ${flavour.title}`);
    await installPackages(flavour, building);
    if (flavour.native) await buildAddon(building, flavour.native.npmPackage, flavour.native.wheel, say);
    const fault = await computes(flavour, building);
    if (fault) throw new Error(`it was built and does not run here: ${fault}`);
    writeFileSync(join(building, readyStamp), JSON.stringify({ ...nativeVersions, wheel: flavour.native?.wheel ?? null, at: new Date().toISOString() }));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(building, folder);
  } finally {
    clear();
  }
  say(`${flavour.title} is ready in ${folder}`);
}

async function checkMachine({ native }: Flavour): Promise<void> {
  if (!native) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`native TensorFlow is set up on linux-x64 only, and this is ${process.platform}-${process.arch}: the wasm backend runs everywhere`);
  for (const [program, args, remedy] of [['g++', ['--version'], 'Debian: apt-get install g++'], ['python3', ['-m', 'pip', '--version'], 'Debian: apt-get install python3-pip']] as const) {
    await runProgram(program, args).catch(() => {
      throw new Error(`${[program, ...args].slice(0, program === 'g++' ? 1 : 3).join(' ')} is needed and not there (${remedy})`);
    });
  }
}

/** By its lockfile, which names each package's hash; no install script runs. */
async function installPackages({ manifest }: Flavour, folder: string): Promise<void> {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(manifest, file), join(folder, file));
  const npm = process.env['npm_execpath'];
  const [program, first] = npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  // A surrounding `npm run` tells its child where the workspaces are, and this folder is none of them.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_prefix|prefix|workspace)|package_|lifecycle_)/i.test(name)));
  await runProgram(program, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error', '--prefix', folder], { cwd: folder, env });
}

/** In a process of its own: a library that crashes must not take this one along. Null when all is well. */
async function computes({ proof }: Flavour, folder: string): Promise<string | null> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  return runProgram(process.execPath, ['-e', proof], { cwd: folder, env }).then(
    () => null,
    (error: Error) => error.message,
  );
}

main().catch((error: unknown) => {
  say(`setup:tensorflow did not succeed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
