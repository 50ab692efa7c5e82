import { countGrams, rougeTokens } from '../corpora/rouge.ts';

/** Counts of words and of pairs of words. */
export type Grams = readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>];

/** One way to write a unit. */
export type Option = { text: string; grams: Grams; length: number };

/** Something that the note may say, in one of several wordings, or not at all. */
export type Unit = {
  options: Option[];
  /** 0..1: what the sentence model makes of it. */
  salience: number;
  patient: boolean;
  answer: boolean;
  /** Where in the visit, 0..1. */
  position: number;
  /** Kinds of clinical cues in it. */
  cues: number;
  /** Written whatever it costs: a dose, an allergy, a diagnosis. */
  required: boolean;
};

export function optionOf(text: string): Option {
  const tokens = rougeTokens(text);
  return { text, grams: [countGrams(tokens, 1), countGrams(tokens, 2)], length: tokens.length };
}
