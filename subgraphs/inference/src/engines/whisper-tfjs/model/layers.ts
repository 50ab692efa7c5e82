import * as tf from '@tensorflow/tfjs-core';
import type { Linear } from './fold.ts';
import type { SoundMemory } from './sound-memory.ts';

const epsilon = 1e-5;

/** [rows, in] -> [rows, out] */
export function linear(x: tf.Tensor2D, { weight, bias }: Linear): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: weight, bias }) as tf.Tensor2D;
}

/** Mean 0 and variance 1 a row; gain and bias stand in the matrix that follows. */
export function normalise(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)));
}

/** GELU by the error function but for its two constants, which weights.ts multiplied into the matrices around it. */
export function bareGelu<T extends tf.Tensor>(y: T): T {
  return tf.add(y, tf.mul(y, tf.erf(y)));
}

export function feedForward(x: tf.Tensor2D, { rise, fall }: { rise: Linear; fall: Linear }): tf.Tensor2D {
  return tf.add(x, linear(bareGelu(linear(normalise(x), rise)), fall));
}

/** How a backend multiplies many small matrices best; measured, see docs/inference.md. */
export type AttentionStyle = {
  /** One head after another, so that a head's scores stay in the cache; a GPU wants them all at once. */
  headByHead: boolean;
  /** Whether a product with a transposed matrix is as fast as a plain one. */
  transposedProduct: boolean;
  soundMemory: SoundMemory['kind'];
};

export function attentionStyle(backend: string, device: 'CPU' | 'GPU'): AttentionStyle {
  return { headByHead: device === 'CPU', transposedProduct: backend !== 'wasm', soundMemory: backend === 'wasm' ? 'pieces' : 'whole' };
}

/**
 * Self-attention without a mask over whole windows: queries, keys and values side by side in [windows * frames, 3 * width].
 * @returns [windows * frames, width]
 */
export function attendAll(qkv: tf.Tensor2D, windows: number, heads: number, style: AttentionStyle): tf.Tensor2D {
  const [rows, columns] = qkv.shape;
  const frames = rows / windows;
  const width = columns / 3;
  const depth = width / heads;
  if (!style.headByHead) {
    const split = tf.transpose(tf.reshape(qkv, [windows, frames, 3, heads, depth]), [2, 0, 3, 1, 4]);
    const [q, k, v] = tf.unstack(split) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const mixed = tf.matMul(tf.softmax(tf.matMul(q, k, false, true)), v);
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [rows, width]);
  }
  const ofWindow = (window: tf.Tensor2D): tf.Tensor2D => {
    const parts = tf.split(window, 3 * heads, 1);
    const mixed = Array.from({ length: heads }, (_, head) =>
      tf.tidy(() => {
        const [q, k, v] = [parts[head]!, parts[heads + head]!, parts[2 * heads + head]!];
        const scores = style.transposedProduct ? tf.matMul(q, k, false, true) : tf.matMul(q, tf.transpose(k));
        return tf.matMul(tf.softmax(scores), v);
      }),
    );
    return tf.concat(mixed as tf.Tensor2D[], 1);
  };
  if (windows === 1) return ofWindow(qkv);
  return tf.concat(Array.from({ length: windows }, (_, at) => tf.tidy(() => ofWindow(tf.slice(qkv, [at * frames, 0], [frames, columns])))), 0);
}
