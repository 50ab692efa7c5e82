import { randomUUID } from 'node:crypto';
import { encounter, fields, inactive, lisinopril, nobody, patientId, service } from '../test/service.ts';
import type { Service } from '../test/service.ts';

let it_: Service;
beforeAll(async () => {
  it_ = await service();
});
afterAll(() => it_.stop());

const create = async (change: Record<string, unknown> = {}) => {
  const { prescription, userErrors } = await it_.call('createPrescription', { ...lisinopril, ...change });
  expect(userErrors).toEqual([]);
  return prescription;
};
const codes = (payload: { userErrors: { code: string; path: string[] | null }[] }) => payload.userErrors.map(({ code, path }) => [code, path]);

describe('a draft', () => {
  test('by a clinician: the formulary says what the drug is, the text follows from the fields', async () => {
    const draft = await create({ encounterId: `enc_${encounter.id}`, drug: { text: 'Zestril' } });
    expect(draft).toMatchObject({
      status: 'DRAFT', intent: 'ORDER', origin: 'CLINICIAN', version: 1, missing: [], unconfirmed: [],
      patient: { id: `pat_${patientId}` }, encounter: { id: `enc_${encounter.id}` },
      drug: { text: 'Zestril', name: 'zestril', rxcui: '29046', ingredients: [{ name: 'lisinopril', rxcui: '29046' }], controlledSchedule: null },
      sig: { doseMin: '10', doseMax: '10', text: '10 mg by mouth once daily' },
      safetyCheck: null, signature: null,
    });
  });

  test('what is not written is missing, and nothing is filled in', async () => {
    const draft = await create({ drug: { text: 'lisinopril' }, sig: {}, quantity: null, refills: null });
    expect(draft).toMatchObject({ missing: ['dose', 'route', 'frequency', 'quantity'], refills: null, quantity: null, sig: { doseMin: null, text: '' } });
  });

  test('a tablet of a strength that nobody wrote is no dose', async () => {
    const sig = { ...lisinopril.sig, doseMin: '1', doseUnit: 'tablet' };
    expect(await create({ drug: { text: 'lisinopril' }, sig })).toMatchObject({ missing: ['strength'] });
    expect(await create({ drug: { text: 'lisinopril', strength: '10 mg' }, sig })).toMatchObject({ missing: [] });
  });

  test('steps are written as one: a route is that of each, a dose in their place ends them', async () => {
    const step = (number: number, doseMin: string) => ({ step: number, doseMin, doseUnit: 'mg', frequency: 1, period: '1', periodUnit: 'D', durationValue: '5.0', durationUnit: 'D', timing: ['MORN'] });
    const draft = await create({ drug: { text: 'prednisone' }, quantity: null, sig: { steps: [step(1, '40'), step(2, '20.0')] } });
    expect(draft).toMatchObject({ missing: ['route'], sig: { doseMin: null, steps: [{ step: 1, doseMin: '40', doseMax: '40', durationValue: '5', prn: false }, { step: 2, doseMin: '20' }] } });
    const edit = async (version: number, sig: Record<string, unknown>) => it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: version, sig });
    const routed = await edit(1, { route: 'oral' });
    expect(routed.prescription).toMatchObject({ missing: [], sig: { text: '40 mg by mouth once daily in the morning for 5 days; then 20 mg by mouth once daily in the morning for 5 days' } });
    expect(codes(await edit(2, { steps: [step(1, '40'), step(2, '9000000')] }))).toEqual([['VALIDATION', ['sig', 'steps', '1', 'doseMin']]]);
    const single = await edit(2, { doseMin: '10', doseUnit: 'mg', frequency: 1, period: '1', periodUnit: 'D' });
    expect(single.prescription).toMatchObject({ sig: { doseMin: '10', steps: [], text: '10 mg by mouth once daily' }, missing: ['quantity'] });
  });

  test('decimals are kept as they are, without the zeros that mislead', async () => {
    const draft = await create({ sig: { ...lisinopril.sig, doseMin: '2.50', doseMax: '5.0' } });
    expect(draft.sig).toMatchObject({ doseMin: '2.5', doseMax: '5', text: '2.5 to 5 mg by mouth once daily' });
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a dose of 0', { sig: { ...lisinopril.sig, doseMin: '0' } }, ['sig', 'doseMin']],
    ['a dose of 1e9', { sig: { ...lisinopril.sig, doseMin: '1000000000' } }, ['sig', 'doseMin']],
    ['QD', { sig: { ...lisinopril.sig, text: '10 mg QD' } }, ['sig', 'text']],
    ['U for unit', { sig: { ...lisinopril.sig, doseUnit: 'U' } }, ['sig', 'doseUnit']],
    ['no drug', { drug: { text: '  ' } }, ['drug', 'text']],
    ['a code that is another drug', { drug: { text: 'lisinopril', rxcui: '36567' } }, ['drug', 'rxcui']],
    ['-1 refills', { refills: -1 }, ['refills']],
    ['a quantity of 0', { quantity: { value: '0' } }, ['quantity', 'value']],
    ['a merged patient', { patientId: `pat_${inactive}` }, ['patientId']],
  ])('refused: %s', async (_, change, path) => {
    expect(codes(await it_.call('createPrescription', { ...lisinopril, ...change }))).toEqual([['VALIDATION', path]]);
  });

  test('nobody, and an encounter of somebody else', async () => {
    expect(codes(await it_.call('createPrescription', { ...lisinopril, patientId: `pat_${nobody}` }))).toEqual([['NOT_FOUND', ['patientId']]]);
    expect(codes(await it_.call('createPrescription', { ...lisinopril, encounterId: `enc_${nobody}` }))).toEqual([['NOT_FOUND', ['encounterId']]]);
  });

  test('change, audit, history and message commit together; watchers hear of it', async () => {
    const draft = await create();
    const uuid = draft.id.slice(3);
    expect(it_.notices).toContainEqual({ tenant: 'demo', type: 'Prescription', id: uuid, encounterId: null });
    const [row] = await it_.asOwner(
      `SELECT (SELECT count(*)::int FROM prescription.prescription_version WHERE prescription_id = $1) AS versions,
              (SELECT count(*)::int FROM prescription.audit_event WHERE action = 'prescription.created' AND resource_id = $1::text) AS audits,
              (SELECT payload FROM prescription.outbox WHERE payload ->> 'prescriptionId' = $1::text) AS message`,
      [uuid],
    );
    expect(row).toMatchObject({ versions: 1, audits: 1, message: { status: 'DRAFT', version: 1, tenant: 'demo', patientId } });
  });
});

describe('an edit', () => {
  test('completes what is missing, and leaves the rest', async () => {
    const draft = await create({ sig: { route: 'oral', frequency: 1, period: '1', periodUnit: 'D' } });
    expect(draft.missing).toEqual(['dose']);
    const { prescription } = await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, sig: { doseMin: '20', doseUnit: 'mg' } });
    expect(prescription).toMatchObject({ version: 2, missing: [], refills: 2, sig: { doseMin: '20', doseMax: '20', route: 'oral', text: '20 mg by mouth once daily' } });
  });

  test('null empties a field', async () => {
    const draft = await create();
    const { prescription } = await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, quantity: null, refills: null, sig: { route: null } });
    expect(prescription).toMatchObject({ missing: ['route', 'quantity'], refills: null, quantity: null });
  });

  test('a stale version is CONFLICT with the current state, and changes nothing', async () => {
    const draft = await create();
    await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, refills: 1 });
    const late = await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, refills: 5 });
    expect(late).toMatchObject({ prescription: null, userErrors: [{ code: 'CONFLICT', path: ['expectedVersion'] }], current: { id: draft.id, version: 2 } });
    expect((await it_.ask(`{ prescription(id: "${draft.id}") { refills } }`)).data?.prescription.refills).toBe(1);
  });

  test('an impossible dose is VALIDATION with its path, once', async () => {
    const draft = await create();
    for (const doseMin of ['0', '1000000000']) {
      const refused = await it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, sig: { doseMin, doseUnit: 'mg' } });
      expect(codes(refused)).toEqual([['VALIDATION', ['sig', 'doseMin']]]);
    }
  });

  test('twenty edits of one version: one wins, nineteen see the winner', async () => {
    const draft = await create();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, refills) => it_.call('editPrescription', { prescriptionId: draft.id, expectedVersion: 1, refills })));
    const winners = answers.filter((answer) => answer.userErrors.length === 0);
    expect(winners).toHaveLength(1);
    expect(answers.filter((answer) => answer.userErrors[0]?.code === 'CONFLICT' && answer.current.version === 2)).toHaveLength(19);
  });
});

describe('clientMutationId', () => {
  test('the same input gives the same answer, once', async () => {
    const input = { ...lisinopril, clientMutationId: randomUUID() };
    const [first, second] = [await it_.call('createPrescription', input), await it_.call('createPrescription', input)];
    expect(second.prescription.id).toBe(first.prescription.id);
    const racing = { ...lisinopril, clientMutationId: randomUUID() };
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await it_.call('createPrescription', racing)).prescription.id));
    expect(new Set(ids).size).toBe(1);
  });

  test('other input is IDEMPOTENCY_MISMATCH', async () => {
    const clientMutationId = randomUUID();
    await it_.call('createPrescription', { ...lisinopril, clientMutationId });
    await expect(it_.call('createPrescription', { ...lisinopril, refills: 5, clientMutationId })).rejects.toThrow('IDEMPOTENCY_MISMATCH');
  });
});

describe('states', () => {
  test('submit: DRAFT to PENDING_REVIEW, where it goes on waiting', async () => {
    const draft = await create();
    const { prescription } = await it_.call('submitPrescription', { prescriptionId: draft.id, expectedVersion: 1 });
    expect(prescription).toMatchObject({ status: 'PENDING_REVIEW', version: 2 });
    expect((await it_.call('submitPrescription', { prescriptionId: draft.id, expectedVersion: 2 })).prescription).toMatchObject({ status: 'PENDING_REVIEW', version: 2 });
  });

  test('a draft is cancelled with a reason, and then nothing more', async () => {
    const draft = await create();
    expect(codes(await it_.call('changePrescriptionStatus', { prescriptionId: draft.id, expectedVersion: 1, status: 'CANCELLED', reason: ' ' }))).toEqual([['VALIDATION', ['reason']]]);
    expect(codes(await it_.call('changePrescriptionStatus', { prescriptionId: draft.id, expectedVersion: 1, status: 'ACTIVE', reason: 'x' }))).toEqual([['INVALID_TRANSITION', ['status']]]);
    const { prescription } = await it_.call('changePrescriptionStatus', { prescriptionId: draft.id, expectedVersion: 1, status: 'CANCELLED', reason: 'Not needed.' });
    expect(prescription).toMatchObject({ status: 'CANCELLED', statusReason: 'Not needed.', version: 2 });
    for (const mutation of ['editPrescription', 'submitPrescription', 'signPrescription']) {
      const extra = mutation === 'signPrescription' ? { attestation: 'I prescribe this.' } : {};
      expect(codes(await it_.call(mutation, { prescriptionId: draft.id, expectedVersion: 2, ...extra }))).toEqual([['INVALID_TRANSITION', ['prescriptionId']]]);
    }
    expect(codes(await it_.call('renewPrescription', { prescriptionId: draft.id }))).toEqual([['INVALID_TRANSITION', ['prescriptionId']]]);
  });

  test('the database itself refuses what is in force without a signature', async () => {
    const draft = await create();
    await expect(it_.asOwner(`UPDATE prescription.prescription SET status = 'ACTIVE' WHERE id = $1`, [draft.id.slice(3)])).rejects.toThrow(/in_force_is_signed/);
  });

  test('versions and checks cannot be changed or deleted by the service', async () => {
    for (const table of ['prescription_version', 'safety_check', 'audit_event']) {
      await expect(it_.asService(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/);
      await expect(it_.asService(`UPDATE ${table} SET tenant = tenant`)).rejects.toThrow(/permission denied/);
    }
    await expect(it_.asService(`DELETE FROM prescription`)).rejects.toThrow(/permission denied/);
  });
});

describe('lists', () => {
  const who = `pat_01890000-0000-7000-8000-0000000000d1`;
  const page = (args: string, tenant = 'demo') =>
    it_.ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { prescriptions(${args}) { nodes { id status } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`, { r: [{ __typename: 'Patient', id: who }] }, { tenant });

  test('newest first, page by page, each once; a cursor of another filter, tenant or patient is refused', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await create({ patientId: who })).id);
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { prescriptions } = (await page(`first: 2${after}`)).data?._entities[0] ?? {};
      seen.push(...prescriptions.nodes.map((node: { id: string }) => node.id));
      if (!prescriptions.pageInfo.hasNextPage) break;
      after = `, after: "${prescriptions.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(made);
    expect((await page(`status: [DRAFT]${after}`)).errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
    expect((await page(`first: 2${after}`, 'demo-b')).errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
    expect((await page('first: 101')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await page('status: [SIGNED]')).data?._entities[0].prescriptions.nodes).toEqual([]);
  });

  test('the number of SQL statements does not grow with the list', async () => {
    const count = async (ids: string[]) => {
      it_.statements.count = 0;
      const { errors } = await it_.ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Prescription { ${fields} } } }`, { r: ids.map((id) => ({ __typename: 'Prescription', id })) });
      expect(errors).toBeUndefined();
      return it_.statements.count;
    };
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await create({ patientId: who })).id));
    const one = await count(ids.slice(0, 1));
    expect(one).toBeLessThan(16);
    expect(await count(ids)).toBe(one);
    const pageOf = async (first: number) => {
      it_.statements.count = 0;
      expect((await page(`first: ${first}`)).errors).toBeUndefined();
      return it_.statements.count;
    };
    expect(await pageOf(10)).toBe(await pageOf(1));
  });

  test('reads are on record, with what was shown, and what was asked for in vain', async () => {
    const draft = await create();
    await it_.ask(`{ prescription(id: "${draft.id}") { id } }`, {}, { role: 'NURSE', userId: 'nurse.reader' });
    await it_.ask(`{ prescription(id: "rx_${nobody}") { id } }`, {}, { role: 'NURSE', userId: 'nurse.reader' });
    const rows = await it_.asOwner(`SELECT outcome, patient_id, detail FROM prescription.audit_event WHERE actor = 'nurse.reader' ORDER BY at`);
    expect(rows).toEqual([
      { outcome: 'ALLOWED', patient_id: patientId, detail: { ids: [draft.id.slice(3)] } },
      { outcome: 'DENIED', patient_id: null, detail: { reason: 'NOT_FOUND', ids: [nobody] } },
    ]);
  });
});
