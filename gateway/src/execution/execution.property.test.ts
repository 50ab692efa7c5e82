import { ServiceError } from '@dra/service';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { randomFaults, randomGraph } from './testing/random-graph.ts';
import type { Draw, RandomGraph } from './testing/random-graph.ts';
import { randomOperation } from './testing/random-operation.ts';

const graphs = 10;
const operationsEach = 25;

const drawing = (g: fc.GeneratorValue): Draw => (n) => g(fc.nat, { max: n - 1 });

/** Where the answer became null because of each error: two executors may find different faults first below one of those. */
function nullsAtFault(data: unknown, errors: readonly { path?: readonly (string | number)[] | undefined }[]): string[] {
  const places = errors.map(({ path = [] }) => {
    let value = data;
    const at: (string | number)[] = [];
    for (const step of path) {
      if (value === null || value === undefined) break;
      at.push(step);
      value = (value as Record<string | number, unknown>)[step];
    }
    return JSON.stringify(value === null ? at : ['no null at', ...path]);
  });
  return [...new Set(places)].sort();
}

async function compare(random: RandomGraph, query: string, variables: Record<string, unknown>): Promise<void> {
  const document = parse(query);
  const faults = validate(random.monolith, document);
  if (faults.length > 0) throw new Error(`not valid: ${faults.map(({ message }) => message).join()}`);
  const expected = random.expected(document, variables);
  const { data, errors } = await random.graph.run(query, variables);
  expect(data).toEqual(JSON.parse(JSON.stringify(expected.data)));
  expect(nullsAtFault(data, errors)).toEqual(nullsAtFault(data, expected.errors ?? []));
}

/** The whole answer, from what came first and what came later. */
async function assembled({ data, rest }: Awaited<ReturnType<RandomGraph['graph']['run']>>): Promise<unknown> {
  for await (const patch of rest ?? []) {
    expect(patch.errors).toEqual([]);
    let at = data;
    for (const step of patch.path) at = (at as Record<string | number, unknown>)[step];
    merge(at as Record<string, unknown>, JSON.parse(patch.data) as Record<string, unknown>);
  }
  return data;
}

function merge(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(source)) {
    const old = target[name];
    if (typeof old === 'object' && old !== null && typeof value === 'object' && value !== null) merge(old as Record<string, unknown>, value as Record<string, unknown>);
    else target[name] = value;
  }
}

// The same graphs, operations and faults in every run; DRA_SEED=… makes others.
const seed = Number(process.env['DRA_SEED'] ?? 20_261_124);

describe(`any graph, any operation, any fault (DRA_SEED=${seed})`, () => {
  const sampled = fc.sample(fc.gen(), { seed, numRuns: graphs });

  it.each(sampled.map((g, index) => [index, g] as const))('graph %i answers as one schema would', async (index, g) => {
    const random = randomGraph(drawing(g));
    random.graph.meddle.with = ({ service }) => {
      if (service === `s${random.faults.now.dead}`) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${service} service does not answer.`);
      return undefined;
    };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g2) => {
        const { query, variables } = randomOperation(random, drawing(g2));
        random.faults.now = randomFaults(random.model, drawing(g2));
        await compare(random, query, variables);
      }),
      { seed: seed + index, numRuns: operationsEach, endOnFailure: true },
    );
  });

  it.each(sampled.slice(0, 4).map((g, index) => [index, g] as const))('graph %i answers in parts what it answers at once', async (index, g) => {
    const random = randomGraph(drawing(g));
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g2) => {
        const { query, variables } = randomOperation(random, drawing(g2), true);
        const expected = random.expected(parse(query.replaceAll(/@defer(?:\(if: \$yes\))?/g, '')), variables);
        if (expected.errors) return;
        expect(await assembled(await random.graph.run(query, variables))).toEqual(JSON.parse(JSON.stringify(expected.data)));
      }),
      { seed: seed + index, numRuns: operationsEach, endOnFailure: true },
    );
  });
});
