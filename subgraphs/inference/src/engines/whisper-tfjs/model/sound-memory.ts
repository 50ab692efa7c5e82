import * as tf from '@tensorflow/tfjs-core';
import type { Linear } from './fold.ts';
import { linear } from './layers.ts';

type Piece = { keys: tf.Tensor2D; values: tf.Tensor2D };

/**
 * The decoder's keys and values of the sound for one layer, made once and looked at in each step. Keys lie transposed: a
 * plain product is twice as fast as one with a transposed matrix.
 */
export type SoundMemory =
  /** keys [windows, heads, depth, frames], values [windows, heads, frames, depth] */
  | { kind: 'whole'; keys: tf.Tensor4D; values: tf.Tensor4D }
  /**
   * A matrix for each head of each window, window by window: WebAssembly packs a matrix that it multiplies with once and
   * keeps it, and is four times as fast with those as with a batch.
   */
  | { kind: 'pieces'; heads: number; pieces: Piece[] };

/**
 * @param sound of all windows, [windows * frames, width]
 * @param key without a bias, as in every Whisper
 * Made inside a tidy; the memory is the caller's.
 */
export function rememberSound(sound: tf.Tensor2D, key: Linear, value: Linear, windows: number, heads: number, kind: SoundMemory['kind']): SoundMemory {
  const [rows, width] = sound.shape;
  const frames = rows / windows;
  const depth = width / heads;
  if (kind === 'whole') {
    const split = (x: tf.Tensor2D, order: number[]) => tf.keep(tf.transpose(tf.reshape(x, [windows, frames, heads, depth]), order) as tf.Tensor4D);
    return { kind, keys: split(tf.matMul(sound, key.weight) as tf.Tensor2D, [0, 2, 3, 1]), values: split(linear(sound, value), [0, 2, 1, 3]) };
  }
  // By products that give each head's matrix as it is wanted: cutting columns out of a wide one takes longer than the product.
  const keyRows = tf.transpose(key.weight) as tf.Tensor2D;
  const weights = tf.split(value.weight, heads, 1) as tf.Tensor2D[];
  const biases = tf.split(value.bias, heads, 0) as tf.Tensor1D[];
  const pieces = Array.from({ length: windows }, (_, window) => {
    const x = windows === 1 ? sound : tf.slice(sound, [window * frames, 0], [frames, width]);
    const keys = tf.split(tf.matMul(keyRows, tf.transpose(x)), heads, 0) as tf.Tensor2D[];
    return keys.map((part, head) => ({ keys: tf.keep(part), values: tf.keep(linear(x, { weight: weights[head]!, bias: biases[head]! })) }));
  });
  return { kind, heads, pieces: pieces.flat() };
}

/**
 * @param query [windows, heads, times, depth], scaled
 * @returns where it looked, [windows, heads, times, frames], and what it saw there, like the query
 */
export function lookAtSound(memory: SoundMemory, query: tf.Tensor4D): { attention: tf.Tensor4D; seen: tf.Tensor4D } {
  if (memory.kind === 'whole') {
    const attention = tf.softmax(tf.matMul(query, memory.keys)) as tf.Tensor4D;
    return { attention, seen: tf.matMul(attention, memory.values) as tf.Tensor4D };
  }
  const [windows, heads, times, depth] = query.shape;
  const { pieces } = memory;
  const queries = tf.split(tf.reshape(query, [windows * heads * times, depth]), pieces.length, 0) as tf.Tensor2D[];
  const scores = tf.concat(pieces.map(({ keys }, at) => tf.matMul(queries[at]!, keys) as tf.Tensor2D), 0);
  const attention = tf.softmax(scores) as tf.Tensor2D;
  const parts = tf.split(attention, pieces.length, 0) as tf.Tensor2D[];
  const seen = tf.concat(pieces.map(({ values }, at) => tf.matMul(parts[at]!, values) as tf.Tensor2D), 0);
  return { attention: tf.reshape(attention, [windows, heads, times, -1]) as tf.Tensor4D, seen: tf.reshape(seen, [windows, heads, times, depth]) as tf.Tensor4D };
}

/** Forgets all windows but these. */
export function keepWindows(memory: SoundMemory, windows: readonly number[]): SoundMemory {
  if (memory.kind === 'pieces') {
    const { heads, pieces } = memory;
    const kept = windows.flatMap((window) => pieces.slice(window * heads, (window + 1) * heads));
    for (const piece of pieces) if (!kept.includes(piece)) tf.dispose([piece.keys, piece.values]);
    return { kind: 'pieces', heads, pieces: kept };
  }
  const { keys, values } = memory;
  const next = tf.tidy(() => {
    const index = tf.tensor1d([...windows], 'int32');
    return { keys: tf.gather(keys, index), values: tf.gather(values, index) };
  });
  tf.dispose([keys, values]);
  return { kind: 'whole', ...next };
}

export function forgetSound(memory: SoundMemory): void {
  if (memory.kind === 'whole') tf.dispose([memory.keys, memory.values]);
  else for (const { keys, values } of memory.pieces) tf.dispose([keys, values]);
}
