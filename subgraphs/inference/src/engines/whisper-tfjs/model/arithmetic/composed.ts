import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic, Linear } from './arithmetic.ts';
import { composedSaid, composedSound } from './composed-memory.ts';

const epsilon = 1e-5;

function linear(x: tf.Tensor2D, { weight, bias }: Linear): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: weight as tf.Tensor2D, bias }) as tf.Tensor2D;
}

function normalise(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)));
}

function bareGelu<T extends tf.Tensor>(y: T): T {
  return tf.add(y, tf.mul(y, tf.erf(y)));
}

/** All heads of all windows at once, as a GPU wants it. */
function attendTogether(qkv: tf.Tensor2D, windows: number, heads: number): tf.Tensor2D {
  const [rows, columns] = qkv.shape;
  const width = columns / 3;
  const split = tf.transpose(tf.reshape(qkv, [windows, rows / windows, 3, heads, width / heads]), [2, 0, 3, 1, 4]);
  const [q, k, v] = tf.unstack(split) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const mixed = tf.matMul(tf.softmax(tf.matMul(q, k, false, true)), v);
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [rows, width]);
}

/** One head after another, so that a head's scores stay in a processor's cache. */
function attendHeadByHead(qkv: tf.Tensor2D, windows: number, heads: number): tf.Tensor2D {
  const [rows, columns] = qkv.shape;
  const frames = rows / windows;
  const ofWindow = (window: tf.Tensor2D): tf.Tensor2D => {
    const parts = tf.split(window, 3 * heads, 1);
    const mixed = Array.from({ length: heads }, (_, head) =>
      tf.tidy(() => {
        const [q, k, v] = [parts[head]!, parts[heads + head]!, parts[2 * heads + head]!];
        return tf.matMul(tf.softmax(tf.matMul(q, k, false, true)), v);
      }),
    );
    return tf.concat(mixed as tf.Tensor2D[], 1);
  };
  if (windows === 1) return ofWindow(qkv);
  return tf.concat(Array.from({ length: windows }, (_, at) => tf.tidy(() => ofWindow(tf.slice(qkv, [at * frames, 0], [frames, columns])))), 0);
}

/** A Whisper of TensorFlow.js's own operations: for any backend. */
export function composedArithmetic(device: 'CPU' | 'GPU'): Arithmetic {
  return {
    matrix: (weight, inner, outer, bias) => ({ weight: tf.tensor2d(weight, [inner, outer]), bias: tf.tensor1d(bias), inner, outer }),
    normalise,
    linear: (x, by, plus) => (plus ? tf.add(plus, linear(x, by)) : linear(x, by)),
    normalisedLinear: (x, by) => linear(normalise(x), by),
    feedForward: (x, rise, fall) => tf.add(x, linear(bareGelu(linear(normalise(x), rise)), fall)),
    convolve(x, { weight, bias, inner, outer }, stride) {
      const filter = tf.reshape(weight, [3, inner / 3, outer]) as tf.Tensor3D;
      // "same" would pad at the end only where the stride is 2; PyTorch pads both ends.
      return bareGelu(tf.add(tf.conv1d(tf.pad(x, [[0, 0], [1, 1], [0, 0]]), filter, stride, 'valid'), bias)) as tf.Tensor3D;
    },
    attendAll: device === 'CPU' ? attendHeadByHead : attendTogether,
    rememberSound: composedSound,
    rememberSaid: composedSaid,
    dispose: () => undefined,
  };
}
