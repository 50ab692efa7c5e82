import * as tf from '@tensorflow/tfjs-core';
import { nativeOperations } from '../../../../backends/native-operations.ts';
import type { Arithmetic, Linear } from './arithmetic.ts';
import { composedSaid, composedSound } from './composed-memory.ts';

const epsilon = 1e-5;

export type Softmax = <T extends tf.Tensor>(x: T) => T;
export type Product = (x: tf.Tensor2D, by: Linear) => tf.Tensor2D;

function fusedProduct(x: tf.Tensor2D, { weight, bias }: Linear): tf.Tensor2D {
  return tf.fused.matMul({ a: x, b: weight as tf.Tensor2D, bias }) as tf.Tensor2D;
}

/** Native TensorFlow fuses nothing here: TensorFlow.js would only ask for the same two operations by a longer way. */
function plainProduct(x: tf.Tensor2D, { weight, bias, biased }: Linear): tf.Tensor2D {
  const y: tf.Tensor2D = tf.matMul(x, weight as tf.Tensor2D);
  return biased ? tf.add(y, bias) : y;
}

function composedNormalise(x: tf.Tensor2D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)));
}

function bareGelu<T extends tf.Tensor>(y: T): T {
  return tf.add(y, tf.mul(y, tf.erf(y)));
}

/** All heads of all windows at once, as a GPU wants it. */
function attendTogether(qkv: tf.Tensor2D, windows: number, heads: number, softmax: Softmax): tf.Tensor2D {
  const [rows, columns] = qkv.shape;
  const width = columns / 3;
  const split = tf.transpose(tf.reshape(qkv, [windows, rows / windows, 3, heads, width / heads]), [2, 0, 3, 1, 4]);
  const [q, k, v] = tf.unstack(split) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const mixed = tf.matMul(softmax(tf.matMul(q, k, false, true)), v);
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [rows, width]);
}

/** One head after another, so that a head's scores stay in a processor's cache. */
function attendHeadByHead(qkv: tf.Tensor2D, windows: number, heads: number, softmax: Softmax): tf.Tensor2D {
  const [rows, columns] = qkv.shape;
  const frames = rows / windows;
  const ofWindow = (window: tf.Tensor2D): tf.Tensor2D => {
    const parts = tf.split(window, 3 * heads, 1);
    const mixed = Array.from({ length: heads }, (_, head) =>
      tf.tidy(() => {
        const [q, k, v] = [parts[head]!, parts[heads + head]!, parts[2 * heads + head]!];
        // A plain product is twice as fast as one with a transposed matrix, and the keys are few.
        return tf.matMul(softmax(tf.matMul(q, tf.transpose(k))), v);
      }),
    );
    return tf.concat(mixed as tf.Tensor2D[], 1);
  };
  if (windows === 1) return ofWindow(qkv);
  return tf.concat(Array.from({ length: windows }, (_, at) => tf.tidy(() => ofWindow(tf.slice(qkv, [at * frames, 0], [frames, columns])))), 0);
}

/** A Whisper of TensorFlow.js's own operations, and native TensorFlow's where they are there: for any backend. */
export function composedArithmetic(device: 'CPU' | 'GPU'): Arithmetic {
  const native = device === 'CPU' ? nativeOperations() : null;
  const linear = tf.getBackend() === 'tensorflow' ? plainProduct : fusedProduct;
  const normalise = native?.normalise ?? composedNormalise;
  const softmax: Softmax = native?.softmax ?? ((x) => tf.softmax(x));
  const attend = device === 'CPU' ? attendHeadByHead : attendTogether;
  return {
    matrix: (weight, inner, outer, bias) => ({ weight: tf.tensor2d(weight, [inner, outer]), bias: tf.tensor1d(bias), biased: bias.some((one) => one !== 0), inner, outer }),
    normalise,
    linear: (x, by, plus) => (plus ? tf.add(plus, linear(x, by)) : linear(x, by)),
    normalisedLinear: (x, by) => linear(normalise(x), by),
    feedForward: (x, rise, fall) => tf.add(x, linear(bareGelu(linear(normalise(x), rise)), fall)),
    convolve(x, { weight, bias, inner, outer }, stride) {
      const filter = tf.reshape(weight, [3, inner / 3, outer]) as tf.Tensor3D;
      // "same" would pad at the end only where the stride is 2; PyTorch pads both ends.
      return bareGelu(tf.add(tf.conv1d(tf.pad(x, [[0, 0], [1, 1], [0, 0]]), filter, stride, 'valid'), bias)) as tf.Tensor3D;
    },
    attendAll: (qkv, windows, heads) => attend(qkv, windows, heads, softmax),
    rememberSound: (sound, key, value, windows, heads) => composedSound(sound, key, value, windows, heads, { softmax, linear }),
    vocabulary: (rows, outer, inner, placed) => ({ weight: placed ?? tf.tensor2d(rows, [outer, inner]), bias: null, inner, outer }),
    scores(x, { weight }) {
      if (device === 'GPU') return tf.matMul(x, weight as tf.Tensor2D, false, true);
      // The many rows on the left: there they are read as they lie, and not laid out anew for a few rows of x.
      return tf.transpose(tf.matMul(weight as tf.Tensor2D, x, false, true));
    },
    rememberSaid: (rows, heads) => composedSaid(rows, heads, softmax),
    dispose: () => native?.dispose(),
  };
}
