import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hashOfFiles, manifestFile, modelManifest } from './manifest.ts';
import type { ModelManifest } from './manifest.ts';

/** A model folder that must not be loaded. The message names the file and what is wrong with it. */
export class ModelInvalid extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelInvalid';
  }
}

export type ModelFolder = { folder: string; manifest: ModelManifest };

/** @throws ModelInvalid */
export function readManifest(folder: string): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8'));
  } catch {
    throw new ModelInvalid(`${basename(folder)} has no readable ${manifestFile}`);
  }
  const parsed = modelManifest.safeParse(json);
  if (!parsed.success) throw new ModelInvalid(`${manifestFile} of ${basename(folder)}: ${parsed.error.issues.slice(0, 2).map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  return parsed.data;
}

/** Folders under `home` that have a manifest, each with what is wrong with it where something is. Content is not read. */
export function listModels(home: string): ({ folder: string; manifest: ModelManifest } | { folder: string; fault: string })[] {
  if (!existsSync(home)) return [];
  return readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(home, entry.name, manifestFile)))
    .map(({ name }) => {
      const folder = join(home, name);
      try {
        return { folder, manifest: readManifest(folder) };
      } catch (error) {
        if (error instanceof ModelInvalid) return { folder, fault: error.message };
        throw error;
      }
    });
}

/**
 * Reads every file of a model and compares it with the manifest; about 3 s a GB.
 * @throws ModelInvalid for the first file that is missing, cut, changed or not named in the manifest's hash
 */
export async function verifyModel(folder: string, onProgress: (fraction: number) => void = () => undefined): Promise<ModelManifest> {
  const manifest = readManifest(folder);
  if (hashOfFiles(manifest.files) !== manifest.hash) throw new ModelInvalid(`${manifestFile} of ${manifest.id}: its hash is not that of its files`);
  const total = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  for (const { path, bytes, sha256 } of manifest.files) {
    const size = statSync(join(folder, path), { throwIfNoEntry: false })?.size;
    if (size === undefined) throw new ModelInvalid(`${manifest.id}: ${path} is missing`);
    if (size !== bytes) throw new ModelInvalid(`${manifest.id}: ${path} has ${size} bytes instead of ${bytes}`);
    if ((await sha256Of(join(folder, path))) !== sha256) throw new ModelInvalid(`${manifest.id}: ${path} is not the file that was fetched (its SHA-256 differs)`);
    done += bytes;
    onProgress(total === 0 ? 1 : done / total);
  }
  return manifest;
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
