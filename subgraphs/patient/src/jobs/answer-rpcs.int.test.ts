import { callRpc, connectNats } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { clinician, createPatient, key, startPatientServer } from '../../test/patient-server.ts';
import type { PatientServer } from '../../test/patient-server.ts';
import { answerRpcs } from './answer-rpcs.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const nobody = '0197a000-0000-7000-8000-00000000dead';

describe('what other services ask', () => {
  let server: PatientServer;
  let broker: TestNats;
  let nats: Nats;
  let asker: Nats;
  let rpcs: { stop(): Promise<void> };
  let patientId: string;
  const give = async (id: string) =>
    (await server.data<{ giveConsent: { consent: { id: string } } }>(clinician, 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id } } }', { input: { clientMutationId: key(), patientId: `pat_${id}`, type: 'AI_PROCESSING', basis: 'WRITTEN' } })).giveConsent.consent.id;
  const status = (tenant: string, id: string, type: 'AI_PROCESSING' | 'RECORDING' = 'AI_PROCESSING') => callRpc(asker, 'consentStatus', { tenant, patientId: id, type });

  beforeAll(async () => {
    [server, broker] = await Promise.all([startPatientServer(), testNats()]);
    nats = await connectNats({ url: broker.url, name: 'patient', logger });
    asker = await connectNats({ url: broker.url, name: 'asker', logger });
    rpcs = answerRpcs(nats, server.transact);
    await nats.nc.flush();
  });
  afterAll(async () => {
    await rpcs.stop();
    await asker.close();
    await nats.close();
    await Promise.all([server.stop(), broker.stop()]);
  });
  beforeEach(async () => {
    patientId = (await createPatient(server, { allowDuplicate: true })).id.slice(4);
  });

  it('consent: none, given, revoked, given again', async () => {
    expect(await status('demo', patientId)).toEqual({ active: false, consentId: null, since: null });
    const consent = await give(patientId);
    expect(await status('demo', patientId)).toEqual({ active: true, consentId: consent.slice(4), since: expect.stringMatching(/^2/) });
    expect(await status('demo', patientId, 'RECORDING')).toMatchObject({ active: false });
    await server.data(clinician, 'mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { userErrors { code } } }', { input: { clientMutationId: key(), consentId: consent, expectedVersion: 1 } });
    expect(await status('demo', patientId)).toEqual({ active: false, consentId: consent.slice(4), since: expect.stringMatching(/^2/) });
    const again = await give(patientId);
    expect(await status('demo', patientId)).toMatchObject({ active: true, consentId: again.slice(4) });
  });

  it('another tenant\'s consent is none', async () => {
    await give(patientId);
    expect(await status('other', patientId)).toEqual({ active: false, consentId: null, since: null });
  });

  it('encounter and patient: whose, and whether', async () => {
    const { createEncounter } = await server.data<{ createEncounter: { encounter: { id: string } } }>(clinician, 'mutation ($input: CreateEncounterInput!) { createEncounter(input: $input) { encounter { id } } }', { input: { clientMutationId: key(), patientId: `pat_${patientId}`, start: true } });
    const encounterId = createEncounter.encounter.id.slice(4);
    expect(await callRpc(asker, 'encounterStatus', { tenant: 'demo', encounterId })).toEqual({ found: true, patientId, status: 'IN_PROGRESS' });
    expect(await callRpc(asker, 'encounterStatus', { tenant: 'other', encounterId })).toEqual({ found: false, patientId: null, status: null });
    expect(await callRpc(asker, 'patientStatus', { tenant: 'demo', patientId })).toEqual({ found: true, active: true });
    expect(await callRpc(asker, 'patientStatus', { tenant: 'demo', patientId: nobody })).toEqual({ found: false, active: false });
  });

  it('whose records are one: those merged, from each of them, in their own tenant only', async () => {
    const twin = (await createPatient(server, { allowDuplicate: true })).id.slice(4);
    const records = async (id: string, tenant = 'demo') => (await callRpc(asker, 'personRecords', { tenant, patientId: id })).records;
    expect(await records(twin)).toEqual([twin]);
    await server.data(clinician, 'mutation ($input: MergePatientInput!) { mergePatient(input: $input) { userErrors { code } } }', { input: { clientMutationId: key(), patientId: `pat_${twin}`, expectedVersion: 1, intoPatientId: `pat_${patientId}` } });
    for (const id of [twin, patientId]) expect(await records(id)).toEqual([twin, patientId].sort());
    expect(await records(twin, 'other')).toEqual([]);
    expect(await records(nobody)).toEqual([]);
  });

  it('what is on file: of all records of the person, what counts now, and who asked', async () => {
    const jobId = '0197a000-0000-7000-8000-0000000000b0';
    const twin = (await createPatient(server, { allowDuplicate: true })).id.slice(4);
    const saved = async (mutation: string, type: string, thing: string, input: Record<string, unknown>) =>
      (await server.data<Record<string, Record<string, { id: string }>>>(clinician, `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${thing} { id } userErrors { code message } } }`, { input: { clientMutationId: key(), ...input } }))[mutation]![thing]!.id.slice(4);
    const allergy = (id: string, text: string, more = {}) => saved('recordAllergy', 'RecordAllergyInput', 'allergy', { patientId: `pat_${id}`, code: { text }, category: 'MEDICATION', criticality: 'HIGH', ...more });
    const latex = await allergy(patientId, 'Latex');
    const penicillin = await allergy(twin, 'Penicillin');
    await allergy(twin, 'Eggs', { verificationStatus: 'REFUTED' });
    const medicine = await saved('recordMedication', 'RecordMedicationInput', 'medication', { patientId: `pat_${patientId}`, code: { text: 'lisinopril 20 MG Oral Tablet', codings: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '314077' }] }, status: 'ACTIVE', dosageText: '1 tablet daily' });
    await saved('recordMedication', 'RecordMedicationInput', 'medication', { patientId: `pat_${patientId}`, code: { text: 'amoxicillin' }, status: 'COMPLETED' });
    const condition = await saved('recordCondition', 'RecordConditionInput', 'condition', { patientId: `pat_${patientId}`, code: { text: 'Gout' }, clinicalStatus: 'ACTIVE' });
    await server.data(clinician, 'mutation ($input: MergePatientInput!) { mergePatient(input: $input) { userErrors { code } } }', { input: { clientMutationId: key(), patientId: `pat_${twin}`, expectedVersion: 1, intoPatientId: `pat_${patientId}` } });

    const ask = (parts: ('ALLERGIES' | 'MEDICINES' | 'CONDITIONS')[], tenant = 'demo', id = patientId) => callRpc(asker, 'patientRecord', { tenant, patientId: id, parts, jobId, requestedBy: 'dr.osei' });
    expect(await ask(['ALLERGIES', 'MEDICINES', 'CONDITIONS'])).toEqual({
      records: [twin, patientId].sort(),
      record: {
        language: null,
        allergies: { items: [{ id: latex, text: 'Latex', rxcui: null }, { id: penicillin, text: 'Penicillin', rxcui: null }], noneAsserted: false },
        medicines: [{ id: medicine, text: 'lisinopril 20 MG Oral Tablet', rxcui: '314077', directions: '1 tablet daily' }],
        conditions: [{ id: condition, text: 'Gout' }],
        complete: true,
        readAt: expect.stringMatching(/^20.*Z$/),
      },
    });
    // No more than was asked for.
    expect((await ask(['MEDICINES'])).record).toMatchObject({ allergies: null, conditions: null, medicines: [{ id: medicine }] });
    expect(await ask(['MEDICINES'], 'other')).toEqual({ records: [], record: null });
    expect(await ask(['MEDICINES'], 'demo', nobody)).toEqual({ records: [], record: null });

    const audited = await server.transact({ tenant: 'demo' }, (tx) => tx.query(`SELECT patient_id, actor, detail FROM audit_event WHERE action = 'visit-record.read' AND outcome = 'ALLOWED' ORDER BY at`));
    const detail = (ids: string[]) => ({ ids, jobId, requestedBy: 'dr.osei' });
    expect(audited).toEqual([
      { patient_id: patientId, actor: 'svc.inference', detail: detail([latex, medicine, condition]) },
      { patient_id: twin, actor: 'svc.inference', detail: detail([penicillin]) },
      { patient_id: patientId, actor: 'svc.inference', detail: detail([medicine]) },
    ]);
  });

  it('no known allergies, once asserted, are told as that; never asked is not', async () => {
    const ask = async () => (await callRpc(asker, 'patientRecord', { tenant: 'demo', patientId, parts: ['ALLERGIES'], jobId: nobody, requestedBy: 'dr.osei' })).record?.allergies;
    expect(await ask()).toEqual({ items: [], noneAsserted: false });
    await server.data(clinician, 'mutation ($input: AssertNoKnownAllergiesInput!) { assertNoKnownAllergies(input: $input) { userErrors { code } } }', { input: { clientMutationId: key(), patientId: `pat_${patientId}` } });
    expect(await ask()).toEqual({ items: [], noneAsserted: true });
  });

  it('a database that is away is no answer, and never a yes', async () => {
    await give(patientId);
    server.cutDatabase();
    await expect(status('demo', patientId)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    server.mendDatabase();
    expect(await status('demo', patientId)).toMatchObject({ active: true });
  });
});
