/**
 * Whose turn it is among classes of weights such as { live: 8, normal: 3, bulk: 1 }: smooth weighted round robin. Each
 * call gives all classes, the one whose turn it is first, the others behind it by weight: a class with nothing to give
 * passes its turn on, and the lightest class still comes first once in the sum of the weights.
 */
export function createWeightedTurns<C extends string>(weights: Readonly<Record<C, number>>): () => C[] {
  const classes = Object.keys(weights) as C[];
  const credit = new Map(classes.map((one) => [one, 0]));
  const total = classes.reduce((sum, one) => sum + weights[one], 0);
  const byWeight = [...classes].sort((a, b) => weights[b] - weights[a]);
  return () => {
    let first = byWeight[0] as C;
    for (const one of byWeight) {
      credit.set(one, (credit.get(one) ?? 0) + weights[one]);
      if ((credit.get(one) ?? 0) > (credit.get(first) ?? 0)) first = one;
    }
    credit.set(first, (credit.get(first) ?? 0) - total);
    return [first, ...byWeight.filter((one) => one !== first)];
  };
}
