import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rightsOfDocument, roles } from '@dra/access';
import type { Role } from '@dra/access';
import { isObjectType, parse } from 'graphql';
import { lisinopril, patientId, service } from '../test/service.ts';
import type { Service } from '../test/service.ts';

let it_: Service;
let id: string;
let signed: string;
beforeAll(async () => {
  it_ = await service();
  id = (await it_.call('createPrescription', { ...lisinopril, encounterId: `enc_01890000-0000-7000-8000-00000000eeee` })).prescription.id;
  signed = (await it_.call('createPrescription', { ...lisinopril, patientId: `pat_${randomUUID()}` })).prescription.id;
  await it_.call('checkPrescription', { prescriptionId: signed, expectedVersion: 1 });
  const { userErrors } = await it_.call('signPrescription', { prescriptionId: signed, expectedVersion: 1, attestation: 'I prescribe this.' });
  expect(userErrors).toEqual([]);
});
afterAll(() => it_.stop());

/** How each root field is called on a thing; a new field without an entry fails the first test. */
const inputs: Record<string, (prescriptionId: string) => Record<string, unknown>> = {
  createPrescription: () => ({ ...lisinopril }),
  editPrescription: (prescriptionId) => ({ prescriptionId, expectedVersion: 1, refills: 3 }),
  confirmPrescriptionFields: (prescriptionId) => ({ prescriptionId, expectedVersion: 1, fields: ['dose'] }),
  checkPrescription: (prescriptionId) => ({ prescriptionId, expectedVersion: 1 }),
  submitPrescription: (prescriptionId) => ({ prescriptionId, expectedVersion: 1 }),
  signPrescription: (prescriptionId) => ({ prescriptionId, expectedVersion: 1, attestation: 'I prescribe this.' }),
  changePrescriptionStatus: (prescriptionId) => ({ prescriptionId, expectedVersion: 1, status: 'CANCELLED', reason: 'No.' }),
  renewPrescription: (prescriptionId) => ({ prescriptionId }),
};
const rootFields = (type: 'Query' | 'Mutation'): string[] => {
  const root = it_.server.schema.getType(type);
  return isObjectType(root) ? Object.keys(root.getFields()).filter((field) => !field.startsWith('_')) : [];
};

test('every root field and entity is known to these tests', () => {
  expect(rootFields('Mutation').sort()).toEqual(Object.keys(inputs).sort());
  // The formulary is nobody's: it is the same for every tenant.
  expect(rootFields('Query')).toEqual(['prescription', 'formularyDrugs']);
});

describe("another tenant's", () => {
  const stranger = { tenant: 'demo-b', userId: 'dr.stranger' };

  test.each(Object.keys(inputs))('%s is NOT_FOUND, and nothing changed', async (mutation) => {
    const before = await it_.asOwner(`SELECT count(*)::int AS n, max(updated_at) AS at FROM prescription.prescription`);
    for (const target of [id, signed]) {
      const { prescription, userErrors, current } = await it_.call(mutation, inputs[mutation]?.(target) ?? {}, stranger);
      expect([prescription, current, userErrors.map((error: { code: string }) => error.code)]).toEqual([null, null, ['NOT_FOUND']]);
    }
    expect(await it_.asOwner(`SELECT count(*)::int AS n, max(updated_at) AS at FROM prescription.prescription`)).toEqual(before);
  });

  test('query', async () => {
    const { data, errors } = await it_.ask(`{ prescription(id: "${id}") { id drug { text } } }`, {}, stranger);
    expect([data, errors?.map((error) => error.extensions.code)]).toEqual([{ prescription: null }, ['NOT_FOUND']]);
  });

  test('_entities: null and NOT_FOUND; of a patient and an encounter nothing', async () => {
    const { data, errors } = await it_.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Prescription { id } ... on Patient { prescriptions { nodes { id } } } ... on Encounter { here: prescriptions { id } } } }`,
      {
        r: [
          { __typename: 'Prescription', id },
          { __typename: 'Patient', id: `pat_${patientId}` },
          { __typename: 'Encounter', id: 'enc_01890000-0000-7000-8000-00000000eeee' },
        ],
      },
      stranger,
    );
    expect(data?._entities).toEqual([null, { prescriptions: { nodes: [] } }, { here: [] }]);
    expect(errors?.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
  });

  test('nested: a prior prescription, by a row that points across', async () => {
    const own = randomUUID();
    // Even a forged pointer cannot be written: the key holds the tenant.
    await expect(
      it_.asOwner(
        `INSERT INTO prescription.prescription SELECT (r).* FROM (SELECT jsonb_populate_record(p, jsonb_build_object('tenant', 'demo-b', 'id', $2::text, 'prior_prescription_id', p.id, 'source_job_id', null)) AS r
         FROM prescription.prescription p WHERE p.id = $1) x`,
        [id.slice(3), own],
      ),
    ).rejects.toThrow(/foreign key/);
  });

  test('without a tenant the database shows nothing', async () => {
    await expect(it_.transact({ tenant: 'demo-b' }, (tx) => tx.query('SELECT count(*)::int AS n FROM prescription'))).resolves.toEqual([{ n: 0 }]);
  });
});

test('the formulary is read by those who may read prescriptions', async () => {
  const ask = (as: { role?: Role }) => it_.ask(`{ formularyDrugs(search: "lisinop", first: 1) { name ingredients rxcui controlledSchedule } }`, {}, as);
  expect((await ask({})).data).toEqual({ formularyDrugs: [{ name: 'lisinopril', ingredients: ['lisinopril'], rxcui: '29046', controlledSchedule: null }] });
  expect((await ask({ role: 'AUDITOR' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('a malformed id is BAD_USER_INPUT at every door', async () => {
  for (const bad of ['rx_1', 'pat_01890000-0000-7000-8000-00000000aaaa', '', "rx_' OR 1=1"]) {
    expect((await it_.ask(`query ($id: ID!) { prescription(id: $id) { id } }`, { id: bad })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    await expect(it_.call('submitPrescription', { prescriptionId: bad, expectedVersion: 1 })).rejects.toThrow('BAD_USER_INPUT');
  }
});

describe('role x field, as the schema says', () => {
  const rights = rightsOfDocument(parse(readFileSync(join(__dirname, '../../../schema/prescription.graphql'), 'utf8')));
  const allowed = (coordinate: string, role: Role) => rights.find((row) => row.coordinate === coordinate)?.roles.includes(role) ?? false;

  test.each(roles)('%s', async (role) => {
    for (const mutation of Object.keys(inputs)) {
      // What does not exist: those who may ask hear NOT_FOUND, the others FORBIDDEN.
      const answer = await it_
        .call(mutation, { ...(inputs[mutation]?.(`rx_${randomUUID()}`) ?? {}), ...(mutation === 'createPrescription' ? { patientId: 'pat_01890000-0000-7000-8000-00000000bbbb' } : {}) }, { role })
        .then((payload) => payload.userErrors[0].code, (error: Error) => (error.message.includes('FORBIDDEN') ? 'FORBIDDEN' : error.message));
      expect([mutation, answer]).toEqual([mutation, allowed(`Mutation.${mutation}`, role) ? 'NOT_FOUND' : 'FORBIDDEN']);
    }
    const reads = allowed('Query.prescription', role);
    const read = await it_.ask(`{ prescription(id: "${id}") { id } }`, {}, { role });
    expect(read.errors?.[0]?.extensions.code).toBe(reads ? undefined : 'FORBIDDEN');
    const references = [{ __typename: 'Prescription', id }, { __typename: 'Patient', id: `pat_${patientId}` }, { __typename: 'Encounter', id: 'enc_01890000-0000-7000-8000-00000000eeee' }];
    for (const reference of references) {
      const entity = await it_.ask(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Prescription { id } ... on Patient { prescriptions { nodes { id } } } ... on Encounter { here: prescriptions { id } } } }`,
        { r: [reference] },
        { role },
      );
      expect([reference.__typename, entity.errors?.[0]?.extensions.code]).toEqual([reference.__typename, reads ? undefined : 'FORBIDDEN']);
      expect(JSON.stringify(entity.data).includes('rx_')).toBe(reads);
    }
  });

  test('refusals are on record', async () => {
    const rows = await it_.asOwner(`SELECT DISTINCT resource_type FROM prescription.audit_event WHERE action = 'access.denied' AND actor = 'test.nurse'`);
    expect(rows.map((row) => row['resource_type'])).toContain('Mutation.signPrescription');
  });
});

test('no identity, no answer', async () => {
  const response = await fetch(`http://127.0.0.1:${(it_.server.app.server.address() as { port: number }).port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ prescription(id: "${id}") { id } }` }),
  });
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('lisinopril');
});
