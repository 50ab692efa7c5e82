/** Boosted regression trees on plain numbers, as train/boost.ts writes them. */
export type Tree = {
  /** Feature of each inner node; -1: a leaf. */
  feature: number[];
  /** Go left at or below it; at a leaf its value. */
  threshold: number[];
  left: number[];
  right: number[];
};
export type Forest = { bias: number; trees: Tree[] };

/** Flat arrays, read in one loop: a visit asks thousands of times. */
export type CompiledForest = { bias: number; roots: Int32Array; feature: Int16Array; threshold: Float32Array; left: Int32Array; right: Int32Array };

export function compileForest({ bias, trees }: Forest): CompiledForest {
  const size = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const compiled = { bias, roots: new Int32Array(trees.length), feature: new Int16Array(size), threshold: new Float32Array(size), left: new Int32Array(size), right: new Int32Array(size) };
  let at = 0;
  for (const [index, tree] of trees.entries()) {
    compiled.roots[index] = at;
    for (let node = 0; node < tree.feature.length; node += 1) {
      compiled.feature[at + node] = tree.feature[node]!;
      compiled.threshold[at + node] = tree.threshold[node]!;
      compiled.left[at + node] = at + tree.left[node]!;
      compiled.right[at + node] = at + tree.right[node]!;
    }
    at += tree.feature.length;
  }
  return compiled;
}

/** 0..1 */
export function probabilityOf(row: ArrayLike<number>, { bias, roots, feature, threshold, left, right }: CompiledForest): number {
  let sum = bias;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree]!;
    while (feature[node]! >= 0) node = row[feature[node]!]! <= threshold[node]! ? left[node]! : right[node]!;
    sum += threshold[node]!;
  }
  return 1 / (1 + Math.exp(-sum));
}
