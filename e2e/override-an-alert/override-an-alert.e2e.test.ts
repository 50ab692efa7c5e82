import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import type { UserError } from '../support/caller.ts';
import { soreThroat } from '../support/dialogues.ts';
import { heardVisit, newPatient, prescriptionFields } from '../support/visit.ts';
import type { Prescription } from '../support/visit.ts';

type Payload = { prescription: (Prescription & { signature: { overrides: { issueKey: string; reason: string; text: string | null }[] } | null }) | null; userErrors: UserError[] };
const sign = `mutation ($input: SignPrescriptionInput!) { signPrescription(input: $input) {
  prescription { ${prescriptionFields} signature { overrides { issueKey reason text } } } userErrors { code message path } } }`;

test('amoxicillin for a patient with a penicillin allergy is blocked, and signed only with a coded reason that is kept', async () => {
  const { prescriber, nurse } = await clinic();
  const patient = await newPatient(prescriber);
  const { recordAllergy } = await nurse.get<{ recordAllergy: { userErrors: UserError[] } }>(
    `mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), patientId: patient.id, code: { text: 'Penicillin' }, category: 'MEDICATION', criticality: 'HIGH' } },
  );
  expect(recordAllergy.userErrors).toEqual([]);

  const { prescriptions } = await heardVisit(prescriber, soreThroat, patient);
  const draft = prescriptions.find((one) => one.drug.name?.toLowerCase() === 'amoxicillin');
  if (!draft) throw new Error(`amoxicillin was ordered: ${JSON.stringify(prescriptions)}`);
  expect(draft).toMatchObject({ missing: [], sig: { doseMin: '500', doseUnit: 'mg', frequency: 2 } });

  const attempt = async (input: Record<string, unknown>) =>
    (await prescriber.get<{ signPrescription: Payload }>(sign, { input: { clientMutationId: randomUUID(), prescriptionId: draft.id, attestation: 'I prescribe this.', ...input } })).signPrescription;

  const blocked = await attempt({ expectedVersion: draft.version });
  expect(blocked.userErrors.map((error) => error.code)).toEqual(['SAFETY_BLOCK']);
  const now = (await prescriber.get<{ prescription: Prescription }>(`query ($id: ID!) { prescription(id: $id) { ${prescriptionFields} } }`, { id: draft.id })).prescription;
  const issue = now.safetyCheck?.issues.find((one) => one.code.startsWith('ALLERGY'));
  if (!issue) throw new Error(`an allergy issue: ${JSON.stringify(now.safetyCheck)}`);
  expect(issue).toMatchObject({ severity: 'HIGH', citation: expect.stringMatching(/\w/) });
  expect(now.status).not.toBe('SIGNED');

  const wordless = await attempt({ expectedVersion: now.version, overrides: [{ issueKey: issue.key, reason: 'OTHER' }] });
  expect(wordless.userErrors.map((error) => error.code)).toEqual(['VALIDATION']);

  const signed = await attempt({ expectedVersion: now.version, inputsHash: now.safetyCheck?.inputsHash, overrides: [{ issueKey: issue.key, reason: 'TOLERATED_PREVIOUSLY', text: 'Took it last year.' }] });
  expect(signed.userErrors).toEqual([]);
  expect(signed.prescription?.signature?.overrides).toEqual([{ issueKey: issue.key, reason: 'TOLERATED_PREVIOUSLY', text: 'Took it last year.' }]);
});

test('an allergy that is recorded after the signer read the check voids it', async () => {
  const { prescriber, nurse } = await clinic();
  const { patient, prescriptions } = await heardVisit(prescriber, soreThroat);
  const draft = prescriptions[0] as Prescription;
  const { checkPrescription } = await prescriber.get<{ checkPrescription: Payload }>(
    `mutation ($input: PrescriptionStepInput!) { checkPrescription(input: $input) { prescription { ${prescriptionFields} } userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), prescriptionId: draft.id, expectedVersion: draft.version } },
  );
  const seen = checkPrescription.prescription as Prescription;
  await nurse.get(`mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { userErrors { code } } }`, {
    input: { clientMutationId: randomUUID(), patientId: patient.id, code: { text: 'Amoxicillin' }, category: 'MEDICATION', criticality: 'HIGH' },
  });
  const { signPrescription } = await prescriber.get<{ signPrescription: Payload }>(sign, {
    input: { clientMutationId: randomUUID(), prescriptionId: draft.id, expectedVersion: seen.version, inputsHash: seen.safetyCheck?.inputsHash, attestation: 'I prescribe this.' },
  });
  expect(['SAFETY_CHANGED', 'SAFETY_BLOCK']).toContain(signPrescription.userErrors[0]?.code);
  expect(signPrescription.prescription?.signature ?? null).toBeNull();
});
