import { largest, likeliest, logSumExp, summary } from './log-probabilities.ts';

describe('scores', () => {
  it.each([1, 3, 4, 5, 51_865])('%i of them sum as logarithms say, again and again', (count) => {
    const scores = Float32Array.from({ length: count }, (_, at) => 12 * Math.sin(at * 1.3));
    const expected = Math.log(scores.reduce((sum, one) => sum + Math.exp(one), 0));
    expect(logSumExp(scores)).toBeCloseTo(expected, 4);
    expect(logSumExp(scores)).toBeCloseTo(expected, 4);
  });

  it('that may not follow count for nothing, and none at all for minus infinity', () => {
    expect(logSumExp(Float32Array.of(-Infinity, 2, -Infinity))).toBeCloseTo(2, 6);
    expect(logSumExp(Float32Array.of(1_000, 1_000))).toBeCloseTo(1_000 + Math.log(2), 3);
    expect(logSumExp(Float32Array.of(-Infinity, -Infinity))).toBe(-Infinity);
  });

  it('are ranked, the first of equals first', () => {
    expect(largest(Float32Array.of(1, 3, 3, 2))).toBe(1);
    for (const [scores, first] of [[[1, 3, 3, 2], 1], [[-Infinity, -5, -0, 0], 2], [[-Infinity, -Infinity], 0], [[7], 0]] as const) expect(summary(Float32Array.from(scores)).likeliest).toBe(first);
    expect(likeliest(Float32Array.of(1, 3, -Infinity, 2), 3)).toEqual([1, 3, 0]);
  });
});
