import * as tf from '@tensorflow/tfjs-core';
import { melFilters } from './mel-filters.ts';

export const hop = 160;
const fftSize = 400;
const bins = fftSize / 2 + 1;

export type LogMel = {
  /**
   * Whisper's log-mel picture of windows of sound at 16 kHz.
   * @param windows each at most `frames * 320` samples; shorter ones are filled up with silence
   * @returns [windows, frames * 2, mels]
   */
  of(windows: readonly Float32Array[]): tf.Tensor3D;
  dispose(): void;
};

/**
 * A short-time Fourier transform as matrix products, since not every backend has a complex kernel: one product with the
 * windowed cosines and sines side by side, then powers, mel filters, log10, a floor 8 below the window's top.
 */
export function createLogMel(mels: number, frames: number): LogMel {
  const columns = frames * 2;
  const samples = columns * hop;
  const basis = tf.keep(tf.tensor2d(fourierBasis(), [fftSize, 2 * bins]));
  const filters = tf.keep(tf.tensor2d(melFilters(mels, fftSize, 16_000), [bins, mels]));

  const one = (window: Float32Array): tf.Tensor2D => {
    if (window.length > samples) throw new RangeError(`a window has at most ${samples} samples`);
    const overlapping = tf.tensor2d(cut(window, samples, columns), [columns, fftSize]);
    const spectrum = tf.matMul(overlapping, basis);
    const power = tf.add(tf.square(tf.slice(spectrum, [0, 0], [columns, bins])), tf.square(tf.slice(spectrum, [0, bins], [columns, bins])));
    const log = tf.mul(tf.log(tf.maximum(tf.matMul(power, filters), 1e-10)), Math.LOG10E);
    const floored = tf.maximum(log, tf.sub(tf.max(log), 8));
    return tf.div(tf.add(floored, 4), 4);
  };

  return {
    of: (windows) => tf.tidy(() => tf.stack(windows.map((window) => tf.tidy(() => one(window)))) as tf.Tensor3D),
    dispose: () => tf.dispose([basis, filters]),
  };
}

/** Overlapping pieces, the sound mirrored at both ends (which is what "reflect" centring means). */
function cut(window: Float32Array, samples: number, columns: number): Float32Array {
  const half = fftSize / 2;
  const padded = new Float32Array(samples + fftSize);
  padded.set(window, half);
  for (let at = 1; at <= half; at += 1) {
    padded[half - at] = padded[half + at]!;
    padded[half + samples - 1 + at] = padded[half + samples - 1 - at]!;
  }
  const pieces = new Float32Array(columns * fftSize);
  for (let column = 0; column < columns; column += 1) pieces.set(padded.subarray(column * hop, column * hop + fftSize), column * fftSize);
  return pieces;
}

/** [400, 402]: cosines, then sines, each under a periodic Hann window. */
function fourierBasis(): Float32Array {
  const basis = new Float32Array(fftSize * 2 * bins);
  for (let sample = 0; sample < fftSize; sample += 1) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * sample) / fftSize);
    for (let bin = 0; bin < bins; bin += 1) {
      // The product is taken modulo the period first: large angles would lose digits.
      const angle = (2 * Math.PI * ((sample * bin) % fftSize)) / fftSize;
      basis[sample * 2 * bins + bin] = hann * Math.cos(angle);
      basis[sample * 2 * bins + bins + bin] = hann * Math.sin(angle);
    }
  }
  return basis;
}
