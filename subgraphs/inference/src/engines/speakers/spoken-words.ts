import { meansIAm, withApostrophe } from './contractions.ts';

/**
 * What the language model sees of a segment: its words and pairs of words, in lower case and without punctuation, since
 * recognisers differ in it. Numbers are one word: which number it is tells nothing of who said it.
 */
export function wordFeatures(text: string): string[] {
  const words = wordsOf(text);
  const features = new Set<string>();
  for (const [index, word] of words.entries()) {
    features.add(word);
    features.add(`${index === 0 ? '^' : words[index - 1]} ${word}`);
  }
  return [...features];
}

/** "do n't", "i 'm" and "dont", as recognisers and corpora write them, are the words that people mean. */
export function wordsOf(text: string): string[] {
  const joined = text.toLowerCase().replaceAll('’', "'").replace(/\s+(n't|'(?:m|re|s|ve|d|ll))(?![\p{L}\p{N}])/gu, '$1');
  const words = (joined.match(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+/gu) ?? []).map((word) => (/^\p{N}/u.test(word) ? '#' : word));
  return words.map((word, index) => withApostrophe(word) ?? (meansIAm(word, words[index - 1], words[index + 1]) ? "i'm" : word));
}
