import type { CompiledForest } from './forest.ts';
import { probabilityOf } from './forest.ts';
import { featureCount, fillRow, gatherGrams, mostTimes, visitOf } from './gram-features.ts';
import type { Priors } from './gram-features.ts';
import type { Grams, Option, Unit } from './units.ts';

export type PlanModel = {
  forests: readonly [CompiledForest, CompiledForest];
  priors: readonly [Priors, Priors];
  /** Words of a clinician's note: base + slope * words that all units have. */
  noteLength: { base: number; slope: number; least: number; most: number };
};

/** Which units to write, and in which wording: index of unit -> its option. */
export type Plan = Map<number, Option>;

const mostMoves = 600;

/**
 * Chooses the units that together are likeliest to say what a clinician's note of this visit says, and no more of it: the
 * model gives for each word the chance that the note has it (once, twice, ...), and the plan grows and shrinks while the
 * expected agreement (F1 over words and over pairs of words) does. A repetition adds nothing, so none is written twice.
 */
export function planUnits(units: readonly Unit[], model: PlanModel): Plan {
  const chances = expectedCounts(units, model);
  const words = units.reduce((sum, { options }) => sum + options[0]!.length, 0);
  const { base, slope, least, most } = model.noteLength;
  const length = Math.min(most, Math.max(least, base + slope * words));
  const have = [new Map<string, number>(), new Map<string, number>()] as const;
  const hits: [number, number] = [0, 0];
  const made: [number, number] = [0, 0];
  const plan: Plan = new Map();

  const value = (one: readonly [number, number], size: number, sign: 1 | -1) =>
    (2 * (hits[0] + sign * one[0])) / (made[0] + sign * size + length) + (2 * (hits[1] + sign * one[1])) / (made[1] + sign * Math.max(0, size - 1) + length);
  const gained = (grams: Grams, sign: 1 | -1): [number, number] => [gainOf(grams[0], have[0], chances[0], sign), gainOf(grams[1], have[1], chances[1], sign)];
  const move = (index: number, option: Option, sign: 1 | -1) => {
    const gain = gained(option.grams, sign);
    for (const n of [0, 1] as const) {
      hits[n] += sign * gain[n];
      made[n] += sign * Math.max(0, option.length - n);
      for (const [gram, count] of option.grams[n]) have[n].set(gram, (have[n].get(gram) ?? 0) + sign * count);
    }
    if (sign === 1) plan.set(index, option);
    else plan.delete(index);
  };

  for (const [index, { required, options }] of units.entries()) if (required) move(index, options[0]!, 1);
  for (let moves = 0; moves < mostMoves; moves += 1) {
    let best = value([0, 0], 0, 1) + 1e-6;
    let chosen: { index: number; option: Option; sign: 1 | -1 } | null = null;
    for (const [index, { options, required }] of units.entries()) {
      const written = plan.get(index);
      if (written && required) continue;
      for (const option of written ? [written] : options) {
        const sign = written ? -1 : 1;
        const worth = value(gained(option.grams, sign), option.length, sign);
        if (worth > best) {
          best = worth;
          chosen = { index, option, sign };
        }
      }
    }
    if (!chosen) break;
    move(chosen.index, chosen.option, chosen.sign);
  }
  return plan;
}

/** gram -> chance of once, twice, ...; never rising. */
type Chances = ReadonlyMap<string, Float32Array>;

function expectedCounts(units: readonly Unit[], { forests, priors }: PlanModel): readonly [Chances, Chances] {
  const visit = visitOf(units);
  const row = new Float32Array(featureCount);
  const of = (n: 0 | 1): Chances => {
    const chances = new Map<string, Float32Array>();
    for (const gram of gatherGrams(units, n)) {
      const prior = priors[n].get(gram.gram);
      const times = Math.min(gram.pool, mostTimes[n]);
      const one = new Float32Array(times);
      for (let k = 1; k <= times; k += 1) {
        fillRow(row, gram, k, prior, visit);
        one[k - 1] = probabilityOf(row, forests[n]);
        // So unlikely that more of it is none.
        if (one[k - 1]! < 0.02) break;
      }
      chances.set(gram.gram, one);
    }
    return chances;
  };
  return [of(0), of(1)];
}

function gainOf(grams: ReadonlyMap<string, number>, have: ReadonlyMap<string, number>, chances: Chances, sign: 1 | -1): number {
  let sum = 0;
  for (const [gram, count] of grams) {
    const chance = chances.get(gram);
    if (!chance) continue;
    const already = have.get(gram) ?? 0;
    const from = sign === 1 ? already : already - count;
    const to = Math.min(chance.length, from + count);
    for (let at = Math.max(0, from); at < to; at += 1) sum += chance[at]!;
  }
  return sum;
}
