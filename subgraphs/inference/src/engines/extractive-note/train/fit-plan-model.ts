import { featureCount, fillRow, gatherGrams, mostTimes, visitOf } from '../plan/gram-features.ts';
import type { Prior } from '../plan/gram-features.ts';
import { countGrams, rougeTokens } from '../corpora/rouge.ts';
import type { Unit } from '../plan/units.ts';
import { boost } from './boost.ts';
import type { BoostOptions } from './boost.ts';
import type { PlanFile } from '../plan/read-plan-model.ts';

/** A visit's units and the note that a clinician wrote of it. */
export type Visit = { units: readonly Unit[]; note: string };

const boosting: BoostOptions = { trees: 100, rate: 0.08, leaves: 15, minRows: 40, l2: 5, bins: 128 };

export function fitPlanModel(visits: readonly Visit[], options: Partial<BoostOptions> = {}): Pick<PlanFile, 'forests' | 'priors' | 'noteLength'> {
  const of = (n: 0 | 1) => {
    const grams = visits.map(({ units }) => gatherGrams(units, n));
    const notes = visits.map(({ note }) => countGrams(rougeTokens(note), n + 1));
    const priors = new Map<string, Prior>();
    for (const [index, list] of grams.entries()) {
      for (const { gram } of list) {
        let prior = priors.get(gram);
        if (!prior) priors.set(gram, (prior = { seen: 0, taken: [] }));
        prior.seen += 1;
        const times = Math.min(notes[index]!.get(gram) ?? 0, mostTimes[n]);
        for (let k = 0; k < times; k += 1) prior.taken[k] = (prior.taken[k] ?? 0) + 1;
      }
    }
    const rows: number[][] = [];
    const target: number[] = [];
    for (const [index, list] of grams.entries()) {
      const visit = visitOf(visits[index]!.units);
      for (const gram of list) {
        const times = notes[index]!.get(gram.gram) ?? 0;
        for (let k = 1; k <= Math.min(gram.pool, mostTimes[n]); k += 1) {
          const row = new Array<number>(featureCount).fill(0);
          fillRow(row, gram, k, priors.get(gram.gram), visit, { taken: times >= k });
          rows.push(row);
          target.push(times >= k ? 1 : 0);
        }
      }
    }
    const columns = Array.from({ length: featureCount }, (_, feature) => Float32Array.from(rows, (row) => row[feature]!));
    // A word of one visit alone tells nothing of another.
    const kept = [...priors].filter(([, { seen }]) => seen >= 2).sort(([a], [b]) => (a < b ? -1 : 1));
    return { forest: boost(columns, Uint8Array.from(target), { ...boosting, ...options }), priors: { grams: kept.map(([gram]) => gram), counts: kept.map(([, { seen, taken }]) => [seen, ...taken]) } };
  };
  const [words, pairs] = [of(0), of(1)];
  return { forests: [words.forest, pairs.forest], priors: [words.priors, pairs.priors], noteLength: fitLength(visits) };
}

/** Least squares of the note's words on those of all units. */
function fitLength(visits: readonly Visit[]): PlanFile['noteLength'] {
  const points = visits.map(({ units, note }) => [units.reduce((sum, { options }) => sum + options[0]!.length, 0), rougeTokens(note).length] as const);
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return { base: Math.round(y - slope * x), slope: Math.round(slope * 1e4) / 1e4, least: 60, most: Math.max(...points.map((point) => point[1])) };
}
