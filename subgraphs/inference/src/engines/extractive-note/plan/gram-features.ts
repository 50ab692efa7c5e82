import type { Unit } from './units.ts';

/** How often clinicians' notes took up a word that could have been written: in `seen` visits; `taken[k-1]` notes had it k times or more. */
export type Prior = { seen: number; taken: number[] };
export type Priors = ReadonlyMap<string, Prior>;

/** A word (or a pair) that units could put into the note. */
export type Gram = {
  gram: string;
  /** The first unit that has it. */
  first: number;
  /** How often all units together have it. */
  pool: number;
  /** Its features but for those of k. */
  units: number;
  best: number;
  expected: number;
  patient: number;
  answer: number;
  position: number;
  cues: number;
};

export const mostTimes = [40, 6] as const;
export const featureCount = 16;

/** Words (n = 0) or pairs (n = 1) of all units, with what their units are like. */
export function gatherGrams(units: readonly Unit[], n: 0 | 1): Gram[] {
  const found = new Map<string, Gram>();
  for (const [first, unit] of units.entries()) {
    for (const [gram, count] of widest(unit, n)) {
      let one = found.get(gram);
      if (!one) found.set(gram, (one = { gram, first, pool: 0, units: 0, best: 0, expected: 0, patient: 0, answer: 0, position: 0, cues: 0 }));
      one.pool += count;
      one.units += 1;
      one.best = Math.max(one.best, unit.salience);
      one.expected += unit.salience * count;
      one.patient += unit.patient ? 1 : 0;
      one.answer += unit.answer ? 1 : 0;
      one.position += unit.position;
      one.cues += unit.cues;
    }
  }
  return [...found.values()];
}

/** Of each word the most that any wording of the unit has. */
function widest({ options }: Unit, n: 0 | 1): ReadonlyMap<string, number> {
  if (options.length === 1) return options[0]!.grams[n];
  const counts = new Map<string, number>();
  for (const { grams } of options) for (const [gram, count] of grams[n]) counts.set(gram, Math.max(count, counts.get(gram) ?? 0));
  return counts;
}

/** Of these the features are the same for all words of a visit, and for all that no visit in training had. */
export const fixedInVisit = (visit: { units: number; expected: number }) => [{ feature: 14, value: visit.units }, { feature: 15, value: visit.expected }];
export const fixedWhereUnseen = [{ feature: 9, value: -1 }, { feature: 10, value: 0 }];

/**
 * Features of "the note has this word k times or more", into `row`.
 * @param leaveOut what this very visit's note added to the prior, when training
 */
export function fillRow(row: Float32Array | number[], gram: Gram, k: number, prior: Prior | undefined, visit: { units: number; expected: number }, leaveOut?: { taken: boolean }): void {
  const seen = (prior?.seen ?? 0) - (leaveOut ? 1 : 0);
  const taken = (prior?.taken[k - 1] ?? 0) - (leaveOut?.taken ? 1 : 0);
  row[0] = k;
  row[1] = gram.pool;
  row[2] = gram.units;
  row[3] = gram.best;
  row[4] = gram.expected;
  row[5] = gram.patient / gram.units;
  row[6] = gram.answer / gram.units;
  row[7] = gram.position / gram.units;
  row[8] = gram.cues / gram.units;
  row[9] = seen > 0 ? (taken + 0.3) / (seen + 1) : -1;
  row[10] = seen;
  row[11] = k / gram.pool;
  row[12] = k - gram.expected;
  row[13] = hasDigit(gram.gram) ? 1 : 0;
  row[14] = visit.units;
  row[15] = visit.expected;
}

export const hasDigit = (gram: string) => /\d/.test(gram);

export const visitOf = (units: readonly Unit[]) => ({ units: units.length, expected: units.reduce((sum, { salience }) => sum + salience, 0) });
