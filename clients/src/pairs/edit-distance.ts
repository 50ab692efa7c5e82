export type Distance = {
  /** Words that were put in, taken out or replaced: the least number that makes one text of the other. */
  words: number;
  /** The same as a share of the longer text, 0 (unchanged) to 1. */
  share: number;
};

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:['’./-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? [];

/** Levenshtein's distance in words and marks. Two rows of memory, so that a long note is no burden. */
export function editDistance(before: string, after: string): Distance {
  const [from, to] = [wordsOf(before), wordsOf(after)];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at += 1) {
    const next = [at];
    for (let over = 1; over <= to.length; over += 1) {
      const replaced = (row[over - 1] as number) + (from[at - 1] === to[over - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[over] as number) + 1, (next[over - 1] as number) + 1));
    }
    row = next;
  }
  const words = row[to.length] as number;
  const longest = Math.max(from.length, to.length);
  return { words, share: longest === 0 ? 0 : Math.round((words / longest) * 10_000) / 10_000 };
}
