import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nativeHome, nativeVersions, readyStamp } from './native-folders.ts';
import type { NativePlaces } from './native-folders.ts';

export function webGpuHome(places: NativePlaces): string {
  return join(nativeHome(places), `webgpu-tfjs-${nativeVersions.tfjs}`);
}

/** Where WebGPU is set up, or null. */
export function webGpuFolder(places: NativePlaces): string | null {
  const folder = webGpuHome(places);
  return existsSync(join(folder, readyStamp)) ? folder : null;
}
