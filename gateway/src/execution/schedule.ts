import type { Fetch } from './compile-fetch.ts';
import type { Part } from './compile-plan.ts';
import type { Unit } from './compile-units.ts';

/** A plan, ready to run as often as wanted. */
export type Compiled = {
  fetches: readonly Fetch[];
  units: readonly Unit[];
  unitOf: readonly Unit[];
  /** By fetch: the fetches that wait for it. */
  next: readonly (readonly Fetch[])[];
  parts: readonly Part[];
  /** By fetch: the parts that cannot be told before it has ended. */
  partsOf: readonly (readonly number[])[];
  /** By part: how many fetches and parts have to end before. */
  partNeeds: readonly number[];
  children: readonly (readonly number[])[];
};

export function compileSchedule(fetches: readonly Fetch[], units: readonly Unit[], parts: readonly Part[]): Compiled {
  const unitOf = fetches.map((fetch) => units.find((unit) => unit.fetches.includes(fetch)) as Unit);
  const needs = (part: Part) => new Set([...part.needs, ...fetches.flatMap((fetch) => (fetch.part === part.index ? [fetch.index] : []))]);
  const needed = parts.map(needs);
  return {
    fetches,
    units,
    unitOf,
    next: fetches.map(({ index }) => fetches.filter(({ after }) => after.includes(index))),
    parts,
    partsOf: fetches.map(({ index }) => needed.flatMap((set, part) => (set.has(index) ? [part] : []))),
    partNeeds: parts.map(({ parent }, index) => (needed[index]?.size ?? 0) + (parent === null ? 0 : 1)),
    children: parts.map(({ index }) => parts.flatMap((part) => (part.parent === index ? [part.index] : []))),
  };
}

/** A fetch that could go waits at least this long for those that could go with it… */
const leastPatienceMs = 2;
/** …and never longer than this: what they wait for may hang. */
const mostPatienceMs = 250;

/**
 * Decides what goes out when. What is ready and alone goes at once; what may go with others waits for them as long as the
 * run has taken so far, longer where that costs nothing, and then goes without them.
 */
export class Schedule {
  readonly #compiled: Compiled;
  readonly #begin: (unit: Unit, fetches: readonly Fetch[]) => void;
  readonly #done: (part: number) => void;
  /** By fetch. */
  readonly #left: number[];
  /** By part. */
  readonly #needs: number[];
  /** By unit: those that are ready and have not gone, and how many have neither. */
  readonly #ready: (Fetch[] | undefined)[] = [];
  readonly #missing: number[];
  readonly #timers: (NodeJS.Timeout | undefined)[] = [];
  readonly #started = performance.now();

  constructor(compiled: Compiled, begin: (unit: Unit, fetches: readonly Fetch[]) => void, done: (part: number) => void) {
    this.#compiled = compiled;
    this.#begin = begin;
    this.#done = done;
    this.#left = compiled.fetches.map(({ after }) => after.length);
    this.#needs = [...compiled.partNeeds];
    this.#missing = compiled.units.map(({ fetches }) => fetches.length);
  }

  start(): void {
    const { fetches, partNeeds } = this.#compiled;
    this.#go(fetches.filter(({ after }) => after.length === 0));
    if (partNeeds[0] === 0) this.#tell(0);
  }

  end(ended: readonly Fetch[]): void {
    const ready: Fetch[] = [];
    for (const { index } of ended) {
      for (const fetch of this.#compiled.next[index] ?? []) {
        const left = (this.#left[fetch.index] ?? 0) - 1;
        this.#left[fetch.index] = left;
        if (left === 0) ready.push(fetch);
      }
    }
    if (ready.length > 0) this.#go(ready);
    for (const { index } of ended) for (const part of this.#compiled.partsOf[index] ?? []) this.#met(part);
  }

  #met(part: number): void {
    const needs = (this.#needs[part] ?? 0) - 1;
    this.#needs[part] = needs;
    if (needs === 0) this.#tell(part);
  }

  #tell(part: number): void {
    this.#done(part);
    for (const child of this.#compiled.children[part] ?? []) this.#met(child);
  }

  #go(fetches: readonly Fetch[]): void {
    const waiting = new Set<Unit>();
    for (const fetch of fetches) {
      const unit = this.#compiled.unitOf[fetch.index];
      if (!unit) continue;
      if (unit.fetches.length === 1) this.#begin(unit, unit.fetches);
      else {
        (this.#ready[unit.index] ??= []).push(fetch);
        this.#missing[unit.index] = (this.#missing[unit.index] ?? 0) - 1;
        waiting.add(unit);
      }
    }
    for (const unit of waiting) {
      if (this.#missing[unit.index] === 0) this.#flush(unit);
      else this.#timers[unit.index] ??= setTimeout(() => this.#flush(unit), this.#patience(unit));
    }
  }

  #flush(unit: Unit): void {
    clearTimeout(this.#timers[unit.index]);
    this.#timers[unit.index] = undefined;
    const ready = this.#ready[unit.index];
    this.#ready[unit.index] = undefined;
    if (ready && ready.length > 0) this.#begin(unit, ready);
  }

  #patience(unit: Unit): number {
    const slack = Math.min(...(this.#ready[unit.index] ?? []).map((fetch) => unit.slack.get(fetch) ?? 0));
    return Math.min(mostPatienceMs, Math.max(leastPatienceMs, (performance.now() - this.#started) * (1 + 2 * slack)));
  }
}
