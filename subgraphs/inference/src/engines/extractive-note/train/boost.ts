import type { Forest, Tree } from '../plan/forest.ts';

export type BoostOptions = { trees: number; rate: number; leaves: number; minRows: number; l2: number; bins: number };

/**
 * Gradient boosting for a yes or no target: trees grown best-leaf-first on binned features, logistic loss, Newton leaves.
 * Nothing in it is random: the same rows give the same forest.
 * @param columns one array a feature, of equal length
 * @param target 0 or 1 a row
 */
export function boost(columns: readonly Float32Array[], target: Uint8Array, options: BoostOptions): Forest {
  const rows = target.length;
  const cuts = columns.map((column) => cutsOf(column, options.bins));
  const binned = columns.map((column, feature) => Uint8Array.from(column, (value) => binOf(value, cuts[feature]!)));
  const mean = target.reduce((sum, one) => sum + one, 0) / rows;
  const bias = Math.log(mean / (1 - mean));
  const scores = new Float64Array(rows).fill(bias);
  const gradient = new Float64Array(rows);
  const weight = new Float64Array(rows);
  const trees: Tree[] = [];
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < rows; row += 1) {
      const probability = 1 / (1 + Math.exp(-scores[row]!));
      gradient[row] = probability - target[row]!;
      weight[row] = probability * (1 - probability);
    }
    trees.push(growTree(binned, cuts, gradient, weight, scores, options));
  }
  return { bias: round4(bias), trees };
}

type Split = { gain: number; feature: number; bin: number };
/** Of each feature and bin: sum of gradients, of weights, rows. */
type Histogram = { sums: Float64Array; totals: Float64Array; counts: Float64Array };
type Leaf = { node: number; rows: Uint32Array; histogram: Histogram; split: Split | null };
const width = 256;

function growTree(binned: readonly Uint8Array[], cuts: readonly number[][], gradient: Float64Array, weight: Float64Array, scores: Float64Array, options: BoostOptions): Tree {
  const tree: Tree = { feature: [], threshold: [], left: [], right: [] };
  const leafOf = (rows: Uint32Array, histogram: Histogram): Leaf => {
    tree.feature.push(-1);
    tree.threshold.push(0);
    tree.left.push(0);
    tree.right.push(0);
    return { node: tree.feature.length - 1, rows, histogram, split: bestSplit(histogram, binned.length, options) };
  };
  const all = Uint32Array.from(scores, (_, row) => row);
  const leaves = [leafOf(all, histogramOf(all, binned, gradient, weight))];
  while (leaves.length < options.leaves) {
    let best: Leaf | null = null;
    for (const leaf of leaves) if (leaf.split && (!best || leaf.split.gain > best.split!.gain)) best = leaf;
    if (!best) break;
    const { feature, bin } = best.split!;
    const column = binned[feature]!;
    const low = best.rows.filter((row) => column[row]! <= bin);
    const high = best.rows.filter((row) => column[row]! > bin);
    // The smaller side is counted, the larger is what remains.
    const counted = histogramOf(low.length <= high.length ? low : high, binned, gradient, weight);
    const remaining = difference(best.histogram, counted);
    const left = leafOf(low, low.length <= high.length ? counted : remaining);
    const right = leafOf(high, low.length <= high.length ? remaining : counted);
    tree.feature[best.node] = feature;
    tree.threshold[best.node] = cuts[feature]![bin]!;
    tree.left[best.node] = left.node;
    tree.right[best.node] = right.node;
    leaves.splice(leaves.indexOf(best), 1, left, right);
  }
  for (const { node, rows } of leaves) {
    let sum = 0;
    let total = 0;
    for (const row of rows) {
      sum += gradient[row]!;
      total += weight[row]!;
    }
    const value = round4((-options.rate * sum) / (total + options.l2));
    tree.threshold[node] = value;
    for (const row of rows) scores[row]! += value;
  }
  return tree;
}

function histogramOf(rows: Uint32Array, binned: readonly Uint8Array[], gradient: Float64Array, weight: Float64Array): Histogram {
  const size = binned.length * width;
  const histogram = { sums: new Float64Array(size), totals: new Float64Array(size), counts: new Float64Array(size) };
  for (const [feature, column] of binned.entries()) {
    const base = feature * width;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index]!;
      const at = base + column[row]!;
      histogram.sums[at]! += gradient[row]!;
      histogram.totals[at]! += weight[row]!;
      histogram.counts[at]! += 1;
    }
  }
  return histogram;
}

const difference = (whole: Histogram, part: Histogram): Histogram => ({
  sums: whole.sums.map((value, at) => value - part.sums[at]!),
  totals: whole.totals.map((value, at) => value - part.totals[at]!),
  counts: whole.counts.map((value, at) => value - part.counts[at]!),
});

function bestSplit({ sums, totals, counts }: Histogram, features: number, { minRows, l2 }: BoostOptions): Split | null {
  let [sum, total, rows] = [0, 0, 0];
  for (let bin = 0; bin < width; bin += 1) {
    sum += sums[bin]!;
    total += totals[bin]!;
    rows += counts[bin]!;
  }
  if (rows < 2 * minRows) return null;
  let best: Split | null = null;
  const whole = (sum * sum) / (total + l2);
  for (let feature = 0; feature < features; feature += 1) {
    let [leftSum, leftTotal, leftCount] = [0, 0, 0];
    for (let bin = 0; bin < width - 1; bin += 1) {
      const at = feature * width + bin;
      if (counts[at] === 0) continue;
      leftSum += sums[at]!;
      leftTotal += totals[at]!;
      leftCount += counts[at]!;
      if (leftCount < minRows) continue;
      if (rows - leftCount < minRows) break;
      const gain = leftSum ** 2 / (leftTotal + l2) + (sum - leftSum) ** 2 / (total - leftTotal + l2) - whole;
      if (gain > 1e-6 && (!best || gain > best.gain)) best = { gain, feature, bin };
    }
  }
  return best;
}

/** Upper bounds of the bins: quantiles, each value once. */
function cutsOf(column: Float32Array, bins: number): number[] {
  const sorted = Float32Array.from(column).sort();
  const cuts: number[] = [];
  for (let bin = 1; bin <= bins; bin += 1) {
    const cut = sorted[Math.min(sorted.length - 1, Math.floor((bin * sorted.length) / bins))]!;
    if (cuts.length === 0 || cut > cuts.at(-1)!) cuts.push(cut);
  }
  return cuts;
}

function binOf(value: number, cuts: readonly number[]): number {
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

const round4 = (value: number) => Math.round(value * 1e4) / 1e4;
