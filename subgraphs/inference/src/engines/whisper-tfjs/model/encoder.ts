import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic } from './arithmetic/arithmetic.ts';
import type { WhisperWeights } from './weights.ts';

/**
 * @param mel [windows, frames * 2, mels]
 * @returns [windows, frames, width]
 */
export function encode(weights: WhisperWeights, heads: number, arithmetic: Arithmetic, mel: tf.Tensor3D): tf.Tensor3D {
  const windows = mel.shape[0];
  const [first, second] = weights.convolutions;
  const frames = mel.shape[1] / 2;
  let x: tf.Tensor2D = tf.tidy(() => {
    const sound = tf.mul(arithmetic.convolve(arithmetic.convolve(mel, first, 1), second, 2), Math.SQRT1_2);
    return tf.reshape(tf.add(sound, weights.encoderPositions), [windows * frames, -1]) as tf.Tensor2D;
  });
  for (const { qkv, out, rise, fall } of weights.encoderLayers) {
    const next = tf.tidy(() => {
      const heard = tf.tidy(() => arithmetic.linear(arithmetic.attendAll(arithmetic.normalisedLinear(x, qkv), windows, heads), out, x));
      return arithmetic.feedForward(heard, rise, fall);
    });
    x.dispose();
    x = next;
  }
  return tf.tidy(() => {
    const { gain, bias } = weights.encoderNorm;
    const normal = tf.add(tf.mul(arithmetic.normalise(x), gain), bias);
    x.dispose();
    return tf.reshape(normal, [windows, frames, -1]) as tf.Tensor3D;
  });
}
