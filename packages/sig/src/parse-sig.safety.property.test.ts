import fc from 'fast-check';
import { plain } from './cases/plain.ts';
import { roundFive } from './cases/round-five.ts';
import { roundFour } from './cases/round-four.ts';
import { roundThree } from './cases/round-three.ts';
import { steps } from './cases/steps.ts';
import { groups } from './grammar/find-pieces.ts';
import { flagKind } from './flags.ts';
import { parseSig } from './parse-sig.ts';
import { readClockTokens } from './text/clock-tokens.ts';
import { readPhrase } from './text/phrase.ts';
import { readShorthand } from './text/shorthand.ts';
import type { SigReading } from './sig.ts';

const doses = ({ parsed }: SigReading): string[] => [parsed, ...parsed.sequence].flatMap(({ dose }) => (dose ? [`${dose.min}-${dose.max}`] : []));
const isDoubted = ({ flags }: SigReading): boolean => flags.some((flag) => flagKind(flag) === 'doubt');

const amount = fc.constantFrom('1 tablet', '2 tablets', '3 capsules', '20 mg', '5 mL', '10 units', 'two tablets', '1/2 tablet', '4 puffs', '2.5 mg');
const often = fc.constantFrom('daily', 'twice a day', 'every 6 hours', 'at bedtime', 'three times daily', 'at once', '');
const notTaken = fc.constantFrom('Do not take', "don't use", 'never give', 'must not take', 'avoid taking', 'should not take', 'cannot take', 'not');
const given = fc.constantFrom('Take', 'take', 'give', 'Use');

test('what must not be taken is no dose', () => {
  fc.assert(
    fc.property(notTaken, amount, often, (no, what, when) => {
      const text = `${no} ${what} ${when}`.trim();
      expect([text, doses(parseSig(text))]).toEqual([text, []]);
    }),
    { numRuns: 150 },
  );
});

test('what must not be taken leaves the dose beside it alone', () => {
  fc.assert(
    fc.property(notTaken, amount, often, fc.constantFrom('1 tablet', '2 capsules', '7.5 mL'), fc.constantFrom('daily', 'every 8 hours', 'twice a day'), (no, what, when, dose, schedule) => {
      const alone = parseSig(`take ${dose} ${schedule}`).parsed;
      for (const text of [`take ${dose} ${schedule}. ${no} ${what} ${when}.`, `${no} ${what} ${when}. take ${dose} ${schedule}`]) {
        const { parsed } = parseSig(text);
        expect([text, parsed.dose, parsed.frequency, parsed.sequence]).toEqual([text, alone.dose, alone.frequency, []]);
      }
    }),
    { numRuns: 150 },
  );
});

test('limits and ends are no doses', () => {
  fc.assert(
    fc.property(fc.constantFrom('not to exceed', 'max', 'maximum of', 'no more than', 'do not exceed', 'do not take more than', 'never take more than'), fc.constantFrom('2 tablets', '4 tablets', '8 capsules', '40 mg'), fc.constantFrom('a day', 'in 24 hours', 'daily', ''), (most, what, within) => {
      const text = `${most} ${what} ${within}`.trim();
      const reading = parseSig(text);
      expect([text, doses(reading)]).toEqual([text, []]);
      expect([text, reading.parsed.maxPerPeriod]).not.toEqual([text, null]);
    }),
    { numRuns: 80 },
  );
});

test('two doses for one time never give one silently', () => {
  fc.assert(
    fc.property(given, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom('tablets', 'mg', 'mL', 'capsules', 'units'), fc.constantFrom('daily', 'twice a day', 'at bedtime', 'every 8 hours', 'in the morning'), fc.constantFrom(', ', ' and ', '; ', '. take ', ', take ', ' plus '), (verb, a, b, unit, when, join) => {
      fc.pre(a !== b);
      const text = `${verb} ${a} ${unit} ${when}${join}${b} ${unit} ${when}`;
      const reading = parseSig(text);
      expect([text, reading.parsed.dose === null && (isDoubted(reading) || reading.parsed.sequence.length === 2)]).toEqual([text, true]);
    }),
    { numRuns: 250 },
  );
});

test('a taper is read step by step', () => {
  const step = fc.record({ dose: fc.integer({ min: 1, max: 60 }), days: fc.integer({ min: 1, max: 14 }) });
  fc.assert(
    fc.property(fc.uniqueArray(step, { minLength: 2, maxLength: 6, selector: ({ dose }) => dose }), fc.constantFrom('mg', 'tablets', 'mL'), fc.constantFrom(', then ', ', ', ' then ', ' followed by ', '; then take '), fc.constantFrom('daily for N days', 'once a day x N days', 'daily xNd', 'every morning for N days'), (list, unit, join, form) => {
      const text = list.map(({ dose, days }) => `${dose} ${unit} ${form.replace('N', String(days))}`).join(join);
      const { sequence } = parseSig(text).parsed;
      expect([text, sequence.map((one) => [one.step, one.dose?.max, one.duration?.value])]).toEqual([text, list.map(({ dose, days }, at) => [at + 1, dose, days])]);
    }),
    { numRuns: 150 },
  );
});

test('doses by the time of day go on at once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(['in the morning', 'MORN'], ['at breakfast', 'CM'], ['qam', 'MORN'], ['at noon', 'NOON']), fc.constantFrom(['at bedtime', 'HS'], ['in the evening', 'EVE'], ['nightly', 'NIGHT'], ['with dinner', 'CV']), fc.constantFrom(' and ', ', ', ', then ', ' then '), (a, b, [early = '', one = ''], [late = '', other = ''], join) => {
      fc.pre(a !== b);
      const text = `take ${a} tablets ${early}${join}${b} tablets ${late}`;
      const { sequence } = parseSig(text).parsed;
      expect([text, sequence.map(({ step, dose, timing }) => [step, dose?.max, timing])]).toEqual([text, [[1, a, [one]], [1, b, [other]]]]);
    }),
    { numRuns: 120 },
  );
});

test('what a rule needs stands wherever it matches', () => {
  const texts = [...plain, ...steps, ...roundThree, ...roundFour, ...roundFive].map(([text]) => readPhrase(text, (tokens) => readShorthand(readClockTokens(tokens))).text);
  const hidden: string[] = [];
  for (const { needs, rules } of groups)
    for (const rule of rules)
      for (const text of texts) {
        rule.pattern.lastIndex = 0;
        const match = rule.pattern.exec(text);
        if (match && rule.read(match) !== null && !((needs?.test(text) ?? true) && (rule.needs?.test(text) ?? true))) hidden.push(`${text}: ${match[0]}`);
      }
  expect(hidden).toEqual([]);
});
