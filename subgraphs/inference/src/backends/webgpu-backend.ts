import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import { BackendUnavailable } from './backend-unavailable.ts';
import { webGpuFolder } from './webgpu-folder.ts';
import type { NativePlaces } from './native-folders.ts';

type Dawn = { create(flags: string[]): unknown; globals: Record<string, unknown> };

const setUp = 'run `npm run setup:tensorflow -- --webgpu`, and give the worker the same TF_DEPS_DIR; the machine needs a Vulkan driver (Debian: mesa-vulkan-drivers, or the GPU\'s own)';

/**
 * A GPU without CUDA: Dawn (npm `webgpu`) under @tensorflow/tfjs-backend-webgpu, both outside the npm workspaces
 * (100 MB of binaries that most machines never use).
 */
export async function openWebGpu(places: NativePlaces): Promise<'GPU'> {
  const folder = webGpuFolder(places);
  if (!folder) throw new BackendUnavailable('WebGPU is not set up', setUp);
  const from = createRequire(join(folder, 'package.json'));
  try {
    const dawn = from('webgpu') as Dawn;
    Object.assign(globalThis, dawn.globals);
    const gpu = dawn.create([]) as { requestAdapter(): Promise<unknown> };
    Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true, writable: true });
    if (!(await gpu.requestAdapter())) throw new BackendUnavailable('WebGPU finds no adapter on this machine', setUp);
    from('@tensorflow/tfjs-backend-webgpu');
  } catch (error) {
    if (error instanceof BackendUnavailable) throw error;
    throw new BackendUnavailable(`WebGPU does not load: ${error instanceof Error ? error.message.split('\n')[0] : 'a fault'}`, setUp);
  }
  if (!(await setBackend('webgpu'))) throw new BackendUnavailable('the WebGPU backend did not start', setUp);
  return 'GPU';
}
