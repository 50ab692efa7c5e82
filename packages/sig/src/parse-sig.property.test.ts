import fc from 'fast-check';
import { emptyFields, type SigFields } from './sig.ts';
import { parseSig } from './parse-sig.ts';
import { readPhrase } from './text/phrase.ts';
import { readShorthand } from './text/shorthand.ts';
import { routeCodes, type Route } from './vocabulary/routes.ts';

type Part = { words: string; fields: Partial<SigFields> };
const part = (words: string, fields: Partial<SigFields>): Part => ({ words, fields });
const one = (...parts: Part[]): fc.Arbitrary<Part> => fc.constantFrom(...parts);

const spoken: Readonly<Record<number, string>> = { 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five', 10: 'ten', 0.5: '1/2', 1.5: '1 1/2', 2.5: '2.5' };
const units = fc.constantFrom(['tablet', 'tabs'], ['tablet', 'tablets'], ['capsule', 'caps'], ['mL', 'mL'], ['mg', 'mg'], ['mcg', 'micrograms'], ['unit', 'units'], ['drop', 'gtts'], ['teaspoon', 'tsp'], ['packet', 'packets'], ['g', 'grams'], ['lozenge', 'lozenges']);
const amounts = fc.constantFrom(1, 2, 3, 4, 5, 10, 0.5, 1.5, 2.5);
const written = (amount: number, words: boolean): string => (words ? (spoken[amount] ?? String(amount)) : String(amount));

const dose: fc.Arbitrary<Part> = fc.tuple(amounts, amounts, units, fc.constantFrom('', ' to ', '-', ' or '), fc.boolean()).map(([a, b, [code = '', word = ''], range, words]) => {
  if (range === '' || a >= b) return part(`take ${written(a, words)} ${word}`, { dose: { min: a, max: a, unit: code } });
  return part(`take ${written(a, false)}${range}${written(b, false)} ${word}`, { dose: { min: a, max: b, unit: code } });
});
const route: fc.Arbitrary<Part> = one(
  part('by mouth', { route: 'oral' }), part('po', { route: 'oral' }), part('P.O.', { route: 'oral' }), part('orally', { route: 'oral' }), part('under the tongue', { route: 'sublingual' }), part('SL', { route: 'sublingual' }),
  part('in both eyes', { route: 'ophthalmic' }), part('into the left ear', { route: 'otic' }), part('in each nostril', { route: 'nasal' }), part('under the skin', { route: 'subcutaneous' }), part('rectally', { route: 'rectal' }), part('vaginally', { route: 'vaginal' }), part('', {}),
);
const often = (frequency: number, period: number, periodUnit: SigFields['periodUnit'], more: Partial<SigFields> = {}): Partial<SigFields> => ({ frequency, period, periodUnit, ...more });
const frequency: fc.Arbitrary<Part> = fc.oneof(
  one(
    part('daily', often(1, 1, 'd')), part('once a day', often(1, 1, 'd')), part('every day', often(1, 1, 'd')), part('bid', often(2, 1, 'd')), part('B.I.D.', often(2, 1, 'd')), part('twice daily', often(2, 1, 'd')), part('2 (two) times a day', often(2, 1, 'd')),
    part('tid', often(3, 1, 'd')), part('three times daily', often(3, 1, 'd')), part('qid', often(4, 1, 'd')), part('every other day', often(1, 2, 'd')), part('weekly', often(1, 1, 'wk')), part('twice a week', often(2, 1, 'wk')), part('every 2 weeks', often(1, 2, 'wk')), part('monthly', often(1, 1, 'mo')),
    part('at bedtime', often(1, 1, 'd', { timing: ['HS'] })), part('every morning', often(1, 1, 'd', { timing: ['MORN'] })), part('in the morning and at bedtime', often(2, 1, 'd', { timing: ['MORN', 'HS'] })), part('before breakfast', often(1, 1, 'd', { timing: ['ACM'] })),
    part('twice daily with meals', often(2, 1, 'd', { timing: ['C'] })), part('on Mondays and Fridays', often(2, 1, 'wk', { timing: ['mon', 'fri'] })),
  ),
  fc.tuple(fc.constantFrom(2, 3, 4, 6, 8, 12, 24, 48, 72), fc.constantFrom((n: number) => `every ${n} hours`, (n: number) => `q${n}h`, (n: number) => `q ${n} hrs`)).map(([n, say]) => part(say(n), often(1, n, 'h'))),
  fc.constantFrom([4, 6], [6, 8], [8, 12]).map(([a = 0, b = 0]) => part(`every ${a}-${b} hours`, often(1, a, 'h', { periodMax: b }))),
);
const prn: fc.Arbitrary<Part> = one(part('', {}), part('as needed', { prn: true }), part('prn pain', { prn: true, prnReason: 'pain' }), part('as needed for nausea or vomiting', { prn: true, prnReason: 'nausea or vomiting' }), part('when required', { prn: true }));
const duration: fc.Arbitrary<Part> = fc.oneof(fc.constant(part('', {})), fc.tuple(fc.constantFrom(3, 5, 7, 10, 14, 30), fc.constantFrom((n: number) => `for ${n} days`, (n: number) => `x ${n} days`, (n: number) => `x${n}d`)).map(([n, say]) => part(say(n), { duration: { value: n, max: null, unit: 'd' } })));
const most: fc.Arbitrary<Part> = one(part('', {}), part('. Max 8 doses per day', { maxPerPeriod: { value: 8, unit: 'dose', period: 1, periodUnit: 'd' } }), part(', not to exceed 6 doses in 24 hours', { maxPerPeriod: { value: 6, unit: 'dose', period: 24, periodUnit: 'h' } }));
const noise = fc.constantFrom('', '. Swallow whole', '. Do not crush or chew', ' with a full glass of water', '. May cause drowsiness');

test('directions rendered from their fields are read back, in any phrasing', () => {
  fc.assert(
    fc.property(dose, route, frequency, prn, duration, most, noise, fc.boolean(), (d, r, f, p, t, m, extra, shout) => {
      const body = [d, r, f, p, t].map(({ words }) => words).filter((words) => words !== '').join(' ') + m.words + extra;
      const text = shout && p.fields.prnReason === undefined ? body.toUpperCase() : body;
      const expected = { ...emptyFields(), ...d.fields, ...r.fields, ...f.fields, ...p.fields, ...t.fields, ...m.fields, sequence: [] };
      const reading = parseSig(text);
      expect([text, reading.parsed]).toEqual([text, expected]);
      expect([text, reading.unparsed]).toEqual([text, null]);
    }),
    { numRuns: 1_500 },
  );
});

const words = fc.constantFrom(
  'take', 'apply', 'inject', 'inhale', 'tablet', 'tabs', 'mg', 'mcg', 'mL', 'units', 'puffs', 'drops', 'ii', 'i', '-', '1', '2', '10', '0.5', '.5', '1/2', '½', '500', '1,000', 'one', 'two', 'half', 'a', 'daily', 'bid', 'q4h', 'q', 'every', 'hours', 'times', 'x', 'for', 'days', 'prn', 'pain', 'po',
  'then', 'and', 'max', 'per', 'day', 'at', 'bedtime', 'in', 'the', 'morning', 'with', 'meals', '(', ')', ',', '.', '/', '#', '8', 'am', 'to', 'or', 'may', 'repeat', 'until', 'gone', 'mg/kg', 'week', 'on', 'monday', 'increase', 'by', 'left', 'eye', 'U', 'patch', 'spoonful', '5',
);

test('no dose, limit or duration comes out that did not go in', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 18 }), (list) => {
      const text = list.join(' ');
      const said = new Set(readPhrase(text, readShorthand).tokens.filter(({ kind }) => kind === 'number').map((token) => Number(token.text)));
      // An article counts one, "half" a half, and a second dose of a repeat comes to two.
      const implied = new Set([1, ...(/half/.test(text) ? [0.5] : []), ...(/repeat/.test(text) ? [...said].map((n) => n + 1).concat(2) : [])]);
      const { parsed } = parseSig(text);
      for (const { dose: amount, maxPerPeriod, duration: long } of [parsed, ...parsed.sequence]) {
        const spoonful = /spoonful/.test(text) && amount ? [amount.min / 5, amount.max / 5] : [];
        for (const value of [amount?.min, amount?.max, maxPerPeriod?.value]) if (value !== undefined && !said.has(value) && !implied.has(value) && !spoonful.some((n) => said.has(n))) expect([text, value]).toEqual([text, 'a number of the text']);
        // "Days 2 to 5" last four: a number of their own.
        if (long && long.unit === 'd' && !/day|#/.test(text)) expect(said.has(long.value)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('any text gives one reading that holds it, in one line, with known codes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 30 }).map((list) => list.join(' '))), (text) => {
      const reading = parseSig(text);
      const line = JSON.stringify(reading);
      expect(line).not.toContain('\n');
      expect(reading.text).toBe(text);
      expect(reading.confidence).toBeGreaterThanOrEqual(0);
      expect(reading.confidence).toBeLessThanOrEqual(1);
      if (reading.parsed.route !== null) expect(routeCodes).toContain<Route>(reading.parsed.route);
    }),
    { numRuns: 1_500 },
  );
});
