import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CheckpointError } from '../../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/checkpoint-error.ts';
import { readConfiguration } from '../../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/configuration.ts';
import { openTensors } from '../../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/read-safetensors.ts';
import { readTokens } from '../../../subgraphs/inference/src/engines/whisper-tfjs/tokens/tokens.ts';
import { modelManifest } from '../../../subgraphs/inference/src/models/manifest.ts';
import type { ModelManifest } from '../../../subgraphs/inference/src/models/manifest.ts';
import { writeManifest } from '../../../subgraphs/inference/src/models/write-manifest.ts';
import { needed } from './hub.ts';

export type OwnModel = { id?: string | undefined; version: string; tier: ModelManifest['tier']; licence: string; data: string };

/** A sentence for who asked. */
export class AddFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AddFailed';
  }
}

/**
 * Copies a checkpoint of one's own (a Hugging Face folder: fine-tuned, or brought without a network) under `home`, with
 * its manifest. Nothing is left there when it cannot be read or copied.
 * @throws AddFailed
 */
export async function addModel(from: string, home: string, { id = basename(resolve(from)).toLowerCase(), ...about }: OwnModel): Promise<{ folder: string; manifest: ModelManifest }> {
  if (!modelManifest.shape.id.safeParse(id).success) throw new AddFailed(`${id} is no id of a model: small letters, digits, dots, dashes and underscores; --id gives another`);
  const folder = join(home, id);
  if (existsSync(folder)) throw new AddFailed(`there is a model ${id} in ${home} already: give another --id, or remove that folder`);
  look(from);
  let made: string | undefined;
  try {
    mkdirSync(home, { recursive: true });
    made = mkdtempSync(join(home, '.adding-'));
    for (const name of readdirSync(from).filter((one) => needed.test(one))) cpSync(join(from, name), join(made, name), { dereference: true, mode: constants.COPYFILE_FICLONE });
    const manifest = await writeManifest(made, { id, kind: 'whisper', source: `added from a folder, ${basename(resolve(from))}`, metrics: {}, ...about });
    renameSync(made, folder);
    return { folder, manifest };
  } catch (error) {
    if (made) rmSync(made, { recursive: true, force: true });
    throw new AddFailed(`the model cannot be copied to ${home} (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`, { cause: error });
  }
}

/** What a worker would find wrong with it, before a gigabyte is copied. */
function look(folder: string): void {
  try {
    readTokens(folder, readConfiguration(folder));
    openTensors(folder).close();
  } catch (error) {
    if (error instanceof CheckpointError) throw new AddFailed(`${folder} is no Whisper checkpoint: ${error.message}`, { cause: error });
    throw error;
  }
}
