/** A word, number or mark of a text, with where it stands in the original (UTF-16 units, end exclusive). */
export type Token = {
  /** Lower case; a number as a plain decimal. */
  text: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'mark';
  /** `one fifty` for 150: ambiguous where a count may be meant ("one fifty milligram tablet"). */
  short?: { count: string; rest: string };
  /** A number that was written with a slash: `1/2`. */
  slash?: true;
};

const pattern =
  /(?<abbreviation>(?<![\p{L}\d.])(?:[a-z]\.)+[a-z]\.?(?![\p{L}])|(?<![\p{L}\d])(?:[a-z]\.){2,}(?![a-z]{2})|q\.(?=\s?\d))|(?<fraction>\d{1,2}\s?\/\s?\d{1,2}(?![\d/]))|(?<vulgar>[½¼¾⅓⅔⅛⅜⅝⅞])|(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|(?<word>\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*)|(?<mark>[^\s\p{L}\p{N}_])/giu;

/** `1/2` and the like; any other fraction (`10/20`) is a ratio and stays three tokens. */
const fractions: Record<string, string> = {
  '1/2': '0.5', '1/4': '0.25', '3/4': '0.75', '1/3': '0.333333', '2/3': '0.666667', '1/8': '0.125', '3/8': '0.375', '5/8': '0.625', '7/8': '0.875', '3/2': '1.5',
};
const vulgar: Record<string, string> = { '½': '0.5', '¼': '0.25', '¾': '0.75', '⅓': '0.333333', '⅔': '0.666667', '⅛': '0.125', '⅜': '0.375', '⅝': '0.625', '⅞': '0.875' };
const marks: Record<string, string> = { '–': '-', '—': '-', '‐': '-', '‑': '-', '−': '-', '×': 'x', '＋': '+', '’': "'", '∕': '/', '⁄': '/' };
/** Arrows, and Latin letters under a bar: with, after, without, before. */
const signs: Readonly<Record<string, string>> = { '↑': 'increase', '↓': 'decrease', 'c̄': 'with', 'p̄': 'after', 's̄': 'without', 'ā': 'before' };

/** Cuts a text into tokens. Spoken numbers are still words here: see spoken-numbers.ts. */
export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const raw = match[0];
    const end = start + raw.length;
    const { abbreviation, fraction, vulgar: glyph, number, word } = match.groups ?? {};
    if (abbreviation) tokens.push({ text: raw.replaceAll('.', '').toLowerCase(), start, end, kind: 'word' });
    else if (fraction) {
      const value = fractions[fraction.replace(/\s/g, '')];
      if (value) tokens.push({ text: value, start, end, kind: 'number', slash: true });
      else tokens.push(...ratio(raw, start));
    } else if (glyph) tokens.push({ text: vulgar[glyph] ?? '', start, end, kind: 'number' });
    else if (number) tokens.push({ text: plainDecimal(raw), start, end, kind: 'number' });
    else if (signs[raw.toLowerCase().normalize('NFC')] ?? signs[raw.toLowerCase()]) tokens.push({ text: signs[raw.toLowerCase().normalize('NFC')] ?? signs[raw.toLowerCase()] ?? raw, start, end, kind: 'word' });
    else if (word) tokens.push(...splitGluedTimes(plainWord(raw), start, end, text.charAt(end)));
    else tokens.push({ text: marks[raw] ?? raw, start, end, kind: marks[raw] === 'x' ? 'word' : 'mark' });
  }
  return tokens;
};

/** Lower case without accents, so that positions stay those of the original; both letters called mu are a u. */
const plainWord = (raw: string): string => {
  const lower = raw.toLowerCase().replaceAll('’', "'");
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/[µμ]/g, 'u');
};

const ratio = (raw: string, start: number): Token[] => {
  const slash = raw.indexOf('/');
  const left = raw.slice(0, slash).trimEnd();
  const right = raw.slice(slash + 1).trimStart();
  return [
    { text: plainDecimal(left), start, end: start + left.length, kind: 'number' },
    { text: '/', start: start + slash, end: start + slash + 1, kind: 'mark' },
    { text: plainDecimal(right), start: start + raw.length - right.length, end: start + raw.length, kind: 'number' },
  ];
};

/** `bidx9 days`, `dailyx90`: the x belongs to the number that follows. */
const splitGluedTimes = (word: string, start: number, end: number, next: string): Token[] =>
  word.length > 1 && word.endsWith('x') && /\d/.test(next) && end - start === word.length
    ? [
        { text: word.slice(0, -1), start, end: start + word.length - 1, kind: 'word' },
        { text: 'x', start: start + word.length - 1, end, kind: 'word' },
      ]
    : [{ text: word, start, end, kind: 'word' }];

/** `1,000` -> `1000`, `.5` -> `0.5`, `2.50` -> `2.5`; digits are never rounded away up to six decimals. */
export const plainDecimal = (raw: string): string => {
  const [whole, fraction] = raw.replaceAll(',', '').split('.');
  const digits = (fraction ?? '').slice(0, 6).replace(/0+$/, '');
  const integer = (whole ?? '').replace(/^0+(?=\d)/, '') || '0';
  return digits === '' ? integer : `${integer}.${digits}`;
};
