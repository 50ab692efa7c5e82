import type * as tf from '@tensorflow/tfjs-core';

/** y = x * weight + bias. How the weight lies is its arithmetic's business: only that one reads it. */
export type Linear = {
  weight: tf.Tensor;
  bias: tf.Tensor1D;
  /** False where the bias is nothing but zeros. */
  biased: boolean;
  inner: number;
  outer: number;
};

/** One of far more numbers a row than there are rows, without a bias. */
export type Vocabulary = Omit<Linear, 'bias' | 'biased'> & { bias: tf.Tensor1D | null };

/** The decoder's keys and values of the sound for one layer, made once and looked at in each step. */
export type SoundMemory = {
  /**
   * @param query [rows * times, width], scaled; a window's rows follow one another
   * @param watch gets where it looked, [windows, heads, rows of a window * times, frames]
   * @returns what it saw, like the query
   */
  look(query: tf.Tensor2D, watch?: (attention: tf.Tensor4D) => void): tf.Tensor2D;
  /** Forgets all windows but these. */
  keep(windows: readonly number[]): void;
  dispose(): void;
};

/** Keys and values of what was said, for one layer. */
export type SaidMemory = {
  /**
   * Adds new tokens and lets each look at itself and what came before it.
   * @param qkv queries (scaled), keys and values side by side, [rows * times, 3 * width]
   * @param padding for each row, how many tokens at its start nobody may look at
   * @returns [rows * times, width]
   */
  attend(qkv: tf.Tensor2D, times: number, padding: Int32Array): tf.Tensor2D;
  /** Makes row i what row rows[i] was. */
  select(rows: readonly number[]): void;
  dispose(): void;
};

/**
 * What a Whisper is made of. Tensors that come out are the caller's, or its tidy's. "Normalised" is mean 0 and variance 1 a
 * row; gain and bias stand in the matrix that follows. GELU lacks its two constants: weights.ts multiplied them in.
 */
export type Arithmetic = {
  /** @param weight [inner, outer], row by row */
  matrix(weight: Float32Array, inner: number, outer: number, bias: Float32Array): Linear;
  normalise(x: tf.Tensor2D): tf.Tensor2D;
  /** x * weight + bias, and `plus`. */
  linear(x: tf.Tensor2D, by: Linear, plus?: tf.Tensor2D): tf.Tensor2D;
  /** The same of the normalised x. */
  normalisedLinear(x: tf.Tensor2D, by: Linear): tf.Tensor2D;
  /** x + fall(GELU(rise(normalised x))) */
  feedForward(x: tf.Tensor2D, rise: Linear, fall: Linear): tf.Tensor2D;
  /**
   * GELU of a convolution over three frames, both ends padded.
   * @param x [windows, frames, channels]
   * @param by [3 * channels, outer]
   * @returns [windows, frames / stride, outer]
   */
  convolve(x: tf.Tensor3D, by: Linear, stride: number): tf.Tensor3D;
  /**
   * Self-attention without a mask over whole windows.
   * @param qkv queries (scaled), keys and values side by side, [windows * frames, 3 * width]
   * @returns [windows * frames, width]
   */
  attendAll(qkv: tf.Tensor2D, windows: number, heads: number): tf.Tensor2D;
  /** @param sound of all windows, [windows * frames, width] */
  rememberSound(sound: tf.Tensor2D, key: Linear, value: Linear, windows: number, heads: number): SoundMemory;
  /**
   * @param rows [vocabulary, width]
   * @param placed the same on the backend, where it lies there for another purpose too
   */
  vocabulary(rows: Float32Array, outer: number, inner: number, placed: tf.Tensor2D | null): Vocabulary;
  /** x times the vocabulary's rows: [rows of x, vocabulary] */
  scores(x: tf.Tensor2D, vocabulary: Vocabulary): tf.Tensor2D;
  /** @param rows how many, of so many heads and so wide */
  rememberSaid(rows: number, heads: number, width: number): SaidMemory;
  dispose(): void;
};
