import * as tf from '@tensorflow/tfjs-core';
import type { Heap } from '../../../../backends/wasm-kernels/heap.ts';
import { panelColumns } from '../../../../backends/wasm-kernels/product.ts';
import type { Linear, SaidMemory, SoundMemory } from './arithmetic.ts';

type Product = (m: number, n: number, k: number, a: number, aStride: number, b: number, panelStride: number, c: number, cStride: number, start: number, startStride: number) => void;
type Tools = { heap: Heap; product: Product };
type SoundTools = Tools & { rowsTimes(by: Linear, rows: number, a: number, aStride: number, c: number, plus: number | null): void };

const float = 4;
const panel = 4 * panelColumns;
const soundBlock = 96;

function zeros(heap: Heap, bytes: number): number {
  const at = heap.room('nothing', bytes);
  heap.floats().fill(0, at / float, (at + bytes) / float);
  return at;
}

/** A window's keys (transposed) and values, head by head, in panels: one tensor, so that a window that has ended is let go without copying. */
export function fusedSound({ heap, product, rowsTimes }: SoundTools, sound: tf.Tensor2D, key: Linear, value: Linear, windows: number, heads: number): SoundMemory {
  const { kernels, address, make, room } = heap;
  const [rows, width] = sound.shape;
  const frames = rows / windows;
  const depth = width / heads;
  const framePanels = Math.ceil(frames / panelColumns);
  const keyBytes = framePanels * depth * panel;
  const valueBytes = (depth / panelColumns) * frames * panel;
  const stride = width * float;
  const project = room('normal', soundBlock * stride);
  let held = Array.from({ length: windows }, (_, window) => {
    const memory = tf.keep(make<tf.Tensor1D>([(heads * (keyBytes + valueBytes)) / float]));
    const [keys, values] = [address(memory), address(memory) + heads * keyBytes];
    for (let from = 0; from < frames; from += soundBlock) {
      const count = Math.min(soundBlock, frames - from);
      const x = address(sound) + (window * frames + from) * stride;
      rowsTimes(key, count, x, stride, project, null);
      for (let head = 0; head < heads; head += 1) kernels.packTransposed(project + head * depth * float, stride, count, depth, keys + head * keyBytes, depth * panel, from);
      rowsTimes(value, count, x, stride, project, null);
      for (let head = 0; head < heads; head += 1) kernels.packColumns(project + head * depth * float, stride, count, depth, values + head * valueBytes + from * panel, frames * panel);
    }
    return memory;
  });
  return {
    look(query, watch) {
      const times = query.shape[0] / held.length;
      const scoresStride = framePanels * panel;
      const scores = room('scores', times * scoresStride);
      const nothing = zeros(heap, scoresStride);
      const seen = make<tf.Tensor2D>(query.shape);
      const attention = watch ? make<tf.Tensor4D>([held.length, heads, times, frames]) : null;
      held.forEach((memory, window) => {
        for (let head = 0; head < heads; head += 1) {
          const at = (window * times * width + head * depth) * float;
          product(times, frames, depth, address(query) + at, stride, address(memory) + head * keyBytes, depth * panel, scores, scoresStride, nothing, 0);
          kernels.softmax(scores, times, scoresStride, frames);
          product(times, depth, frames, scores, scoresStride, address(memory) + heads * keyBytes + head * valueBytes, frames * panel, address(seen) + at, stride, nothing, 0);
          if (!attention) continue;
          const floats = heap.floats();
          for (let time = 0; time < times; time += 1) {
            const from = (scores + time * scoresStride) / float;
            floats.copyWithin(address(attention) / float + ((window * heads + head) * times + time) * frames, from, from + frames);
          }
        }
      });
      if (attention) watch?.(attention);
      return seen;
    },
    keep(kept) {
      held.forEach((memory, window) => void (kept.includes(window) || memory.dispose()));
      held = kept.map((window) => held[window]!);
    },
    dispose: () => tf.dispose(held),
  };
}

/** Positions for which there is room at first. */
const firstRoom = 64;

/**
 * Room for positions to come, so that a step writes its own and copies nothing: for each row, keys (transposed) and values, head by
 * head, in panels. It doubles when it is full.
 */
export function fusedSaid({ heap, product }: Tools, startRows: number, heads: number, width: number): SaidMemory {
  const { kernels, address, make, room } = heap;
  const depth = width / heads;
  const stride = 3 * width * float;
  let length = 0;
  let capacity = firstRoom;
  const rowBytes = () => 2 * width * capacity * float;
  const keysOf = (row: number, head: number) => address(memory) + row * rowBytes() + head * depth * capacity * float;
  const valuesOf = (row: number, head: number) => keysOf(row, head) + width * capacity * float;
  const empty = (rows: number) => tf.keep(make<tf.Tensor2D>([rows, rowBytes() / float]));
  let memory = empty(startRows);

  function grow(positions: number): void {
    if (positions <= capacity) return;
    const before = { memory, capacity };
    while (capacity < positions) capacity *= 2;
    const rows = before.memory.shape[0];
    memory = empty(rows);
    const floats = heap.floats();
    // Keys' panels stand one after another; values' are so many positions long.
    for (let row = 0; row < rows; row += 1) {
      for (let head = 0; head < heads; head += 1) {
        const keys = address(before.memory) / float + row * 2 * width * before.capacity + head * depth * before.capacity;
        floats.copyWithin(keysOf(row, head) / float, keys, keys + depth * before.capacity);
        for (let at = 0; at < depth; at += panelColumns) {
          const values = keys + width * before.capacity + at * before.capacity;
          floats.copyWithin(valuesOf(row, head) / float + at * capacity, values, values + length * panelColumns);
        }
      }
    }
    before.memory.dispose();
  }

  return {
    attend(qkv, times, padding) {
      grow(length + times);
      const rows = padding.length;
      const total = length + times;
      const scoresStride = Math.ceil(total / panelColumns) * panel;
      const scores = room('scores', times * scoresStride);
      const nothing = zeros(heap, Math.max(scoresStride, depth * float));
      const mixed = make<tf.Tensor2D>([rows * times, width]);
      for (let row = 0; row < rows; row += 1) {
        for (let head = 0; head < heads; head += 1) {
          const q = address(qkv) + row * times * stride + head * depth * float;
          kernels.packTransposed(q + width * float, stride, times, depth, keysOf(row, head), depth * panel, length);
          kernels.packColumns(q + 2 * width * float, stride, times, depth, valuesOf(row, head) + length * panel, capacity * panel);
          product(times, total, depth, q, stride, keysOf(row, head), depth * panel, scores, scoresStride, nothing, 0);
          softmaxOfSeen(scores, scoresStride, times, total, padding[row]!);
          product(times, depth, total, scores, scoresStride, valuesOf(row, head), capacity * panel, address(mixed) + (row * times * width + head * depth) * float, width * float, nothing, 0);
        }
      }
      length = total;
      return mixed;
    },
    select(kept) {
      const before = memory;
      memory = empty(kept.length);
      const floats = heap.floats();
      kept.forEach((row, at) => {
        const from = (address(before) + row * rowBytes()) / float;
        floats.copyWithin((address(memory) + at * rowBytes()) / float, from, from + rowBytes() / float);
      });
      before.dispose();
    },
    dispose: () => memory.dispose(),
  };

  /** Each new token looks at itself and what came before it, padding left out; a token that is padding looks at all before it, and nobody at it. */
  function softmaxOfSeen(scores: number, scoresStride: number, times: number, total: number, padded: number): void {
    if (times === 1 && padded === 0) return kernels.softmax(scores, 1, scoresStride, total);
    const floats = heap.floats();
    for (let time = 0; time < times; time += 1) {
      const row = scores + time * scoresStride;
      const to = length + time + 1;
      const from = padded < to ? padded : 0;
      kernels.softmax(row + from * float, 1, scoresStride, to - from);
      floats.fill(0, row / float, row / float + from);
      floats.fill(0, row / float + to, row / float + total);
    }
  }
}
