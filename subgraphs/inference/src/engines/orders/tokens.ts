/** A word, number or mark of a text, with where it stands in the original (UTF-16 units, end exclusive). */
export type Token = {
  /** Lower case; a number as a plain decimal. */
  text: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'mark';
  /** `one fifty` for 150: ambiguous where a count may be meant ("one fifty milligram tablet"). */
  short?: { count: string; rest: string };
};

const pattern =
  /(?<abbreviation>(?:[a-z]\.){2,}|q\.(?=\s?\d))|(?<fraction>\d{1,2}\/\d{1,2}(?![\d/]))|(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|(?<word>[a-z]+(?:['’][a-z]+)*)|(?<mark>[^\s\w])/gi;

/** `1/2` and the like; any other fraction (`10/20`) is a ratio and stays three tokens. */
const fractions: Record<string, string> = { '1/2': '0.5', '1/4': '0.25', '3/4': '0.75', '1/3': '0.333333', '2/3': '0.666667' };

/** Cuts a text into tokens. Spoken numbers are still words here: see spoken-numbers.ts. */
export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const raw = match[0];
    const end = start + raw.length;
    const { abbreviation, fraction, number, word } = match.groups ?? {};
    if (abbreviation) tokens.push({ text: raw.replaceAll('.', '').toLowerCase(), start, end, kind: 'word' });
    else if (fraction && fractions[raw]) tokens.push({ text: fractions[raw] ?? raw, start, end, kind: 'number' });
    else if (fraction) tokens.push(...ratio(raw, start));
    else if (number) tokens.push({ text: plainDecimal(raw), start, end, kind: 'number' });
    else if (word) tokens.push(...splitGluedTimes(raw.toLowerCase().replaceAll('’', "'"), start, text.charAt(end)));
    else tokens.push({ text: raw, start, end, kind: 'mark' });
  }
  return tokens;
};

const ratio = (raw: string, start: number): Token[] => {
  const slash = raw.indexOf('/');
  return [
    { text: plainDecimal(raw.slice(0, slash)), start, end: start + slash, kind: 'number' },
    { text: '/', start: start + slash, end: start + slash + 1, kind: 'mark' },
    { text: plainDecimal(raw.slice(slash + 1)), start: start + slash + 1, end: start + raw.length, kind: 'number' },
  ];
};

/** `bidx9 days`, `dailyx90`: the x belongs to the number that follows. */
const splitGluedTimes = (word: string, start: number, next: string): Token[] =>
  word.length > 1 && word.endsWith('x') && /\d/.test(next)
    ? [
        { text: word.slice(0, -1), start, end: start + word.length - 1, kind: 'word' },
        { text: 'x', start: start + word.length - 1, end: start + word.length, kind: 'word' },
      ]
    : [{ text: word, start, end: start + word.length, kind: 'word' }];

/** `1,000` -> `1000`, `.5` -> `0.5`, `2.50` -> `2.5`; digits are never rounded away up to six decimals. */
export const plainDecimal = (raw: string): string => {
  const [whole, fraction] = raw.replaceAll(',', '').split('.');
  const digits = (fraction ?? '').slice(0, 6).replace(/0+$/, '');
  const integer = (whole ?? '').replace(/^0+(?=\d)/, '') || '0';
  return digits === '' ? integer : `${integer}.${digits}`;
};
