import { asNeededAndLimits } from './cases/as-needed-and-limits.ts';
import { eyesEarsNoseLungs } from './cases/eyes-ears-nose-lungs.ts';
import { injections } from './cases/injections.ts';
import { plain } from './cases/plain.ts';
import { roundFive } from './cases/round-five.ts';
import { roundFour } from './cases/round-four.ts';
import { roundOne } from './cases/round-one.ts';
import { roundSeven } from './cases/round-seven.ts';
import { roundSix } from './cases/round-six.ts';
import { roundThree } from './cases/round-three.ts';
import { roundTwo } from './cases/round-two.ts';
import { shorthand } from './cases/shorthand.ts';
import { skinAndBelow } from './cases/skin-and-below.ts';
import { steps } from './cases/steps.ts';
import { summaryOf } from './cases/summary.ts';
import { parseSig } from './parse-sig.ts';
import type { SigReading } from './sig.ts';

describe.each(Object.entries({ plain, shorthand, steps, 'as needed': asNeededAndLimits, 'eyes, ears, nose, lungs': eyesEarsNoseLungs, 'skin and below': skinAndBelow, injections, 'round 1': roundOne, 'round 2': roundTwo, 'round 3': roundThree, 'round 4': roundFour, 'round 5': roundFive, 'round 6': roundSix, 'rounds 7 to 14': roundSeven }))('%s', (_theme, cases) => {
  test.each(cases.map(([text, reading]) => [text, reading]))('%s', (text, reading) => {
    expect(summaryOf(parseSig(text))).toBe(reading);
  });
});

describe('the reading as it is printed', () => {
  test('a whole line', () => {
    expect(parseSig('1-2 tabs po q4-6h prn pain x 5d, max 8/day')).toEqual({
      text: '1-2 tabs po q4-6h prn pain x 5d, max 8/day',
      parsed: {
        dose: { min: 1, max: 2, unit: 'tablet' }, route: 'oral', frequency: 1, frequencyMax: null, period: 4, periodMax: 6, periodUnit: 'h', timing: null, prn: true, prnReason: 'pain',
        duration: { value: 5, max: null, unit: 'd' }, maxPerPeriod: { value: 8, unit: null, period: 1, periodUnit: 'd' }, sequence: [],
      },
      flags: [], confidence: 1, unparsed: null,
    });
  });

  test('an empty line and rubbish', () => {
    expect(parseSig('')).toMatchObject({ flags: ['EMPTY'], confidence: 0, unparsed: null });
    expect(parseSig('???')).toMatchObject({ confidence: 0.3, unparsed: null, parsed: { dose: null } });
    expect(parseSig('lorem ipsum dolor')).toMatchObject({ flags: ['NOT_UNDERSTOOD'], unparsed: 'lorem ipsum dolor' });
  });

  test('a text of four million characters costs no more than its first two thousand', () => {
    const reading = parseSig('take 1 tablet daily '.repeat(200_000));
    expect(reading.flags).toContain('TEXT_TOO_LONG');
    expect(reading.unparsed).toContain('…');
  });

  test('directions of several medicines in one line are none', () => {
    const known = new Set(['latanoprost', 'timolol', 'hydrocodone', 'acetaminophen']);
    const read = (text: string): SigReading => parseSig(text, (word) => known.has(word));
    expect(read('latanoprost 1 drop ou qhs; timolol 1 drop ou bid')).toMatchObject({ parsed: { dose: null, frequency: null, sequence: [] }, flags: expect.arrayContaining(['SEVERAL_MEDICINES']) });
    expect(read('timolol 1 drop ou bid, latanoprost at night').flags).toContain('SEVERAL_MEDICINES');
    expect(read('hydrocodone/acetaminophen 1 tab q6h prn, max 3 g acetaminophen a day').flags).not.toContain('SEVERAL_MEDICINES');
    expect(read('timolol 1 drop bid').parsed.dose).toEqual({ min: 1, max: 1, unit: 'drop' });
  });

  test('what is on top of steps holds for all of them', () => {
    const { parsed } = parseSig('take 3 tablets by mouth daily for 3 days, 2 tablets daily for 3 days');
    expect(parsed).toMatchObject({ dose: null, route: 'oral', frequency: 1, period: 1, periodUnit: 'd', duration: null });
    expect(parsed.sequence.map(({ step, dose, duration }) => [step, dose?.min, duration?.value])).toEqual([[1, 3, 3], [2, 2, 3]]);
    const atOnce = parseSig('5 mg in the morning and 2.5 mg in the evening').parsed;
    expect(atOnce).toMatchObject({ dose: null, frequency: null, timing: null });
    expect(atOnce.sequence.map(({ step, timing }) => [step, timing])).toEqual([[1, ['MORN']], [1, ['EVE']]]);
  });
});
