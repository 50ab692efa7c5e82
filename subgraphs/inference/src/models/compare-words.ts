/** Of two texts: how many words must be replaced, left out or put in to get from one to the other. */
export type WordDistance = { words: number; errors: number };

/** Words only: case, punctuation and how spaces are typed do not count. */
export function wordsOfText(text: string): string[] {
  return text.toLowerCase().normalize('NFKC').match(/[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Levenshtein's distance over words. `words` is the length of `reference`. */
export function wordDistance(reference: readonly string[], other: readonly string[]): WordDistance {
  let before = Uint32Array.from({ length: other.length + 1 }, (_, at) => at);
  let now = new Uint32Array(other.length + 1);
  for (let i = 1; i <= reference.length; i += 1) {
    now[0] = i;
    for (let j = 1; j <= other.length; j += 1) {
      now[j] = Math.min(before[j]! + 1, now[j - 1]! + 1, before[j - 1]! + (reference[i - 1] === other[j - 1] ? 0 : 1));
    }
    [before, now] = [now, before];
  }
  return { words: reference.length, errors: before[other.length]! };
}
