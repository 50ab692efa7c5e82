import type { Features } from '../sentence-features.ts';
import { seededRandom } from '@dra/service';

export type Row = { features: Features; target: number; weight: number };

/**
 * Logistic regression over binary features by AdaGrad in a fixed, seeded order: the same data gives the same weights.
 * `target` is 0 or 1.
 */
export function fitLogistic(rows: readonly Row[], options: { epochs: number; rate: number; l2: number; seed: number }): { bias: number; weights: Map<string, number> } {
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  let bias = 0;
  let biasSquares = 1e-6;
  const order = rows.map((_, index) => index);
  const random = seededRandom(options.seed);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (const index of order) {
      const { features, target, weight } = rows[index]!;
      let sum = bias;
      for (const name of features) sum += weights.get(name) ?? 0;
      const slope = (1 / (1 + Math.exp(-sum)) - target) * weight;
      biasSquares += slope * slope;
      bias -= (options.rate / Math.sqrt(biasSquares)) * slope;
      for (const name of features) {
        const held = weights.get(name) ?? 0;
        const gradient = slope + options.l2 * held;
        const square = (squares.get(name) ?? 1e-6) + gradient * gradient;
        squares.set(name, square);
        weights.set(name, held - (options.rate / Math.sqrt(square)) * gradient);
      }
    }
  }
  return { bias, weights };
}

function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
}
