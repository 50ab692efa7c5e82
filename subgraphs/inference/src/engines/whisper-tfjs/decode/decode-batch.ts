import * as tf from '@tensorflow/tfjs-core';
import type { WhisperModel } from '../model/whisper-model.ts';
import { disposeState, multiplyRows, selectRows, selectWindows } from '../model/decoder-state.ts';
import { breathe } from './breathe.ts';
import { logSumExp } from './log-probabilities.ts';
import { createHypotheses } from './hypotheses.ts';
import type { Decoded, Search } from './hypotheses.ts';
import type { TokenRules } from './token-rules.ts';

export type DecodeTask = {
  /** Ends with <|startoftranscript|> and what follows it; see prompt.ts. */
  prompt: readonly number[];
  /** Same seed, same draw. */
  seed: number;
};

export type DecodeOptions = {
  search: Search;
  rules: TokenRules;
  /** After the prompt. */
  mostTokens: number;
  signal: AbortSignal;
};

/**
 * Decodes a batch of windows together, one token of each at a time; windows that have ended leave the batch.
 * @param sound [windows, frames, width], stays the caller's
 * @throws the signal's reason, within one step
 */
export async function decodeBatch(model: WhisperModel, sound: tf.Tensor3D, tasks: readonly DecodeTask[], { search, rules, mostTokens, signal }: DecodeOptions): Promise<Decoded[]> {
  const state = model.start(sound);
  try {
    const { given, startAt, padding } = alignPrompts(model, tasks);
    state.padding = padding;
    const times = given.length / tasks.length;
    const first = await scoresOf(model, model.step(state, given, { at: startAt === times - 1 ? [startAt] : [startAt, times - 1] }));
    const perWindow = first.length / tasks.length;
    const noSpeech = tasks.map((_, window) => noSpeechProbability(model, first[window * perWindow]!));
    const hypotheses = tasks.map((task) => createHypotheses(search, task.seed, model.tokens.end));
    let scores = first.filter((_, row) => row % perWindow === perWindow - 1);
    multiplyRows(state, search.rows);
    scores = scores.flatMap((row) => Array.from({ length: search.rows }, () => row.slice()));

    let running = tasks.map((_, window) => window);
    const most = Math.min(mostTokens, model.configuration.positions - times);
    for (let count = 0; count < most && running.length > 0; count += 1) {
      await breathe(signal);
      const rows: number[] = [];
      const tokens: number[] = [];
      running.forEach((window, place) => {
        const mine = scores.slice(place * search.rows, (place + 1) * search.rows);
        const { parents, next } = hypotheses[window]!.extend(mine, rules);
        rows.push(...parents.map((parent) => place * search.rows + parent));
        tokens.push(...next);
      });
      selectRows(state, rows);
      const going = running.map((window, place) => (hypotheses[window]!.ended() ? -1 : place)).filter((place) => place >= 0);
      if (going.length === 0 || count + 1 === most) break;
      if (worthwhile(going.length, running.length)) {
        selectWindows(state, going);
        running = going.map((place) => running[place]!);
        scores = await scoresOf(model, model.step(state, going.flatMap((place) => tokens.slice(place * search.rows, (place + 1) * search.rows))));
      } else scores = await scoresOf(model, model.step(state, tokens));
    }
    return hypotheses.map((one, window) => ({ ...one.best(), noSpeechProbability: noSpeech[window]! }));
  } finally {
    disposeState(state);
  }
}

/** Dropping windows copies what the others hold: worth it when a quarter has ended. Those that ended step along unseen. */
function worthwhile(going: number, running: number): boolean {
  return going <= running * 0.75;
}

/** Prompts of different length end together: the shorter ones begin with padding that nothing looks at. */
function alignPrompts(model: WhisperModel, tasks: readonly DecodeTask[]): { given: number[]; startAt: number; padding: Int32Array } {
  const longest = Math.max(...tasks.map(({ prompt }) => prompt.length));
  const { start, end } = model.tokens;
  // From <|startoftranscript|> on, all prompts of one model are equally long.
  const [tail] = tasks.map(({ prompt }) => prompt.length - prompt.lastIndexOf(start));
  return {
    given: tasks.flatMap(({ prompt }) => [...Array<number>(longest - prompt.length).fill(end), ...prompt]),
    startAt: longest - tail!,
    padding: Int32Array.from(tasks, ({ prompt }) => longest - prompt.length),
  };
}

function noSpeechProbability(model: WhisperModel, scores: Float32Array): number {
  const { noSpeech } = model.tokens;
  return noSpeech === null ? 0 : Math.exp(scores[noSpeech]! - logSumExp(scores));
}

/** One row of numbers a hidden state. Disposes of it. */
async function scoresOf(model: WhisperModel, hidden: tf.Tensor2D): Promise<Float32Array[]> {
  const scores = model.scores(hidden);
  const [rows, width] = scores.shape;
  const all = (await scores.data()) as Float32Array;
  tf.dispose([hidden, scores]);
  return Array.from({ length: rows }, (_, row) => all.subarray(row * width, (row + 1) * width));
}
