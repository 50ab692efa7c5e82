import { doseUnitOf } from '../vocabulary/dose-units.ts';
import { plainDecimal, type Token } from './tokens.ts';

const small: Record<string, number> = {
  zero: 0, oh: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
};
const tens: Record<string, number> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 };

type Read = { value: string; length: number; short?: { count: string; rest: string } };

/** Replaces the numbers that were spoken as words by number tokens over the same stretch of text. */
export const readSpokenNumbers = (tokens: readonly Token[]): Token[] => {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = readNumber(tokens, at);
    const first = tokens[at];
    const last = tokens[at + (read?.length ?? 1) - 1];
    if (!first || !last) break;
    out.push(read ? { text: read.value, start: first.start, end: last.end, kind: 'number', ...(read.short ? { short: read.short } : {}) } : first);
    at += read?.length ?? 1;
  }
  return out;
};

const readNumber = (tokens: readonly Token[], at: number): Read | null => {
  const half = readHalf(tokens, at);
  if (half) return half;
  if (word(tokens, at) === 'point') return readDecimals(tokens, at, '0', 0);
  const whole = readWhole(tokens, at);
  if (!whole) return null;
  const after = at + whole.length;
  // Corpora and recognisers write "twelve . five milligrams" and "zero . zero five percent".
  if (isSpacedPoint(tokens, after)) {
    const read = readDecimals(tokens, at, whole.value, whole.length);
    if (read && /^(?:milligrams?|mg|micrograms?|mcg|grams?|percent|%|milliliters?|mls?|units?)$/.test(tokens[at + read.length]?.text ?? '')) return read;
  }
  if (word(tokens, after) === 'point') return readDecimals(tokens, at, whole.value, whole.length) ?? whole;
  // one-and-a-half
  const dashed = tokens[after]?.text === '-' && word(tokens, after + 1) === 'and' && tokens[after + 2]?.text === '-' ? readHalf(tokens, after + 3) ?? (word(tokens, after + 3) === 'a' && tokens[after + 4]?.text === '-' && word(tokens, after + 5) === 'half' ? { value: '0.5', length: 3 } : null) : null;
  if (dashed && !whole.value.includes('.')) return { value: `${whole.value}.${dashed.value.split('.')[1] ?? '0'}`, length: whole.length + 3 + dashed.length };
  const amp = tokens[after]?.text === '&' && /^[1-9]$/.test(whole.value) && tokens[after + 1]?.slash === true;
  const joined = word(tokens, after) === 'and' || amp || (tokens[after]?.text === '-' && /^0\./.test(tokens[after + 1]?.text ?? '') && /^[1-9]$/.test(whole.value)) ? 1 : 0;
  const extra = (joined === 1 && word(tokens, after) === 'and' ? readHalf(tokens, after + 1) : null) ?? fractionAfter(tokens, after + joined);
  if (extra && !whole.value.includes('.')) return { value: `${whole.value}.${extra.value.split('.')[1] ?? '0'}`, length: whole.length + extra.length + joined };
  return whole;
};

/** A point that stands by itself, with numbers around it. */
const isSpacedPoint = (tokens: readonly Token[], at: number): boolean => {
  const [before, point, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return point?.text === '.' && before !== undefined && next !== undefined && before.end < point.start && point.end < next.start && small[next.text] !== undefined;
};

/** `2 1/2`, `2½`, `1-1/2`, `1 and 1/2`. A decimal (`2 0.5`) is another number. */
const fractionAfter = (tokens: readonly Token[], at: number): Read | null => {
  const token = tokens[at];
  return token?.kind === 'number' && /^0\./.test(token.text) && (token.end - token.start === 1 || token.slash === true) ? { value: token.text, length: 1 } : null;
};

/** `half`, `a half`, `one half`, `one-half`; `a half tablet` but not `the second half`. */
const readHalf = (tokens: readonly Token[], at: number): Read | null => {
  const lead = ['a', 'one'].includes(word(tokens, at)) ? 1 + (tokens[at + 1]?.text === '-' ? 1 : 0) : 0;
  if (word(tokens, at) === 'three' && /^quarters?$/.test(word(tokens, at + (tokens[at + 1]?.text === '-' ? 2 : 1)))) {
    return { value: '0.75', length: tokens[at + 1]?.text === '-' ? 3 : 2 };
  }
  const noun = word(tokens, at + lead);
  if (noun !== 'half' && noun !== 'quarter') return null;
  const next = word(tokens, at + lead + 1);
  if (lead === 0) {
    // "half a tablet", "half of the patch", "half tablet": of something that is counted, else it is no amount
    const articles = tokens.slice(at + 1, at + 4).findIndex(({ text }) => !/^(?:a|an|of|the|one)$/.test(text));
    const counted = word(tokens, at + 1 + Math.max(0, articles));
    if (!/^(?:to|po|a|an)$/.test(next) && doseUnitOf(counted) === null) return null;
  }
  return { value: noun === 'half' ? '0.5' : '0.25', length: lead + 1 };
};

/** Digits after "point": `five`, `one two five`, `twenty five`, or a written number. */
const readDecimals = (tokens: readonly Token[], at: number, whole: string, wholeLength: number): Read | null => {
  let digits = '';
  let length = wholeLength + 1;
  for (;;) {
    const token = tokens[at + length];
    if (!token) break;
    const unit = small[token.text];
    if (token.kind === 'number' && digits === '' && !token.text.includes('.')) {
      return { value: plainDecimal(`${whole}.${token.text}`), length: length + 1 };
    }
    if (token.kind === 'word' && unit !== undefined && unit < 20) digits += String(unit);
    else if (token.kind === 'word' && tens[token.text] !== undefined && digits === '') {
      const pair = readBelowHundred(tokens, at + length);
      digits += pair?.value ?? '';
      length += (pair?.length ?? 1) - 1;
    } else break;
    length += 1;
  }
  return digits === '' ? null : { value: plainDecimal(`${whole}.${digits}`), length };
};

const readWhole = (tokens: readonly Token[], at: number): Read | null => {
  const written = tokens[at];
  if (written?.kind === 'number') {
    const scale = { hundred: 100, thousand: 1000 }[word(tokens, at + 1)];
    return scale && /^\d+$/.test(written.text)
      ? { value: String(Number(written.text) * scale), length: 2 }
      : { value: written.text, length: 1 };
  }
  const article = ['a', 'the'].includes(word(tokens, at)) && ['hundred', 'thousand'].includes(word(tokens, at + 1));
  const first = article ? { value: '1', length: 1 } : readBelowHundred(tokens, at);
  if (!first) return null;
  let value = Number(first.value);
  let length = first.length;
  if (word(tokens, at + length) === 'hundred') {
    value *= 100;
    length += 1;
    const rest = afterAnd(tokens, at + length);
    // "five hundred five hundred" is said twice, not 505 hundred; "five hundred two tablets" are two of five hundred.
    if (rest && word(tokens, at + length + rest.length) !== 'hundred' && !(rest.length === 1 && Number(rest.value) <= 9 && /^(?:times|tablets?|capsules?|pills?|tabs|caps)$/.test(word(tokens, at + length + 1)))) {
      value += Number(rest.value);
      length += rest.length;
    }
  } else if (value >= 1 && value <= 9 && first.length === 1 && !article) {
    // "one fifty", "two twenty five", "one twelve": hundreds left out.
    const rest = readBelowHundred(tokens, at + length);
    if (rest && Number(rest.value) >= 10) {
      return { value: String(value * 100 + Number(rest.value)), length: length + rest.length, short: { count: first.value, rest: rest.value } };
    }
  }
  if (word(tokens, at + length) === 'thousand') {
    value *= 1000;
    length += 1;
    const rest = readWhole(tokens, at + length);
    if (rest && /^\d{1,3}$/.test(rest.value) && tokens[at + length]?.kind === 'word') {
      value += Number(rest.value);
      length += rest.length;
    }
  }
  return { value: String(value), length };
};

const afterAnd = (tokens: readonly Token[], at: number): Read | null => {
  const skip = word(tokens, at) === 'and' ? 1 : 0;
  const rest = readBelowHundred(tokens, at + skip);
  return rest ? { value: rest.value, length: rest.length + skip } : null;
};

const readBelowHundred = (tokens: readonly Token[], at: number): Read | null => {
  const first = word(tokens, at);
  const ten = tens[first];
  if (ten === undefined) {
    const value = small[first];
    // "oh" is a zero only inside a number ("oh point five"), else it is a sigh.
    if (value === undefined || (first === 'oh' && word(tokens, at + 1) !== 'point')) return null;
    return { value: String(value), length: 1 };
  }
  const hyphen = tokens[at + 1]?.text === '-' ? 1 : 0;
  const unit = small[word(tokens, at + 1 + hyphen)];
  // "fifty three times a day" is fifty, three times; so is "three hundred three times".
  const counts = hyphen === 0 && word(tokens, at + 2) === 'times';
  return unit !== undefined && unit >= 1 && unit <= 9 && word(tokens, at + 1 + hyphen) !== 'oh' && !counts
    ? { value: String(ten + unit), length: 2 + hyphen }
    : { value: String(ten), length: 1 };
};

const word = (tokens: readonly Token[], at: number): string => (tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '') : '');
