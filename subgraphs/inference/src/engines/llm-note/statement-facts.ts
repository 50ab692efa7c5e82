import { formulary } from '@dra/formulary';

/** What in a text must not be wrong, each in one form whatever the wording. */
const units: readonly (readonly [unit: string, said: RegExp])[] = [
  ['mg', /\b(?:mgs?|milligrams?)\b/],
  ['mcg', /\b(?:mcgs?|ug|µg|micrograms?)\b/],
  ['g', /\b(?:g|gm|grams?)\b/],
  ['kg', /\b(?:kgs?|kilograms?|kilos?)\b/],
  ['lb', /\b(?:lbs?|pounds?)\b/],
  ['mEq', /\b(?:meqs?|milliequivalents?)\b/],
  ['mL', /\b(?:mls?|ccs?|millilit(?:er|re)s?)\b/],
  ['unit', /\b(?:units?|international units?|iu)\b/],
  ['tablet', /\b(?:tabs?|tablets?|pills?|capsules?|caps?)\b/],
  ['puff', /\b(?:puffs?|inhalations?)\b/],
  ['drop', /\bdrops?\b/],
  ['%', /(?:%|\bper ?cent\b)/],
];

const frequencies: readonly (readonly [frequency: string, said: RegExp])[] = [
  ['daily', /\b(?:daily|once a day|once daily|every (?:day|morning|evening|night)|each (?:day|morning|night)|a day|qd|nightly|at bedtime|in the (?:morning|evening))\b/],
  ['twice', /\b(?:twice|two times|bid|b i d)\b/],
  ['three times', /\b(?:three times|thrice|tid|t i d)\b/],
  ['four times', /\b(?:four times|qid|q i d)\b/],
  ['weekly', /\b(?:weekly|once a week|every week|a week)\b/],
  ['monthly', /\b(?:monthly|once a month|every month|a month)\b/],
];

const sides: readonly (readonly [side: string, said: RegExp])[] = [
  ['left', /\bleft\b/],
  ['right', /\bright\b/],
  ['both', /\b(?:bilateral(?:ly)?|both)\b/],
];

const found = (table: readonly (readonly [string, RegExp])[], text: string) => new Set(table.flatMap(([name, said]) => (said.test(text) ? [name] : [])));

export const unitsIn = (text: string): Set<string> => found(units, text.toLowerCase());
export const frequenciesIn = (text: string): Set<string> => found(frequencies, text.toLowerCase());
export const sidesIn = (text: string): Set<string> => found(sides, text.toLowerCase());

const numerals = 'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand'.split(' ');
const values = new Map(numerals.map((word): [string, number] => [word, ['hundred', 'thousand'].includes(word) ? (word === 'hundred' ? 100 : 1_000) : valueOf(word)]));

function valueOf(word: string): number {
  const at = numerals.indexOf(word);
  // zero, two … twenty; then by tens.
  return at === 0 ? 0 : at <= 19 ? at + 1 : (at - 17) * 10;
}

/** What the number words of a text are worth, each by itself. "One" is no number: it is also a pronoun. */
export const numeralWordsIn = (text: string): Set<number> => new Set((text.toLowerCase().match(/[a-z]+/g) ?? []).flatMap((word) => values.get(word) ?? []));

/** The same, and whole numbers in digits. */
export const numbersIn = (text: string): Set<number> => new Set([...numeralWordsIn(text), ...(text.match(/\d+/g) ?? []).map(Number)]);

const longestName = 5;

/** The ingredients of every medicine that a text names, brands by what is in them. */
export function drugsIn(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'/.-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? [];
  const drugs = new Set<string>();
  for (let from = 0; from < words.length; from += 1) {
    for (let length = Math.min(longestName, words.length - from); length > 0; length -= 1) {
      const drug = formulary.named(words.slice(from, from + length).join(' '));
      if (!drug) continue;
      for (const { name } of drug.ingredients) drugs.add(name);
      from += length - 1;
      break;
    }
  }
  return drugs;
}

/** Amounts with a unit of what is in a medicine: `10 mg` as `10mg`. */
export function dosesIn(text: string): Set<string> {
  const doses = new Set<string>();
  for (const [, amount = '', unit = ''] of text.toLowerCase().matchAll(/(\d[\d,]*(?:\.\d+)?)\s*-?\s*(mgs?|milligrams?|mcgs?|micrograms?|grams?|g|meqs?|mls?|units?)\b/g)) {
    const [canonical] = unitsIn(unit);
    if (canonical) doses.add(`${Number(amount.replaceAll(',', ''))}${canonical}`);
  }
  return doses;
}
