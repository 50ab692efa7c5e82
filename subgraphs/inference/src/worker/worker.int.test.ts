import { randomUUID } from 'node:crypto';
import { domainEvent, streams } from '@dra/events';
import type { ObjectRef } from '@dra/events';
import { callRpc, consumeResult, listDeadLetters, publish, replayDeadLetter } from '@dra/messaging';
import type { Consumption } from '@dra/messaging';
import { cancelJob, retryJob } from '../domain/cancel-or-retry.ts';
import { createInTransaction } from '../store/work.ts';
import { bundleTestWorker, clinician, inferenceStage, until } from '../testing/inference-stage.ts';
import type { Stage } from '../testing/inference-stage.ts';
import { createEngineHost } from './engine-host.ts';
import { runWorker } from './run-worker.ts';

jest.setTimeout(120_000);

let stage: Stage;
let bundle: Awaited<ReturnType<typeof bundleTestWorker>>;
let worker: Awaited<ReturnType<typeof runWorker>>;
let owner: Consumption;
/** Results by job, as the owner of notes applied them. */
const applied = new Map<string, number>();
const results = new Map<string, ObjectRef>();
const ended: { jobId: string; outcome: string }[] = [];

const startWorker = (workerId: string = randomUUID(), batch: () => void = () => undefined) =>
  runWorker({
    nats: stage.nats, objects: stage.objects, kind: 'note', workerId, logger: stage.logger,
    host: createEngineHost({ threadFile: bundle.threadFile, pool: 'note', logger: stage.logger, heapMb: 64 }),
    deadlineOf: () => 2_000,
    retryWaitsMs: [200, 400],
    observe: { taken: () => undefined, batch, ended: ({ job }, outcome) => void ended.push({ jobId: job.jobId, outcome }) },
  });
const control = () => ({ inTransaction: createInTransaction(stage.transact, stage.telling), consents: stage.consents });

beforeAll(async () => {
  [stage, bundle] = await Promise.all([inferenceStage(), bundleTestWorker()]);
  // clinical-note, as far as a job sees it: applies each result once, and says that the draft can be read.
  owner = await consumeResult(stage.nats, 'note', 'succeeded', {
    durable: 'clinical-note-results',
    handler: async ({ payload }) => {
      results.set(payload.jobId, payload.result);
      applied.set(payload.jobId, (applied.get(payload.jobId) ?? 0) + 1);
      const { tenant, patientId, encounterId, requestedBy, jobId } = payload;
      await publish(stage.nats, { id: `drafted:${jobId}`, ...domainEvent('note-drafted.v1', { tenant, patientId, encounterId, requestedBy, jobId, noteId: randomUUID(), version: 1, occurredAt: new Date().toISOString() }) });
    },
  });
  worker = await startWorker();
});
afterEach(() => stage.patients.consent(true));
afterAll(async () => {
  await worker.stop();
  await owner.stop();
  await stage.stop();
  await bundle.remove();
});

test('a transcript becomes a note job and a prescription job; the note job succeeds when its draft can be read', async () => {
  const { encounterId, transcriptId } = await stage.transcribed('ok');
  const job = await stage.noteJobIs(encounterId, 'SUCCEEDED');
  expect(job).toMatchObject({ sourceId: transcriptId, attempt: 1, progress: 1, engine: { id: 'test-engine', version: '1' }, failure: null, requestedBy: 'dr.test' });
  expect(job.startedAt!.getTime()).toBeGreaterThanOrEqual(job.queuedAt.getTime());
  expect(job.finishedAt!.getTime()).toBeGreaterThanOrEqual(job.startedAt!.getTime());
  expect(applied.get(job.id)).toBe(1);
  expect((await stage.jobsOf(encounterId)).map(({ kind, status }) => [kind, status])).toEqual([['note', 'SUCCEEDED'], ['prescription', 'QUEUED']]);
  expect(await stage.audited(job.id)).toEqual(['job.queued', 'job.started', 'job.succeeded']);
});

test('the same event again, under its id or another, makes no other job', async () => {
  const { encounterId, event } = await stage.transcribed('ok');
  await stage.noteJobIs(encounterId, 'SUCCEEDED');
  await publish(stage.nats, { id: randomUUID(), ...event });
  await publish(stage.nats, { id: randomUUID(), ...event });
  const { encounterId: later } = await stage.transcribed('ok');
  const job = await stage.noteJobIs(later, 'SUCCEEDED');
  expect(await stage.jobsOf(encounterId)).toHaveLength(2);
  expect(applied.get(job.id)).toBe(1);
});

describe('what is on file', () => {
  const readAt = '2026-11-24T10:00:00.000Z';
  const [patientId, twin, allergy, prescription] = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
  const record = { language: 'en', allergies: { items: [{ id: allergy, text: 'Penicillin', rxcui: null }], noneAsserted: false }, medicines: [], conditions: [], complete: true, readAt };
  const medicine = { id: prescription, text: 'lisinopril 20 mg', rxcui: null, directions: '20 mg by mouth once daily' };
  const told = async () => {
    const { encounterId } = await stage.transcribed('context', { patientId });
    const job = await stage.noteJobIs(encounterId, 'SUCCEEDED');
    const result = (await stage.objects.getJson({ ...(results.get(job.id) as ObjectRef) })) as { warnings: { message: string }[] };
    return { job, encounterId, context: JSON.parse(result.warnings[0]!.message) as unknown };
  };
  const reset = () => Object.assign(stage.patients, { onFile: undefined, prescriptions: undefined, recordsAsked: [] });
  beforeEach(reset);
  afterEach(reset);

  it('is read for the holder of the claim: of all records of the person, without this visit\'s own orders', async () => {
    Object.assign(stage.patients, { onFile: { records: [patientId, twin], record }, prescriptions: { medicines: [medicine], complete: true } });
    const { job, encounterId, context } = await told();
    expect(context).toEqual({ record, prescriptions: [medicine] });
    expect(stage.patients.recordsAsked).toEqual([
      { tenant: 'demo', patientId, parts: ['ALLERGIES', 'MEDICINES', 'CONDITIONS'], jobId: job.id, requestedBy: 'dr.test' },
      { tenant: 'demo', records: [patientId, twin], exceptEncounterId: encounterId, jobId: job.id, requestedBy: 'dr.test' },
    ]);
  });

  it('that cannot be read, or some of it, holds nothing up and is never "nothing on file"', async () => {
    Object.assign(stage.patients, { onFile: null, prescriptions: null });
    expect((await told()).context).toEqual({ record: null, prescriptions: null });
    stage.patients.onFile = { records: [patientId], record };
    expect((await told()).context).toEqual({ record, prescriptions: null });
    stage.patients.prescriptions = { medicines: [medicine], complete: false };
    expect((await told()).context).toEqual({ record, prescriptions: null });
  });

  it('is told to nobody who does not hold the claim', async () => {
    stage.patients.onFile = { records: [patientId], record };
    const { job } = await told();
    stage.patients.recordsAsked.length = 0;
    const nothing = { granted: false, record: null, prescriptions: null, vocabulary: [], language: null };
    for (const request of [{ tenant: 'demo', claimId: job.claimId ?? 'x' }, { tenant: 'other', claimId: 'x' }]) expect(await callRpc(stage.nats, 'jobContext', { ...request, jobId: job.id })).toEqual(nothing);
    expect(stage.patients.recordsAsked).toEqual([]);
  });

  it('lies in no stream', async () => {
    stage.patients.onFile = { records: [patientId], record };
    await told();
    for (const { name } of streams) {
      const { state } = await stage.nats.jsm.streams.info(name);
      for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
        const message = await stage.nats.jsm.streams.getMessage(name, { seq }).catch(() => null);
        expect(message?.string() ?? '').not.toMatch(/Penicillin|lisinopril/);
      }
    }
  });
});

test('nobody spoke', async () => {
  const { encounterId } = await stage.transcribed('no-speech');
  const job = await stage.noteJobIs(encounterId, 'NO_SPEECH');
  expect(job.failure).toBeNull();
  expect(applied.has(job.id)).toBe(false);
});

test('a failure that another run can mend is tried again; one that it cannot ends the job', async () => {
  const mended = await stage.transcribed('fail-until 2');
  const final = await stage.transcribed('fail FINAL');
  expect(await stage.noteJobIs(final.encounterId, 'FAILED')).toMatchObject({ attempt: 1, failure: { code: 'TEST_FINAL', retryable: false } });
  expect(await stage.noteJobIs(mended.encounterId, 'SUCCEEDED')).toMatchObject({ attempt: 2 });
  const { encounterId } = final;
  const job = await stage.noteJob(encounterId);
  expect(await retryJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: job!.id })).toMatchObject({ kind: 'refused' });
});

test('a failure that stays ends after three runs, and a person may try again', async () => {
  const { encounterId } = await stage.transcribed('fail RETRYABLE');
  const job = await stage.noteJobIs(encounterId, 'FAILED', 40_000);
  expect(job).toMatchObject({ attempt: 3, failure: { code: 'TEST_RETRYABLE', retryable: true } });
  const clientMutationId = randomUUID();
  expect(await retryJob(control(), clinician(), { clientMutationId, jobId: job.id })).toEqual({ kind: 'done', jobId: job.id });
  expect(await retryJob(control(), clinician(), { clientMutationId, jobId: job.id })).toEqual({ kind: 'done', jobId: job.id });
  await until(async () => (await stage.noteJob(encounterId))!.attempt === 4);
});

test.each([
  ['crash', 'ENGINE_CRASHED'],
  ['throw', 'ENGINE_CRASHED'],
  ['memory', 'ENGINE_OUT_OF_MEMORY'],
  ['block', 'ENGINE_TIMEOUT'],
])('%s costs the job its attempts and nobody else anything; it ends among the dead letters with its reason', async (what, code) => {
  const poisoned = await stage.transcribed(what);
  const others = await Promise.all(Array.from({ length: 3 }, () => stage.transcribed('ok')));
  for (const { encounterId } of others) expect(await stage.noteJobIs(encounterId, 'SUCCEEDED', 30_000)).toMatchObject({ attempt: 1 });
  const job = await stage.noteJobIs(poisoned.encounterId, 'FAILED', 60_000);
  expect(job).toMatchObject({ attempt: 3, failure: { code, retryable: true } });
  const letter = (await listDeadLetters(stage.nats)).find(({ subject }) => subject.endsWith(job.id));
  expect(letter).toMatchObject({ code, durable: 'note-live' });
  expect(JSON.stringify(letter)).not.toContain('patient said');
});

test('something that is not a result is refused, kept, and can be replayed as one run more', async () => {
  const { encounterId } = await stage.transcribed('garbage');
  const job = await stage.noteJobIs(encounterId, 'FAILED');
  expect(job).toMatchObject({ attempt: 1, failure: { code: 'OUTPUT_INVALID', retryable: false } });
  const letter = (await listDeadLetters(stage.nats)).find(({ subject }) => subject.endsWith(job.id));
  await replayDeadLetter(stage.nats, letter!.sequence);
  await until(async () => (await stage.noteJob(encounterId))!.attempt === 2);
  await stage.noteJobIs(encounterId, 'FAILED');
});

test('an input that is gone, or is not what was stored, ends the job', async () => {
  const gone = await stage.transcribed('slow 10', { priority: 'bulk' });
  await stage.objects.delete([gone.transcript.key]);
  const job = await until(async () => {
    const now = await stage.noteJob(gone.encounterId);
    return now && ['FAILED', 'SUCCEEDED'].includes(now.status) ? now : null;
  });
  // It may have been read before it went.
  if (job.status === 'FAILED') expect(job.failure).toMatchObject({ code: 'INPUT_MISSING', retryable: false });

  await worker.stop();
  const changed = await stage.transcribed('ok');
  await stage.noteJobIs(changed.encounterId, 'QUEUED');
  await stage.objects.putJson(changed.transcript.key, { other: true });
  worker = await startWorker();
  expect(await stage.noteJobIs(changed.encounterId, 'FAILED')).toMatchObject({ failure: { code: 'INPUT_CORRUPT', retryable: false } });
});

test('a queued job that is cancelled never runs; a running one stops', async () => {
  await worker.stop();
  const queued = await stage.transcribed('ok');
  const waiting = await stage.noteJobIs(queued.encounterId, 'QUEUED');
  expect(await cancelJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: waiting.id })).toMatchObject({ kind: 'done' });
  worker = await startWorker();

  const running = await stage.transcribed('slow 1200');
  const busy = await stage.noteJobIs(running.encounterId, 'RUNNING');
  expect(await cancelJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: busy.id })).toMatchObject({ kind: 'done' });
  const cancelled = await until(() => ended.find(({ jobId }) => jobId === busy.id), 5_000);
  expect(cancelled.outcome).toBe('cancelled');
  expect(await stage.noteJob(running.encounterId)).toMatchObject({ status: 'CANCELLED' });
  // What was taken from the queue is gone from it.
  await until(async () => (await stage.nats.jsm.consumers.info('JOBS', 'note-live')).num_ack_pending === 0);
  expect([applied.has(waiting.id), applied.has(busy.id)]).toEqual([false, false]);
  expect(await cancelJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: busy.id })).toMatchObject({ kind: 'done' });
});

test('a job that has ended stays as it is, and another tenant has no such job', async () => {
  const { encounterId } = await stage.transcribed('ok');
  const job = await stage.noteJobIs(encounterId, 'SUCCEEDED');
  expect(await cancelJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: job.id })).toMatchObject({ kind: 'refused' });
  expect(await cancelJob(control(), clinician('dr.other', 'demo-b'), { clientMutationId: randomUUID(), jobId: job.id })).toEqual({ kind: 'not-found' });
  expect(await retryJob(control(), clinician('dr.other', 'demo-b'), { clientMutationId: randomUUID(), jobId: job.id })).toEqual({ kind: 'not-found' });
});

test('without consent nothing is queued; revoked between queue and claim nothing is run; given again, a retry runs', async () => {
  stage.patients.consent(false);
  const refused = await stage.transcribed('ok');
  const job = await stage.noteJobIs(refused.encounterId, 'FAILED');
  expect(job).toMatchObject({ attempt: 0, failure: { code: 'CONSENT_REQUIRED', retryable: true } });
  expect(await stage.audited(job.id)).toEqual(['job.refused']);
  expect(await retryJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: job.id })).toMatchObject({ kind: 'refused' });

  stage.patients.consent(true);
  await worker.stop();
  const revoked = await stage.transcribed('ok');
  const queued = await stage.noteJobIs(revoked.encounterId, 'QUEUED');
  stage.patients.consent(false);
  worker = await startWorker();
  expect(await stage.noteJobIs(revoked.encounterId, 'FAILED')).toMatchObject({ attempt: 0, failure: { code: 'CONSENT_REQUIRED', retryable: true } });
  expect(applied.has(queued.id)).toBe(false);

  stage.patients.consent(true);
  expect(await retryJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: queued.id })).toMatchObject({ kind: 'done' });
  await stage.noteJobIs(revoked.encounterId, 'SUCCEEDED');
});

test('a consent that is revoked again after the retry ends the job again, and soon', async () => {
  await worker.stop();
  const { encounterId } = await stage.transcribed('ok');
  const job = await stage.noteJobIs(encounterId, 'QUEUED');
  stage.patients.consent(false);
  worker = await startWorker();
  for (let time = 0; time < 2; time += 1) {
    expect(await stage.noteJobIs(encounterId, 'FAILED', 8_000)).toMatchObject({ attempt: 0, failure: { code: 'CONSENT_REQUIRED' } });
    await worker.stop();
    stage.patients.consent(true);
    expect(await retryJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: job.id })).toMatchObject({ kind: 'done' });
    await stage.noteJobIs(encounterId, 'QUEUED');
    if (time === 0) stage.patients.consent(false);
    worker = await startWorker();
  }
  await stage.noteJobIs(encounterId, 'SUCCEEDED');
});

test('a consent that is revoked while the engine runs stops the work', async () => {
  const visit = await stage.transcribed('slow 1200');
  const job = await stage.noteJobIs(visit.encounterId, 'RUNNING');
  stage.patients.consent(false);
  const event = domainEvent('consent-changed.v1', { tenant: 'demo', patientId: visit.patientId, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), consentId: randomUUID(), type: 'AI_PROCESSING', status: 'REVOKED', version: 2 });
  await publish(stage.nats, { id: randomUUID(), ...event });
  expect(await stage.noteJobIs(visit.encounterId, 'FAILED', 3_000)).toMatchObject({ failure: { code: 'CONSENT_REQUIRED' } });
  expect((await until(() => ended.find(({ jobId }) => jobId === job.id))).outcome).toBe('cancelled');
  expect(applied.has(job.id)).toBe(false);
});

test('the patient subgraph away: jobs wait, unqueued and unrun, and go on when it is back', async () => {
  await stage.patients.away();
  const visit = await stage.transcribed('ok');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await stage.jobsOf(visit.encounterId)).toEqual([]);
  stage.patients.back();
  await stage.noteJobIs(visit.encounterId, 'SUCCEEDED');
});

test('a fault of the worker itself does not keep a job for ever: it is given back and runs', async () => {
  await worker.stop();
  let faults = 0;
  worker = await startWorker(randomUUID(), () => {
    faults += 1;
    if (faults === 1) throw new RangeError('a fault of the worker');
  });
  const { encounterId } = await stage.transcribed('ok');
  expect(await stage.noteJobIs(encounterId, 'SUCCEEDED', 8_000)).toMatchObject({ attempt: 2 });
});

test('a worker that stops gives its job back, without an attempt lost', async () => {
  const { encounterId } = await stage.transcribed('deaf');
  await stage.noteJobIs(encounterId, 'RUNNING');
  await worker.stop(100);
  expect(await stage.noteJobIs(encounterId, 'QUEUED')).toMatchObject({ attempt: 0 });
  const job = await stage.noteJob(encounterId);
  await cancelJob(control(), clinician(), { clientMutationId: randomUUID(), jobId: job!.id });
  worker = await startWorker();
});

test('live visits go before bulk work', async () => {
  await worker.stop();
  const bulk = [];
  for (let index = 0; index < 12; index += 1) bulk.push(await stage.transcribed('ok', { priority: 'bulk' }));
  const live = await stage.transcribed('ok', { priority: 'live' });
  for (const { encounterId } of [...bulk, live]) await stage.noteJobIs(encounterId, 'QUEUED');
  worker = await startWorker();
  const job = await stage.noteJobIs(live.encounterId, 'SUCCEEDED');
  const started = [];
  for (const { encounterId } of bulk) started.push((await stage.noteJobIs(encounterId, 'SUCCEEDED')).startedAt!);
  // Of the bulk, no more than shares the first batch.
  expect(started.filter((at) => at < job.startedAt!).length).toBeLessThanOrEqual(3);
});
