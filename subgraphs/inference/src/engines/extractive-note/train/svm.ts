export type SparseRow = { indices: readonly number[]; values: readonly number[] };

/**
 * Linear support vector machine with squared hinge loss by dual coordinate descent (Hsieh et al. 2008), in a seeded order.
 * @param labels +1 or -1 a row
 * @param costs C of each row
 */
export function fitSvm(rows: readonly SparseRow[], labels: readonly number[], costs: readonly number[], size: number, { epochs, random }: { epochs: number; random: () => number }): Float64Array {
  const weights = new Float64Array(size);
  const alphas = new Float64Array(rows.length);
  const norms = rows.map(({ values }) => values.reduce((sum, value) => sum + value * value, 0));
  const order = rows.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    let largest = 0;
    for (const index of order) {
      const { indices, values } = rows[index]!;
      const label = labels[index]!;
      const slack = 1 / (2 * costs[index]!);
      let sum = 0;
      for (let at = 0; at < indices.length; at += 1) sum += weights[indices[at]!]! * values[at]!;
      const gradient = label * sum - 1 + slack * alphas[index]!;
      const before = alphas[index]!;
      if (before === 0 && gradient >= 0) continue;
      largest = Math.max(largest, Math.abs(gradient));
      alphas[index] = Math.max(0, before - gradient / (norms[index]! + slack));
      const step = (alphas[index]! - before) * label;
      for (let at = 0; at < indices.length; at += 1) weights[indices[at]!]! += step * values[at]!;
    }
    if (largest < 0.02) break;
  }
  return weights;
}
