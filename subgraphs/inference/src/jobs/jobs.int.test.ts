import { randomUUID } from 'node:crypto';
import { domainEvent, jobProgress, jobRequested, jobSubject, progressSubject, resultMessage } from '@dra/events';
import { callRpc, consumeResult, listDeadLetters, PermanentFailure, publish, replayDeadLetter } from '@dra/messaging';
import { serviceActor } from '@dra/access';
import { openDataSource } from '@dra/pg-store';
import { reapAfterMs } from '../domain/reap-job.ts';
import { queueJobs } from '../domain/queue-jobs.ts';
import type { Job } from '../domain/job.ts';
import { createInTransaction } from '../store/work.ts';
import { withContext } from '../worker/job-context.ts';
import { inferenceStage, tenant, until } from '../testing/inference-stage.ts';
import type { Stage } from '../testing/inference-stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await inferenceStage({ reapEveryMs: 150, clinic: { vocabularyOf: (of) => (of === tenant ? ['Dr. Osei', 'Ridgeview'] : []), languageOf: (of) => (of === tenant ? 'en' : null) } });
});
afterAll(() => stage.stop());

const silent = `last_seen_at = now() - interval '${reapAfterMs / 1_000 + 1} seconds'`;
const engine = { id: 'test', version: '1' };
const claim = (job: Job, claimId: string = randomUUID(), workerId = 'w1', replayed = false) =>
  callRpc(stage.nats, 'jobClaim', { tenant, jobId: job.id, kind: job.kind, workerId, claimId, replayed, engine });
const queuedNote = async (text = 'ok') => {
  const visit = await stage.transcribed(text);
  const job = await stage.noteJobIs(visit.encounterId, 'QUEUED');
  await until(() => stage.nats.jsm.streams.getMessage('JOBS', { last_by_subj: jobSubject('note', 'live', tenant, job.id) }));
  return { visit, job };
};
const takeMessage = async (job: Job) => {
  const subject = jobSubject('note', 'live', tenant, job.id);
  const stored = await stage.nats.jsm.streams.getMessage('JOBS', { last_by_subj: subject });
  await stage.nats.jsm.streams.deleteMessage('JOBS', stored!.seq);
  return { subject, stored };
};
const resultOf = (job: Job, attempt = 1) => ({
  jobId: job.id, kind: 'note' as const, tenant, patientId: job.patientId, encounterId: job.encounterId, sourceId: job.sourceId, requestedBy: 'dr.test', attempt, engine,
  startedAt: new Date().toISOString(), finishedAt: new Date().toISOString(),
});

test('a claim is granted to one worker at a time, is idempotent, and a silent worker loses it', async () => {
  const { job, visit } = await queuedNote();
  const granted = await Promise.all([claim(job, 'c1', 'w1'), claim(job, 'c2', 'w2'), claim(job, 'c3', 'w3')]);
  expect(granted.filter((one) => one.proceed)).toHaveLength(1);
  expect(granted.filter((one) => one.reason === 'BUSY')).toHaveLength(2);
  const winner = `c${granted.findIndex((one) => one.proceed) + 1}`;
  expect(await claim(job, winner, `w${winner.slice(1)}`)).toEqual({ proceed: true, reason: 'OK', attempt: 1, lastAttempt: false });
  await stage.change(job.id, `last_seen_at = now() - interval '10 seconds'`);
  expect(await claim(job, 'c4', 'w4')).toMatchObject({ proceed: true, attempt: 2 });
  expect(await stage.noteJob(visit.encounterId)).toMatchObject({ status: 'RUNNING', workerId: 'w4', engine });
  // The one that lost it cannot give it back.
  expect(await callRpc(stage.nats, 'jobRelease', { tenant, jobId: job.id, claimId: winner, code: 'X', countsAsAttempt: true })).toEqual({ released: false });
  expect(await callRpc(stage.nats, 'jobRelease', { tenant, jobId: job.id, claimId: 'c4', code: 'WORKER_STOPPING', countsAsAttempt: false })).toEqual({ released: true });
  expect(await stage.noteJob(visit.encounterId)).toMatchObject({ status: 'QUEUED', attempt: 1, workerId: null });
});

test('a recogniser is told what the patient takes, by the names that people say, the clinic\'s words and its language, and no more of the record', async () => {
  const ids = { recordingId: randomUUID(), encounterId: randomUUID(), patientId: randomUUID() };
  const audio = { key: `audio/${randomUUID()}`, sha256: 'a'.repeat(64), bytes: 1 };
  const event = domainEvent('recording-uploaded.v1', { ...ids, tenant, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), audio, mediaType: 'audio/wav', durationMs: null, priority: 'live' });
  await publish(stage.nats, { id: randomUUID(), ...event });
  const job = await until(async () => (await stage.jobsOf(ids.encounterId))[0]);
  const claimId = randomUUID();
  const message = jobRequested.parse({ jobId: job.id, kind: 'transcription', tenant, ...ids, requestedBy: 'dr.test', queuedAt: new Date().toISOString(), audio, mediaType: 'audio/wav', durationMs: null });
  const input = () => withContext(stage.nats, { job: message, claimId, input: Promise.resolve({ audio: 'sound' }) });
  const medicine = (text: string) => ({ id: randomUUID(), text, rxcui: null, directions: null });
  const record = { language: 'en-US', allergies: null, medicines: [medicine('24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet')], conditions: null, complete: true, readAt: new Date().toISOString() };
  Object.assign(stage.patients, { onFile: { records: [ids.patientId], record }, prescriptions: { medicines: [medicine('lisinopril 20 mg'), medicine('Lisinopril 10 MG Oral Tablet')], complete: true } });

  // Before the claim nobody is told anything.
  expect(await input()).toEqual({ audio: 'sound', hints: {} });
  expect(await claim(job, claimId)).toMatchObject({ proceed: true });
  expect(await input()).toEqual({ audio: 'sound', hints: { language: 'en', vocabulary: ['Dr. Osei', 'Ridgeview'], medicines: ['lisinopril', 'metformin'] } });
  expect(stage.patients.recordsAsked[0]).toMatchObject({ parts: ['MEDICINES'] });
  stage.patients.onFile = { records: [ids.patientId], record: { ...record, language: 'es' } };
  expect(await input()).toMatchObject({ hints: { vocabulary: ['Dr. Osei', 'Ridgeview'] } });
  expect(JSON.stringify(await input())).not.toContain('language');
  stage.patients.onFile = null;
  expect(await input()).toEqual({ audio: 'sound', hints: { language: 'en', vocabulary: ['Dr. Osei', 'Ridgeview'] } });
});

test('steps of a live visit look into the record once, and once more only where it could not be read', async () => {
  const ids = { recordingId: randomUUID(), encounterId: randomUUID(), patientId: randomUUID() };
  const audio = { key: `audio/${randomUUID()}`, sha256: 'a'.repeat(64), bytes: 1 };
  const hearing = (step: number) => ({ kind: 'step' as const, step, after: step > 1 ? audio : null, chunks: [audio], firstByte: 0 });
  const visit = { ...ids, tenant, requestedBy: 'dr.test', mediaType: 'audio/wav', durationMs: 1_000 };
  const input = async (step: number, told?: object) => {
    await publish(stage.nats, { id: randomUUID(), ...domainEvent('live-sound-arrived.v1', { ...visit, occurredAt: new Date().toISOString(), hearing: hearing(step) }) });
    const job = await until(async () => (await stage.jobsOf(ids.encounterId)).find(({ sourceVersion }) => sourceVersion === step + 1));
    const claimId = randomUUID();
    expect(await claim(job, claimId)).toMatchObject({ proceed: true });
    const message = jobRequested.parse({ ...visit, jobId: job.id, kind: 'transcription', queuedAt: new Date().toISOString(), audio, hearing: hearing(step) });
    return withContext(stage.nats, { job: message, claimId, input: Promise.resolve({ audio: 'sound', ...told }) });
  };
  const asked = () => stage.patients.recordsAsked.filter((one) => 'patientId' in one && one.patientId === ids.patientId).length;
  Object.assign(stage.patients, { onFile: null, prescriptions: undefined });
  expect(await input(1)).toEqual({ audio: 'sound', hints: { language: 'en', vocabulary: ['Dr. Osei', 'Ridgeview'] } });
  const unread = asked();
  stage.patients.onFile = undefined;
  const hints = { language: 'en', vocabulary: ['Dr. Osei', 'Ridgeview'], medicines: [] };
  expect(await input(2)).toEqual({ audio: 'sound', hints });
  expect(asked()).toBe(unread + 1);
  expect(await input(3, { hints })).toEqual({ audio: 'sound', hints });
  expect(asked()).toBe(unread + 1);
});

/** A live visit's steps, and its end. */
const liveVisit = () => {
  const ids = { recordingId: randomUUID(), encounterId: randomUUID(), patientId: randomUUID() };
  const audio = { key: `audio/${randomUUID()}`, sha256: 'a'.repeat(64), bytes: 1 };
  const visit = { ...ids, tenant, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), mediaType: 'audio/wav', durationMs: 1_000 };
  const jobs = () => stage.jobsOf(ids.encounterId);
  const ofVersion = (version: number) => until(async () => (await jobs()).find(({ sourceVersion }) => sourceVersion === version));
  return {
    ids, jobs, ofVersion,
    step: async (step: number) => {
      await publish(stage.nats, { id: randomUUID(), ...domainEvent('live-sound-arrived.v1', { ...visit, hearing: { kind: 'step', step, after: null, chunks: [audio], firstByte: 0 } }) });
      return ofVersion(step + 1);
    },
    heard: (step: number, jobId: string) => publish(stage.nats, { id: randomUUID(), ...domainEvent('live-step-heard.v1', { ...ids, tenant, requestedBy: 'svc.voice', occurredAt: visit.occurredAt, step, jobId }) }),
    end: () => publish(stage.nats, { id: randomUUID(), ...domainEvent('recording-uploaded.v1', { ...visit, audio, priority: 'live', hearing: { kind: 'rest', after: null } }) }),
    versions: async () => (await jobs()).map(({ sourceVersion }) => sourceVersion).sort((one, other) => one - other),
    onRecord: (): Promise<string[]> =>
      stage.transact({ tenant }, async (tx) => (await tx.query<{ action: string }>(`SELECT action FROM audit_event WHERE tenant = $1 AND patient_id = $2 ORDER BY seq`, [tenant, ids.patientId])).map((row) => row.action)),
  };
};

test('however many steps a live visit is heard in: two entries on record, one more for each other engine, and two rows at most', async () => {
  const visit = liveVisit();
  for (let step = 1; step <= 5; step += 1) {
    const job = await visit.step(step);
    const version = step < 4 ? '1' : '2';
    expect(await callRpc(stage.nats, 'jobClaim', { tenant, jobId: job.id, kind: 'transcription', workerId: 'w', claimId: randomUUID(), replayed: false, engine: { id: 'test', version }, share: 8 })).toMatchObject({ proceed: true });
    await visit.heard(step, job.id);
    await until(async () => (await visit.jobs()).find(({ id, status }) => id === job.id && status === 'SUCCEEDED'));
    expect(await visit.versions()).toEqual([step + 1]);
  }
  expect(await visit.onRecord()).toEqual(['job.queued', 'job.started', 'job.started']);
  const details = await stage.transact({ tenant }, (tx) => tx.query<{ detail: object }>(`SELECT detail FROM audit_event WHERE tenant = $1 AND patient_id = $2 ORDER BY seq`, [tenant, visit.ids.patientId]));
  expect(details.map(({ detail }) => detail)).toEqual([
    { kind: 'transcription', requestedBy: 'dr.test', live: visit.ids.recordingId },
    { attempt: 1, engine: 'test', version: '1', live: visit.ids.recordingId },
    { attempt: 1, engine: 'test', version: '2', live: visit.ids.recordingId },
  ]);
  const late = await visit.step(6);
  await visit.end();
  await until(async () => (await visit.versions()).join() === '1');
  expect(await claim(late)).toMatchObject({ proceed: false, reason: 'UNKNOWN_JOB' });
  expect(await visit.onRecord()).toEqual(['job.queued', 'job.started', 'job.started', 'job.queued']);
});

test('steps that failed or were stopped are forgotten after an hour, with the messages that asked for them; other jobs stay', async () => {
  const visit = liveVisit();
  const jobs: Job[] = [];
  const owner = await openDataSource({ url: stage.database.ownerUrl, schema: 'inference', entities: [], poolSize: 1 });
  for (const step of [1, 2, 3]) jobs.push(await visit.step(step));
  const { encounterId } = await stage.transcribed('ok');
  const other = await stage.noteJobIs(encounterId, 'QUEUED');
  const ended = (minutes: number) => `status = 'CANCELLED', claim_id = null, finished_at = now() - interval '${minutes} minutes'`;
  await stage.change(other.id, ended(70));
  await stage.change(jobs[0]!.id, ended(70));
  await stage.change(jobs[1]!.id, ended(50));
  const messages = async () => (await owner.query<{ id: string }[]>(`SELECT payload ->> 'jobId' AS id FROM inference.outbox WHERE payload ->> 'jobId' = ANY ($1)`, [[...jobs, other].map(({ id }) => id)])).map(({ id }) => id);
  await owner.query(`UPDATE inference.outbox SET sent_at = now() - interval '2 hours' WHERE payload ->> 'jobId' = ANY ($1)`, [[jobs[0]!.id, other.id]]);
  await until(async () => (await visit.versions()).join() === '3,4' && (await messages()).length === 3);
  expect((await messages()).sort()).toEqual([jobs[1]!.id, jobs[2]!.id, other.id].sort());
  expect(await stage.noteJob(encounterId)).toMatchObject({ status: 'CANCELLED' });
  await owner.destroy();
});

test('another tenant, another kind and an unknown job are unknown', async () => {
  const { job } = await queuedNote();
  expect(await callRpc(stage.nats, 'jobClaim', { tenant: 'demo-b', jobId: job.id, kind: 'note', workerId: 'w', claimId: 'c', replayed: false, engine })).toMatchObject({ proceed: false, reason: 'UNKNOWN_JOB' });
  expect(await claim({ ...job, kind: 'prescription' })).toMatchObject({ proceed: false, reason: 'UNKNOWN_JOB' });
  expect(await claim({ ...job, id: randomUUID() })).toMatchObject({ proceed: false, reason: 'UNKNOWN_JOB' });
});

test('signs of life move the progress forward, never back, and keep the claim; a run that was cancelled is told to stop', async () => {
  const { job, visit } = await queuedNote();
  await claim(job);
  const sign = (progress: number, attempt = 1) =>
    stage.nats.nc.publish(progressSubject(tenant, job.id), JSON.stringify(jobProgress.parse({ jobId: job.id, tenant, attempt, progress, at: new Date().toISOString() })));
  sign(0.5);
  await until(async () => (await stage.noteJob(visit.encounterId))!.progress === 0.5);
  const before = (await stage.noteJob(visit.encounterId))!.lastSeenAt.getTime();
  sign(0.25);
  sign(0.9, 7);
  await until(async () => (await stage.noteJob(visit.encounterId))!.lastSeenAt.getTime() > before);
  expect((await stage.noteJob(visit.encounterId))!.progress).toBe(0.5);

  let told = 0;
  const ear = stage.nats.nc.subscribe(`cancel.${job.id}`, { callback: () => void (told += 1) });
  await stage.change(job.id, `status = 'CANCELLED', finished_at = now()`);
  sign(0.6);
  await until(() => told > 0);
  ear.unsubscribe();
});

test('the broker lost the message of a queued job: it is published again, twice at most, then the job fails', async () => {
  const { job, visit } = await queuedNote();
  for (let round = 1; round <= 2; round += 1) {
    const { subject } = await takeMessage(job);
    await stage.change(job.id, silent);
    await until(() => stage.nats.jsm.streams.getMessage('JOBS', { last_by_subj: subject }));
    expect(await stage.noteJob(visit.encounterId)).toMatchObject({ status: 'QUEUED', requeues: round });
  }
  await takeMessage(job);
  await stage.change(job.id, silent);
  expect(await stage.noteJobIs(visit.encounterId, 'FAILED')).toMatchObject({ failure: { code: 'JOB_LOST', retryable: true } });
  expect(await stage.audited(job.id)).toEqual(['job.queued', 'job.publish-again', 'job.publish-again', 'job.failed']);
});

test('a running job whose worker is gone shows as queued again, and one whose result waits for its owner stays', async () => {
  const gone = await queuedNote();
  await claim(gone.job);
  await stage.change(gone.job.id, silent);
  expect(await stage.noteJobIs(gone.visit.encounterId, 'QUEUED')).toMatchObject({ attempt: 1, workerId: null });

  const waiting = await queuedNote();
  await claim(waiting.job);
  await takeMessage(waiting.job);
  await publish(stage.nats, { id: `${waiting.job.id}:succeeded`, ...resultMessage({ outcome: 'succeeded', body: { ...resultOf(waiting.job), result: waiting.visit.transcript } }) });
  await stage.change(waiting.job.id, silent);
  await until(async () => Date.now() - (await stage.noteJob(waiting.visit.encounterId))!.lastSeenAt.getTime() < reapAfterMs);
  expect(await stage.noteJob(waiting.visit.encounterId)).toMatchObject({ status: 'RUNNING' });
  // For ever is too long.
  await stage.change(waiting.job.id, `${silent}, started_at = now() - interval '2 hours'`);
  expect(await stage.noteJobIs(waiting.visit.encounterId, 'FAILED')).toMatchObject({ failure: { code: 'RESULT_REJECTED' } });
});

test('a job that nobody takes for a day ends', async () => {
  const { job, visit } = await queuedNote();
  await stage.change(job.id, `${silent}, dispatched_at = now() - interval '25 hours'`);
  expect(await stage.noteJobIs(visit.encounterId, 'FAILED')).toMatchObject({ failure: { code: 'JOB_LOST' } });
});

test('a result that its owner cannot apply fails the job; replayed and applied, it succeeds after all', async () => {
  const { job, visit } = await queuedNote();
  await claim(job);
  let broken = true;
  const owner = await consumeResult(stage.nats, 'note', 'succeeded', {
    durable: 'broken-owner',
    handler: async ({ payload }) => {
      if (payload.jobId !== job.id) return;
      if (broken) throw new PermanentFailure('RESULT_INVALID', 'This is no note.');
      await publish(stage.nats, { id: `drafted:${job.id}`, ...domainEvent('note-drafted.v1', { tenant, patientId: job.patientId, encounterId: job.encounterId, requestedBy: 'dr.test', jobId: job.id, noteId: randomUUID(), version: 1, occurredAt: new Date().toISOString() }) });
    },
  });
  await publish(stage.nats, { id: `${job.id}:succeeded`, ...resultMessage({ outcome: 'succeeded', body: { ...resultOf(job), result: visit.transcript } }) });
  expect(await stage.noteJobIs(visit.encounterId, 'FAILED')).toMatchObject({ failure: { code: 'RESULT_REJECTED', retryable: true } });
  broken = false;
  const letter = (await listDeadLetters(stage.nats, { durable: 'broken-owner' })).find(({ subject }) => subject.endsWith(job.id));
  await replayDeadLetter(stage.nats, letter!.sequence);
  await stage.noteJobIs(visit.encounterId, 'SUCCEEDED');
  await owner.stop();
});

test('a transcription ends when its transcript can be read; cancelled before, its transcript is not drafted', async () => {
  const uploaded = async () => {
    const ids = { recordingId: randomUUID(), encounterId: randomUUID(), patientId: randomUUID() };
    const audio = await stage.objects.putJson(`recordings/${ids.recordingId}`, {});
    await publish(stage.nats, { id: randomUUID(), ...domainEvent('recording-uploaded.v1', { ...ids, tenant, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), audio, mediaType: 'audio/wav', durationMs: 1_000, priority: 'live' }) });
    return until(async () => (await stage.jobsOf(ids.encounterId))[0]);
  };
  const job = await uploaded();
  expect(job).toMatchObject({ kind: 'transcription', status: 'QUEUED', input: { mediaType: 'audio/wav', durationMs: 1_000 } });
  const { encounterId } = await stage.transcribed('ok', { jobId: job.id });
  await stage.noteJobIs(encounterId, 'QUEUED');
  expect((await stage.jobsOf(job.encounterId))[0]).toMatchObject({ status: 'SUCCEEDED' });

  const stopped = await uploaded();
  await stage.change(stopped.id, `status = 'CANCELLED', finished_at = now()`);
  const late = await stage.transcribed('ok', { jobId: stopped.id });
  const next = await stage.transcribed('ok');
  await stage.noteJobIs(next.encounterId, 'QUEUED');
  expect(await stage.jobsOf(late.encounterId)).toEqual([]);
});

test('consent that cannot be found out at the last attempt fails the jobs instead of queueing them', async () => {
  await stage.patients.away();
  const deps = { consents: stage.consents, inTransaction: createInTransaction(stage.transact, stage.telling) };
  const visit = { patientId: randomUUID(), encounterId: randomUUID(), sourceId: randomUUID(), sourceVersion: 1, requestedBy: 'dr.test', priority: 'live' as const };
  const wanted = [{ ...visit, kind: 'note' as const, input: { kind: 'note' as const, transcript: { key: 'k', sha256: '0'.repeat(64), bytes: 1 }, template: 'soap' } }];
  const actor = serviceActor('svc.inference', tenant, 'test');
  await expect(queueJobs(deps, actor, wanted, { lastAttempt: false })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(await stage.jobsOf(visit.encounterId)).toEqual([]);
  await queueJobs(deps, actor, wanted, { lastAttempt: true });
  expect(await stage.jobsOf(visit.encounterId)).toEqual([expect.objectContaining({ status: 'FAILED', failure: { code: 'CONSENT_UNAVAILABLE', retryable: true } })]);
  stage.patients.back();
});
