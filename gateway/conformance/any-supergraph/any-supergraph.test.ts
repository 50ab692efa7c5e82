import { createFederation } from '../kit/create-federation.ts';
import type { Federation } from '../kit/create-federation.ts';
import { randomOperation } from '../kit/random-operation.ts';
import { randomSubgraphs } from '../kit/random-subgraphs.ts';
import { wideSubgraphs } from '../kit/wide-subgraphs.ts';

// The same graphs and operations in every run. DRA_SEED=… begins elsewhere and takes DRA_GRAPHS=… seeds from there on.
const from = Number(process.env['DRA_SEED'] ?? 0);
const kinds = { narrow: randomSubgraphs, wide: wideSubgraphs };
/** What the universe does beside giving every value: null where that may be, and fail. */
const moods = ['plain', 'nulls', 'faults'] as const;
type Case = readonly [kind: keyof typeof kinds, seed: number, mood: (typeof moods)[number]];
/** Graphs on which Apollo's planner, or ours, was once wrong. */
const known: readonly Case[] = [
  ...[4, 10, 13, 36, 175, 236, 320, 368, 574, 1_466, 22_037].map((seed) => ['narrow', seed, 'plain'] as const),
  ['narrow', 230, 'nulls'],
  ...[1_032, 5_017].map((seed) => ['wide', seed, 'plain'] as const),
  ['wide', 34, 'faults'],
];
const seeds = from > 0 ? Array.from({ length: Number(process.env['DRA_GRAPHS'] ?? 300) }, (_, index) => from + index) : [];
const cases: readonly Case[] = from > 0 ? seeds.flatMap((seed) => (['narrow', 'wide'] as const).flatMap((kind) => moods.map((mood) => [kind, seed, mood] as const))) : known;
const operationsEach = 12;

/** @returns undefined where composition refuses, or where subgraphs have no value in common that all of them could give */
function federationOf([kind, seed, mood]: Case): { federation: Federation; labels: string[] } | undefined {
  const { sources, labels } = kinds[kind](seed);
  try {
    return { federation: createFederation(sources, {}, { nulls: mood !== 'plain', faults: mood === 'faults' }), labels };
  } catch {
    return undefined;
  }
}

/**
 * Where errors stand, each of them on the way to what became null by it: of what stood in there besides, one server may
 * tell or not.
 */
function placesOf(errors: readonly { path?: readonly (string | number)[] | undefined }[], data: unknown): string[] {
  const places = errors.map(({ path = [] }) => {
    let at = data;
    const there = path.filter((step) => {
      if (at === null || at === undefined) return false;
      at = (at as Record<string | number, unknown>)[step];
      return true;
    });
    return there.join('.');
  });
  return [...new Set(places)].sort();
}

describe('any supergraph, any operation', () => {
  it.each(cases)('answers as one server would (%s %i, %s)', async (...one) => {
    const made = federationOf(one);
    if (!made) return expect(from).not.toBe(0);
    const [, seed, mood] = one;
    const { federation, labels } = made;
    for (let n = 0; n < operationsEach; n++) {
      const operation = randomOperation(federation.planner.apiSchema, seed * 1_000 + n, 1 + (n % 4));
      if (!operation) continue;
      const whole = await federation.monolith(operation.query, operation.variables);
      // One server fails by itself where subgraphs have no value in common, and where a client may not see a value of an enum.
      if (whole.errors?.some(({ message }) => mood !== 'faults' || !(message.endsWith(' fails') || message.startsWith('Cannot return null')))) continue;
      const asked = await federation.ask(operation.query, { variables: operation.variables, overrideLabels: labels.filter((_, index) => (n >> index) & 1) });
      const told = { ...operation, data: asked.data, errors: placesOf(asked.errors, asked.data), faults: mood === 'faults' ? [] : asked.fetches.filter(({ errors }) => errors !== undefined) };
      const data: unknown = JSON.parse(JSON.stringify(whole.data ?? null));
      expect(told).toEqual({ ...operation, data, errors: placesOf(whole.errors ?? [], data), faults: [] });
    }
  });
});
