import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic, SaidMemory, SoundMemory } from './arithmetic/arithmetic.ts';
import type { DecoderState } from './decoder-state.ts';
import type { WhisperWeights } from './weights.ts';

/** @param sound the encoder's answer, [windows, frames, width] */
export function startDecoding(weights: WhisperWeights, heads: number, arithmetic: Arithmetic, sound: tf.Tensor3D): DecoderState {
  const [windows, frames, width] = sound.shape;
  const memories: SoundMemory[] = [];
  const said: SaidMemory[] = [];
  tf.tidy(() => {
    const flat = tf.reshape(sound, [windows * frames, width]) as tf.Tensor2D;
    for (const { crossKey, crossValue } of weights.decoderLayers) {
      tf.tidy(() => void memories.push(arithmetic.rememberSound(flat, crossKey, crossValue, windows, heads)));
      said.push(arithmetic.rememberSaid(windows, heads, width));
    }
  });
  return { windows, rowsPerWindow: 1, length: 0, padding: new Int32Array(windows), sound: memories, said };
}

export type StepOptions = {
  /** Positions within the new tokens whose hidden state is wanted; the last one by default. */
  at?: readonly number[];
  /** Gets each layer's attention to the sound, [windows, heads, rowsPerWindow * times, frames], inside the tidy. */
  watch?: (layer: number, attention: tf.Tensor4D) => void;
};

/**
 * Runs `times` new tokens of each row, appends them to the state, and gives hidden states for the vocabulary.
 * @param tokens rows * times, row by row
 * @returns [rows * at.length, width], normalised
 */
export function step(weights: WhisperWeights, arithmetic: Arithmetic, state: DecoderState, tokens: readonly number[], { at, watch }: StepOptions = {}): tf.Tensor2D {
  const rows = state.windows * state.rowsPerWindow;
  const times = tokens.length / rows;
  const before = state.length;
  const { linear, normalisedLinear } = arithmetic;
  const hidden = tf.tidy(() => {
    const positions = Int32Array.from(tokens, (_, index) => Math.max(0, before + (index % times) - state.padding[Math.floor(index / times)]!));
    let x = tf.add(tf.gather(weights.embeddings, tf.tensor1d([...tokens], 'int32')), tf.gather(weights.decoderPositions, tf.tensor1d(positions, 'int32'))) as tf.Tensor2D;
    weights.decoderLayers.forEach((layer, index) => {
      x = tf.tidy(() => {
        const spoken = linear(state.said[index]!.attend(normalisedLinear(x, layer.qkv), times, state.padding), layer.out, x);
        const seen = state.sound[index]!.look(normalisedLinear(spoken, layer.crossQuery), watch && ((attention) => watch(index, attention)));
        return arithmetic.feedForward(linear(seen, layer.crossOut, spoken), layer.rise, layer.fall);
      });
    });
    const wanted = at ?? [times - 1];
    if (times > 1) x = tf.gather(x, tf.tensor1d(Array.from({ length: rows }, (_, row) => wanted.map((position) => row * times + position)).flat(), 'int32'));
    return arithmetic.normalise(x);
  });
  state.length += times;
  return hidden;
}

/** Hidden states -> numbers for each token: [rows, vocabulary]. Gain and bias go to the few numbers here and not to the many there. */
export function vocabularyScores({ decoderNorm: { gain, bias }, vocabulary }: WhisperWeights, arithmetic: Arithmetic, hidden: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => arithmetic.scores(tf.add(tf.mul(hidden, gain), bias), vocabulary));
}
