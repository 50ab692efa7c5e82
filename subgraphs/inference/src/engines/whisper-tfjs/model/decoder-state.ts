import type { SaidMemory, SoundMemory } from './arithmetic/arithmetic.ts';

/**
 * What a batch has decoded so far. A window of sound may have several rows (beams, samples) that follow one another:
 * row = window * rowsPerWindow + n. The sound's keys and values are kept once a window.
 */
export type DecoderState = {
  windows: number;
  rowsPerWindow: number;
  /** Tokens in the memory. */
  length: number;
  /** A row: how many tokens at its start are padding, since prompts differ in length. */
  padding: Int32Array;
  /** A layer each. */
  sound: readonly SoundMemory[];
  said: readonly SaidMemory[];
};

export function disposeState(state: DecoderState): void {
  for (const memory of [...state.sound, ...state.said]) memory.dispose();
  state.sound = [];
  state.said = [];
}

/** Makes row i what row rows[i] was: beams that were dropped and doubled. */
export function selectRows(state: DecoderState, rows: readonly number[]): void {
  if (rows.length === state.windows * state.rowsPerWindow && rows.every((row, at) => row === at)) return;
  state.padding = Int32Array.from(rows, (row) => state.padding[row]!);
  for (const memory of state.said) memory.select(rows);
}

/** Goes on with some windows only, all their rows: the others have ended. */
export function selectWindows(state: DecoderState, windows: readonly number[]): void {
  if (windows.length === state.windows) return;
  const rows = windows.flatMap((window) => Array.from({ length: state.rowsPerWindow }, (_, at) => window * state.rowsPerWindow + at));
  selectRows(state, rows);
  for (const memory of state.sound) memory.keep(windows);
  state.windows = windows.length;
}

/** Each window's single row becomes `times` equal rows. */
export function multiplyRows(state: DecoderState, times: number): void {
  const rows = Array.from({ length: state.windows * times }, (_, at) => Math.floor(at / times));
  selectRows(state, rows);
  state.rowsPerWindow = times;
}
