import { makeWord } from './words.ts';
import type { Word } from './words.ts';

const table = (values: Record<string, number>): ReadonlyMap<string, number> => new Map(Object.entries(values));
const ones = table({ zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 });
const teens = table({ ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 });
const tens = table({ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 });
const simple = new Map([...ones, ...teens, ...tens]);

/** Value of a number word, also of "twenty-five"; undefined for any other word. */
export function numberWord(lower: string): number | undefined {
  const value = simple.get(lower);
  if (value !== undefined) return value;
  if (!lower.includes('-')) return undefined;
  const [left, right, more] = lower.split('-');
  const [ten, one] = [tens.get(left ?? ''), ones.get(right ?? '')];
  if (more === undefined && ten !== undefined && one) return ten + one;
  return undefined;
}

type Reading = { value: string; length: number };

/**
 * Reads the longest number that begins at `at`: "eighty", "two hundred and fifty", "one forty" (140), "ninety eight
 * point six", "nineteen ninety six" (1996), "two thousand eight". Null where none begins or where the words leave doubt
 * ("one two"): doubt stays in words.
 */
export function readNumber(words: readonly Word[], at: number): Reading | null {
  const whole = readWhole(words, at);
  if (!whole) return null;
  const point = words[at + whole.length];
  const digitsFrom = at + whole.length + 1;
  if (point && (point.lower === 'point' || point.text === '.')) {
    const digits = readDigits(words, digitsFrom);
    if (digits) return { value: `${whole.value}.${digits.value}`, length: whole.length + 1 + digits.length };
  }
  return whole;
}

function readWhole(words: readonly Word[], at: number): Reading | null {
  const second = wordAt(words, at + 1);
  const isRound = second === 'hundred' || second === 'thousand';
  const first = valueAt(words, at) ?? (isRound && wordAt(words, at) === 'a' ? 1 : undefined);
  if (first === undefined) return null;

  if (isRound) {
    if (first >= 100 || first === 0) return null;
    return addRest(words, at + 2, first * (second === 'hundred' ? 100 : 1000), 2, second === 'hundred' ? 100 : 1000);
  }
  const next = valueAt(words, at + 1);
  if (next !== undefined) {
    // "twenty five"
    if (first >= 20 && first % 10 === 0 && next >= 1 && next <= 9) {
      const twoWords = first + next;
      const third = valueAt(words, at + 2);
      // "twenty twenty one": a year; anything else of three numbers is doubt.
      if (third !== undefined) return null;
      return { value: String(twoWords), length: 2 };
    }
    // "one forty", "one twenty two": hundreds without the word.
    if (first >= 1 && first <= 9 && next >= 10 && next <= 99) {
      const third = valueAt(words, at + 2);
      if (third !== undefined && next % 10 === 0 && next >= 20 && third >= 1 && third <= 9) return { value: String(first * 100 + next + third), length: 3 };
      return third === undefined ? { value: String(first * 100 + next), length: 2 } : null;
    }
    // "nineteen ninety six", "twenty nineteen": a year.
    if ((first === 19 || first === 20) && next >= 10) {
      const third = valueAt(words, at + 2);
      if (third !== undefined && next % 10 === 0 && next >= 20 && third >= 1 && third <= 9) return { value: String(first * 100 + next + third), length: 3 };
      return third === undefined ? { value: String(first * 100 + next), length: 2 } : null;
    }
    return null;
  }
  return { value: String(first), length: 1 };
}

function addRest(words: readonly Word[], at: number, base: number, length: number, room: number): Reading {
  const joined = wordAt(words, at) === 'and' ? 1 : 0;
  const first = valueAt(words, at + joined);
  if (first !== undefined && first > 0 && first < room) {
    const next = valueAt(words, at + joined + 1);
    if (first >= 20 && first % 10 === 0 && next !== undefined && next >= 1 && next <= 9) {
      return { value: String(base + first + next), length: length + joined + 2 };
    }
    if (wordAt(words, at + joined + 1) === 'hundred' && room === 1000) {
      return addRest(words, at + joined + 2, base + first * 100, length + joined + 2, 100);
    }
    // "two hundred and one …": without "and" it always belongs; with it only when a number follows, which it does here.
    return { value: String(base + first), length: length + joined + 1 };
  }
  return { value: String(base), length };
}

function readDigits(words: readonly Word[], at: number): Reading | null {
  let value = '';
  let length = 0;
  while (length < 3) {
    const word = words[at + length];
    if (!word) break;
    const one = word.lower === 'oh' ? 0 : ones.get(word.lower);
    if (one !== undefined) value += String(one);
    else if (length === 0 && word.kind === 'number' && /^\d{1,3}$/.test(word.text)) return { value: word.text, length: 1 };
    else break;
    length += 1;
  }
  return length > 0 ? { value, length } : null;
}

const wordAt = (words: readonly Word[], at: number) => words[at]?.lower;
function valueAt(words: readonly Word[], at: number): number | undefined {
  const word = words[at];
  return word?.kind === 'word' ? numberWord(word.lower) : undefined;
}

/** A number word replaced by digits, in the place of the words that said it. */
export function spoken(words: readonly Word[], at: number, reading: Reading): Word {
  return makeWord(reading.value, words[at]!.start, words[at + reading.length - 1]!.end);
}
