import { readSpokenNumbers } from './spoken-numbers.ts';
import { tokenize, type Token } from './tokens.ts';

/**
 * A text as the grammar reads it: tokens joined by single spaces, lower case, each number written `#500` (`%150` where it was
 * spoken short, as "one fifty"). Positions in it lead back to the original through `source`.
 * `prepare` may put other tokens in the place of those that were written (the shorthand of directions, say).
 */
export type Phrase = {
  text: string;
  tokens: readonly Token[];
  /** Where each token begins in `text`. */
  starts: readonly number[];
  /** The stretch of the original that a stretch of `text` came from. */
  source(from: number, to: number): { start: number; end: number };
};

export const readPhrase = (original: string, prepare: (tokens: Token[]) => Token[] = (tokens) => tokens): Phrase => {
  const tokens = dropEchoes(readSpokenNumbers(prepare(tokenize(original))));
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

const isFigure = ({ start, end, text }: Token): boolean => end - start === text.length;

/**
 * `every 4 four hours`, `take 1 (one) tablet`, `1/2 to 1 one-half to one`: what is written twice, in figures and in words, is
 * one number; `one 1 mg tablet` is two.
 */
const dropEchoes = (tokens: readonly Token[]): Token[] => {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const before = kept.at(-1);
    const number = (index: number): string | null => (tokens[index]?.kind === 'number' ? (tokens[index]?.text ?? null) : null);
    if (before?.kind === 'number' && !token.short) {
      // 1 (one)
      if (token.text === '(' && number(at + 1) === before.text && tokens[at + 2]?.text === ')') {
        at += 2;
        continue;
      }
      const aRange = kept.at(-2)?.text ?? '';
      // 1 to 2 one to two
      if (/^(?:to|-|or)$/.test(aRange) && kept.at(-3)?.text === number(at) && tokens[at + 1]?.text === aRange && number(at + 2) === before.text) {
        at += 2;
        continue;
      }
      // "70/30 30 units": two figures are two numbers
      const echo = token.kind === 'number' && before.text === token.text && isFigure(before) !== isFigure(token);
      // "then 3 three times a day": three at a time, three times; "1 tablet 3 three times a day" is said twice
      const inBrackets = tokens[at + 1]?.text === '(' && tokens[at + 3]?.text === ')' ? 3 : 0;
      const counts = /^(?:times?|x)$/.test(tokens[at + 1 + inBrackets]?.text ?? '') && (kept.length === 1 || /^(?:take|give|use|then|to|and|[.,;:])$/.test(kept.at(-2)?.text ?? ''));
      const ofDay = /^(?:days?|weeks?|step)$/.test(kept.at(-2)?.text ?? '');
      if (echo && !ofDay && !counts && !(Number(token.text) <= 4 && /^(?:mg|mcg|g|gm|ml|milli|micro|gram|%)/.test(tokens[at + 1]?.text ?? ''))) continue;
    }
    kept.push(token);
  }
  return kept;
};
