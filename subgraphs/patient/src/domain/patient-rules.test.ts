import { faultsOfDemographics, faultsOfMrn, looksLikeTwin } from './patient-rules.ts';
import type { Demographics } from './patient-rules.ts';
import type { HumanName } from './model.ts';

const now = new Date('2026-11-24T09:00:00Z');
const name = (family: string | null, ...given: string[]): HumanName => ({ use: null, family, given, prefix: [] });
const person = (more: Partial<Demographics> = {}): Demographics => ({ names: [name('Oak', 'Ada')], birthDate: '1980-02-29', language: null, ...more });

describe('a patient', () => {
  it.each<[string, Demographics, string[]]>([
    ['an ordinary one', person(), []],
    ['only a given name', person({ names: [name(null, 'Ada')] }), []],
    ['no name', person({ names: [] }), ['names']],
    ['an empty name', person({ names: [name(' ', '…')] }), ['names.0']],
    ['a birthday next week', person({ birthDate: '2026-12-01' }), ['birthDate']],
    ['a birthday of another century', person({ birthDate: '1620-01-01' }), ['birthDate']],
    ['no birthday known', person({ birthDate: null }), []],
    ['a language that is none', person({ language: 'the usual' }), ['language']],
    ['an identifier without a value', person({ identifiers: [{ system: 'urn:x', value: '' }] }), ['identifiers.0']],
  ])('%s', (_, given, paths) => expect(faultsOfDemographics(given, now).map((fault) => fault.path?.join('.'))).toEqual(paths));

  it.each([
    ['DEMO-0001', true],
    ['f23eef30-acb2-49da-8091-159b61dc1ed5', true],
    ['', false],
    ['a b', false],
    ['-1', false],
    ['x'.repeat(65), false],
  ])('MRN %p is acceptable: %p', (mrn, fine) => expect(faultsOfMrn(mrn).length === 0).toBe(fine));

  it.each<[string, HumanName[], string | null, boolean]>([
    ['the same', [name('Oak', 'Ada')], '1980-02-29', true],
    ['with accents and a second name', [name('OÁK', 'Ada', 'Maria')], '1980-02-29', true],
    ['a former name among several', [name('Elm', 'Ada'), name('Oak', 'Ada')], '1980-02-29', true],
    ['another day', [name('Oak', 'Ada')], '1980-02-28', false],
    ['another given name', [name('Oak', 'Eve')], '1980-02-29', false],
    ['no birthday', [name('Oak', 'Ada')], null, false],
  ])('looks like a twin: %s', (_, names, birthDate, twin) => {
    expect(looksLikeTwin({ names: [name('Oak', 'Ada')], birthDate: '1980-02-29' }, { names, birthDate })).toBe(twin);
  });
});
