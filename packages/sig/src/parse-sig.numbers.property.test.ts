import fc from 'fast-check';
import { flagKind, type Flag } from './flags.ts';
import { parseSig } from './parse-sig.ts';
import { readClockTokens } from './text/clock-tokens.ts';
import { readPhrase } from './text/phrase.ts';
import { readShorthand } from './text/shorthand.ts';

const words = fc.constantFrom(
  'take', 'apply', 'inject', 'inhale', 'tablet', 'tabs', 'mg', 'mcg', 'mL', 'units', 'puffs', 'drops', '-', '1', '2', '3', '10', '0.5', '1/2', '500', 'one', 'two', 'half', 'a', 'daily', 'bid', 'q4h', 'q', 'every', 'times', 'x', 'for', 'days', 'prn', 'pain', 'po',
  'then', 'and', 'max', 'per', 'at', 'in', 'the', 'morning', 'with', '(', ')', ',', '.', '/', '8', 'am', 'to', 'or', 'may', 'repeat', 'until', 'on', 'monday', 'increase', 'by', 'left', 'eye', 'patch', '5', '6', 'weekly', 'tid', 'not', 'more', 'than', 'if', 'needed', 'extra', 'before', 'after', 'once', 'twice', '4', '7', 'hs', 'noon', 'total',
);
/** Flags that say that a number was read and no field holds it. */
const aside: ReadonlySet<Flag> = new Set<Flag>(['ADDITIONAL_INSTRUCTION', 'CONDITION_NOT_STRUCTURED', 'EVENT_NOT_STRUCTURED', 'OFFSET_NOT_STRUCTURED', 'STRENGTH_IN_SIG', 'DOSE_IN_TWO_UNITS', 'QUANTITY_IN_SIG', 'UNTIL_FINISHED', 'MAY_REPEAT', 'INDICATION_SAID', 'AS_DIRECTED']);
const numbersOf = (text: string): number[] => readPhrase(text, (tokens) => readShorthand(readClockTokens(tokens))).tokens.filter(({ kind }) => kind === 'number').map((token) => Number(token.text));

test('a reading without a flag holds every number that was written', () => {
  let whole = 0;
  fc.assert(
    fc.property(fc.array(words, { minLength: 2, maxLength: 10 }), (list) => {
      const text = list.join(' ');
      const { parsed, flags } = parseSig(text);
      if (flags.some((flag) => flagKind(flag) !== 'note' || aside.has(flag))) return;
      whole += 1;
      const held = new Set<number>();
      for (const { dose, frequency, frequencyMax, period, periodMax, duration, maxPerPeriod, timing, prnReason } of [parsed, ...parsed.sequence]) {
        for (const value of [dose?.min, dose?.max, frequency, frequencyMax, period, periodMax, duration?.value, duration?.max, maxPerPeriod?.value, maxPerPeriod?.period, ...numbersOf(prnReason ?? '')]) if (typeof value === 'number') held.add(value);
        for (const time of timing ?? []) if (time.includes(':')) for (const hour of [Number(time.slice(0, 2)), Number(time.slice(0, 2)) % 12 || 12]) held.add(hour);
      }
      // "3/7" is three days, its 7 a unit; "1" may be the one of "once".
      expect([text, numbersOf(text).filter((number) => number !== 1 && !held.has(number) && !(number === 7 && /\/ 7/.test(text)))]).toEqual([text, []]);
    }),
    { numRuns: 2_500 },
  );
  expect(whole).toBeGreaterThan(60);
});
