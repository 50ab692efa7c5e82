import { findCandidates } from '../candidates.ts';
import type { Speaker, TranscriptSegment } from '@dra/events';
import { splitWords } from '../words.ts';
import { contextOf } from './context.ts';
import { extractFacts } from './extract-facts.ts';
import { findContradictions } from './find-contradictions.ts';
import type { PatientRecord } from './find-contradictions.ts';
import { listedMedicine } from './medicine-list.ts';

const factsOf = (turns: [Speaker, string][]) => {
  const segments = turns.map(([speaker, text], seq): TranscriptSegment => ({ id: `t.${seq}`, seq, speaker, startMs: null, endMs: null, text, confidence: null }));
  return extractFacts(findCandidates(segments, segments.map(({ speaker }) => speaker)));
};

describe('ConText', () => {
  test.each<[string, string, string]>([
    ['i have a headache', 'headache', 'current patient'],
    ['no fever or chills', 'chills', 'negated current patient'],
    ['denies nausea , vomiting or diarrhea', 'diarrhea', 'negated current patient'],
    ['no fever but a cough', 'cough', 'current patient'],
    ['not sure if it is asthma', 'asthma', 'hypothetical patient'],
    ['no change in the cough', 'cough', 'current patient'],
    ['my mother had diabetes', 'diabetes', 'current family'],
    ['my mother is well but i have diabetes', 'diabetes', 'current patient'],
    ['a history of asthma as a child', 'asthma', 'past patient'],
    ['call me if you have a fever', 'fever', 'hypothetical patient'],
    ['a fracture was ruled out', 'fracture', 'negated current patient'],
  ])('%s: %s', (said, term, expected) => {
    const words = splitWords(said);
    const at = words.findIndex(({ lower }) => lower === term);
    const { negated, temporality, experiencer } = contextOf(words, at, at + 1);
    expect([...(negated ? ['negated'] : []), temporality, experiencer].join(' ')).toBe(expected);
  });
});

describe('facts are typed before they are written', () => {
  test('a medicine with its sig', () => expect(factsOf([['PATIENT', 'I take lisinopril ten milligrams once a day and metformin five hundred milligrams twice a day.']])).toEqual([
    expect.objectContaining({ kind: 'medication', name: 'lisinopril', attributes: { dose: '10 mg', timesADay: 1 }, negated: false }),
    expect.objectContaining({ kind: 'medication', name: 'metformin', attributes: { dose: '500 mg', timesADay: 2 } }),
  ]));
  test('a question with its answer is one fact', () => {
    const [fever] = factsOf([['CLINICIAN', 'Do you have a fever?'], ['PATIENT', 'No.']]);
    expect(fever).toMatchObject({ kind: 'symptom', name: 'fever', negated: true, speaker: 'PATIENT' });
    expect(fever!.sources).toHaveLength(2);
  });
  test('of two things asked a yes leaves open which', () => expect(factsOf([['CLINICIAN', 'Do you have a fever or chills?'], ['PATIENT', 'Yes.']])).toEqual([]));
  test('vitals, labs and durations', () => {
    expect(factsOf([['CLINICIAN', 'Your blood pressure is one forty over ninety.']])).toContainEqual(expect.objectContaining({ kind: 'vital', name: 'blood pressure', attributes: { value: '140/90' } }));
    expect(factsOf([['CLINICIAN', 'Your hemoglobin a1c is eight point two.']])).toContainEqual(expect.objectContaining({ kind: 'lab', name: 'a1c', attributes: { value: '8.2' } }));
    expect(factsOf([['PATIENT', 'I have had chest pain for about two weeks.']])).toContainEqual(expect.objectContaining({ kind: 'symptom', name: 'chest pain', attributes: { duration: '2 weeks' } }));
  });
});

describe('contradictions with the record', () => {
  const record: PatientRecord = {
    allergies: [{ id: 'a1', text: 'Penicillin', rxcui: null }],
    noKnownAllergies: false,
    medicines: [listedMedicine({ id: 'm1', text: 'Lisinopril 20 MG Oral Tablet', rxcui: null, directions: '1 tablet by mouth once daily' }, 'MedicationStatement')],
    conditions: [{ id: 'c1', text: 'Diabetes mellitus type 2' }],
  };
  const codes = (turns: [Speaker, string][]) => findContradictions(factsOf(turns), record).map((one) => [one.code, ...one.record.map(({ id }) => id)].join(' '));

  test.each<[string, [Speaker, string][], string[]]>([
    ['all allergies denied', [['CLINICIAN', 'Do you have any allergies?'], ['PATIENT', 'No.']], ['ALLERGY_DENIED a1']],
    ['another dose', [['PATIENT', 'I take lisinopril ten milligrams every morning.']], ['DOSE_DIFFERS m1']],
    ['another frequency', [['PATIENT', 'I take lisinopril twenty milligrams twice a day.']], ['FREQUENCY_DIFFERS m1']],
    ['the same dose', [['PATIENT', 'I take lisinopril twenty milligrams once a day.']], []],
    ['not taken', [['PATIENT', "I don't take lisinopril."]], ['MEDICATION_DENIED m1']],
    ['a new dose ordered', [['CLINICIAN', 'I want to start lisinopril forty milligrams.']], []],
    ['a condition denied', [['CLINICIAN', 'Do you have diabetes?'], ['PATIENT', 'No.']], ['CONDITION_DENIED c1']],
    ["a relative's", [['PATIENT', 'My mother has no diabetes.']], []],
    ['an answer about allergies is no medicine', [['CLINICIAN', 'Are you allergic to any medications?'], ['PATIENT', 'Penicillin gives me a rash.']], []],
    ['an allergen ordered', [['CLINICIAN', 'I am going to prescribe amoxicillin five hundred milligrams.'], ['PATIENT', 'I also take penicillin at home.']], ['ALLERGEN_TAKEN a1']],
    ['an allergy said that is on file', [['PATIENT', "I'm allergic to penicillin."]], []],
  ])('%s', (_, turns, expected) => expect(codes(turns)).toEqual(expected));
});

