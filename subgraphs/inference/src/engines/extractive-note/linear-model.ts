import weights from './sentence-model.json' with { type: 'json' };
import type { Features } from './sentence-features.ts';

export const sectionKeys = ['history', 'past', 'medications', 'allergies', 'social', 'family', 'review', 'exam', 'results', 'assessment', 'plan'] as const;
export type SectionKey = (typeof sectionKeys)[number];

/** Feature -> [salience, then each of sectionKeys], in hundredths. */
export type ModelFile = { version: string; attribution: string; trainedOn: string; bias: number[]; weights: Record<string, number[]> };

export type SentenceScore = {
  /** 0..1: how likely a clinician writes it down. */
  salience: number;
  /** Sums to 1. */
  sections: Record<SectionKey, number>;
};

export type SentenceModel = { bias: readonly number[]; table: ReadonlyMap<string, readonly number[]> };
export const readModel = ({ bias, weights }: Pick<ModelFile, 'bias' | 'weights'>): SentenceModel => ({ bias, table: new Map(Object.entries(weights)) });

const shipped = readModel(weights);
export const modelVersion = weights.version;

export function scoreSentence(features: Features, { bias, table }: SentenceModel = shipped): SentenceScore {
  const sums = [...bias];
  for (const name of features) {
    const row = table.get(name);
    if (row) for (let index = 0; index < sums.length; index += 1) sums[index]! += row[index]!;
  }
  const [salience, ...logits] = sums.map((sum) => sum / 100) as [number, ...number[]];
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const sections = Object.fromEntries(sectionKeys.map((key, index) => [key, powers[index]! / total])) as Record<SectionKey, number>;
  return { salience: 1 / (1 + Math.exp(-salience)), sections };
}
