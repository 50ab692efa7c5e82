import { numberWord, readNumber, spoken } from './spoken-numbers.ts';
import { makeWord } from './words.ts';
import type { Word } from './words.ts';

/** Written forms of spoken units. Only after a number: "grams" alone stays a word. */
export const unitForms: ReadonlyMap<string, string> = new Map(Object.entries({
  milligram: 'mg', milligrams: 'mg', microgram: 'mcg', micrograms: 'mcg', milliliter: 'mL', milliliters: 'mL', millilitre: 'mL', millilitres: 'mL',
  centimeter: 'cm', centimeters: 'cm', centimetre: 'cm', centimetres: 'cm', millimeter: 'mm', millimeters: 'mm', millimetre: 'mm', millimetres: 'mm',
  kilogram: 'kg', kilograms: 'kg', percent: '%',
}));

const countables = /^(?:mg|mcg|ml|cm|mm|kg|g|%|grams?|pounds?|lbs?|ounces?|inch(?:es)?|feet|foot|miles?|units?|tablets?|pills?|capsules?|puffs?|drops?|doses?|times|second|seconds|minutes?|hours?|days?|weeks?|months?|years?|o'clock|degrees?|packs?|drinks?|beers?|cigarettes?|cups?|glasses|liters?|litres?|year-old|beats|percent)$/;
const measureCue = /^(?:pressure|pressures|systolic|diastolic|sugar|sugars|glucose|a1c|pulse|rate|weight|weigh|weighs|weighed|oxygen|saturation|cholesterol|ldl|hdl|triglycerides|creatinine|potassium|sodium|running|reading|readings|level|temperature|temp)$/;

/** Spoken numbers and units in digits where the reading leaves no doubt; every other number stays in its words. */
export function normaliseNumbers(words: readonly Word[]): Word[] {
  if (!namesNumber(words)) return [...words];
  const read: Word[] = [];
  for (let index = 0; index < words.length; ) {
    const reading = words[index]!.kind === 'word' ? readNumber(words, index) : null;
    if (reading && isCertain(words, index, reading, read)) {
      read.push(spoken(words, index, reading));
      index += reading.length;
    } else {
      // A reading in doubt is left whole: never "eight 30".
      const length = reading?.length ?? 1;
      read.push(...words.slice(index, index + length));
      index += length;
    }
  }
  return shortenUnits(joinRatios(read));
}

const namesNumber = (words: readonly Word[]) => words.some(({ kind, lower }) => kind === 'number' || lower === 'hundred' || lower === 'thousand' || numberWord(lower) !== undefined);

const known = new WeakMap<readonly Word[], readonly Word[]>();

/** The same; the words of one candidate are read once, and are themselves where no number is among them. */
export function readNumbers(words: readonly Word[]): readonly Word[] {
  if (!namesNumber(words)) return words;
  const before = known.get(words);
  if (before) return before;
  const read = normaliseNumbers(words);
  known.set(words, read);
  return read;
}

function isCertain(words: readonly Word[], at: number, reading: { value: string; length: number }, before: readonly Word[]): boolean {
  const after = words[at + reading.length];
  const counted = after !== undefined && (countables.test(after.lower) || unitForms.has(after.lower));
  // A number beside a number that is not part of it: one of the two was misread.
  if (touchesNumber(words, at, reading.length)) return false;
  if (reading.value.includes('.')) return true;
  if (isClockOrHundreds(words, at, reading)) {
    // "one thirty" may be half past one.
    return counted || isRatioJoint(words, at + reading.length) || before.slice(-8).some((word) => measureCue.test(word.lower) || word.text.includes('/')) || isRatioEnd(before);
  }
  if (Number(reading.value) >= 11) return true;
  if (counted || isRatioJoint(words, at + reading.length) || isRatioEnd(before)) return true;
  // "four to five days", "two or three times"
  const joint = after?.lower === 'to' || after?.lower === 'or';
  if (!joint) return false;
  const second = readNumber(words, at + reading.length + 1);
  const unit = second ? words[at + reading.length + 1 + second.length] : undefined;
  return unit !== undefined && (countables.test(unit.lower) || unitForms.has(unit.lower));
}

const numeral = (word: Word | undefined) => word !== undefined && (word.kind === 'number' || numberWord(word.lower) !== undefined || /^(?:hundred|thousand|million|point|half)$/.test(word.lower));

function touchesNumber(words: readonly Word[], at: number, length: number): boolean {
  const before = words[at - 1];
  if (numeral(before) || (before?.lower === 'and' && numeral(words[at - 2]))) return true;
  const after = words[at + length];
  return numeral(after) || (after?.lower === 'and' && (numeral(words[at + length + 1]) || words[at + length + 1]?.lower === 'a'));
}

/** A digit and a ten with nothing said between: 130, or half past one. */
function isClockOrHundreds(words: readonly Word[], at: number, reading: { value: string; length: number }): boolean {
  return /^\d{3}$/.test(reading.value) && reading.length >= 2 && words[at + 1]!.lower !== 'hundred';
}

const isRatioJoint = (words: readonly Word[], at: number) =>
  (words[at]?.lower === 'over' || (words[at]?.lower === 'out' && words[at + 1]?.lower === 'of')) && startsNumber(words[at + (words[at]?.lower === 'over' ? 1 : 2)]);

function isRatioEnd(before: readonly Word[]): boolean {
  const last = before.at(-1)?.lower;
  if (last === 'over') return before.at(-2)?.kind === 'number';
  return last === 'of' && before.at(-2)?.lower === 'out' && before.at(-3)?.kind === 'number';
}

const startsNumber = (word: Word | undefined) => word !== undefined && (word.kind === 'number' || /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)$/.test(word.lower));

const whole = /^\d{1,3}$/;

/** "140 over 90" -> "140/90", "3 out of 6" -> "3/6". */
function joinRatios(words: readonly Word[]): Word[] {
  const joined: Word[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const wordsBetween = words[index + 1]?.lower === 'over' ? 1 : words[index + 1]?.lower === 'out' && words[index + 2]?.lower === 'of' ? 2 : 0;
    const other = words[index + 1 + wordsBetween];
    if (wordsBetween > 0 && other && whole.test(word.text) && whole.test(other.text)) {
      joined.push(makeWord(`${word.text}/${other.text}`, word.start, other.end));
      index += 1 + wordsBetween;
    } else joined.push(word);
  }
  return joined;
}

function shortenUnits(words: readonly Word[]): Word[] {
  const short: Word[] = [];
  for (const word of words) {
    const before = short.at(-1);
    const form = before?.kind === 'number' ? unitForms.get(word.lower) : undefined;
    if (before && (form === '%' || (word.text === '%' && before.kind === 'number'))) {
      short[short.length - 1] = makeWord(`${before.text}%`, before.start, word.end);
    } else short.push(form ? { ...word, text: form, lower: form.toLowerCase() } : word);
  }
  return short;
}
