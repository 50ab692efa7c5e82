import { enableProdMode } from '@tensorflow/tfjs-core';
import { BackendUnavailable } from './backend-unavailable.ts';
import type { BackendName } from './backend-names.ts';
import { nativeFolders } from './native-folders.ts';
import type { NativePlaces } from './native-folders.ts';
import { selfTest } from './self-test.ts';

export type BackendOptions = NativePlaces & {
  /** What TFJS_BACKEND says; null lets this machine decide: native TensorFlow where it is set up, else wasm. */
  wanted: BackendName | null;
  /** Must the work run on a GPU? Then a native library that computes on the CPU is refused. */
  gpuOnly?: boolean;
  /** Folder of tfjs-backend-wasm-simd.wasm; null where the package itself lies in node_modules. */
  wasmFolder?: string | null;
};

export type Backend = {
  name: BackendName;
  /** Where it computes, e.g. "CPU" or "GPU". */
  device: 'CPU' | 'GPU';
  /** One sentence for the log: which backend and why this one. */
  reason: string;
};

/**
 * Makes one TensorFlow.js backend the current one of this thread and proves by a numeric self-test that it computes.
 * @throws BackendUnavailable when the wanted one is not there, or computes something else than arithmetic says
 */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  // Else the library advises about backends on the console, which is this function's own business.
  enableProdMode();
  const { name, why } = choose(options);
  const device = await open(name, options);
  if (options.gpuOnly && device !== 'GPU') {
    throw new BackendUnavailable(`TFJS_DEVICE=gpu was asked for, but the backend ${name} computes on the CPU here`, 'give the container a GPU and its driver (libcuda.so.1), or unset TFJS_DEVICE');
  }
  const error = await selfTest();
  return { name, device, reason: `backend ${name} on the ${device}, since ${why}; self-test passed, largest error ${error.toExponential(1)}` };
}

function choose(options: BackendOptions): { name: BackendName; why: string } {
  if (options.wanted) return { name: options.wanted, why: `TFJS_BACKEND=${options.wanted} says so` };
  const [folder] = nativeFolders(options);
  if (folder) return { name: 'tensorflow', why: 'native TensorFlow is set up on this machine' };
  return { name: 'wasm', why: 'TFJS_BACKEND is not set and no native TensorFlow is set up (npm run setup:tensorflow brings it: about 1.5 times as fast)' };
}

/** Imported when wanted: a worker holds one backend in memory. */
async function open(name: BackendName, options: BackendOptions): Promise<'CPU' | 'GPU'> {
  switch (name) {
    case 'tensorflow':
      return (await import('./native-backend.ts')).openNative(options);
    case 'webgpu':
      return (await import('./webgpu-backend.ts')).openWebGpu(options);
    case 'wasm':
      return (await import('./wasm-backend.ts')).openWasm(options.wasmFolder ?? null);
    case 'cpu':
      return (await import('./cpu-backend.ts')).openCpu();
  }
}
