import * as tf from '@tensorflow/tfjs-core';
import type { Linear, SaidMemory, SoundMemory } from './arithmetic.ts';
import type { Product, Softmax } from './composed.ts';

const minusInfinity = -1e9;

/** [rows * times, width] -> [rows, heads, times, depth] */
function toHeads(x: tf.Tensor2D, rows: number, times: number, heads: number): tf.Tensor4D {
  const depth = x.shape[1] / heads;
  // One time: the layout is the same already.
  if (times === 1) return tf.reshape(x, [rows, heads, 1, depth]) as tf.Tensor4D;
  return tf.transpose(tf.reshape(x, [rows, times, heads, depth]), [0, 2, 1, 3]) as tf.Tensor4D;
}

function fromHeads(x: tf.Tensor4D): tf.Tensor2D {
  const [rows, heads, times, depth] = x.shape;
  if (times === 1) return tf.reshape(x, [rows, heads * depth]) as tf.Tensor2D;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [rows * times, heads * depth]) as tf.Tensor2D;
}

type Memory = { keys: tf.Tensor4D; values: tf.Tensor4D };

function gathered({ keys, values }: Memory, rows: readonly number[]): Memory {
  const next = tf.tidy(() => {
    const index = tf.tensor1d([...rows], 'int32');
    return { keys: tf.gather(keys, index), values: tf.gather(values, index) };
  });
  tf.dispose([keys, values]);
  return next;
}

/**
 * Keys lie transposed, [windows, heads, depth, frames]: a plain product is twice as fast as one with a transposed matrix. The
 * product gives them so; values are put in their places window by window, since what is made of all at once is so large that
 * its memory is asked for, cleared and given back each time.
 */
export function composedSound(sound: tf.Tensor2D, key: Linear, value: Linear, windows: number, heads: number, { softmax, linear }: { softmax: Softmax; linear: Product }): SoundMemory {
  const [rows, width] = sound.shape;
  const [frames, depth] = [rows / windows, width / heads];
  const keysOf = (): tf.Tensor4D =>
    tf.tidy(() => {
      const product = tf.matMul(tf.reshape(key.weight, [1, width, width]), tf.reshape(sound, [windows, frames, width]), true, true);
      return tf.keep(tf.reshape(key.biased ? tf.add(product, tf.reshape(key.bias, [width, 1])) : product, [windows, heads, depth, frames]) as tf.Tensor4D);
    });
  const valuesOf = (window: number): tf.Tensor4D =>
    tf.tidy(() => tf.transpose(tf.reshape(linear(tf.slice(sound, [window * frames, 0], [frames, width]), value), [1, frames, heads, depth]), [0, 2, 1, 3]) as tf.Tensor4D);
  let memory: Memory = { keys: keysOf(), values: tf.tidy(() => tf.keep(tf.concat(Array.from({ length: windows }, (_, window) => valuesOf(window)), 0))) };
  return {
    look(query, watch) {
      const held = memory.keys.shape[0];
      const attention = softmax(tf.matMul(toHeads(query, held, query.shape[0] / held, heads), memory.keys)) as tf.Tensor4D;
      watch?.(attention);
      return fromHeads(tf.matMul(attention, memory.values) as tf.Tensor4D);
    },
    keep(kept) {
      memory = gathered(memory, kept);
    },
    dispose: () => tf.dispose([memory.keys, memory.values]),
  };
}

/** [rows, heads, positions, depth] */
export function composedSaid(_rows: number, heads: number, softmax: Softmax): SaidMemory {
  let memory: Memory | null = null;
  return {
    attend(qkv, times, padding) {
      const held = padding.length;
      const [q, k, v] = tf.split(qkv, 3, 1).map((part) => toHeads(part as tf.Tensor2D, held, times, heads)) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      const before = memory;
      const keys = tf.keep(before ? (tf.concat([before.keys, k], 2) as tf.Tensor4D) : tf.clone(k));
      const values = tf.keep(before ? (tf.concat([before.values, v], 2) as tf.Tensor4D) : tf.clone(v));
      memory = { keys, values };
      if (before) tf.dispose([before.keys, before.values]);
      const mask = maskOf(keys.shape[2] - times, times, padding);
      const scores = tf.matMul(q, keys, false, true);
      return fromHeads(tf.matMul(softmax(mask ? tf.add(scores, mask) : scores), values) as tf.Tensor4D);
    },
    select(kept) {
      memory &&= gathered(memory, kept);
    },
    dispose: () => void (memory && tf.dispose([memory.keys, memory.values])),
  };
}

/** Adds what must not be looked at: later tokens of a prompt, and its padding. Null where everything may. */
function maskOf(length: number, times: number, padding: Int32Array): tf.Tensor4D | null {
  const padded = padding.some((count) => count > 0);
  if (times === 1 && !padded) return null;
  const total = length + times;
  const masks = padded ? padding.length : 1;
  const values = new Float32Array(masks * times * total);
  for (let row = 0; row < masks; row += 1) {
    for (let time = 0; time < times; time += 1) {
      for (let column = 0; column < total; column += 1) {
        const hiddenFrom = column > length + time || (padded && column < padding[row]!);
        if (hiddenFrom) values[(row * times + time) * total + column] = minusInfinity;
      }
    }
  }
  return tf.tensor4d(values, [masks, 1, times, total]);
}
