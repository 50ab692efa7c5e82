import { editDistance } from './edit-distance.ts';
import { pairOf } from './pair.ts';
import type { ExportedNote } from './pair.ts';
import { removeNames } from './remove-names.ts';
import type { Known } from './remove-names.ts';

describe('edit distance in words', () => {
  test.each([
    ['', '', 0, 0],
    ['The patient coughs.', 'The patient coughs.', 0, 0],
    ['The patient coughs.', 'The patient has a cough.', 3, 0.5],
    ['a b c d', '', 4, 1],
    ['10 mg daily', '20 mg daily', 1, 0.3333],
    ['one two three', 'three two one', 2, 0.6667],
  ])('%s -> %s', (before, after, words, share) => expect(editDistance(before, after)).toEqual({ words, share }));
  test('is the same both ways', () => {
    expect(editDistance('a b c x', 'b c d')).toEqual(editDistance('b c d', 'a b c x'));
  });
});

describe('a text without names', () => {
  const known: Known = { patientNames: ['Ada', 'Lovelace-King', 'Lovelace', 'King', 'Wu'], clinicians: ['dr.osei'], birthDate: '1968-03-09', values: ['DEMO-0001', '12 Mill Road', '555 123 4567'] };
  test.each([
    ['Ada Lovelace-King reports a cough.', '[NAME] reports a cough.'],
    ["ADA's cough is better; lovelace agrees.", '[NAME] cough is better; [NAME] agrees.'],
    ['Seen by Dr. Osei and by Osei again.', 'Seen by [NAME] and by [NAME] again.'],
    ['Referred to Dr Maria Santos.', 'Referred to [NAME].'],
    ['Mr. Wu coughs.', '[NAME] coughs.'],
    ['Wuhan, adage, kingdom and walking stay.', 'Wuhan, adage, kingdom and walking stay.'],
    ['MRN DEMO-0001, born 3/9/1968 or 1968-03-09.', 'MRN [ID], born [DATE] or [DATE].'],
    ['Surgery on March 3rd, 2019 and in May 2020; follow up 12/01/26.', 'Surgery on [DATE] and in [DATE]; follow up [DATE].'],
    ['Call (212) 555-0199 or ada@example.org, home 12 Mill Road.', 'Call [PHONE] or [EMAIL], home [ID].'],
    ['A 93-year-old woman; an 89-year-old man.', 'A [AGE OVER 89]-year-old woman; an 89-year-old man.'],
    ['Lisinopril 10 mg twice a day, BP 140/90, for 30 days, T 98.6.', 'Lisinopril 10 mg twice a day, BP 140/90, for 30 days, T 98.6.'],
    ['She may march 2 miles.', 'She may march 2 miles.'],
  ])('%s', (text, without) => expect(removeNames(text, known)).toBe(without));
});

const version = (number: number, by: string, statements: readonly (readonly [id: string, text: string])[]) => ({ version: number, by, sections: [{ code: '61150-9', title: 'Subjective', statements: statements.map(([id, text]) => ({ id, text })) }] });
const note = (change: Partial<ExportedNote> = {}): ExportedNote => ({
  status: 'SIGNED',
  template: 'soap',
  createdBy: 'svc.clinical-note',
  provenance: { engine: { id: 'extractive-note', version: '1' } },
  signature: { signer: 'dr.osei', version: 3, at: '2026-11-24T10:00:00.000Z' },
  versions: [
    version(1, 'svc.clinical-note', [['a', 'Ada reports a cough.'], ['b', 'No fever.'], ['c', 'Uhm, yes.']]),
    version(2, 'dr.osei', [['a', 'Ada reports a dry cough.'], ['b', 'No fever.']]),
    version(3, 'dr.osei', [['a', 'Ada reports a dry cough.'], ['b', 'No fever.'], ['d', 'Osei advised rest.']]),
  ],
  ...change,
});
const known = { patientNames: ['Ada'], birthDate: null, values: [] };

test('a signed note is a pair: the machine\'s words, the clinician\'s, and how far they are apart', () => {
  const pair = pairOf(note(), known);
  expect(pair).toEqual({
    template: 'soap',
    engine: { id: 'extractive-note', version: '1' },
    sections: [{ code: '61150-9', title: 'Subjective', draft: '[NAME] reports a cough.\nNo fever.\nUhm, yes.', signed: '[NAME] reports a dry cough.\nNo fever.\n[NAME] advised rest.', distance: { words: 6, share: 0.3529 } }],
    statements: { kept: 1, changed: 1, removed: 1, added: 1 },
  });
  expect(JSON.stringify(pair)).not.toMatch(/ada|osei/i);
});

test.each<[string, Partial<ExportedNote>]>([
  ['nobody signed it', { signature: null, status: 'DRAFT' }],
  ['a clinician wrote it', { provenance: null }],
  ['it was entered in error', { status: 'ENTERED_IN_ERROR' }],
])('no pair where %s', (_, change) => expect(pairOf(note(change), known)).toBeNull());
