import * as tf from '@tensorflow/tfjs-core';
import { attendAll, bareGelu, feedForward, linear, normalise } from './layers.ts';
import type { AttentionStyle } from './layers.ts';
import type { WhisperWeights } from './weights.ts';

/**
 * @param mel [windows, frames * 2, mels]
 * @returns [windows, frames, width]
 */
export function encode(weights: WhisperWeights, heads: number, style: AttentionStyle, mel: tf.Tensor3D): tf.Tensor3D {
  const windows = mel.shape[0];
  const [first, second] = weights.convolutions;
  const frames = mel.shape[1] / 2;
  let x: tf.Tensor2D = tf.tidy(() => {
    const narrow = bareGelu(tf.add(tf.conv1d(mel, first.filter, 1, 'same'), first.bias)) as tf.Tensor3D;
    // "same" would pad at the end only where the stride is 2; PyTorch pads both ends.
    const halved = tf.add(tf.conv1d(tf.pad(narrow, [[0, 0], [1, 1], [0, 0]]), second.filter, 2, 'valid'), second.bias);
    const sound = tf.mul(bareGelu(halved), Math.SQRT1_2);
    return tf.reshape(tf.add(sound, weights.encoderPositions), [windows * frames, -1]) as tf.Tensor2D;
  });
  for (const layer of weights.encoderLayers) {
    const next = tf.tidy(() => {
      const heard = tf.tidy(() => tf.add(x, linear(attendAll(linear(normalise(x), layer.qkv), windows, heads, style), layer.out)) as tf.Tensor2D);
      return feedForward(heard, layer);
    });
    x.dispose();
    x = next;
  }
  return tf.tidy(() => {
    const { gain, bias } = weights.encoderNorm;
    const normal = tf.add(tf.mul(normalise(x), gain), bias);
    x.dispose();
    return tf.reshape(normal, [windows, frames, -1]) as tf.Tensor3D;
  });
}
