/** Characters `from` to `to` (exclusive) of a segment's text. */
export type Span = { from: number; to: number };

/** Letters and digits in lower case, runs of anything else as one space, and where each came from. */
function normal(text: string): { letters: string; at: number[] } {
  let letters = '';
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    const kept = /[\p{L}\p{N}%]/u.test(character) ? character.toLowerCase() : character === "'" || character === '’' ? '' : ' ';
    if (kept !== '' && !(kept === ' ' && (letters === '' || letters.endsWith(' ')))) {
      for (let unit = 0; unit < kept.length; unit += 1) at.push(index);
      letters += kept;
    }
    index += character.length;
  }
  return { letters, at };
}

/**
 * Where a quote stands in a text, whatever its case, punctuation and spacing; null when it does not. Whole words only:
 * "cort" is no quote of "cortisone".
 */
export function locateQuote(text: string, quote: string): Span | null {
  const wanted = normal(quote).letters.trim();
  if (wanted === '') return null;
  const { letters, at } = normal(text);
  for (let from = letters.indexOf(wanted); from >= 0; from = letters.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    if ((from > 0 && letters[from - 1] !== ' ') || (to < letters.length && letters[to] !== ' ')) continue;
    const last = at[to - 1] as number;
    return { from: at[from] as number, to: last + String.fromCodePoint(text.codePointAt(last) as number).length };
  }
  return null;
}
