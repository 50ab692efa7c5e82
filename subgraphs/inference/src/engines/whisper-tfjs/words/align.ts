import * as tf from '@tensorflow/tfjs-core';
import type { WhisperModel } from '../model/whisper-model.ts';
import { disposeState } from '../model/decoder-state.ts';
import { warp } from './warp.ts';

/** How much each token looked at each frame, for each of the heads that know where the sound is. */
export type Attention = { heads: number; tokens: number; frames: number; /** head by head, token by token */ values: Float32Array };

/**
 * Runs whole token rows once more and notes their attention to the sound.
 * @param sound [rows, frames, width]
 * @param rows prompt and text of each window; may differ in length
 * @param frames how many frames of each window have sound
 */
export async function attentionOf(model: WhisperModel, sound: tf.Tensor3D, rows: readonly (readonly number[])[], frames: readonly number[]): Promise<Attention[]> {
  const { configuration, tokens } = model;
  const longest = Math.max(...rows.map((row) => row.length));
  const heads = configuration.alignmentHeads ?? laterHalf(configuration.decoderLayers, configuration.decoderHeads);
  const seen: { head: readonly [number, number]; picture: tf.Tensor3D }[] = [];
  const state = model.start(sound);
  try {
    const hidden = model.step(state, rows.flatMap((row) => [...row, ...Array<number>(longest - row.length).fill(tokens.end)]), {
      watch: (layer, attention) => {
        for (const head of heads) {
          if (head[0] !== layer) continue;
          seen.push({ head, picture: tf.keep(tf.squeeze(tf.slice(attention, [0, head[1], 0, 0], [-1, 1, -1, -1]), [1]) as tf.Tensor3D) });
        }
      },
    });
    hidden.dispose();
    const pictures = await Promise.all(seen.map(({ picture }) => picture.data() as Promise<Float32Array>));
    const width = sound.shape[1];
    return rows.map((row, index) => {
      const columns = Math.min(width, Math.max(1, frames[index]!));
      const values = new Float32Array(pictures.length * row.length * columns);
      pictures.forEach((picture, head) => {
        for (let token = 0; token < row.length; token += 1) {
          const from = (index * longest + token) * width;
          values.set(normalised(picture.subarray(from, from + columns)), (head * row.length + token) * columns);
        }
      });
      return { heads: pictures.length, tokens: row.length, frames: columns, values };
    });
  } finally {
    disposeState(state);
    tf.dispose(seen.map(({ picture }) => picture));
  }
}

/** Nobody measured which heads align: then all of the later layers, as OpenAI's Whisper does. */
function laterHalf(layers: number, heads: number): [number, number][] {
  const from = Math.floor(layers / 2);
  return Array.from({ length: (layers - from) * heads }, (_, at) => [from + Math.floor(at / heads), at % heads]);
}

/** Sums to one over the frames that have sound: as if the softmax had not seen the silence that fills up the window. */
function normalised(row: Float32Array): Float32Array {
  let sum = 0;
  for (const value of row) sum += value;
  return row.map((value) => value / sum);
}

/**
 * The frame (20 ms) at which each token begins. Row i of the attention is where token i + 1 is predicted.
 * @param from first row that counts, to = one after the last
 */
export function tokenFrames({ heads, tokens, frames, values }: Attention, from: number, to: number, filterWidth: number): number[] {
  const mean = new Float64Array((to - from) * frames);
  for (let head = 0; head < heads; head += 1) {
    const picture = values.subarray(head * tokens * frames, (head + 1) * tokens * frames);
    standardise(picture, tokens, frames);
    for (let token = from; token < to; token += 1) {
      const smooth = medians(picture.subarray(token * frames, (token + 1) * frames), filterWidth);
      for (let frame = 0; frame < frames; frame += 1) mean[(token - from) * frames + frame]! += smooth[frame]! / heads;
    }
  }
  return warp(mean.map((value) => -value), to - from, frames);
}

/** Over the tokens: a frame that everything looks at says nothing. */
function standardise(picture: Float32Array, tokens: number, frames: number): void {
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    let squares = 0;
    for (let token = 0; token < tokens; token += 1) sum += picture[token * frames + frame]!;
    const mean = sum / tokens;
    for (let token = 0; token < tokens; token += 1) squares += (picture[token * frames + frame]! - mean) ** 2;
    const deviation = Math.sqrt(squares / tokens) || 1;
    for (let token = 0; token < tokens; token += 1) picture[token * frames + frame] = (picture[token * frames + frame]! - mean) / deviation;
  }
}

/** Running median, mirrored at the ends. */
function medians(row: Float32Array, width: number): Float32Array {
  const half = Math.floor(width / 2);
  if (row.length <= half) return row;
  const last = row.length - 1;
  return row.map((_, at) => {
    const around = Array.from({ length: width }, (_unused, offset) => row[mirror(at + offset - half, last)]!);
    return around.sort((a, b) => a - b)[half]!;
  });
}

const mirror = (index: number, last: number) => (index < 0 ? -index : index > last ? 2 * last - index : index);
