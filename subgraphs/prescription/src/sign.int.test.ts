import { randomUUID } from 'node:crypto';
import { verifyAuditChain } from '@dra/pg-store';
import { lisinopril, service } from '../test/service.ts';
import type { Service, Who } from '../test/service.ts';

let it_: Service;
beforeAll(async () => {
  it_ = await service();
});
afterAll(() => it_.stop());
beforeEach(() => {
  it_.patients.behave('well');
  Object.assign(it_.patients, { allergies: [], medications: [], status: 'NO_KNOWN_ALLERGIES', meanwhile: null, inactive: false, twins: new Map() });
});

/** A patient of its own for each test: what one has in force must not meet the other. */
const freshPatient = () => `pat_${randomUUID()}`;
const create = async (change: Record<string, unknown> = {}, who?: Who) => {
  const { prescription, userErrors } = await it_.call('createPrescription', { ...lisinopril, patientId: freshPatient(), ...change }, who);
  expect(userErrors).toEqual([]);
  return prescription;
};
/** Signs what was never checked on show. */
const signUnseen = (draft: { id: string; version: number }, change: Record<string, unknown> = {}, who?: Who) =>
  it_.call('signPrescription', { prescriptionId: draft.id, expectedVersion: draft.version, attestation: 'I prescribe this.', ...change }, who);
/** As a person does: reads the check, then signs. */
const sign = async (draft: { id: string; version: number }, change: Record<string, unknown> = {}, who?: Who) => {
  if (!('inputsHash' in change) && !('overrides' in change)) await it_.call('checkPrescription', { prescriptionId: draft.id, expectedVersion: draft.version }, who);
  return signUnseen(draft, change, who);
};
const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map((error) => error.code);
const amoxicillin = { drug: { text: 'amoxicillin' }, sig: { doseMin: '500', doseUnit: 'mg', route: 'oral', frequency: 2, period: '1', periodUnit: 'D', durationValue: '10', durationUnit: 'D' } };

describe('a signature', () => {
  test('checks first, says what it did not look at, and seals what was signed', async () => {
    const draft = await create();
    const { prescription, userErrors } = await sign(draft);
    expect(userErrors).toEqual([]);
    expect(prescription).toMatchObject({
      status: 'SIGNED', intent: 'ORDER', version: 2,
      signature: { signer: 'test.prescriber', version: 2, attestation: 'I prescribe this.', overrides: [], contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      safetyCheck: { status: 'PARTIAL', issues: [], unavailableReason: null },
    });
    expect(prescription.safetyCheck.notChecked).toEqual(expect.arrayContaining(['RENAL', 'AGE', 'PREGNANCY', 'DOSE_CEILING', 'CROSS_REACTIVITY']));
    const [row] = await it_.asOwner(
      `SELECT (SELECT count(*)::int FROM prescription.outbox WHERE subject LIKE 'events.prescription-signed.v1.%' AND payload ->> 'prescriptionId' = $1::text) AS signed,
              (SELECT detail FROM prescription.audit_event WHERE action = 'prescription.signed' AND resource_id = $1::text) AS audit`,
      [draft.id.slice(3)],
    );
    expect(row).toMatchObject({ signed: 1, audit: { version: 2, contentHash: prescription.signature.contentHash } });
  });

  test('is not given to what was never checked on show: the first attempt shows the check, the next one may sign', async () => {
    const draft = await create();
    const first = await signUnseen(draft);
    expect(codes(first)).toEqual(['SAFETY_CHANGED']);
    expect(first.prescription).toMatchObject({ status: 'DRAFT', signature: null, safetyCheck: { status: 'PARTIAL', notChecked: expect.arrayContaining(['RENAL']) } });
    expect(codes(await signUnseen(draft, { inputsHash: first.prescription.safetyCheck.inputsHash }))).toEqual([]);
  });

  test("asks with the signer's identity, deadline and request id", async () => {
    const draft = await create();
    it_.patients.seen.length = 0;
    await sign(draft);
    const [headers] = it_.patients.seen;
    expect(headers).toMatchObject({ 'x-dra-identity': expect.stringMatching(/^ey/), 'x-request-id': expect.stringMatching(/./) });
    expect(Number(headers?.['x-dra-deadline'])).toBeLessThanOrEqual(Date.now() + 2_000);
  });

  test.each(['CLINICIAN', 'NURSE', 'ADMIN', 'AUDITOR', 'PATIENT', 'SERVICE'] as const)('is refused to %s', async (role) => {
    const draft = await create();
    await expect(sign(draft, {}, { role })).rejects.toThrow('FORBIDDEN');
  });

  test('missing, unconfirmed and controlled block it, each with its code', async () => {
    expect(codes(await sign(await create({ sig: { route: 'oral' } })))).toEqual(['MISSING_FIELDS']);
    const controlled = await create({ drug: { text: 'oxycodone' } });
    expect(controlled.drug.controlledSchedule).toBe('CII');
    const refused = await sign(controlled);
    expect(codes(refused)).toEqual(['CONTROLLED_SUBSTANCE']);
    expect(refused.userErrors[0].message).toContain('21 CFR 1311');
    const heard = await create();
    await it_.asOwner(`UPDATE prescription.prescription SET unconfirmed = '["dose", "drug"]' WHERE id = $1`, [heard.id.slice(3)]);
    expect(codes(await sign(heard))).toEqual(['UNCONFIRMED_FIELDS']);
    expect(codes(await it_.call('confirmPrescriptionFields', { prescriptionId: heard.id, expectedVersion: 1, fields: ['mood'] }))).toEqual(['VALIDATION']);
    const confirmed = await it_.call('confirmPrescriptionFields', { prescriptionId: heard.id, expectedVersion: 1, fields: ['dose', 'drug'] });
    expect(confirmed.prescription).toMatchObject({ unconfirmed: [], version: 2 });
    expect(codes(await sign(confirmed.prescription))).toEqual([]);
  });

  test('an attestation is needed', async () => {
    const refused = await sign(await create(), { attestation: '  ' });
    expect(refused.userErrors).toEqual([{ code: 'VALIDATION', path: ['attestation'], message: expect.any(String) }]);
  });

  test('twenty signers race: one signature, nineteen see the winner', async () => {
    const draft = await create();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => sign(draft, {}, { userId: `dr.${n}` })));
    expect(answers.filter((answer) => answer.userErrors.length === 0)).toHaveLength(1);
    expect(answers.filter((answer) => codes(answer)[0] === 'CONFLICT' && answer.current.version === 2)).toHaveLength(19);
    const [row] = await it_.asOwner(`SELECT count(*)::int AS n FROM prescription.audit_event WHERE action = 'prescription.signed' AND resource_id = $1`, [draft.id.slice(3)]);
    expect(row).toEqual({ n: 1 });
  });

  test('the same clientMutationId twice is one signature and one answer', async () => {
    const draft = await create();
    const input = { clientMutationId: randomUUID() };
    const [first, second] = [await sign(draft, input), await sign(draft, input)];
    expect(second).toEqual(first);
    expect(second.prescription.version).toBe(2);
  });

  test('what is signed is held, resumed, stopped; never edited', async () => {
    const draft = await create();
    const { prescription } = await sign(draft);
    expect(codes(await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 2, refills: 5 }))).toEqual(['INVALID_TRANSITION']);
    const step = (version: number, status: string) => it_.call('changePrescriptionStatus', { prescriptionId: draft.id, expectedVersion: version, status, reason: 'As discussed.' });
    expect((await step(2, 'ON_HOLD')).prescription).toMatchObject({ status: 'ON_HOLD', version: 3 });
    expect((await step(3, 'ACTIVE')).prescription).toMatchObject({ status: 'ACTIVE', version: 4 });
    expect((await step(4, 'STOPPED')).prescription).toMatchObject({ status: 'STOPPED', version: 5, signature: { contentHash: prescription.signature.contentHash } });
    expect(codes(await step(5, 'ACTIVE'))).toEqual(['INVALID_TRANSITION']);
    expect((await step(5, 'ENTERED_IN_ERROR')).prescription.status).toBe('ENTERED_IN_ERROR');
  });
});

describe('a resumption', () => {
  const step = (draft: { id: string }, version: number, status: string, change = {}) => it_.call('changePrescriptionStatus', { prescriptionId: draft.id, expectedVersion: version, status, reason: 'As discussed.', ...change });
  const held = async () => {
    const draft = await create(amoxicillin);
    await sign(draft);
    await step(draft, 2, 'ON_HOLD');
    return draft;
  };

  test('is checked on the record as it is now: what came since blocks it until it is overridden', async () => {
    const draft = await held();
    it_.patients.allergies = [{ id: 'alg_9', version: 1, text: 'Penicillin' }];
    const blocked = await step(draft, 3, 'ACTIVE');
    expect(codes(blocked)).toEqual(['SAFETY_BLOCK']);
    expect(blocked.prescription).toMatchObject({ status: 'ON_HOLD', version: 3, safetyCheck: { issues: [{ code: 'ALLERGY_CLASS', severity: 'HIGH' }] } });
    const [issue] = blocked.prescription.safetyCheck.issues;
    expect(codes(await step(draft, 3, 'ACTIVE', { overrides: [{ issueKey: issue.key, reason: 'OTHER' }] }))).toEqual(['VALIDATION']);
    const resumed = await step(draft, 3, 'ACTIVE', { overrides: [{ issueKey: issue.key, reason: 'TOLERATED_PREVIOUSLY' }] });
    expect(resumed.prescription).toMatchObject({ status: 'ACTIVE', version: 4 });
    const audits = await it_.asOwner(`SELECT action, outcome FROM prescription.audit_event WHERE resource_id = $1 AND action IN ('prescription.resume', 'prescription.safety-overridden') ORDER BY seq`, [draft.id.slice(3)]);
    expect(audits).toEqual([{ action: 'prescription.resume', outcome: 'DENIED' }, { action: 'prescription.resume', outcome: 'DENIED' }, { action: 'prescription.safety-overridden', outcome: 'ALLOWED' }]);
  });

  test('keeps what was overridden at the signature', async () => {
    it_.patients.allergies = [{ id: 'alg_9', version: 1, text: 'Penicillin' }];
    const draft = await create(amoxicillin);
    const [issue] = (await sign(draft)).prescription.safetyCheck.issues;
    expect((await sign(draft, { overrides: [{ issueKey: issue.key, reason: 'TOLERATED_PREVIOUSLY' }] })).userErrors).toEqual([]);
    await step(draft, 2, 'ON_HOLD');
    expect((await step(draft, 3, 'ACTIVE')).prescription.status).toBe('ACTIVE');
  });

  test('is not given while the record cannot be read, unless that is overridden', async () => {
    const draft = await held();
    it_.patients.behave('down');
    expect(codes(await step(draft, 3, 'ACTIVE'))).toEqual(['SAFETY_BLOCK']);
    expect((await step(draft, 3, 'ACTIVE', { overrides: [{ issueKey: 'UNAVAILABLE', reason: 'WILL_MONITOR' }] })).prescription.status).toBe('ACTIVE');
  });

  test('has nothing to override where nothing is checked', async () => {
    expect(codes(await step(await held(), 3, 'STOPPED', { overrides: [{ issueKey: 'x', reason: 'WILL_MONITOR' }] }))).toEqual(['VALIDATION']);
  });
});

test('nothing is signed or resumed on a record that was merged or closed meanwhile', async () => {
  const [draft, held] = [await create(), await create()];
  await sign(held);
  await it_.call('changePrescriptionStatus', { prescriptionId: held.id, expectedVersion: 2, status: 'ON_HOLD', reason: 'Surgery.' });
  await it_.call('checkPrescription', { prescriptionId: draft.id, expectedVersion: 1 });
  it_.patients.inactive = true;
  expect((await signUnseen(draft)).userErrors).toEqual([{ code: 'VALIDATION', path: ['prescriptionId'], message: expect.stringMatching(/not in use/) }]);
  const resume = await it_.call('changePrescriptionStatus', { prescriptionId: held.id, expectedVersion: 3, status: 'ACTIVE', reason: 'Healed.' });
  expect(codes(resume)).toEqual(['VALIDATION']);
  expect((await it_.call('changePrescriptionStatus', { prescriptionId: held.id, expectedVersion: 3, status: 'STOPPED', reason: 'Moved.' })).userErrors).toEqual([]);
});

describe('an allergy', () => {
  beforeEach(() => (it_.patients.allergies = [{ id: 'alg_1', version: 1, text: 'Penicillin' }]));

  test('blocks, and is overridden only with a coded reason of its own, which is kept and audited', async () => {
    const draft = await create(amoxicillin);
    const blocked = await sign(draft);
    expect(codes(blocked)).toEqual(['SAFETY_BLOCK']);
    const [issue] = blocked.prescription.safetyCheck.issues;
    expect(issue).toMatchObject({ code: 'ALLERGY_CLASS', severity: 'HIGH', implicated: ['alg_1', 'amoxicillin'], citation: expect.stringMatching(/ATC/) });
    expect(blocked.prescription).toMatchObject({ status: 'DRAFT', version: 1, signature: null });

    expect((await sign(draft, { overrides: [{ issueKey: issue.key, reason: 'OTHER' }] })).userErrors).toEqual([
      { code: 'VALIDATION', path: ['overrides', '0', 'text'], message: expect.any(String) },
    ]);
    expect((await sign(draft, { overrides: [{ issueKey: 'UNAVAILABLE', reason: 'WILL_MONITOR' }] })).userErrors[0]).toMatchObject({ code: 'VALIDATION', path: ['overrides', '0', 'issueKey'] });
    const overrides = [{ issueKey: issue.key, reason: 'TOLERATED_PREVIOUSLY', text: 'Took it last year.' }];
    const signed = await sign(draft, { inputsHash: blocked.prescription.safetyCheck.inputsHash, overrides });
    expect(signed.userErrors).toEqual([]);
    expect(signed.prescription.signature.overrides).toEqual(overrides);
    const audits = await it_.asOwner(`SELECT action, outcome, detail FROM prescription.audit_event WHERE resource_id = $1 AND action IN ('prescription.sign', 'prescription.safety-overridden') ORDER BY seq`, [draft.id.slice(3)]);
    expect(audits.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['prescription.sign', 'DENIED'], ['prescription.sign', 'DENIED'], ['prescription.sign', 'DENIED'], ['prescription.safety-overridden', 'ALLOWED'],
    ]);
    expect(audits[3]?.detail).toMatchObject({ issueKey: issue.key, reason: 'TOLERATED_PREVIOUSLY' });
    // Codes and ids only: the words stay in the record.
    expect(JSON.stringify(audits)).not.toContain('last year');
  });

  test('that came after the check was read voids it', async () => {
    it_.patients.allergies = [];
    const draft = await create(amoxicillin);
    const seen = (await it_.call('checkPrescription', { prescriptionId: draft.id, expectedVersion: 1 })).prescription;
    expect(seen).toMatchObject({ version: 1, safetyCheck: { status: 'PARTIAL', issues: [] } });
    it_.patients.allergies = [{ id: 'alg_2', version: 1, text: 'Latex' }];
    const changed = await sign(draft, { inputsHash: seen.safetyCheck.inputsHash });
    expect(codes(changed)).toEqual(['SAFETY_CHANGED']);
    expect(changed.prescription).toMatchObject({ status: 'DRAFT', signature: null });
    expect(changed.prescription.safetyCheck.inputsHash).not.toBe(seen.safetyCheck.inputsHash);
    expect(codes(await sign(draft, { inputsHash: changed.prescription.safetyCheck.inputsHash }))).toEqual([]);
  });
});

test('who does not say which check they saw, saw the newest', async () => {
  const draft = await create();
  await it_.call('checkPrescription', { prescriptionId: draft.id, expectedVersion: 1 });
  it_.patients.medications = [{ id: 'med_1', version: 1, text: 'metformin' }];
  expect(codes(await signUnseen(draft))).toEqual(['SAFETY_CHANGED']);
  expect(codes(await signUnseen(draft))).toEqual([]);
});

describe('a check that cannot be done', () => {
  test.each<[Parameters<Service['patients']['behave']>[0], string]>([
    ['slow', 'PATIENT_RECORD_TIMEOUT'],
    ['down', 'PATIENT_RECORD_UNREACHABLE'],
    ['errors', 'PATIENT_RECORD_DEPENDENCY_UNAVAILABLE'],
    ['malformed', 'PATIENT_RECORD_MALFORMED'],
    ['not-found', 'PATIENT_RECORD_NOT_FOUND'],
  ])('because the record is %s: UNAVAILABLE, never clean, and signing is refused', async (mode, reason) => {
    const draft = await create();
    it_.patients.behave(mode);
    const started = Date.now();
    const refused = await signUnseen(draft);
    expect(Date.now() - started).toBeLessThan(4_000);
    expect(codes(refused)).toEqual(['SAFETY_BLOCK']);
    expect(refused.prescription).toMatchObject({ status: 'DRAFT', signature: null, safetyCheck: { status: 'UNAVAILABLE', unavailableReason: reason, issues: [] } });
    expect(refused.prescription.safetyCheck.notChecked).toEqual(expect.arrayContaining(['ALLERGIES', 'DUPLICATES', 'INTERACTIONS']));
  });

  test('is overridden with a coded, audited reason', async () => {
    const draft = await create();
    it_.patients.behave('down');
    const overrides = [{ issueKey: 'UNAVAILABLE', reason: 'BENEFIT_OUTWEIGHS_RISK', text: null }];
    const { prescription, userErrors } = await sign(draft, { overrides });
    expect(userErrors).toEqual([]);
    expect(prescription).toMatchObject({ status: 'SIGNED', signature: { overrides }, safetyCheck: { status: 'UNAVAILABLE' } });
  });

  test('a check of yesterday does not stand in for it', async () => {
    const draft = await create();
    const seen = (await it_.call('checkPrescription', { prescriptionId: draft.id, expectedVersion: 1 })).prescription;
    it_.patients.behave('down');
    expect(codes(await sign(draft, { inputsHash: seen.safetyCheck.inputsHash }))).toEqual(['SAFETY_CHANGED']);
  });
});

describe('our own prescriptions', () => {
  test('the same drug twice, a pair of the ONC list; and a renewal is no duplicate of what it renews', async () => {
    const patientId = freshPatient();
    const first = (await sign(await create({ patientId }))).prescription;
    const twin = await create({ patientId, drug: { text: 'Zestril' } });
    const blocked = await sign(twin);
    expect(blocked.prescription.safetyCheck.issues).toEqual([expect.objectContaining({ code: 'DUPLICATE_INGREDIENT', severity: 'HIGH', implicated: [first.id, 'lisinopril'] })]);

    await sign(await create({ patientId, drug: { text: 'simvastatin' } }));
    const pair = await sign(await create({ patientId, drug: { text: 'clarithromycin' } }));
    expect(pair.prescription.safetyCheck.issues).toEqual([expect.objectContaining({ code: 'ONC_INTERACTION', severity: 'HIGH', citation: expect.stringContaining('JAMIA 2012;19:735-743') })]);

    const { prescription: renewal } = await it_.call('renewPrescription', { prescriptionId: first.id });
    expect(renewal).toMatchObject({ status: 'DRAFT', intent: 'ORDER', signature: null, safetyCheck: null, priorPrescription: { id: first.id }, drug: first.drug, sig: first.sig });
    expect(codes(await sign(renewal))).toEqual([]);
  });

  test('what is in force on the record of a merged twin counts, from either side', async () => {
    const [kept, twin] = [freshPatient(), freshPatient()];
    const first = (await sign(await create({ patientId: twin, drug: { text: 'simvastatin' } }))).prescription;
    it_.patients.twins = new Map([[kept.slice(4), [twin.slice(4)]], [twin.slice(4), [kept.slice(4)]]]);
    const pair = await sign(await create({ patientId: kept, drug: { text: 'clarithromycin' } }));
    expect(codes(pair)).toEqual(['SAFETY_BLOCK']);
    expect(pair.prescription.safetyCheck.issues).toEqual([expect.objectContaining({ code: 'ONC_INTERACTION', implicated: [first.id, 'clarithromycin', 'simvastatin'] })]);
  });

  test('whose records are one cannot be found out: UNAVAILABLE, and not "no twins"', async () => {
    const draft = await create();
    it_.patients.twins = 'unknown';
    const refused = await sign(draft);
    expect(codes(refused)).toEqual(['SAFETY_BLOCK']);
    expect(refused.prescription.safetyCheck).toMatchObject({ status: 'UNAVAILABLE', unavailableReason: 'PATIENT_RECORDS_UNREACHABLE' });
  });

  test('two that must not meet, signed at the same moment: only one passes', async () => {
    const patientId = freshPatient();
    const [statin, antibiotic] = [await create({ patientId, drug: { text: 'simvastatin' } }), await create({ patientId, drug: { text: 'clarithromycin' } })];
    // Both have read the record, and what is in force, before either signs.
    let waiting = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (open = resolve));
    it_.patients.meanwhile = async () => {
      waiting += 1;
      if (waiting === 2) open();
      await both;
    };
    const answers = await Promise.all([sign(statin), sign(antibiotic, {}, { userId: 'dr.other' })]);
    expect(answers.map((answer) => codes(answer)[0] ?? 'signed').sort()).toEqual([expect.stringMatching(/^SAFETY_(BLOCK|CHANGED)$/), 'signed']);
  });

  test('a check of another drug is no check of this one', async () => {
    const draft = await create();
    await it_.call('checkPrescription', { prescriptionId: draft.id, expectedVersion: 1 });
    const { prescription } = await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, drug: { text: 'losartan' } });
    expect(prescription.safetyCheck).toBeNull();
  });

  test('an unknown drug may be signed, and its check says that nothing was looked at', async () => {
    const { prescription, userErrors } = await sign(await create({ drug: { text: 'zorbaxil' } }));
    expect(userErrors).toEqual([]);
    expect(prescription).toMatchObject({ drug: { name: null, rxcui: null, ingredients: [] }, safetyCheck: { status: 'PARTIAL' } });
    expect(prescription.safetyCheck.notChecked).toEqual(expect.arrayContaining(['UNKNOWN_DRUG', 'CONTROLLED_STATUS']));
  });
});

test('the audit is one chain a patient', async () => {
  const [row] = await it_.asOwner(`SELECT count(*)::int AS n FROM prescription.audit_event`);
  expect(row?.n).toBeGreaterThan(50);
  const verdict = await it_.transact({ tenant: 'demo' }, (tx) => verifyAuditChain(tx));
  expect(verdict).toMatchObject({ events: row?.n, faults: [] });
});
