/** How often the same 1 to 8 words follow each other without a pause: "thank you thank you thank you" is 3. */
export function longestRepetition(words: readonly string[]): number {
  let most = 1;
  for (let length = 1; length <= 8; length += 1) {
    for (let from = 0; from + length < words.length; from += 1) {
      let times = 1;
      while (sameWords(words, from, from + times * length, length)) times += 1;
      // A single word repeated is common in speech ("no, no, no"), a phrase is not.
      most = Math.max(most, length === 1 ? times / 2 : times);
    }
  }
  return most;
}

function sameWords(words: readonly string[], left: number, right: number, length: number): boolean {
  if (right + length > words.length) return false;
  for (let at = 0; at < length; at += 1) if (words[left + at] !== words[right + at]) return false;
  return true;
}
