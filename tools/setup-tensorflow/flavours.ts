import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nativeFolder, nativePackage } from '../../subgraphs/inference/src/backends/native-folders.ts';
import type { NativePlaces } from '../../subgraphs/inference/src/backends/native-folders.ts';
import { webGpuHome } from '../../subgraphs/inference/src/backends/webgpu-folder.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** The Python wheel that holds TensorFlow's C library, and its hash on the package index. */
export type Wheel = { name: string; version: string; sha256: string };

export type Flavour = {
  title: string;
  /** package.json and its lockfile. */
  manifest: string;
  /** Where it ends up. */
  folder(places: NativePlaces): string;
  /** Null where npm brings all of it. */
  native: { npmPackage: string; wheel: Wheel } | null;
  /** Run in the finished folder by a Node of its own; exit code 0 when it computes. */
  proof: string;
};

const proofOfAddon = (npmPackage: string) =>
  `const tf=require('${npmPackage}');const x=tf.matMul(tf.tensor2d([1,2],[1,2]),tf.tensor2d([3,4],[2,1])).dataSync()[0];if(x!==11)throw new Error('1*3+2*4 gave '+x);`;

export const flavours: Readonly<Record<'cpu' | 'gpu' | 'webgpu', Flavour>> = {
  cpu: {
    title: 'native TensorFlow (CPU)',
    manifest: join(here, 'cpu'),
    folder: (places) => nativeFolder(places, 'cpu'),
    native: { npmPackage: nativePackage('cpu'), wheel: { name: 'tensorflow-cpu', version: '2.18.1', sha256: '810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298' } },
    proof: proofOfAddon(nativePackage('cpu')),
  },
  gpu: {
    title: 'native TensorFlow (GPU, CUDA 12.5)',
    manifest: join(here, '..', '..', 'subgraphs', 'inference', 'gpu-worker'),
    folder: (places) => nativeFolder(places, 'gpu'),
    native: { npmPackage: nativePackage('gpu'), wheel: { name: 'tensorflow', version: '2.18.1', sha256: 'c9f87e5d2a680a4595f5dc30daf6bbaec9d4129b46d7ef1b2af63c46ac7d2828' } },
    proof: proofOfAddon(nativePackage('gpu')),
  },
  webgpu: {
    title: 'WebGPU (Dawn)',
    manifest: join(here, 'webgpu'),
    folder: webGpuHome,
    native: null,
    // That an adapter is there is asked when the worker starts: a build machine needs none.
    proof: `if(typeof require('webgpu').create!=='function')throw new Error('no Dawn');`,
  },
};
