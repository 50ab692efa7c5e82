import * as tf from '@tensorflow/tfjs-core';
import { canFuse, compileKernels, isMemory } from './compile.ts';
import type { Kernels } from './compile.ts';
import { tileBytes } from './product.ts';

export type Heap = {
  kernels: Kernels;
  /** Where a tensor's numbers lie. */
  address(tensor: tf.Tensor): number;
  /** A tensor of numbers that are yet to be written; tidied away like any other. */
  make<T extends tf.Tensor>(shape: readonly number[]): T;
  /** Room for what a kernel needs in between, the same for each name until a larger one is asked for. */
  room(name: string, bytes: number): number;
  /** Of the whole memory; a view of now, since memory moves when it grows. */
  floats(): Float32Array;
  /** Room for a tile, for the product. */
  spare: number;
  /** Gives back what `room` took. */
  close(): void;
};

/** What we use of TensorFlow.js's WebAssembly backend. */
type Backend = {
  wasm: { HEAPU8: Uint8Array; _malloc(bytes: number): number; _free(address: number): void; asm: Record<string, unknown> };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
};

const addressable = 2 ** 32;
/** The backend's own allocation says nothing, and gives address 0. */
const full = () => new RangeError('WebAssembly\'s memory is full: fewer windows at once, a smaller checkpoint, or native TensorFlow');

/**
 * Our own kernels over the memory of the WebAssembly backend, which must be the current one: they read and write its tensors
 * where they lie.
 * @param fused for tests: whether products round once
 */
export function openHeap(fused = canFuse()): Heap {
  const backend = tf.backend() as unknown as Backend;
  const memory = Object.values(backend.wasm.asm).find(isMemory);
  if (!memory) throw new Error('the WebAssembly backend keeps its memory elsewhere: this is another version of it');
  const kernels = compileKernels(memory, fused);
  const rooms = new Map<string, { at: number; bytes: number }>();
  const taken = (bytes: number): number => {
    const at = bytes < addressable ? backend.wasm._malloc(bytes) >>> 0 : 0;
    if (at === 0) throw full();
    return at;
  };
  const room = (name: string, bytes: number): number => {
    const before = rooms.get(name);
    if (before && before.bytes >= bytes) return before.at;
    if (before) backend.wasm._free(before.at);
    rooms.delete(name);
    const at = taken(bytes);
    rooms.set(name, { at, bytes });
    return at;
  };
  return {
    kernels,
    address: (tensor) => backend.dataIdMap.get(tensor.dataId).memoryOffset,
    make: <T extends tf.Tensor>(shape: readonly number[]) => {
      if (shape.reduce((size, one) => size * one, 4) >= addressable) throw full();
      const made = tf.engine().makeTensorFromTensorInfo(backend.makeOutput([...shape], 'float32')) as T;
      if (backend.dataIdMap.get(made.dataId).memoryOffset === 0) throw full();
      return made;
    },
    room,
    floats: () => new Float32Array(backend.wasm.HEAPU8.buffer),
    spare: room('spare', tileBytes),
    close: () => {
      for (const { at } of rooms.values()) backend.wasm._free(at);
      rooms.clear();
    },
  };
}
