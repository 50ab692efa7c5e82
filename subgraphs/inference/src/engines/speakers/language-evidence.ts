import file from './language-model.json' with { type: 'json' };
import { wordFeatures, wordsOf } from './spoken-words.ts';

/** Word or pair of words -> hundredths of log odds that the clinician said it. Written by train/train-language.ts. */
export type LanguageFile = { attribution: string; licence: string; seed: number; trainedOn: string; heldOut: Record<string, number>; scale: number; weights: Record<string, number> };

export type LanguageModel = { scale: number; table: ReadonlyMap<string, number> };
export const readLanguageModel = ({ scale, weights }: Pick<LanguageFile, 'scale' | 'weights'>): LanguageModel => ({ scale, table: new Map(Object.entries(weights)) });

const shipped = readLanguageModel(file satisfies LanguageFile);
/** Beyond this no single segment counts: the model has not seen how this clinic talks. */
const most = 4;

/**
 * Log odds that the clinician said it rather than the patient, before anything else is known; 0 for words never seen.
 * Calibrated on held-out dialogues, see the model file.
 */
export function clinicianLogOdds(text: string, { scale, table }: LanguageModel = shipped): number {
  let sum = 0;
  for (const feature of wordFeatures(text)) sum += table.get(feature) ?? 0;
  // "Okay", "yeah" and "hm" belong to both, whatever they lean to in the corpora.
  const trust = Math.min(1, wordsOf(text).length / 4);
  return Math.max(-most, Math.min(most, (sum / 100) * scale * trust));
}
