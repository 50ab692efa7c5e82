import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import type { UserError } from '../support/caller.ts';
import { bloodPressure } from '../support/dialogues.ts';
import { heardVisit, prescriptionFields } from '../support/visit.ts';
import type { Prescription } from '../support/visit.ts';

type Payload = { prescription: Prescription | null; userErrors: UserError[] };
const payload = `prescription { ${prescriptionFields} } userErrors { code message path }`;

test('a dose that nobody said stays missing, blocks the signature, and is completed by the prescriber', async () => {
  const { prescriber, clinician } = await clinic();
  const { prescriptions } = await heardVisit(prescriber, bloodPressure);
  const draft = prescriptions.find((one) => one.drug.name?.toLowerCase() === 'lisinopril');
  if (!draft) throw new Error(`lisinopril was ordered: ${JSON.stringify(prescriptions)}`);
  expect(draft.sig.doseMin).toBeNull();
  expect(draft.missing.some((field) => /dose|strength/i.test(field))).toBe(true);
  expect(draft.intent).toBe('PROPOSAL');

  const sign = async (one: Prescription, caller = prescriber) =>
    (await caller.ask<{ signPrescription: Payload }>(`mutation ($input: SignPrescriptionInput!) { signPrescription(input: $input) { ${payload} } }`, {
      input: { clientMutationId: randomUUID(), prescriptionId: one.id, expectedVersion: one.version, attestation: 'I prescribe this.' },
    }));
  const tooEarly = await sign(draft);
  expect(tooEarly.data?.signPrescription.userErrors.map((error) => error.code)).toContain('MISSING_FIELDS');

  const edit = async (sig: Record<string, unknown>) =>
    (await prescriber.get<{ editPrescription: Payload }>(`mutation ($input: EditPrescriptionInput!) { editPrescription(input: $input) { ${payload} } }`, {
      input: { clientMutationId: randomUUID(), prescriptionId: draft.id, expectedVersion: draft.version, drug: { text: 'lisinopril', form: 'tablet', strength: '10 mg' }, sig },
    })).editPrescription;
  for (const impossible of ['0', '1000000000']) {
    const refused = await edit({ doseMin: impossible, doseUnit: 'mg' });
    expect(refused.userErrors).toEqual([expect.objectContaining({ code: 'VALIDATION', path: expect.arrayContaining(['sig', 'doseMin']) })]);
  }
  const completed = await edit({ doseMin: '10', doseUnit: 'mg', route: 'oral', frequency: 1, period: '1', periodUnit: 'D', text: '10 mg by mouth once daily' });
  expect(completed.userErrors).toEqual([]);
  const whole = completed.prescription as Prescription;
  expect(whole.missing).toEqual([]);

  const byClinician = await sign(whole, clinician);
  expect(byClinician.errors.map((error) => error.extensions?.code)).toEqual(['FORBIDDEN']);

  // Nobody signs what was never checked before their eyes.
  const unseen = await sign(whole);
  expect(unseen.data?.signPrescription.userErrors.map((error) => error.code)).toEqual(['SAFETY_CHANGED']);
  expect(unseen.data?.signPrescription.prescription).toMatchObject({ intent: 'PROPOSAL', safetyCheck: { status: 'PARTIAL' } });

  const signed = await sign(whole);
  expect(signed.data?.signPrescription.userErrors).toEqual([]);
  expect(signed.data?.signPrescription.prescription).toMatchObject({ status: expect.stringMatching(/SIGNED|ACTIVE/), intent: 'ORDER' });
  // Checked, and honest about what was not looked at.
  expect(signed.data?.signPrescription.prescription?.safetyCheck).toMatchObject({ status: 'PARTIAL', notChecked: expect.arrayContaining(['RENAL', 'PREGNANCY', 'DOSE_CEILING']) });
});
