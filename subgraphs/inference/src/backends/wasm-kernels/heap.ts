import * as tf from '@tensorflow/tfjs-core';
import { assemble } from './assemble.ts';
import type { WasmFunction } from './assemble.ts';
import { productFunctions, tileBytes } from './product.ts';
import { rowFunctions } from './rows.ts';

/** Addresses and strides are bytes in the backend's memory, counts are floats; what each does stands in product.ts and rows.ts. */
export type HeapKernels = {
  product(m: number, n: number, k: number, a: number, aStride: number, b: number, panelStride: number, c: number, cStride: number, start: number, startStride: number, spare: number): void;
  softmax(address: number, rows: number, stride: number, count: number): void;
  normalise(from: number, to: number, rows: number, bytes: number, reciprocal: number): void;
  bareGelu(address: number, bytes: number): void;
  add(to: number, more: number, bytes: number): void;
  packColumns(from: number, stride: number, rows: number, columns: number, to: number, panelStride: number): void;
  packTransposed(from: number, stride: number, rows: number, columns: number, to: number, panelStride: number, first: number): void;
};

export type Heap = {
  kernels: HeapKernels;
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

type Module = { readonly compiled: unique symbol };
/** Of Node's global object, which its types leave out. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    validate(bytes: Uint8Array): boolean;
    Module: new (bytes: Uint8Array) => Module;
    Instance: new (module: Module, imports: { host: { memory: unknown } }) => { exports: unknown };
    Memory: new () => object;
  };
};

/** Products that round once are 1.3 times as fast; Node has them from version 22 on. */
export function canFuse(): boolean {
  return WebAssembly.validate(assemble(productFunctions(true)));
}

const modules = new Map<boolean, Module>();
function compiled(fused: boolean): Module {
  const functions: WasmFunction[] = [...productFunctions(fused), ...rowFunctions(fused)];
  const module = modules.get(fused) ?? new WebAssembly.Module(assemble(functions));
  modules.set(fused, module);
  return module;
}

/**
 * Our own kernels over the memory of the WebAssembly backend, which must be the current one: they read and write its tensors
 * where they lie.
 * @param fused for tests: whether products round once
 */
export function openHeap(fused = canFuse()): Heap {
  const backend = tf.backend() as unknown as Backend;
  const memory = Object.values(backend.wasm.asm).find((one) => one instanceof WebAssembly.Memory);
  if (!memory) throw new Error('the WebAssembly backend keeps its memory elsewhere: this is another version of it');
  const kernels = new WebAssembly.Instance(compiled(fused), { host: { memory } }).exports as HeapKernels;
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
