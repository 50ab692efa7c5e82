import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setBackend, version_core as coreVersion } from '@tensorflow/tfjs-core';
import { BackendUnavailable } from './backend-unavailable.ts';
import { nativeFolders, nativeHome, nativePackage, nativeVersions } from './native-folders.ts';
import type { NativePlaces } from './native-folders.ts';

type TfjsNode = { backend(): { isUsingGpuDevice?: boolean }; version: Record<string, string> };

const setUp = 'run `npm run setup:tensorflow` (CPU) or build subgraphs/inference/gpu-worker (GPU), and give the worker the same TF_DEPS_DIR';

/**
 * TensorFlow's C library through the tfjs-node addon. It lies outside the npm workspaces, since its own install script
 * downloads and would fail everybody's `npm ci`; so it is required by path. tfjs-core keeps its engine on the global
 * object: the copy that the addon's package brings registers its kernels where ours looks for them.
 */
export async function openNative(places: NativePlaces): Promise<'CPU' | 'GPU'> {
  const [found] = nativeFolders(places);
  if (!found) throw new BackendUnavailable(`native TensorFlow ${nativeVersions.tensorflow} is not set up in ${nativeHome(places)}`, setUp);
  let tfjsNode: TfjsNode;
  try {
    tfjsNode = createRequire(join(found.folder, 'package.json'))(nativePackage(found.flavour)) as TfjsNode;
  } catch (error) {
    throw new BackendUnavailable(`native TensorFlow does not load: ${error instanceof Error ? error.message.split('\n')[0] : 'a fault'}`, `remove ${found.folder} and ${setUp}`);
  }
  if (tfjsNode.version['tfjs-core'] !== coreVersion) {
    throw new BackendUnavailable(`native TensorFlow was set up for TensorFlow.js ${tfjsNode.version['tfjs-core']}, and this is ${coreVersion}`, setUp);
  }
  if (!(await setBackend('tensorflow'))) throw new BackendUnavailable('the native backend did not start', setUp);
  return tfjsNode.backend().isUsingGpuDevice ? 'GPU' : 'CPU';
}
