import * as tf from '@tensorflow/tfjs-core';
import { feedForward, linear, normalise } from './layers.ts';
import type { DecoderState, Memory } from './decoder-state.ts';
import { lookAtSound, rememberSound } from './sound-memory.ts';
import type { SoundMemory } from './sound-memory.ts';
import type { DecoderLayer, WhisperWeights } from './weights.ts';

const minusInfinity = -1e9;

/** @param sound the encoder's answer, [windows, frames, width] */
export function startDecoding(weights: WhisperWeights, heads: number, kind: SoundMemory['kind'], sound: tf.Tensor3D): DecoderState {
  const [windows, frames, width] = sound.shape;
  const memories: SoundMemory[] = [];
  tf.tidy(() => {
    const flat = tf.reshape(sound, [windows * frames, width]) as tf.Tensor2D;
    for (const { crossKey, crossValue } of weights.decoderLayers) tf.tidy(() => void memories.push(rememberSound(flat, crossKey, crossValue, windows, heads, kind)));
  });
  return { windows, rowsPerWindow: 1, length: 0, padding: new Int32Array(windows), sound: memories, said: weights.decoderLayers.map(() => null) };
}

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
export function step(weights: WhisperWeights, heads: number, state: DecoderState, tokens: readonly number[], { at, watch }: StepOptions = {}): tf.Tensor2D {
  const rows = state.windows * state.rowsPerWindow;
  const times = tokens.length / rows;
  const before = state.length;
  const said: Memory[] = [];
  const hidden = tf.tidy(() => {
    const positions = Int32Array.from(tokens, (_, index) => Math.max(0, before + (index % times) - state.padding[Math.floor(index / times)]!));
    let x = tf.add(tf.gather(weights.embeddings, tf.tensor1d([...tokens], 'int32')), tf.gather(weights.decoderPositions, tf.tensor1d(positions, 'int32'))) as tf.Tensor2D;
    const mask = maskOf(state, rows, times);
    weights.decoderLayers.forEach((layer, index) => {
      x = tf.tidy(() => {
        const { mixed, memory } = selfAttention(linear(normalise(x), layer.qkv), state.said[index] ?? null, { rows, times, heads, mask });
        said.push({ keys: tf.keep(memory.keys), values: tf.keep(memory.values) });
        const spoken = tf.add(x, linear(mixed, layer.out)) as tf.Tensor2D;
        const heard = tf.add(spoken, linear(crossAttention(spoken, layer, state, index, { times, heads }, watch), layer.crossOut)) as tf.Tensor2D;
        return feedForward(heard, layer);
      });
    });
    const wanted = at ?? [times - 1];
    if (times > 1) x = tf.gather(x, tf.tensor1d(Array.from({ length: rows }, (_, row) => wanted.map((position) => row * times + position)).flat(), 'int32'));
    return normalise(x);
  });
  for (const old of state.said) if (old) tf.dispose([old.keys, old.values]);
  state.said = said;
  state.length += times;
  return hidden;
}

/** Adds what must not be looked at: later tokens of a prompt, and its padding. Null where everything may. */
function maskOf(state: DecoderState, rows: number, times: number): tf.Tensor4D | null {
  const padded = state.padding.some((count) => count > 0);
  if (times === 1 && !padded) return null;
  const total = state.length + times;
  const masks = padded ? rows : 1;
  const values = new Float32Array(masks * times * total);
  for (let row = 0; row < masks; row += 1) {
    for (let time = 0; time < times; time += 1) {
      for (let column = 0; column < total; column += 1) {
        const hiddenFrom = column > state.length + time || (padded && column < state.padding[row]!);
        if (hiddenFrom) values[(row * times + time) * total + column] = minusInfinity;
      }
    }
  }
  return tf.tensor4d(values, [masks, 1, times, total]);
}

function selfAttention(qkv: tf.Tensor2D, before: Memory | null, { rows, times, heads, mask }: { rows: number; times: number; heads: number; mask: tf.Tensor4D | null }): { mixed: tf.Tensor2D; memory: Memory } {
  const [q, k, v] = tf.split(qkv, 3, 1).map((part) => toHeads(part as tf.Tensor2D, rows, times, heads)) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  const keys = before ? (tf.concat([before.keys, k], 2) as tf.Tensor4D) : tf.clone(k);
  const values = before ? (tf.concat([before.values, v], 2) as tf.Tensor4D) : tf.clone(v);
  const scores = tf.matMul(q, keys, false, true);
  const mixed = tf.matMul(tf.softmax(mask ? tf.add(scores, mask) : scores), values);
  return { mixed: fromHeads(mixed as tf.Tensor4D), memory: { keys, values } };
}

/** Rows of one window look at the same sound: they are that window's queries, and its keys are read once for all. */
function crossAttention(x: tf.Tensor2D, layer: DecoderLayer, state: DecoderState, index: number, { times, heads }: { times: number; heads: number }, watch: StepOptions['watch']): tf.Tensor2D {
  const query = toHeads(linear(normalise(x), layer.crossQuery), state.windows, state.rowsPerWindow * times, heads);
  const { attention, seen } = lookAtSound(state.sound[index]!, query);
  watch?.(index, attention);
  return fromHeads(seen);
}

/** Hidden states -> numbers for each token: [rows, vocabulary]. Gain and bias go to the few numbers here and not to the many there. */
export function vocabularyScores({ decoderNorm: { gain, bias }, vocabulary }: WhisperWeights, hidden: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.matMul(tf.add(tf.mul(hidden, gain), bias), vocabulary) as tf.Tensor2D);
}
