import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

/** Plain JavaScript: for tests and for comparing numbers. Never chosen by itself. */
export async function openCpu(): Promise<'CPU'> {
  await setBackend('cpu');
  return 'CPU';
}
