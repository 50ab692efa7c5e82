import type { CompiledForest } from './forest.ts';
import { probabilityOf, withFixed } from './forest.ts';
import { featureCount, fillRow, fixedInVisit, fixedWhereUnseen, gatherGrams, hasDigit, mostTimes, visitOf } from './gram-features.ts';
import type { Priors } from './gram-features.ts';
import type { Option, Unit } from './units.ts';

export type PlanModel = {
  forests: readonly [CompiledForest, CompiledForest];
  priors: readonly [Priors, Priors];
  /** Words of a clinician's note: base + slope * words that all units have. */
  noteLength: { base: number; slope: number; least: number; most: number };
};

/** Which units to write, and in which wording: index of unit -> its option. */
export type Plan = Map<number, Option>;

const mostMoves = 600;
const unlikely = 0.02;

/**
 * Chooses the units that together are likeliest to say what a clinician's note of this visit says, and no more of it: the
 * model gives for each word the chance that the note has it (once, twice, ...), and the plan grows and shrinks while the
 * expected agreement (F1 over words and over pairs of words) does. A repetition adds nothing, so none is written twice.
 */
export function planUnits(units: readonly Unit[], model: PlanModel): Plan {
  const words = units.reduce((sum, { options }) => sum + options[0]!.length, 0);
  const { base, slope, least, most } = model.noteLength;
  const length = Math.min(most, Math.max(least, base + slope * words));
  const counted = [countIn(units, 0, model), countIn(units, 1, model)] as const;
  const hits = [0, 0];
  const made = [0, 0];
  const plan: Plan = new Map();
  /** Unit -> which of its options stands in the plan. */
  const standing = new Map<number, number>();

  /** The plan's worth with this option added (sign 1) or taken away (sign -1). */
  const worth = (index: number, option: number, sign: 1 | -1): number => {
    const size = units[index]!.options[option]!.length;
    let sum = 0;
    for (let n = 0; n < 2; n += 1) sum += (2 * (hits[n]! + sign * gainOf(counted[n]!, index, option, sign))) / (made[n]! + sign * Math.max(0, size - n) + length);
    return sum;
  };
  const move = (index: number, option: number, sign: 1 | -1) => {
    const chosen = units[index]!.options[option]!;
    for (let n = 0; n < 2; n += 1) {
      hits[n]! += sign * gainOf(counted[n]!, index, option, sign);
      made[n]! += sign * Math.max(0, chosen.length - n);
      const { places, counts } = counted[n]!.options[index]![option]!;
      for (let at = 0; at < places.length; at += 1) counted[n]!.have[places[at]!]! += sign * counts[at]!;
    }
    if (sign === 1) {
      plan.set(index, chosen);
      standing.set(index, option);
    } else {
      plan.delete(index);
      standing.delete(index);
    }
  };

  for (const [index, { required }] of units.entries()) if (required) move(index, 0, 1);
  for (let moves = 0; moves < mostMoves; moves += 1) {
    let best = (2 * hits[0]!) / (made[0]! + length) + (2 * hits[1]!) / (made[1]! + length) + 1e-6;
    let chosen: { index: number; option: number; sign: 1 | -1 } | null = null;
    for (const [index, { options, required }] of units.entries()) {
      const stands = standing.get(index);
      if (stands !== undefined && required) continue;
      const sign = stands === undefined ? 1 : -1;
      for (let option = stands ?? 0; option < (stands === undefined ? options.length : stands + 1); option += 1) {
        const value = worth(index, option, sign);
        if (value > best) {
          best = value;
          chosen = { index, option, sign };
        }
      }
    }
    if (!chosen) break;
    move(chosen.index, chosen.option, chosen.sign);
  }
  return plan;
}

/** The words (or pairs) of one option, as places in the tables. */
type Counted = { places: Uint32Array; counts: Uint32Array };
type Table = {
  /** How often the plan has each. */
  have: Int32Array;
  /** Chance of once, twice, ... of each, one behind the other; those of a place begin at `from` and end where the next one's begin. */
  chances: Float32Array;
  from: Uint32Array;
  /** Of each unit's options. */
  options: Counted[][];
};

function countIn(units: readonly Unit[], n: 0 | 1, { forests, priors }: PlanModel): Table {
  const visit = visitOf(units);
  const row = new Float32Array(featureCount);
  const places = new Map<string, number>();
  const chances: Float32Array[] = [];
  const forest = withFixed(forests[n], fixedInVisit(visit));
  const ofUnseen = withFixed(forest, fixedWhereUnseen);
  /** Of words that one unit alone has, once, and that no visit in training had: they differ by their unit only. */
  const alike = new Map<number, Float32Array>();
  for (const gram of gatherGrams(units, n)) {
    const prior = priors[n].get(gram.gram);
    const kind = prior === undefined && gram.pool === 1 ? 2 * gram.first + (hasDigit(gram.gram) ? 1 : 0) : null;
    const before = kind === null ? undefined : alike.get(kind);
    if (before) {
      places.set(gram.gram, chances.push(before) - 1);
      continue;
    }
    const one = new Float32Array(Math.min(gram.pool, mostTimes[n]));
    for (let k = 1; k <= one.length; k += 1) {
      fillRow(row, gram, k, prior, visit);
      one[k - 1] = probabilityOf(row, prior ? forest : ofUnseen);
      // So unlikely that more of it is none.
      if (one[k - 1]! < unlikely) break;
    }
    if (kind !== null) alike.set(kind, one);
    places.set(gram.gram, chances.push(one) - 1);
  }
  const options = units.map((unit) => unit.options.map(({ grams }): Counted => {
    const counted = { places: new Uint32Array(grams[n].size), counts: new Uint32Array(grams[n].size) };
    let at = 0;
    for (const [gram, count] of grams[n]) {
      counted.places[at] = places.get(gram)!;
      counted.counts[at] = count;
      at += 1;
    }
    return counted;
  }));
  const from = new Uint32Array(chances.length + 1);
  for (const [place, one] of chances.entries()) from[place + 1] = from[place]! + one.length;
  const flat = new Float32Array(from[chances.length]!);
  for (const [place, one] of chances.entries()) flat.set(one, from[place]!);
  return { have: new Int32Array(chances.length), chances: flat, from, options };
}

function gainOf({ have, chances, from, options }: Table, index: number, option: number, sign: 1 | -1): number {
  const { places, counts } = options[index]![option]!;
  let sum = 0;
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at]!;
    const count = counts[at]!;
    const first = from[place]!;
    const before = sign === 1 ? have[place]! : have[place]! - count;
    const to = Math.min(from[place + 1]!, first + before + count);
    for (let time = first + Math.max(0, before); time < to; time += 1) sum += chances[time]!;
  }
  return sum;
}
