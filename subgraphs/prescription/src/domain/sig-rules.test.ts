import fc from 'fast-check';
import { doNotUse } from './do-not-use.ts';
import { missingFields } from './fields.ts';
import { settled } from './above-steps.ts';
import type { Sig, SigStep } from './model.ts';
import { directionsText } from './order-text.ts';
import { faultsOfQuantity, faultsOfRefills, faultsOfSig, plainDecimal } from './sig-rules.ts';
import { doseUnits, routes } from './vocabulary.ts';
import { emptySig, writeSig } from './write-sig.ts';

const good: Sig = {
  doseMin: '10', doseMax: '10', doseUnit: 'mg', route: 'oral', frequency: 1, period: '1', periodUnit: 'D', prn: false, prnReason: null,
  durationValue: null, durationUnit: null, maxPerPeriod: null, text: '10 mg by mouth once daily',
};

test('a good one has no fault', () => expect(faultsOfSig(good)).toEqual([]));

test.each<[string, Partial<Sig>, string[]]>([
  ['a dose of nothing', { doseMin: '0', doseMax: '0' }, ['sig', 'doseMin']],
  ['a dose of a thousand million', { doseMin: '1000000000', doseMax: '1000000000' }, ['sig', 'doseMin']],
  ['a negative dose', { doseMin: '-5', doseMax: '-5' }, ['sig', 'doseMin']],
  ['a hundred tablets at once', { doseMin: '100', doseMax: '100', doseUnit: 'tablet' }, ['sig', 'doseMin']],
  ['a range upside down', { doseMin: '20', text: '' }, ['sig', 'doseMax']],
  ['an unknown unit', { doseUnit: 'U', text: '' }, ['sig', 'doseUnit']],
  ['an unknown route', { route: 'by air' }, ['sig', 'route']],
  ['99 times a day', { frequency: 99 }, ['sig', 'frequency']],
  ['a period of nothing', { period: '0' }, ['sig', 'period']],
  ['a period without a unit', { periodUnit: null }, ['sig', 'periodUnit']],
  ['a duration without a number', { durationUnit: 'D' }, ['sig', 'durationValue']],
  ['a reason without as-needed', { prnReason: 'pain' }, ['sig', 'prnReason']],
  ['QD in the text', { text: '10 mg po QD' }, ['sig', 'text']],
  ['a text with another dose', { text: '100 mg by mouth once daily' }, ['sig', 'text']],
  ['a control character', { text: '10 mg\u0007' }, ['sig', 'text']],
  ['a text without end', { text: 'x'.repeat(1001) }, ['sig', 'text']],
])('%s', (_, change, path) => {
  expect(faultsOfSig({ ...good, ...change }).map((fault) => [fault.code, fault.path])).toEqual([['VALIDATION', path]]);
});

test('a strength or a maximum in the text is no contradiction', () => {
  const sig: Sig = { ...good, doseMin: '2', doseMax: '2', doseUnit: 'tablet', maxPerPeriod: 'at most 8 tablets a day', text: '2 tablets (500 mg each), at most 8 tablets a day' };
  expect(faultsOfSig(sig, '500 mg')).toEqual([]);
});

describe('steps', () => {
  const step = (change: Partial<SigStep>): SigStep => ({ ...good, step: 1, durationValue: '5', durationUnit: 'D', ...change });
  const taper = (...steps: SigStep[]): Sig => ({ ...settled({ ...good, route: null, steps }), text: directionsText({ ...good, steps }) });

  test('each is told, those that go on at once together', () => {
    const sig = taper(step({ doseMin: '40', doseMax: '40', timing: ['MORN', 'C'] }), step({ step: 2, doseMin: '20', doseMax: '20' }), step({ step: 2, doseMin: '5', doseMax: '5', timing: ['mon', 'fri'], frequency: 2, periodUnit: 'WK' }));
    expect(sig.text).toBe('40 mg by mouth once daily in the morning and with food for 5 days; then 20 mg by mouth once daily for 5 days and 5 mg by mouth 2 times a week on Monday and Friday for 5 days');
    expect(faultsOfSig(sig)).toEqual([]);
  });

  test.each<[string, Partial<SigStep>, string[]]>([
    ['a dose that cannot be', { doseMin: '1000', doseMax: '1000', doseUnit: 'tablet' }, ['sig', 'steps', '1', 'doseMin']],
    ['an unknown route', { route: 'by air' }, ['sig', 'steps', '1', 'route']],
    ['a time that is none', { timing: ['teatime'] }, ['sig', 'steps', '1', 'timing']],
    ['a gap in the numbers', { step: 3 }, ['sig', 'steps', '1', 'step']],
  ])('%s is a fault of its step', (_, change, path) => {
    expect(faultsOfSig(taper(step({}), step({ step: 2, ...change }))).map((fault) => fault.path)).toEqual([path]);
  });

  test('what stands above them is what they share, and nothing else', () => {
    const sig = taper(step({ doseMin: '40', doseMax: '40' }), step({ step: 2, doseMin: '20', doseMax: '20' }));
    expect(sig).toMatchObject({ doseMin: null, doseUnit: 'mg', route: 'oral', frequency: 1, durationValue: null });
    expect(faultsOfSig({ ...sig, doseMin: '10', doseMax: '10', durationValue: '5', durationUnit: 'D' }).map(({ path }) => path)).toEqual([['sig', 'doseMin'], ['sig', 'doseMax'], ['sig', 'durationValue'], ['sig', 'durationUnit']]);
    expect(faultsOfSig({ ...sig, frequency: 3 }).map(({ path }) => path)).toEqual([['sig', 'frequency']]);
    expect(taper(step({}), step({ doseMin: '5', doseMax: '5' }))).toMatchObject({ durationValue: '5', durationUnit: 'D' });
  });

  test('one dose that is written over by steps is gone; what is written of all of them is in each and is told', () => {
    const before = writeSig(emptySig, { doseMin: '10', doseUnit: 'mg', route: 'oral', frequency: 1, period: '1', periodUnit: 'D', durationValue: '10', durationUnit: 'D' });
    const one = { doseUnit: 'mg', frequency: 1, period: '1', periodUnit: 'D' as const };
    const stepped = writeSig(before, { steps: [{ step: 1, doseMin: '40', ...one }, { step: 2, doseMin: '20', ...one }] });
    expect(stepped).toMatchObject({ doseMin: null, doseMax: null, frequency: 1, steps: [{ doseMin: '40' }, { doseMin: '20' }] });
    expect(faultsOfSig(stepped)).toEqual([]);
    const asNeeded = writeSig(stepped, { prn: true, prnReason: 'gout pain', maxPerPeriod: 'at most 60 mg a day' });
    expect(asNeeded.text).toBe('40 mg by mouth once daily as needed for gout pain (at most 60 mg a day); then 20 mg by mouth once daily as needed for gout pain (at most 60 mg a day)');
    expect(asNeeded).toMatchObject({ prn: true, steps: [{ prn: true, maxPerPeriod: 'at most 60 mg a day' }, { prnReason: 'gout pain' }] });
    expect(writeSig(asNeeded, { prn: false })).toMatchObject({ prn: false, prnReason: null, steps: [{ prn: false, prnReason: null }, { prn: false, prnReason: null }] });
    expect(faultsOfSig(writeSig(before, { doseMin: '10', steps: [{ step: 1, doseMin: '40', ...one }, { step: 2, doseMin: '20', ...one }] })).map(({ path }) => path)).toEqual([['sig', 'doseMin']]);
  });

  test('the text may give no dose that no step has', () => {
    expect(faultsOfSig({ ...taper(step({}), step({ step: 2, doseMin: '5', doseMax: '5' })), text: '10 mg for 5 days, then 50 mg' }).map((fault) => fault.path)).toEqual([['sig', 'text']]);
  });

  test('a time of day says how often, "with food" and "before meals" do not', () => {
    const order = (timing: string[]) => missingFields({ drug: { text: 'prednisone', name: null, rxcui: null, ingredients: [], form: null, strength: null }, sig: taper(step({ frequency: null, period: null, periodUnit: null, timing })), quantity: null });
    expect(order(['C'])).toEqual(['frequency']);
    expect(order(['AC'])).toEqual(['frequency']);
    expect(order(['AC', 'HS'])).toEqual([]);
    expect(order(['08:00'])).toEqual([]);
  });

  test('what one step lacks the prescription lacks; how long they last says how much to dispense', () => {
    const order = (sig: Sig) => missingFields({ drug: { text: 'prednisone', name: null, rxcui: null, ingredients: [], form: null, strength: null }, sig, quantity: null });
    expect(order(taper(step({}), step({ step: 2 })))).toEqual([]);
    expect(order(taper(step({}), step({ step: 2, doseMin: null, frequency: null, durationValue: null, durationUnit: null })))).toEqual(['dose', 'frequency', 'quantity']);
    expect(order(taper(step({ doseUnit: null }), step({ step: 2, route: null })))).toEqual(['doseUnit', 'route']);
  });
});

test('quantity and refills', () => {
  expect(faultsOfQuantity({ value: '0', unit: 'tablet' })[0]?.path).toEqual(['quantity', 'value']);
  expect(faultsOfQuantity({ value: '30', unit: null })).toEqual([]);
  expect(faultsOfRefills(100)[0]?.path).toEqual(['refills']);
  expect(faultsOfRefills(0)).toEqual([]);
});

test.each([['10', '10'], ['010.500', '10.5'], ['1.0', '1'], ['0.125', '0.125'], ['0', '0'], ['100', '100'], ['-5', '-5'], ['0.0', '0']])('%s is %s', (given, plain) => {
  expect(plainDecimal(given)).toBe(plain);
});

test('directions written out of the fields are accepted by the rules, whatever the fields', () => {
  const decimal = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom('', '.5', '.25')).map(([whole, fraction]) => `${whole}${fraction}`);
  const sigs = fc.record({
    dose: fc.option(decimal, { nil: null }), doseUnit: fc.constantFrom(...Object.keys(doseUnits)), route: fc.option(fc.constantFrom(...routes), { nil: null }),
    frequency: fc.option(fc.integer({ min: 1, max: 24 }), { nil: null }), period: decimal, periodUnit: fc.constantFrom('H', 'D', 'WK', 'MO' as const), prn: fc.boolean(),
  });
  fc.assert(
    fc.property(sigs, ({ dose, doseUnit, route, frequency, period, periodUnit, prn }) => {
      const fields = { ...good, doseMin: dose, doseMax: dose, doseUnit: dose === null ? null : doseUnit, route, frequency, period, periodUnit, prn } as Sig;
      const text = directionsText(fields);
      expect(doNotUse(text)).toBeNull();
      expect(faultsOfSig({ ...fields, text }).filter((fault) => fault.path?.[1] === 'text')).toEqual([]);
    }),
  );
});
