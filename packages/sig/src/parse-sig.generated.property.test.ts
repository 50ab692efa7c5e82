import fc from 'fast-check';
import { dayParts, loading, noisyDirections, plainDirections, scheduledAndNeeded, tapers, weekParts, type Sequence } from './generate/render.ts';
import { parseSig } from './parse-sig.ts';
import type { SigReading, SigStep } from './sig.ts';

/** Directions written from what they mean, in the words of generate/slots.ts: read back, every field is what was meant. */
test('one dose, whatever is said of it in whatever order', () => {
  fc.assert(
    fc.property(plainDirections, ({ text, fields }) => {
      const { parsed, unparsed } = parseSig(text);
      expect([text, unparsed, parsed]).toEqual([text, null, { ...fields, sequence: [] }]);
    }),
    { numRuns: 1_500 },
  );
});

const named = new Set(['metformin', 'lisinopril', 'amoxicillin', 'prednisone', 'ibuprofen', 'atorvastatin', 'lipitor']);

test('with the medicine in front and advice, conditions and quantities behind it', () => {
  fc.assert(
    fc.property(noisyDirections, ({ text, fields }) => {
      const { parsed, unparsed } = parseSig(text, (word) => named.has(word));
      expect([text, unparsed, parsed]).toEqual([text, null, { ...fields, sequence: [] }]);
    }),
    { numRuns: 500 },
  );
});

const stepsOf = ({ parsed }: SigReading): SigStep[] => (parsed.sequence.length > 0 ? parsed.sequence : [{ step: 1, ...parsed }].map(({ step, dose, route, frequency, frequencyMax, period, periodMax, periodUnit, timing, prn, prnReason, duration, maxPerPeriod }) => ({ step, dose, route, frequency, frequencyMax, period, periodMax, periodUnit, timing, prn, prnReason, duration, maxPerPeriod })));
const readsBack = ({ text, steps }: Sequence): void => {
  expect([text, stepsOf(parseSig(text))]).toEqual([text, steps.map(({ step, fields }) => ({ step, ...fields }))]);
};

test('tapers: each dose for its time, the last may go on', () => {
  fc.assert(fc.property(tapers, readsBack), { numRuns: 300 });
});

test('doses that differ by the time of day, the time before or behind its dose', () => {
  fc.assert(fc.property(dayParts, readsBack), { numRuns: 300 });
});

test('doses that differ by the day of the week', () => {
  fc.assert(fc.property(weekParts, readsBack), { numRuns: 200 });
});

test('a dose for the first day, another from then on', () => {
  fc.assert(fc.property(loading, readsBack), { numRuns: 150 });
});

test('what is taken every day, and more as needed', () => {
  fc.assert(fc.property(scheduledAndNeeded, readsBack), { numRuns: 300 });
});
