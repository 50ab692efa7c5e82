import { randomUUID } from 'node:crypto';
import type { Caller, UserError } from '../support/caller.ts';
import { clinic } from '../support/clinic.ts';
import { consentTo, draftingEnded, heardVisit, newPatient, startVisit, uploadDialogue } from '../support/visit.ts';

const visit = `Doctor: Good morning. Do you have any allergies?
Patient: No, none.
Doctor: And what do you take?
Patient: I take lisinopril ten milligrams every morning, and metformin five hundred milligrams twice a day.
Doctor: Your blood pressure is one thirty over eighty today.
Doctor: Keep taking them, and come back in three months.`;

type Entry = { __typename: string; id: string; patient?: { id: string }; code?: { text: string }; drug?: { text: string } };
type Warning = { code: string; message: string; evidence: { segmentId: string }[]; recordEntries: Entry[] };
type Note = { warnings: Warning[]; provenance: { recordComparison: { readAt: string | null; complete: boolean } | null } };

/** A mutation that is expected to succeed; its thing. */
async function done<T>(caller: Caller, mutation: string, type: string, thing: string, input: Record<string, unknown>): Promise<T> {
  const answer = await caller.get<Record<string, Record<string, T> & { userErrors: UserError[] }>>(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${thing} { id version } userErrors { code message path } } }`, {
    input: { clientMutationId: randomUUID(), ...input },
  });
  expect(answer[mutation]?.userErrors).toEqual([]);
  return answer[mutation]?.[thing] as T;
}

test('a visit is held against what is on file: a twin\'s allergies and our own prescriptions too', async () => {
  const { prescriber, nurse } = await clinic();
  const [patient, twin] = [await newPatient(prescriber), await newPatient(prescriber)];
  const allergy = await done<{ id: string }>(nurse, 'recordAllergy', 'RecordAllergyInput', 'allergy', { patientId: twin.id, code: { text: 'Penicillin' }, category: 'MEDICATION', criticality: 'HIGH' });
  await done(nurse, 'recordMedication', 'RecordMedicationInput', 'medication', { patientId: patient.id, code: { text: 'Metformin 500 MG Oral Tablet' }, status: 'ACTIVE', dosageText: '1 tablet by mouth twice daily' });
  await done(prescriber, 'mergePatient', 'MergePatientInput', 'patient', { patientId: twin.id, expectedVersion: 1, intoPatientId: patient.id });
  const drafted = await done<{ id: string; version: number }>(prescriber, 'createPrescription', 'CreatePrescriptionInput', 'prescription', {
    patientId: patient.id, drug: { text: 'lisinopril', form: 'tablet', strength: '20 mg' }, sig: { doseMin: '20', doseUnit: 'mg', route: 'oral', frequency: 1, period: '1', periodUnit: 'D' }, quantity: { value: '30', unit: 'tablet' }, refills: 2,
  });
  const checked = await done<{ version: number }>(prescriber, 'checkPrescription', 'PrescriptionStepInput', 'prescription', { prescriptionId: drafted.id, expectedVersion: drafted.version });
  const { prescription } = await prescriber.get<{ prescription: { safetyCheck: { inputsHash: string } } }>('query ($id: ID!) { prescription(id: $id) { safetyCheck { inputsHash } } }', { id: drafted.id });
  await done(prescriber, 'signPrescription', 'SignPrescriptionInput', 'prescription', { prescriptionId: drafted.id, expectedVersion: checked.version, inputsHash: prescription.safetyCheck.inputsHash, attestation: 'I prescribe this.' });

  const { encounterId } = await heardVisit(prescriber, visit, patient);
  const { encounter } = await prescriber.get<{ encounter: { notes: [Note] } }>(
    `query ($id: ID!) { encounter(id: $id) { notes { provenance { recordComparison { readAt complete } } warnings { code message evidence { segmentId } recordEntries { __typename
       ... on AllergyIntolerance { id code { text } patient { id } } ... on MedicationStatement { id } ... on Prescription { id drug { text } } } } } } }`,
    { id: encounterId },
  );
  const [{ warnings, provenance }] = encounter.notes;
  expect(provenance.recordComparison).toEqual({ readAt: expect.stringMatching(/^20/), complete: true });
  expect(warnings.filter(({ recordEntries }) => recordEntries.length > 0)).toEqual([
    {
      code: 'ALLERGY_DENIED',
      message: 'Allergies are denied; on file is an allergy to Penicillin.',
      evidence: [{ segmentId: expect.stringMatching(/^seg_.*\.\d$/) }, { segmentId: expect.stringMatching(/^seg_.*\.\d$/) }],
      recordEntries: [{ __typename: 'AllergyIntolerance', id: allergy.id, code: { text: 'Penicillin' }, patient: { id: twin.id } }],
    },
    expect.objectContaining({ code: 'DOSE_DIFFERS', message: 'Lisinopril 10 mg was said; the list has 20 mg.', recordEntries: [{ __typename: 'Prescription', id: drafted.id, drug: { text: 'lisinopril' } }] }),
  ]);

  // Who read it, and for which job: on both files, in one list with what the others keep.
  const auditor = await (await clinic()).as('AUDITOR');
  for (const id of [patient.id, twin.id]) {
    const { auditEvents } = await auditor.get<{ auditEvents: { nodes: { at: string; action: string; source: string; userId: string; patient: { id: string } }[] } }>('query ($id: ID!) { auditEvents(patientId: $id, first: 100) { nodes { at action source userId patient { id } } } }', { id });
    for (const file of [patient.id, twin.id]) expect(auditEvents.nodes).toContainEqual(expect.objectContaining({ action: 'visit-record.read', source: 'PATIENT', userId: 'svc.inference', patient: { id: file } }));
    const kept = new Set(auditEvents.nodes.map(({ source, action }) => `${source} ${action}`));
    for (const one of ['VOICE transcript.created', 'INFERENCE job.started', 'CLINICAL_NOTE note.drafted', 'CLINICAL_NOTE note.read', 'PRESCRIPTION prescription.signed']) expect([...kept]).toContain(one);
    expect(auditEvents.nodes.map(({ at }) => at)).toEqual(auditEvents.nodes.map(({ at }) => at).sort().reverse());
  }
});

test('nothing on file contradicts a visit, and it says that it was compared', async () => {
  const { prescriber } = await clinic();
  const patient = await newPatient(prescriber);
  await consentTo(prescriber, patient.id);
  const encounterId = await startVisit(prescriber, patient.id);
  await uploadDialogue(prescriber, encounterId, visit);
  await draftingEnded(prescriber, encounterId);
  const { encounter } = await prescriber.get<{ encounter: { notes: [Note] } }>('query ($id: ID!) { encounter(id: $id) { notes { provenance { recordComparison { readAt complete } } warnings { code message evidence { segmentId } recordEntries { __typename } } } } }', { id: encounterId });
  expect(encounter.notes[0].warnings.map(({ code }) => code)).not.toContainEqual(expect.stringMatching(/ALLERG|DOSE|FREQUENCY|MEDICATION|RECORD/));
  expect(encounter.notes[0].provenance.recordComparison).toMatchObject({ complete: true });
});
