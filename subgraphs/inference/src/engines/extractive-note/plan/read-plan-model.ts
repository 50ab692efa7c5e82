import { compileForest } from './forest.ts';
import type { Forest } from './forest.ts';
import type { Prior } from './gram-features.ts';
import type { PlanModel } from './plan-units.ts';

/** plan-model.json. Priors: of grams[i] counts[i] = [visits that could write it, notes that had it once or more, twice or more, ...]. */
export type PlanFile = {
  version: string;
  attribution: string;
  trainedOn: string;
  forests: Forest[];
  priors: { grams: string[]; counts: number[][] }[];
  noteLength: { base: number; slope: number; least: number; most: number };
};

export function readPlanModel({ forests, priors, noteLength }: Pick<PlanFile, 'forests' | 'priors' | 'noteLength'>): PlanModel {
  const table = (rows: PlanFile['priors'][number] | undefined) =>
    new Map(rows!.grams.map((gram, index): [string, Prior] => {
      const [seen = 0, ...taken] = rows!.counts[index]!;
      return [gram, { seen, taken }];
    }));
  return { forests: [compileForest(forests[0]!), compileForest(forests[1]!)], priors: [table(priors[0]), table(priors[1])], noteLength };
}
