import fc from 'fast-check';
import { dayParts, plainDirections, tapers, type Sequence } from './generate/render.ts';
import { parseSig } from './parse-sig.ts';
import type { SigReading, SigStep } from './sig.ts';

/** Directions written from what they mean, in the words of generate/slots.ts: read back, every field is what was meant. */
test('one dose, whatever is said of it in whatever order', () => {
  fc.assert(
    fc.property(plainDirections, ({ text, fields }) => {
      const { parsed, unparsed } = parseSig(text);
      expect([text, unparsed, parsed]).toEqual([text, null, { ...fields, sequence: [] }]);
    }),
    { numRuns: 4_000 },
  );
});

const stepsOf = ({ parsed }: SigReading): SigStep[] => (parsed.sequence.length > 0 ? parsed.sequence : [{ step: 1, ...parsed }].map(({ step, dose, route, frequency, frequencyMax, period, periodMax, periodUnit, timing, prn, prnReason, duration, maxPerPeriod }) => ({ step, dose, route, frequency, frequencyMax, period, periodMax, periodUnit, timing, prn, prnReason, duration, maxPerPeriod })));
const readsBack = ({ text, steps }: Sequence): void => {
  expect([text, stepsOf(parseSig(text))]).toEqual([text, steps.map(({ step, fields }) => ({ step, ...fields }))]);
};

test('tapers: each dose for its time, the last may go on', () => {
  fc.assert(fc.property(tapers, readsBack), { numRuns: 700 });
});

test('doses that differ by the time of day, the time before or behind its dose', () => {
  fc.assert(fc.property(dayParts, readsBack), { numRuns: 700 });
});
