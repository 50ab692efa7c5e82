/**
 * ROUGE as Google's `rouge-score` 0.1.2 computes it without stemming: lower case, runs of a-z and 0-9 as tokens;
 * Lsum over lines. Checked against that package in rouge.test.ts.
 */
export const rougeTokens = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** Each 0..1. */
export type Rouge = { precision: number; recall: number; f1: number };

export function countGrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index + n <= tokens.length; index += 1) {
    let gram = tokens[index]!;
    for (let more = 1; more < n; more += 1) gram += ` ${tokens[index + more]!}`;
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

export function rougeN(candidate: string, reference: string, n: number): Rouge {
  const made = countGrams(rougeTokens(candidate), n);
  const wanted = countGrams(rougeTokens(reference), n);
  let hits = 0;
  for (const [gram, count] of made) hits += Math.min(count, wanted.get(gram) ?? 0);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return scoreOf(hits, total(made), total(wanted));
}

function scoreOf(hits: number, made: number, wanted: number): Rouge {
  const precision = hits / Math.max(1, made);
  const recall = hits / Math.max(1, wanted);
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** For each line of the reference the union of its longest common subsequences with every line of the candidate. */
export function rougeLsum(candidate: string, reference: string): Rouge {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '').map(rougeTokens);
  const made = lines(candidate);
  const wanted = lines(reference);
  const left = countGrams(made.flat(), 1);
  const open = countGrams(wanted.flat(), 1);
  let hits = 0;
  for (const line of wanted) {
    const union = new Set(made.flatMap((other) => commonIndices(line, other)));
    for (const index of [...union].sort((a, b) => a - b)) {
      const token = line[index]!;
      if ((left.get(token) ?? 0) === 0 || (open.get(token) ?? 0) === 0) continue;
      hits += 1;
      left.set(token, left.get(token)! - 1);
      open.set(token, open.get(token)! - 1);
    }
  }
  return scoreOf(hits, made.flat().length, wanted.flat().length);
}

/** Where in `line` a longest common subsequence with `other` stands; of several the one that rouge-score takes. */
function commonIndices(line: readonly string[], other: readonly string[]): number[] {
  const width = other.length + 1;
  const table = new Uint16Array((line.length + 1) * width);
  for (let row = 1; row <= line.length; row += 1) {
    for (let column = 1; column <= other.length; column += 1) {
      const at = row * width + column;
      table[at] = line[row - 1] === other[column - 1] ? table[at - width - 1]! + 1 : Math.max(table[at - width]!, table[at - 1]!);
    }
  }
  const indices: number[] = [];
  let row = line.length;
  let column = other.length;
  while (row > 0 && column > 0) {
    if (line[row - 1] === other[column - 1]) {
      indices.push(row - 1);
      row -= 1;
      column -= 1;
    } else if (table[row * width + column - 1]! > table[(row - 1) * width + column]!) column -= 1;
    else row -= 1;
  }
  return indices;
}
