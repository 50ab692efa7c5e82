import { faultsOfObservation } from './observation-rules.ts';
import type { NewObservation } from './observation-rules.ts';

const now = new Date('2026-11-24T09:00:00Z');
const loinc = (code: string) => ({ codings: [{ system: 'http://loinc.org', code, display: null }], text: null });
const observation = (code: string, value: string | null, unit = 'kg', more: Partial<NewObservation> = {}): NewObservation => ({
  code: loinc(code),
  effectiveAt: now,
  value: value === null ? null : { value, unit },
  valueConcept: null,
  components: [],
  ...more,
});
const paths = (given: NewObservation) => faultsOfObservation(given, now).map((fault) => fault.path?.join('.'));

describe('an observation', () => {
  it.each<[string, NewObservation, string[]]>([
    ['a weight', observation('29463-7', '81.5'), []],
    ['a newborn\'s weight in grams', observation('29463-7', '3400', 'g'), []],
    ['a weight of nothing', observation('29463-7', '0'), ['value.value']],
    ['a weight with a slipped point', observation('29463-7', '8150'), ['value.value']],
    ['a weight in stones', observation('29463-7', '12', '[stone_av]'), ['value.unit']],
    ['no unit', observation('718-7', '14', ' '), ['value.unit']],
    ['an eGFR of 1e9', observation('33914-3', '1000000000', 'mL/min/{1.73_m2}'), ['value.value']],
    ['an unknown code is taken as it is', observation('99999-9', '123456', '{score}'), []],
    ['nothing measured', observation('29463-7', null), ['value']],
    ['a pregnancy status', observation('82810-3', null, '', { valueConcept: { codings: [{ system: 'http://snomed.info/sct', code: '77386006', display: null }], text: null } }), []],
    ['tomorrow', observation('29463-7', '80', 'kg', { effectiveAt: new Date('2026-11-25T09:00:00Z') }), ['effectiveAt']],
    ['a clock five minutes ahead', observation('29463-7', '80', 'kg', { effectiveAt: new Date('2026-11-24T09:05:00Z') }), []],
    ['a saturation of 120 % in a part', observation('85354-9', null, '', { components: [{ code: loinc('59408-5'), value: { value: '120', unit: '%' } }] }), ['components.0.value.value']],
    ['no code', { ...observation('29463-7', '80'), code: { codings: [], text: ' ' } }, ['code']],
  ])('%s', (_, given, expected) => expect(paths(given)).toEqual(expected));
});
