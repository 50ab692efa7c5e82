import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type NativePlaces = {
  /** TF_DEPS_DIR: where `npm run setup:tensorflow` was told to put native TensorFlow. */
  tensorflowDir?: string | null | undefined;
  /** XDG_CACHE_HOME */
  cacheHome?: string | null | undefined;
};

/** Version of TensorFlow.js here and of the C library in the PyPI wheel: a folder is good for exactly these. */
export const nativeVersions = { tfjs: '4.22.0', tensorflow: '2.18.1' } as const;
export type NativeFlavour = 'cpu' | 'gpu';

/** Written last by the set-up: a folder without it is half done. */
export const readyStamp = '.ready.json';

export function nativePackage(flavour: NativeFlavour): string {
  return flavour === 'gpu' ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
}

export function nativeHome({ tensorflowDir, cacheHome }: NativePlaces): string {
  return tensorflowDir || join(cacheHome || join(homedir(), '.cache'), 'dr-assistant', 'tensorflow');
}

export function nativeFolder(places: NativePlaces, flavour: NativeFlavour): string {
  return join(nativeHome(places), `${flavour}-tfjs-${nativeVersions.tfjs}-tf-${nativeVersions.tensorflow}`);
}

/** The folders that are set up here, the GPU's first. */
export function nativeFolders(places: NativePlaces): { flavour: NativeFlavour; folder: string }[] {
  return (['gpu', 'cpu'] as const).map((flavour) => ({ flavour, folder: nativeFolder(places, flavour) })).filter(({ folder }) => existsSync(join(folder, readyStamp)));
}
