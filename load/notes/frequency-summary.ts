/**
 * The peer of bench:notes: the classic extractive summary (Luhn 1958, SumBasic): sentences by the mean frequency of their
 * words, the best until the length is reached. It writes no note: no section, no wording, no evidence, no check.
 */
export function frequencySummary(dialogue: string, words = 400): string {
  const sentences = dialogue.split(/\n|(?<=[.?!])\s+/).map((text) => ({ text, tokens: text.toLowerCase().match(/[a-z0-9]+/g) ?? [] })).filter(({ tokens }) => tokens.length > 2);
  const counts = new Map<string, number>();
  let total = 0;
  for (const { tokens } of sentences) {
    for (const token of tokens) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
      total += 1;
    }
  }
  const chance = new Map([...counts].map(([token, count]) => [token, count / total]));
  const chosen = new Set<number>();
  let length = 0;
  while (length < words && chosen.size < sentences.length) {
    let best = -1;
    let bestScore = -1;
    for (const [index, { tokens }] of sentences.entries()) {
      if (chosen.has(index)) continue;
      const score = tokens.reduce((sum, token) => sum + chance.get(token)!, 0) / tokens.length;
      if (score > bestScore) [best, bestScore] = [index, score];
    }
    chosen.add(best);
    length += sentences[best]!.tokens.length;
    for (const token of sentences[best]!.tokens) chance.set(token, chance.get(token)! ** 2);
  }
  return [...chosen].sort((a, b) => a - b).map((index) => sentences[index]!.text).join('\n');
}
