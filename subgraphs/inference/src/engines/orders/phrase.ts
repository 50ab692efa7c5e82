import { readSpokenNumbers } from './spoken-numbers.ts';
import { tokenize, type Token } from './tokens.ts';

/**
 * A text as the grammar reads it: tokens joined by single spaces, lower case, each number written `#500` (`%150` where it was
 * spoken short, as "one fifty"). Positions in it lead back to the original through `source`.
 */
export type Phrase = {
  text: string;
  tokens: readonly Token[];
  /** Where each token begins in `text`. */
  starts: readonly number[];
  /** The stretch of the original that a stretch of `text` came from. */
  source(from: number, to: number): { start: number; end: number };
};

export const readPhrase = (original: string): Phrase => {
  const tokens = dropEchoes(readSpokenNumbers(tokenize(original)));
  const starts: number[] = [];
  let text = '';
  for (const [at, token] of tokens.entries()) {
    if (at > 0 && !gluesTo(tokens[at - 1]?.text ?? '', token)) text += ' ';
    starts.push(text.length);
    text += token.kind === 'number' ? `${token.short ? '%' : '#'}${token.text}` : token.text === '#' || token.text === '%' ? markName(token.text) : token.text;
  }
  const tokenAt = (position: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    text,
    tokens,
    starts,
    source: (from, to) => ({
      start: tokens[tokenAt(from)]?.start ?? 0,
      end: tokens[tokenAt(Math.max(from, to - 1))]?.end ?? 0,
    }),
  };
};

/** Corpora and recognisers write `do n't` and `gon na`: the grammar knows them in one piece. */
const gluesTo = (before: string, token: Token): boolean => token.text === "n't" || (/^(?:gon|wan|got)$/.test(before) && /^(?:na|ta)$/.test(token.text));

/** `#` and `%` mean numbers in a phrase, so the marks themselves are spelled out. */
const markName = (mark: string): string => (mark === '#' ? 'number' : 'percent');

/** `every 4 four hours`, `take 1 one tablet`: a number written twice is one number; `one 1 mg tablet` is two. */
const dropEchoes = (tokens: readonly Token[]): Token[] =>
  tokens.filter((token, at) => {
    const before = tokens[at - 1];
    const echo = token.kind === 'number' && before?.kind === 'number' && before.text === token.text && !token.short;
    return !echo || (Number(token.text) <= 4 && /^(?:mg|mcg|g|gm|ml|milli|micro|gram)/.test(tokens[at + 1]?.text ?? ''));
  });
