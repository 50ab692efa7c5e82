import { createFederation } from '../kit/create-federation.ts';
import type { Federation } from '../kit/create-federation.ts';
import { randomOperation } from '../kit/random-operation.ts';
import { randomSubgraphs } from '../kit/random-subgraphs.ts';

// The same graphs and operations in every run. DRA_SEED=… begins elsewhere and takes DRA_GRAPHS=… seeds from there on.
const from = Number(process.env['DRA_SEED'] ?? 0);
/** Graphs on which Apollo's planner, or ours, was once wrong. */
const known = [4, 10, 13, 36, 175, 230, 236, 320, 368, 574, 1_466];
const seeds = from > 0 ? Array.from({ length: Number(process.env['DRA_GRAPHS'] ?? 300) }, (_, index) => from + index) : known;
const operationsEach = 12;

/** @returns undefined where composition refuses, or where subgraphs have no value in common that all of them could give */
function federationOf(seed: number, nulls: boolean): { federation: Federation; labels: string[] } | undefined {
  const { sources, labels } = randomSubgraphs(seed);
  try {
    return { federation: createFederation(sources, {}, { nulls }), labels };
  } catch {
    return undefined;
  }
}

describe('any supergraph, any operation', () => {
  it.each(from > 0 ? seeds.flatMap((seed) => [[seed, false], [seed, true]] as const) : seeds.map((seed) => [seed, seed === 230] as const))('answers as one server would (seed %i, nulls: %s)', async (seed, nulls) => {
    const made = federationOf(seed, nulls);
    if (!made) return expect(from).not.toBe(0);
    const { federation, labels } = made;
    for (let n = 0; n < operationsEach; n++) {
      const operation = randomOperation(federation.planner.apiSchema, seed * 1_000 + n, 1 + (n % 4));
      if (!operation) continue;
      const whole = await federation.monolith(operation.query, operation.variables);
      if (whole.errors) continue;
      const asked = await federation.ask(operation.query, { variables: operation.variables, overrideLabels: labels.filter((_, index) => (n >> index) & 1) });
      const told = { ...operation, data: asked.data, errors: asked.errors, faults: asked.fetches.filter(({ errors }) => errors !== undefined) };
      expect(told).toEqual({ ...operation, data: JSON.parse(JSON.stringify(whole.data)), errors: [], faults: [] });
    }
  });
});
