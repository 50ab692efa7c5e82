import * as tf from '@tensorflow/tfjs-core';
import { disposeState } from '../model/decoder-state.ts';
import type { WhisperModel } from '../model/whisper-model.ts';

/** A window in another language than the ones before must be clearly so: short windows look like many languages. */
const sureOfAnother = 0.7;

/** Each window's languages with their probabilities, likeliest first. Empty for English-only checkpoints. */
export async function detectLanguages(model: WhisperModel, sound: tf.Tensor3D): Promise<{ language: string; probability: number }[][]> {
  const { languages, start } = model.tokens;
  const windows = sound.shape[0];
  if (languages.size === 0) return Array.from({ length: windows }, () => []);
  const state = model.start(sound);
  const hidden = model.step(state, Array<number>(windows).fill(start));
  const scores = model.scores(hidden);
  const numbers = (await scores.data()) as Float32Array;
  disposeState(state);
  tf.dispose([hidden, scores]);
  return Array.from({ length: windows }, (_, window) => {
    const mine = [...languages].map(([language, token]) => ({ language, score: numbers[window * model.configuration.vocabulary + token]! }));
    const top = Math.max(...mine.map(({ score }) => score));
    const total = mine.reduce((sum, { score }) => sum + Math.exp(score - top), 0);
    return mine.map(({ language, score }) => ({ language, probability: Math.exp(score - top) / total })).sort((a, b) => b.probability - a.probability);
  });
}

/** @param before the language of the recording so far */
export function chooseLanguage(likely: readonly { language: string; probability: number }[], before: string | null): string | null {
  const [first] = likely;
  if (!first) return null;
  if (before === null || first.language === before || first.probability >= sureOfAnother) return first.language;
  return before;
}
