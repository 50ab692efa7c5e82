import { createHypotheses } from './hypotheses.ts';
import type { Search } from './hypotheses.ts';
import { drawn, likeliest, logSumExp } from './log-probabilities.ts';

/** A tiny language: after each token, how likely the next ones are. 3 is the end. */
const table: Record<string, number[]> = {
  '': [0.6, 0.4, 0, 0],
  // Greedy takes 0 first and is then stuck with unlikely words.
  0: [0.25, 0.25, 0.25, 0.25],
  1: [0.01, 0.01, 0.97, 0.01],
  2: [0.01, 0.01, 0.01, 0.97],
  // A row that has ended steps along, unread.
  3: [0.25, 0.25, 0.25, 0.25],
};
const after = (said: readonly number[]) => Float32Array.from(table[said.at(-1) ?? '']!, (probability) => Math.log(Math.max(probability, 1e-9)));

function search(kind: Search, seed = 1) {
  const hypotheses = createHypotheses(kind, seed, 3);
  let rows: number[][] = Array.from({ length: kind.rows }, () => []);
  for (let step = 0; step < 12 && !hypotheses.ended(); step += 1) {
    const { parents, next } = hypotheses.extend(rows.map(after), { apply: () => undefined });
    rows = parents.map((parent, at) => [...rows[parent]!, next[at]!]);
  }
  return hypotheses.best();
}

it('greedy takes the likeliest token, beams the likeliest text', () => {
  const greedy = search({ kind: 'greedy', rows: 1 });
  const beam = search({ kind: 'beam', rows: 3 });
  expect(greedy.tokens[0]).toBe(0);
  expect(beam.tokens).toEqual([1, 2]);
  expect(beam.averageLogProbability).toBeGreaterThan(greedy.averageLogProbability);
  expect(beam.logProbabilities.map((one) => Math.exp(one).toFixed(2))).toEqual(['0.40', '0.97', '0.97']);
});

it('draws are the same for the same seed, and the likeliest of several counts', () => {
  const draw = (seed: number) => search({ kind: 'draw', rows: 3, temperature: 1 }, seed);
  expect(draw(5)).toEqual(draw(5));
  expect(new Set(Array.from({ length: 30 }, (_, seed) => draw(seed).tokens.join())).size).toBeGreaterThan(1);
});

it('draws at the asked temperature, and never what is forbidden', () => {
  const scores = Float32Array.from([Math.log(0.5), Math.log(0.3), Math.log(0.2), -Infinity]);
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < 1_000; at += 1) counts[drawn(scores, 1, (at + 0.5) / 1_000)]! += 1;
  expect(counts).toEqual([500, 300, 200, 0]);
  expect(drawn(scores, 0.1, 0.9)).toBe(0);
});

it('sums and sorts probabilities', () => {
  expect(logSumExp(Float32Array.from([0, 0]))).toBeCloseTo(Math.log(2));
  expect(logSumExp(new Float32Array(3).fill(-Infinity))).toBe(-Infinity);
  expect(likeliest(Float32Array.from([1, 9, 3, -Infinity, 7]), 3)).toEqual([1, 4, 2]);
  expect(likeliest(Float32Array.from([1, -Infinity]), 3)).toEqual([0]);
});
