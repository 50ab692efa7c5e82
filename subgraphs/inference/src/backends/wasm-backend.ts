import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { BackendUnavailable } from './backend-unavailable.ts';

const binary = 'tfjs-backend-wasm-simd.wasm';

/**
 * WebAssembly with SIMD, one thread. The binary lies beside the bundle, or in the package.
 * A batch that would need more than 4 GB fails: WebAssembly addresses no more.
 */
export async function openWasm(folder: string | null): Promise<'CPU'> {
  if (folder) {
    if (!existsSync(join(folder, binary))) throw new BackendUnavailable(`${binary} does not lie in ${folder}`, 'build the bundles again (npm run build): the binary is copied beside them');
    setWasmPaths(folder.endsWith(sep) ? folder : `${folder}${sep}`);
  }
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new BackendUnavailable('this processor or Node has no WebAssembly SIMD', 'use Node 22 on a processor of this decade, or TFJS_BACKEND=tensorflow');
  const opened = await setBackend('wasm').catch(() => false);
  if (!opened) throw new BackendUnavailable('the WebAssembly backend did not start', 'see the log: the binary may be damaged (npm ci brings it again)');
  return 'CPU';
}
