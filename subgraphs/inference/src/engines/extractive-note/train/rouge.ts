/** ROUGE as the `rouge-score` package computes it without stemming: lower case, alphanumeric tokens, F1. */
export const rougeTokens = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

export function countGrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index + n <= tokens.length; index += 1) {
    const gram = tokens.slice(index, index + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

export function rougeN(candidate: string, reference: string, n: number): { precision: number; recall: number; f1: number } {
  const made = countGrams(rougeTokens(candidate), n);
  const wanted = countGrams(rougeTokens(reference), n);
  let hits = 0;
  for (const [gram, count] of made) hits += Math.min(count, wanted.get(gram) ?? 0);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const precision = hits / Math.max(1, total(made));
  const recall = hits / Math.max(1, total(wanted));
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
