/**
 * One bundle that is made when it is first wanted, and again when what it is made of has changed. Each build is a folder of
 * its own that never changes, so that starts side by side, and gateways that still run from an older one, disturb nobody;
 * `current.json` names the latest, by an atomic rename.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundler = join(dirname(fileURLToPath(import.meta.url)), 'bundle.mjs');
/** Older ones may still be what a running gateway takes its thread and its workers from. */
const keptBuilds = 4;

/**
 * @param {{ workspace: string; folder: string; entries: readonly string[]; lockHash: string; run(args: string[], cwd: string): Promise<number> }} options
 *   `entries` as bundle.mjs takes them; `folder` holds the builds; packages are those of `lockHash`; `run` starts Node
 * @returns {Promise<string>} the folder of the bundles
 * @throws Error when it cannot be built, with the reason
 */
export async function freshBundle({ workspace, folder, entries, lockHash, run }) {
  const made = createHash('sha256').update(JSON.stringify([lockHash, entries])).digest('hex');
  const pointer = join(folder, 'current.json');
  const known = readPointer(pointer);
  if (known?.made === made && Object.entries(known.inputs).every(([path, state]) => stateOf(resolve(workspace, path)) === state) && isThere(join(folder, known.build))) return join(folder, known.build);

  const began = Date.now();
  const temporary = join(folder, `.${randomUUID()}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const metafile = join(temporary, 'meta.json');
    const code = await run([bundler, ...entries, '--names-may-change', `--outdir=${temporary}`, `--metafile=${metafile}`], workspace);
    if (code !== 0) throw new Error('the bundler did not succeed');
    // Packages change with the lockfile only; they are most of the files.
    const own = [bundler, ...Object.keys(JSON.parse(readFileSync(metafile, 'utf8')).inputs).filter((path) => !/(^|\/)node_modules\//.test(path))];
    // What was saved while it was built may or may not be in it: then it is built again the next time.
    const inputs = Object.fromEntries(own.map((path) => [path, stateOf(resolve(workspace, path), began)]));
    const build = hashOf(temporary);
    place(temporary, join(folder, build));
    writeFileSync(`${temporary}.json`, JSON.stringify({ made, build, inputs }));
    renameSync(`${temporary}.json`, pointer);
    removeOld(folder, build);
    return join(folder, build);
  } finally {
    for (const left of [temporary, `${temporary}.json`]) rmSync(left, { recursive: true, force: true });
  }
}

function readPointer(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // none yet, or not one of ours: then there is nothing to reuse
  }
}

const isThere = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined;

function stateOf(path, before = Number.POSITIVE_INFINITY) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && stats.mtimeMs < before ? `${stats.mtimeMs}:${stats.size}` : null;
}

function hashOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.cjs')) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

function place(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isThere(to)) throw error; // another start has put the same there
  }
}

function removeOld(folder, current) {
  const others = readdirSync(folder).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== current).map((name) => join(folder, name));
  const age = new Map(others.map((path) => [path, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0]));
  others.sort((a, b) => age.get(b) - age.get(a));
  for (const old of others.slice(keptBuilds - 1)) rmSync(old, { recursive: true, force: true });
}
