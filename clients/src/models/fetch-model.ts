import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '../../../subgraphs/inference/src/models/manifest.ts';
import { readManifest, verifyModel } from '../../../subgraphs/inference/src/models/model-folders.ts';
import { writeManifest } from '../../../subgraphs/inference/src/models/write-manifest.ts';
import { knownModels } from './catalogue.ts';
import { fetchFile } from './fetch-file.ts';
import type { FetchOptions } from './fetch-file.ts';
import { FetchFailed } from './hub.ts';
import type { Hub } from './hub.ts';

export type Fetched = { folder: string; manifest: ModelManifest; fresh: boolean };

/**
 * Brings a model under `home`, verified, with its manifest written last.
 * @param wanted an id of the catalogue, or `owner/name`; either with `@revision`
 * @throws FetchFailed
 */
export async function fetchModel(hub: Hub, wanted: string, home: string, options: Omit<FetchOptions, 'onBytes'> & { onProgress: (done: number, total: number) => void }): Promise<Fetched> {
  const [name = '', revision = 'main'] = wanted.split('@');
  const known = knownModels.find(({ id }) => id === name);
  const repository = known?.repository ?? name;
  if (!known && !/^[\w.-]+\/[\w.-]+$/.test(name)) throw new FetchFailed(`there is no model ${name}: npm run models -- list shows those with a name; others are called OWNER/NAME`);
  const id = known?.id ?? name.replace('/', '--').toLowerCase();
  const folder = join(home, id);
  const model = await hub.describe(repository, revision);
  if (await isThere(folder, model.commit)) return { folder, manifest: readManifest(folder), fresh: false };
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FetchFailed(`${home} cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
  const total = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const file of model.files) {
    await fetchFile(hub, model, file, folder, { ...options, onBytes: (bytes) => options.onProgress(before + bytes, total) });
    before += file.bytes;
  }
  const manifest = await writeManifest(folder, {
    id,
    version: model.commit.slice(0, 12),
    kind: 'whisper',
    // Nobody here knows how good a stranger's model is.
    tier: known?.tier ?? 'DEMO',
    licence: known?.licence ?? model.licence ?? 'not stated',
    source: `${repository}@${model.commit}`,
    data: known?.data ?? 'not stated here; see its card',
    metrics: {},
  });
  return { folder, manifest, fresh: true };
}

async function isThere(folder: string, commit: string): Promise<boolean> {
  try {
    return (await verifyModel(folder)).source.endsWith(`@${commit}`);
  } catch {
    // Not there, half there or changed: fetching goes on with what is good.
    return false;
  }
}
