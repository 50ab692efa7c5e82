import type { MedicineOnFile, Speaker, TranscriptSegment } from '@dra/events';
import { formulary } from '@dra/formulary';
import { findCandidates } from '../candidates.ts';
import { recordToCompare } from '../record-to-compare.ts';
import { extractFacts } from './extract-facts.ts';
import { findContradictions } from './find-contradictions.ts';

type Turn = [Speaker, string];
const segmentsOf = (turns: Turn[]) => turns.map(([speaker, text], seq): TranscriptSegment => ({ id: `t.${seq}`, seq, speaker, startMs: null, endMs: null, text, confidence: null }));
const factsOf = (turns: Turn[]) => {
  const segments = segmentsOf(turns);
  return extractFacts(findCandidates(segments, segments.map(({ speaker }) => speaker)));
};
const medicine = (id: string, text: string, directions: string | null): MedicineOnFile => ({ id, text, rxcui: null, directions });

const onFile = {
  language: 'en', complete: true, readAt: '2026-11-24T10:00:00.000Z',
  allergies: { items: [{ id: 'penicillin', text: 'Penicillin V', rxcui: null }, { id: 'latex', text: 'Latex (substance)', rxcui: null }], noneAsserted: false },
  medicines: [
    medicine('metformin', '24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet', '1 tablet by mouth twice daily'),
    medicine('albuterol', 'NDA021457 200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler [ProAir]', '2 puffs every 4 to 6 hours as needed for wheezing'),
    medicine('warfarin', 'Warfarin Sodium 5 MG Oral Tablet', null),
    medicine('prednisone', 'prednisone 10 MG Oral Tablet', '40 mg daily for 5 days, then 20 mg daily'),
  ],
  conditions: [],
};
const prescriptions = [medicine('rx', 'lisinopril 20 mg', '20 mg by mouth once daily'), medicine('rx2', 'levothyroxine 0.1 mg', '2 tablets by mouth once daily')];
const { record } = recordToCompare({ record: onFile, prescriptions });
const found = (turns: Turn[]) => findContradictions(factsOf(turns), record).map((one) => [one.code, ...one.record.map(({ id }) => id)].join(' '));
const patient = (text: string): Turn[] => [['PATIENT', text]];
const answer = (question: string, said: string): Turn[] => [['CLINICIAN', question], ['PATIENT', said]];

describe('allergies denied that are on file', () => {
  const all = ['ALLERGY_DENIED penicillin latex'];
  test.each<[Turn[], string[]]>([
    [patient('No allergies.'), all],
    [patient("I don't have any allergies."), all],
    [patient('No known drug allergies.'), all],
    [patient("I'm not allergic to anything."), all],
    [answer('Any allergies?', 'None.'), all],
    [answer('Do you have any allergies to medications?', 'Nope.'), all],
    [answer('Are you allergic to anything?', 'Not that I know of.'), all],
    [answer('Are you allergic to penicillin?', 'No.'), ['ALLERGY_DENIED penicillin']],
    [patient("I'm not allergic to penicillin."), ['ALLERGY_DENIED penicillin']],
    [answer('Any allergies?', 'Penicillin, I get a rash.'), []],
    [patient('My mother has no allergies.'), []],
    [answer('Are you allergic to sulfa?', 'No.'), []],
  ])('%j: %j', (turns, expected) => expect(found(turns)).toEqual(expected));

  test('the warning names what is on file, and cites question and answer', () => {
    const [one] = findContradictions(factsOf(answer('Do you have any allergies?', 'No.')), record);
    expect(one).toMatchObject({ message: 'Allergies are denied; on file is an allergy to Penicillin V and Latex (substance).', record: [{ type: 'AllergyIntolerance', id: 'penicillin' }, { type: 'AllergyIntolerance', id: 'latex' }] });
    expect(one!.evidence.map(({ segmentId }) => segmentId)).toEqual(['t.0', 't.1']);
  });

  test('said twice is one warning with both places', () => {
    const raised = findContradictions(factsOf([...answer('Any allergies?', 'No.'), ['CLINICIAN', 'So no allergies.']]), record);
    expect(raised.map(({ code, evidence }) => [code, evidence.map(({ segmentId }) => segmentId)])).toEqual([['ALLERGY_DENIED', ['t.0', 't.1', 't.2']]]);
  });

  test('an allergy spoken of where the record says that there are none', () => {
    const none = recordToCompare({ record: { ...onFile, allergies: { items: [], noneAsserted: true } }, prescriptions: [] }).record;
    const raised = findContradictions(factsOf(patient("I'm allergic to penicillin.")), none);
    expect(raised).toMatchObject([{ code: 'ALLERGY_NOT_ON_FILE', record: [] }]);
    expect(findContradictions(factsOf(answer('Any allergies?', 'No.')), none)).toEqual([]);
  });
});

describe('medicines', () => {
  test.each<[string, string[]]>([
    // Ours, and those from elsewhere.
    ['I take lisinopril ten milligrams every morning.', ['DOSE_DIFFERS rx']],
    ['I take lisinopril twenty milligrams every morning.', []],
    ['I take metformin five hundred milligrams twice a day.', []],
    ['I take metformin eight hundred fifty milligrams twice a day.', ['DOSE_DIFFERS metformin']],
    ['I take metformin five hundred milligrams once a day.', ['FREQUENCY_DIFFERS metformin']],
    // A day's total is no other dose.
    ['I take a thousand milligrams of metformin a day.', []],
    ['I take one tablet of metformin twice a day.', []],
    ['I take two tablets of metformin twice a day.', ['DOSE_DIFFERS metformin']],
    // 2 x 0.1 mg, said in micrograms.
    ['I take two hundred micrograms of levothyroxine every morning.', []],
    ['I take one hundred micrograms of levothyroxine every morning.', ['DOSE_DIFFERS rx2']],
    // As needed, without directions, tapering: nothing that could be contradicted.
    ['I use my albuterol inhaler two puffs twice a day.', []],
    ['I take warfarin two milligrams every evening.', []],
    ['I take prednisone five milligrams a day.', []],
    ["I don't take lisinopril.", ['MEDICATION_DENIED rx']],
    ['I stopped taking the lisinopril last week.', ['MEDICATION_DENIED rx']],
    ["I'm no longer on metformin.", ['MEDICATION_DENIED metformin']],
    // A negation beside its name is no denial of taking it.
    ['I never miss my lisinopril.', []],
    ["I haven't had any problems with the metformin.", []],
    ['I never forget to take my metformin.', []],
    ["I haven't stopped the lisinopril.", []],
    ['I used to take lisinopril ten milligrams.', []],
    ['My mother takes lisinopril forty milligrams.', []],
    ['I also take amoxicillin five hundred milligrams.', ['ALLERGEN_TAKEN penicillin']],
  ])('%s: %j', (text, expected) => expect(found(patient(text))).toEqual(expected));

  test('asked and denied, asked about something else', () => {
    expect(found(answer('Are you still taking lisinopril?', 'No.'))).toEqual(['MEDICATION_DENIED rx']);
    expect(found(answer('Any trouble with the lisinopril?', 'No.'))).toEqual([]);
    expect(found(answer('Are you taking lisinopril twenty?', 'Yes.'))).toEqual([]);
  });

  test('what one entry of the list says is not contradicted by another', () => {
    const both = recordToCompare({ record: { ...onFile, medicines: [medicine('old', 'lisinopril 10 MG Oral Tablet', '1 tablet daily')] }, prescriptions }).record;
    expect(findContradictions(factsOf(patient('I take lisinopril ten milligrams daily.')), both)).toEqual([]);
    expect(findContradictions(factsOf(patient('I take lisinopril forty milligrams daily.')), both)).toMatchObject([{ message: 'Lisinopril 40 mg was said; the list has 10 mg and 20 mg.', record: [{ id: 'old' }, { type: 'Prescription', id: 'rx' }] }]);
  });

  test('what the clinician orders may change the list', () => expect(found([['CLINICIAN', 'I want to increase lisinopril to forty milligrams daily.']])).toEqual([]));
});

test('a long list costs a look-up an entry, and not one a fact', () => {
  const spy = jest.spyOn(formulary, 'resolve');
  const long = recordToCompare({ record: { ...onFile, medicines: Array.from({ length: 500 }, (_, at) => medicine(`m${at}`, `lisinopril ${at + 1} MG Oral Tablet`, null)) }, prescriptions: [] }).record;
  const facts = factsOf(Array.from({ length: 40 }, (): Turn => ['PATIENT', 'I take lisinopril ten milligrams every morning.']));
  spy.mockClear();
  findContradictions(facts, long);
  expect(facts.length).toBeGreaterThanOrEqual(40);
  expect(spy.mock.calls.length).toBeLessThanOrEqual(510);
  spy.mockRestore();
});

describe('what could not be compared is said', () => {
  const said = (given: Parameters<typeof recordToCompare>[0]) => {
    const { warnings, comparedWith } = recordToCompare(given);
    return { codes: warnings.map(({ code }) => code), comparedWith };
  };
  test('nothing, some of it, all of it', () => {
    expect(said({ record: null, prescriptions: null })).toEqual({ codes: ['RECORD_NOT_COMPARED'], comparedWith: { readAt: null, complete: false } });
    expect(said({ record: onFile, prescriptions: null })).toEqual({ codes: ['RECORD_PARTLY_COMPARED'], comparedWith: { readAt: onFile.readAt, complete: false } });
    expect(said({ record: { ...onFile, complete: false }, prescriptions })).toMatchObject({ codes: ['RECORD_PARTLY_COMPARED'] });
    expect(said({ record: { ...onFile, allergies: null }, prescriptions })).toMatchObject({ codes: ['RECORD_PARTLY_COMPARED'] });
    expect(said({ record: onFile, prescriptions })).toEqual({ codes: [], comparedWith: { readAt: onFile.readAt, complete: true } });
  });
});
