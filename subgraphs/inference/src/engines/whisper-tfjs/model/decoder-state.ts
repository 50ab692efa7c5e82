import * as tf from '@tensorflow/tfjs-core';
import { forgetSound, keepWindows } from './sound-memory.ts';
import type { SoundMemory } from './sound-memory.ts';

/** Keys and values of what was said, for one layer: [rows, heads, positions, depth] */
export type Memory = { keys: tf.Tensor4D; values: tf.Tensor4D };

/**
 * What a batch has decoded so far. A window of sound may have several rows (beams, samples) that follow one another:
 * row = window * rowsPerWindow + n. The sound's keys and values are kept once a window.
 */
export type DecoderState = {
  windows: number;
  rowsPerWindow: number;
  /** Tokens in the cache. */
  length: number;
  /** A row: how many tokens at its start are padding, since prompts differ in length. */
  padding: Int32Array;
  sound: SoundMemory[];
  said: (Memory | null)[];
};

export function disposeState(state: DecoderState): void {
  state.sound.forEach(forgetSound);
  for (const memory of state.said) if (memory) tf.dispose([memory.keys, memory.values]);
  state.sound = [];
  state.said = [];
}

/** Makes row i what row rows[i] was: beams that were dropped and doubled. */
export function selectRows(state: DecoderState, rows: readonly number[]): void {
  state.padding = Int32Array.from(rows, (row) => state.padding[row]!);
  if (rows.length === state.windows * state.rowsPerWindow && rows.every((row, at) => row === at)) return;
  state.said = state.said.map((memory) => memory && gathered(memory, rows));
}

/** Goes on with some windows only, all their rows: the others have ended. */
export function selectWindows(state: DecoderState, windows: readonly number[]): void {
  if (windows.length === state.windows) return;
  const rows = windows.flatMap((window) => Array.from({ length: state.rowsPerWindow }, (_, at) => window * state.rowsPerWindow + at));
  selectRows(state, rows);
  state.sound = state.sound.map((memory) => keepWindows(memory, windows));
  state.windows = windows.length;
}

/** Each window's single row becomes `times` equal rows. */
export function multiplyRows(state: DecoderState, times: number): void {
  const rows = Array.from({ length: state.windows * times }, (_, at) => Math.floor(at / times));
  state.padding = Int32Array.from(rows, (row) => state.padding[row]!);
  state.said = state.said.map((memory) => memory && gathered(memory, rows));
  state.rowsPerWindow = times;
}

function gathered({ keys, values }: Memory, rows: readonly number[]): Memory {
  const next = tf.tidy(() => {
    const index = tf.tensor1d([...rows], 'int32');
    return { keys: tf.gather(keys, index), values: tf.gather(values, index) };
  });
  tf.dispose([keys, values]);
  return next;
}
