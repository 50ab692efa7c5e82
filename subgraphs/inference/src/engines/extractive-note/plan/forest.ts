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

/**
 * Flat arrays, read in one loop: a visit asks thousands of times. `nodes`: of each its feature (-1: a leaf), and where to go
 * at or below the threshold and above it, as places of nodes.
 */
export type CompiledForest = { bias: number; roots: Int32Array; nodes: Int32Array; threshold: Float32Array };

export function compileForest({ bias, trees }: Forest): CompiledForest {
  const size = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const compiled = { bias, roots: new Int32Array(trees.length), nodes: new Int32Array(4 * size), threshold: new Float32Array(4 * size) };
  let at = 0;
  for (const [index, tree] of trees.entries()) {
    compiled.roots[index] = 4 * at;
    for (let node = 0; node < tree.feature.length; node += 1) {
      compiled.nodes.set([tree.feature[node]!, 4 * (at + tree.left[node]!), 4 * (at + tree.right[node]!)], 4 * (at + node));
      compiled.threshold[4 * (at + node)] = tree.threshold[node]!;
    }
    at += tree.feature.length;
  }
  return compiled;
}

/** The same forest where these features have these values in every row: whatever asks for them is passed over. */
export function withFixed(forest: CompiledForest, fixed: readonly { feature: number; value: number }[]): CompiledForest {
  const values = new Map(fixed.map(({ feature, value }) => [feature, Math.fround(value)]));
  const { threshold } = forest;
  const nodes = forest.nodes.slice();
  const resolve = (from: number) => {
    let node = from;
    for (let value = values.get(nodes[node]!); value !== undefined; value = values.get(nodes[node]!)) node = nodes[node + (value <= threshold[node]! ? 1 : 2)]!;
    return node;
  };
  const roots = forest.roots.map(resolve);
  for (let node = 0; node < nodes.length; node += 4) {
    if (nodes[node]! < 0) continue;
    nodes[node + 1] = resolve(nodes[node + 1]!);
    nodes[node + 2] = resolve(nodes[node + 2]!);
  }
  return { bias: forest.bias, roots, nodes, threshold };
}

/** 0..1 */
export function probabilityOf(row: ArrayLike<number>, { bias, roots, nodes, threshold }: CompiledForest): number {
  let sum = bias;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree]!;
    for (let feature = nodes[node]!; feature >= 0; feature = nodes[node]!) node = row[feature]! <= threshold[node]! ? nodes[node + 1]! : nodes[node + 2]!;
    sum += threshold[node]!;
  }
  return 1 / (1 + Math.exp(-sum));
}
