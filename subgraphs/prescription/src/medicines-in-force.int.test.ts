import { callRpc, connectNats } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { encounter, lisinopril, patientId, service } from '../test/service.ts';
import type { Service } from '../test/service.ts';
import { answerRpcs } from './jobs/answer-rpcs.ts';

const jobId = '01890000-0000-7000-8000-00000000f00d';
const twin = '01890000-0000-7000-8000-00000000dddd';
const visit = '01890000-0000-7000-8000-0000000000ff';
let it_: Service;
let broker: TestNats;
let nats: Nats;
let rpcs: { stop(): Promise<void> };

beforeAll(async () => {
  [it_, broker] = await Promise.all([service(), testNats()]);
  nats = await connectNats({ url: broker.url, name: 'test', logger: createLogger({ name: 'test', level: 'silent' }) });
  rpcs = answerRpcs(nats, it_.transact);
  await nats.nc.flush();
});
afterAll(async () => {
  await rpcs.stop();
  await nats.close();
  await Promise.all([it_.stop(), broker.stop()]);
});

const ask = (records: string[], options: { tenant?: string; exceptEncounterId?: string } = {}) =>
  callRpc(nats, 'prescriptionsInForce', { tenant: 'demo', records, exceptEncounterId: visit, jobId, requestedBy: 'dr.osei', ...options });
const signed = async (input: Record<string, unknown>): Promise<string> => {
  const { prescription } = await it_.call('createPrescription', { ...lisinopril, ...input });
  const { prescription: checked } = await it_.call('checkPrescription', { prescriptionId: prescription.id, expectedVersion: prescription.version });
  const { prescription: done, userErrors } = await it_.call('signPrescription', { prescriptionId: prescription.id, expectedVersion: checked.version, inputsHash: checked.safetyCheck.inputsHash, attestation: 'I prescribe this.' });
  expect(userErrors).toEqual([]);
  return done.id.slice('rx_'.length);
};

test('what is signed is on the list with its directions; drafts, another tenant\'s and this visit\'s own are not', async () => {
  await it_.call('createPrescription', lisinopril);
  expect(await ask([patientId])).toEqual({ medicines: [], complete: true });
  const id = await signed({ encounterId: `enc_${encounter.id}` });
  expect(await ask([patientId])).toEqual({ medicines: [{ id, text: 'lisinopril 10 mg', rxcui: expect.stringMatching(/^\d+$/), directions: '10 mg by mouth once daily' }], complete: true });
  expect((await ask([twin, patientId])).medicines).toHaveLength(1);
  expect(await ask([twin])).toEqual({ medicines: [], complete: true });
  expect(await ask([patientId], { tenant: 'other' })).toEqual({ medicines: [], complete: true });
  expect(await ask([patientId], { exceptEncounterId: encounter.id })).toEqual({ medicines: [], complete: true });

  const audited = await it_.asOwner(`SELECT actor, detail FROM prescription.audit_event WHERE action = 'prescription.read' AND actor = 'svc.inference' AND patient_id = $1`, [patientId]);
  expect(audited).toEqual([{ actor: 'svc.inference', detail: { ids: [id], jobId, requestedBy: 'dr.osei' } }, { actor: 'svc.inference', detail: { ids: [id], jobId, requestedBy: 'dr.osei' } }]);
});
