import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles, manifestFile, modelManifest } from './manifest.ts';
import type { ModelManifest } from './manifest.ts';
import { sha256Of } from './model-folders.ts';

/** Describes all files of a folder as they are now, and writes the manifest beside them. */
export async function writeManifest(folder: string, about: Omit<ModelManifest, 'files' | 'hash'>): Promise<ModelManifest> {
  const names = readdirSync(folder).filter((name) => name !== manifestFile && statSync(join(folder, name)).isFile());
  const files = await Promise.all(names.toSorted().map(async (path) => ({ path, bytes: statSync(join(folder, path)).size, sha256: await sha256Of(join(folder, path)) })));
  const manifest = modelManifest.parse({ ...about, files, hash: hashOfFiles(files) });
  writeFileSync(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
