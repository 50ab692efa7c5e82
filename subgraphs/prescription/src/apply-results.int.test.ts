import { randomUUID } from 'node:crypto';
import type { OrderDraft, PrescriptionResult } from '@dra/events';
import { jobSucceeded, resultMessage } from '@dra/events';
import { connectNats, ensureStreams, listDeadLetters, publish } from '@dra/messaging';
import type { Consumption, Nats } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import type { ObjectStore } from '@dra/objects';
import { createLogger } from '@dra/service';
import { testNats, testS3 } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { fields, service } from '../test/service.ts';
import type { Service } from '../test/service.ts';
import { applyPrescriptionResult, applyPrescriptionResults } from './jobs/apply-prescription-results.ts';

let it_: Service;
let server: TestNats;
let nats: Nats;
let objects: ObjectStore;
let consumption: Consumption;

beforeAll(async () => {
  const logger = createLogger({ name: 'test', level: 'silent' });
  [it_, server] = await Promise.all([service(), testNats()]);
  objects = createObjectStore(await testS3());
  nats = await connectNats({ url: server.url, name: 'test', logger });
  await ensureStreams(nats);
  consumption = await applyPrescriptionResults({ nats, inTransaction: it_.inTransaction, readResult: (ref) => objects.getJson(ref) });
});
afterAll(async () => {
  await consumption.stop();
  await nats.close();
  objects.close();
  await it_.stop();
  await server.stop();
});

const order = (change: Partial<OrderDraft> = {}, sig: Partial<OrderDraft['sig']> = {}): OrderDraft => ({
  intent: 'START',
  drug: { text: 'amoxicillin', name: 'amoxicillin', rxcui: null, ingredients: [{ name: 'amoxicillin', rxcui: null }], form: null, strength: null },
  sig: {
    doseMin: '500', doseMax: '500', doseUnit: 'mg', route: 'oral', frequency: 2, period: '1', periodUnit: 'd', prn: false, prnReason: null,
    durationValue: '10', durationUnit: 'd', maxPerPeriod: null, timing: [], steps: [], text: 'five hundred, no, 500 mg po bid for ten days', ...sig,
  },
  quantity: { value: '20', unit: 'capsule' },
  refills: 0,
  indication: null,
  evidence: [{ field: 'drug', segmentId: `${randomUUID()}.3`, startMs: null, endMs: null, charStart: 4, charEnd: 15, score: 1 }],
  missing: [],
  unconfirmed: [],
  flags: [],
  ...change,
});

const jobOf = async (orders: OrderDraft[], change: Record<string, unknown> = {}) => {
  const result: PrescriptionResult = { engine: { id: 'order-grammar', version: '1', tier: 'STANDARD' }, orders };
  const jobId = randomUUID();
  return jobSucceeded.parse({
    jobId, kind: 'prescription', tenant: 'demo', patientId: randomUUID(), encounterId: randomUUID(), sourceId: randomUUID(), requestedBy: 'dr.osei', attempt: 1,
    engine: null, startedAt: new Date().toISOString(), finishedAt: new Date().toISOString(), result: await objects.putJson(`results/${jobId}`, result), ...change,
  });
};
type Job = Awaited<ReturnType<typeof jobOf>>;
const send = async (job: Job) => void (await publish(nats, { id: `${job.jobId}:succeeded`, ...resultMessage({ outcome: 'succeeded', body: job }) }));
const apply = (job: Job, messageId = `${job.jobId}:succeeded`) => applyPrescriptionResult(it_.inTransaction, (ref) => objects.getJson(ref), job, messageId);
const draftsOf = async ({ encounterId, tenant }: Job) =>
  (await it_.ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Encounter { prescriptions { ${fields} } } } }`, { r: [{ __typename: 'Encounter', id: `enc_${encounterId}` }] }, { tenant })).data?._entities[0].prescriptions;
const until = async <T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> => {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (done(value) || tries > 200) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const tellings = (job: Job) => it_.asOwner(`SELECT payload FROM prescription.outbox WHERE subject LIKE 'events.prescriptions-drafted.v1.%' AND payload ->> 'jobId' = $1`, [job.jobId]);

test('a result on the stream becomes proposals, with their evidence, and tells the job', async () => {
  const job = await jobOf([order(), order({ intent: 'STOP' }), order({ intent: 'HYPOTHETICAL' }), order({ intent: 'CONTINUE' })]);
  await send(job);
  const drafts = await until(() => draftsOf(job), (rows) => rows.length > 0);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).toMatchObject({
    status: 'PENDING_REVIEW', intent: 'PROPOSAL', origin: 'AI', version: 1, missing: [], safetyCheck: null,
    drug: { name: 'amoxicillin', ingredients: [{ name: 'amoxicillin' }] },
    // The fields, not the slip of the tongue.
    sig: { periodUnit: 'D', text: '500 mg by mouth 2 times a day for 10 days' },
    quantity: { value: '20', unit: 'capsule' }, refills: 0,
    evidence: [{ field: 'drug', evidence: { segmentId: expect.stringMatching(/^seg_[0-9a-f-]{36}\.3$/), startMs: null, charStart: 4, charEnd: 15 } }],
  });
  const [telling] = await tellings(job);
  expect(telling?.payload).toMatchObject({ prescriptionIds: [drafts[0].id.slice(3)], encounterId: job.encounterId });
});

test('delivered again, in a row and at once, it is applied once', async () => {
  const job = await jobOf([order(), order({ drug: { ...order().drug, text: 'ibuprofen' } })]);
  await apply(job);
  await Promise.all(Array.from({ length: 5 }, () => apply(job)));
  expect(await draftsOf(job)).toHaveLength(2);
  expect(await tellings(job)).toHaveLength(1);
});

test('nothing to prescribe: no draft, and the job hears that it is done', async () => {
  const job = await jobOf([]);
  await apply(job);
  expect(await draftsOf(job)).toEqual([]);
  expect((await tellings(job))[0]?.payload).toMatchObject({ prescriptionIds: [] });
});

test('the same order heard again in the encounter, as after a corrected transcript, is no second draft; another dose is', async () => {
  const first = await jobOf([order()]);
  await apply(first);
  const again = await jobOf([order(), order({}, { doseMin: '250', doseMax: '250' })], { encounterId: first.encounterId, patientId: first.patientId });
  await apply(again);
  expect((await draftsOf(first)).map((draft: { sig: { doseMin: string } }) => draft.sig.doseMin).sort()).toEqual(['250', '500']);
});

test('the same drug by two routes is two orders, and neither is lost', async () => {
  const drops = (route: string | null) => order({ drug: { ...order().drug, text: 'ciprofloxacin' } }, { doseMin: '2', doseMax: '2', doseUnit: 'drop', route });
  const job = await jobOf([drops('ophthalmic'), drops('otic'), drops(null)]);
  await apply(job);
  expect((await draftsOf(job)).map((draft: { sig: { route: string } }) => draft.sig.route).sort()).toEqual(['ophthalmic', 'otic']);
});

test('a refill is proposed; what must be confirmed stays so; an unknown name too', async () => {
  const job = await jobOf([
    order({ intent: 'CONTINUE', flags: ['REFILL'], unconfirmed: ['dose'] }),
    order({ drug: { ...order().drug, text: 'zorbaxil', name: null, ingredients: [] }, flags: ['DRUG_UNKNOWN'] }),
  ]);
  await apply(job);
  const drafts = await draftsOf(job);
  expect(drafts.map((draft: { drug: { text: string }; unconfirmed: string[]; flags: string[] }) => [draft.drug.text, draft.unconfirmed, draft.flags])).toEqual([
    ['amoxicillin', ['dose'], ['REFILL']],
    ['zorbaxil', ['drug'], ['DRUG_UNKNOWN']],
  ]);
});

test('a taper is proposed step by step, in words too; a step whose dose cannot be makes the dose missing', async () => {
  const none = { doseMin: null, doseMax: null, doseUnit: null, durationValue: null, durationUnit: null } as const;
  const step = (number: number, dose: string) => ({ step: number, doseMin: dose, doseMax: dose, doseUnit: 'mg', route: 'oral', frequency: 1, period: '1', periodUnit: 'd' as const, prn: false, prnReason: null, durationValue: '5', durationUnit: 'd' as const, maxPerPeriod: null, timing: ['MORN'] });
  const taper = (...steps: OrderDraft['sig']['steps']) => order({ quantity: null, unconfirmed: ['dose'] }, { ...none, frequency: 1, period: '1', steps });
  const job = await jobOf([taper(step(1, '40'), step(2, '20')), taper(step(1, '40'), step(2, '2000000'))]);
  await apply(job);
  const [whole, broken] = await draftsOf(job);
  expect(whole).toMatchObject({
    missing: [], unconfirmed: ['dose'],
    sig: { doseMin: null, text: '40 mg by mouth once daily in the morning for 5 days; then 20 mg by mouth once daily in the morning for 5 days', steps: [{ step: 1, doseMin: '40', periodUnit: 'D', timing: ['MORN'], text: '40 mg by mouth once daily in the morning for 5 days' }, { step: 2, doseMin: '20' }] },
  });
  expect(broken).toMatchObject({ missing: ['dose'], sig: { steps: [{ doseMin: '40' }, { doseMin: null, doseUnit: null }] } });
});

test('the same taper heard again is no second draft, whatever route was said; other steps and another time of day are', async () => {
  const none = { doseMin: null, doseMax: null, doseUnit: null, durationValue: null, durationUnit: null } as const;
  const step = (number: number, dose: string, route: string | null = 'oral', timing = ['MORN']) => ({ step: number, doseMin: dose, doseMax: dose, doseUnit: 'mg', route, frequency: 1, period: '1', periodUnit: 'd' as const, prn: false, prnReason: null, durationValue: '5', durationUnit: 'd' as const, maxPerPeriod: null, timing });
  const taper = (...steps: OrderDraft['sig']['steps']) => order({ quantity: null }, { ...none, route: null, steps });
  const first = await jobOf([taper(step(1, '40'), step(2, '20'))]);
  await apply(first);
  const again = await jobOf([taper(step(1, '40', null), step(2, '20', null)), taper(step(1, '40'), step(2, '10')), taper(step(1, '40', 'oral', ['HS']), step(2, '20', 'oral', ['HS']))], { encounterId: first.encounterId, patientId: first.patientId });
  await apply(again);
  expect((await draftsOf(first)).map((draft: { sig: { steps: { doseMin: string; timing: string[] }[] } }) => draft.sig.steps.map(({ doseMin, timing }) => `${doseMin} ${timing.join()}`).join(' ')).sort()).toEqual(['40 HS 20 HS', '40 MORN 10 MORN', '40 MORN 20 MORN']);
});

test('what was said of the whole taper is in each of its steps', async () => {
  const none = { doseMin: null, doseMax: null, doseUnit: null, durationValue: null, durationUnit: null } as const;
  const step = (number: number, dose: string) => ({ step: number, doseMin: dose, doseMax: dose, doseUnit: 'mg', route: null, frequency: 1, period: '1', periodUnit: 'd' as const, prn: false, prnReason: null, durationValue: '3', durationUnit: 'd' as const, maxPerPeriod: null, timing: [] });
  const job = await jobOf([order({ quantity: null }, { ...none, route: 'oral', prn: true, prnReason: 'gout pain', steps: [step(1, '60'), step(2, '40')] })]);
  await apply(job);
  expect(await draftsOf(job)).toMatchObject([{ missing: [], sig: { prn: true, text: '60 mg by mouth once daily as needed for gout pain for 3 days; then 40 mg by mouth once daily as needed for gout pain for 3 days' } }]);
});

test('a dose that cannot be is left out, hence missing', async () => {
  const job = await jobOf([order({}, { doseMin: '500000', doseMax: '500000' }), order({}, { doseMin: '0', doseMax: '0' })]);
  await apply(job);
  for (const draft of await draftsOf(job)) expect(draft).toMatchObject({ sig: { doseMin: null, doseUnit: null }, missing: ['dose'] });
});

test('inside its own tenant only', async () => {
  const job = await jobOf([order()], { tenant: 'demo-b' });
  await apply(job);
  expect(await draftsOf(job)).toHaveLength(1);
  expect(await draftsOf({ ...job, tenant: 'demo' })).toEqual([]);
});

test('an altered result and one that is no list of orders end among the dead letters, and the next one is applied', async () => {
  const altered = await jobOf([order()]);
  await send({ ...altered, result: { ...altered.result, sha256: '0'.repeat(64) } });
  const wrong = await jobOf([], {});
  await send({ ...wrong, result: await objects.putJson(`results/${randomUUID()}`, { orders: 'none' }) });
  const good = await jobOf([order()]);
  await send(good);
  expect(await until(() => draftsOf(good), (rows) => rows.length > 0)).toHaveLength(1);
  const letters = await until(() => listDeadLetters(nats), (found) => found.length >= 2);
  expect(letters).toHaveLength(2);
  expect(await draftsOf(altered)).toEqual([]);
});
