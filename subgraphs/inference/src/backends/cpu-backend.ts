import { backend, setBackend } from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { BackendUnavailable } from './backend-unavailable.ts';

/** Plain JavaScript: for tests and for comparing numbers. Never chosen by itself. */
export async function openCpu(): Promise<'CPU'> {
  await setBackend('cpu');
  // Also keeps the import, which registers the backend: bundlers drop imports that nobody uses.
  if (!(backend() instanceof MathBackendCPU)) throw new BackendUnavailable('the cpu backend did not start', 'run npm ci again');
  return 'CPU';
}
