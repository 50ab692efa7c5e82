import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rightsOfDocument, scopesOf } from '@dra/access';
import type { Role } from '@dra/access';
import { parse } from 'graphql';

const rows = ['patient', 'voice', 'clinical-note', 'prescription', 'inference'].flatMap((name) =>
  rightsOfDocument(parse(readFileSync(join(__dirname, `${name}.graphql`), 'utf8'))),
);
const rolesOf = (coordinate: string): Role[] => rows.find((row) => row.coordinate === coordinate)?.roles ?? [];

/** What holds clinical text or findings. A new type of that kind belongs here. */
const clinical = [
  'AllergyIntolerance', 'Condition', 'MedicationStatement', 'Observation', 'Encounter.reason', 'Recording', 'Transcript', 'TranscriptSegment',
  'Note', 'NoteSection', 'NoteStatement', 'NoteAddendum', 'UnmentionedFact', 'Prescription', 'Drug', 'Sig', 'SafetyCheck', 'SafetyIssue',
  'Patient.allergies', 'Patient.conditions', 'Patient.medications', 'Patient.observations', 'Patient.notes', 'Patient.prescriptions', 'Patient.recordings',
  'Encounter.recordings', 'Encounter.transcripts', 'Encounter.notes', 'Encounter.prescriptions',
];

test.each(clinical)('%s is read by those who care for the patient, and by nobody else', (coordinate) => {
  expect(rolesOf(coordinate)).toEqual(['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE']);
});

test.each(['Mutation.signNote', 'Mutation.addNoteAddendum', 'Mutation.amendNote', 'Mutation.markNoteEnteredInError', 'Mutation.editNote', 'Mutation.createNote'])(
  '%s: clinicians and prescribers only',
  (coordinate) => expect(rolesOf(coordinate)).toEqual(['CLINICIAN', 'PRESCRIBER']),
);

test.each(['Mutation.signPrescription', 'Mutation.changePrescriptionStatus'])('%s: prescribers only', (coordinate) => {
  expect(rolesOf(coordinate)).toEqual(['PRESCRIBER']);
});

test('a machine signs nothing and prescribes nothing', () => {
  expect(scopesOf(['SERVICE']).filter((scope) => /:(sign|edit|control)$/.test(scope))).toEqual([]);
});

test('patients hold nothing until their own doors exist', () => {
  expect(scopesOf(['PATIENT'])).toEqual([]);
  expect(rows.filter((row) => row.roles.includes('PATIENT'))).toEqual([]);
});

test('the audit is read by auditors only, and there is no way to write it', () => {
  expect(rolesOf('Query.auditEvents')).toEqual(['AUDITOR']);
  expect(rows.filter((row) => row.coordinate.startsWith('Mutation.') && /audit/i.test(row.coordinate))).toEqual([]);
});
