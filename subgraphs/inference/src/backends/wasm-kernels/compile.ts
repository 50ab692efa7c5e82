import { assemble } from './assemble.ts';
import { productFunctions } from './product.ts';
import { rowFunctions } from './rows.ts';

/** Addresses and strides are bytes in the memory, counts are floats; what each does stands in product.ts and rows.ts. */
export type Kernels = {
  product(m: number, n: number, k: number, a: number, aStride: number, b: number, panelStride: number, c: number, cStride: number, start: number, startStride: number, spare: number, inner: number): void;
  softmax(address: number, rows: number, stride: number, count: number): void;
  sumOfExponentials(address: number, count: number, out: number): void;
  normalise(from: number, to: number, rows: number, bytes: number, reciprocal: number): void;
  bareGelu(address: number, bytes: number): void;
  add(to: number, more: number, bytes: number): void;
  packColumns(from: number, stride: number, rows: number, columns: number, to: number, panelStride: number): void;
  packTransposed(from: number, stride: number, rows: number, columns: number, to: number, panelStride: number, first: number): void;
};

export type WasmMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number };
type Module = { readonly compiled: unique symbol };
/** Of Node's global object, which its types leave out. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    validate(bytes: Uint8Array): boolean;
    Module: new (bytes: Uint8Array) => Module;
    Instance: new (module: Module, imports: { host: { memory: WasmMemory } }) => { exports: unknown };
    Memory: new (size: { initial: number }) => WasmMemory;
  };
};

/** Products that round once are 1.4 times as fast; Node has them from version 22 on. */
export function canFuse(): boolean {
  return WebAssembly.validate(assemble(productFunctions(true)));
}

const modules = new Map<boolean, Module>();

/** @param fused whether products round once */
export function compileKernels(memory: WasmMemory, fused: boolean): Kernels {
  const module = modules.get(fused) ?? new WebAssembly.Module(assemble([...productFunctions(fused), ...rowFunctions(fused)]));
  modules.set(fused, module);
  return new WebAssembly.Instance(module, { host: { memory } }).exports as Kernels;
}

export const isMemory = (value: unknown): value is WasmMemory => value instanceof WebAssembly.Memory;
export const newMemory = (pages: number): WasmMemory => new WebAssembly.Memory({ initial: pages });
