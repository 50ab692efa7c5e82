import { randomUUID } from 'node:crypto';
import { domainEvents, hearingFolder, liveHearing } from '@dra/events';
import type { JobSucceeded, LiveHearing, ObjectRef } from '@dra/events';
import { serviceActor } from '@dra/access';
import { createLogger } from '@dra/service';
import { encounterId, patientId, service, toneInChunks } from '../test/service.ts';
import type { Service } from '../test/service.ts';
import { stepFailed } from './domain/live/end-hearing.ts';
import { chunkKey } from './domain/model.ts';
import { applyTranscriptionResult } from './jobs/apply-transcription-results.ts';
import { heedRevocation } from './jobs/heed-revocations.ts';
import { lookAfterOnce } from './jobs/look-after-hearings.ts';
import { lifetimes, sweepOnce } from './jobs/sweep-leftovers.ts';

let it_: Service;
beforeAll(async () => {
  it_ = await service();
});
afterAll(() => it_.stop());
afterEach(() => {
  it_.consent.state = 'given';
  it_.processing.state = true;
});

type Live = { state: string; reason: string | null; heardMs: number; tail: string; version: number; segments: { id: string; seq: number; text: string; startMs: number; speaker: string }[] };
const bare = (id: string) => id.slice(4);
const actor = serviceActor('svc.voice', 'demo', 'test');
const engine = { id: 'test', version: '1', tier: 'STANDARD' as const };
const silent = createLogger({ name: 'test', level: 'silent' });
const deps = () => ({ inTransaction: it_.inTransaction, sounds: it_.sounds, readResult: (ref: ObjectRef) => it_.store.getJson(ref) });

async function live(mediaType = 'audio/wav') {
  const { recording, userErrors } = await it_.call('createRecording', { encounterId: `enc_${encounterId}`, mediaType, live: true }, 'recording { id live }');
  if (!recording) throw new Error(JSON.stringify(userErrors));
  const id = recording.id;
  const chunks = toneInChunks(5);
  return {
    id,
    chunks,
    /** Announces and stores a chunk; `again` asks once more, as a device does to say so. */
    send: async (seq: number, again = true) => {
      const { address } = await it_.address(id, seq, chunks[seq]!);
      if (address) expect(await it_.send(address, chunks[seq]!)).toBe(200);
      if (again) await it_.address(id, seq, chunks[seq]!);
    },
    /** Steps asked for so far, oldest first. */
    asked: async () => (await told(id, 'live-sound-arrived')).map((payload) => domainEvents['live-sound-arrived.v1'].parse(payload)),
    transcript: async (last?: number): Promise<Live | null> => {
      const { data, errors } = await it_.ask(`query ($id: ID!, $last: Int) { recording(id: $id) { liveTranscript { state reason heardMs tail version segments(last: $last) { id seq text startMs speaker } } } }`, { id, last });
      if (errors) throw new Error(JSON.stringify(errors));
      return (data?.['recording'] as { liveTranscript: Live | null }).liveTranscript;
    },
  };
}

const told = async (recordingId: string, event: string): Promise<Record<string, unknown>[]> =>
  (await it_.asOwner(`SELECT payload FROM voice.outbox WHERE payload ->> 'recordingId' = $1 AND subject LIKE $2 ORDER BY created_at, id`, [bare(recordingId), `events.${event}.%`])).map((row) => row['payload'] as Record<string, unknown>);

const leftBy = (recordingId: string) => `${hearingFolder(bare(recordingId))}lost/1.json`;

/** A worker's answer to a step. */
async function hears(recordingId: string, step: number, texts: string[], more: Partial<LiveHearing> = {}): Promise<JobSucceeded> {
  const document = liveHearing.parse({
    kind: 'live-hearing', step, engine, language: 'en-US', tail: `tail ${step}`, heardMs: step * 1_000, all: true, nextByte: 0, cursor: null, before: [], evidence: { voiceprints: [], channels: [] },
    segments: texts.map((text, index) => ({ speaker: 'UNKNOWN', startMs: step * 1_000 + index, endMs: step * 1_000 + index + 1, text, confidence: 0.5 })), ...more,
  });
  const jobId = randomUUID();
  const result = await it_.store.putJson(`${hearingFolder(bare(recordingId))}${jobId}/1.json`, document);
  // A run before it, of a worker that was lost after it had stored what it heard.
  await it_.store.putJson(leftBy(recordingId), { lost: true });
  const now = new Date().toISOString();
  return { jobId, kind: 'transcription', tenant: 'demo', patientId, encounterId, sourceId: bare(recordingId), requestedBy: 'svc.voice', attempt: 1, engine, startedAt: now, finishedAt: now, result };
}
const applied = async (recordingId: string, step: number, texts: string[], more: Partial<LiveHearing> = {}) => {
  const job = await hears(recordingId, step, texts, more);
  await applyTranscriptionResult(deps(), job, `${job.jobId}:succeeded`);
  return job;
};
const chunksOf = (step: { hearing: { kind: string } } | undefined) => (step?.hearing as unknown as { chunks: ObjectRef[] }).chunks.map(({ key }) => Number(key.split('/').at(-1)));
/** The time between two steps, as if it had passed. */
const later = (recordingId: string, interval = '10 seconds') => it_.asOwner(`UPDATE voice.live_hearing SET asked_at = asked_at - $2::interval, arrived_at = arrived_at - $2::interval WHERE recording_id = $1`, [bare(recordingId), interval]);

test('chunks in any order and twice are heard in theirs, one step at a time, and words once shown stay', async () => {
  const visit = await live();
  await visit.send(1);
  expect(await visit.asked()).toEqual([]);
  await visit.send(0, false);
  await visit.send(0);
  const [first] = await visit.asked();
  expect(first).toMatchObject({ mediaType: 'audio/wav', hearing: { kind: 'step', step: 1, after: null, firstByte: 0 } });
  expect(chunksOf(first)).toEqual([0, 1]);
  await visit.send(2);
  await visit.send(2);
  expect(await visit.asked()).toHaveLength(1);

  await later(visit.id);
  const nextByte = visit.chunks[0]!.byteLength + 10;
  const one = await applied(visit.id, 1, ['good', 'morning'], { nextByte });
  expect(await visit.transcript()).toMatchObject({ state: 'HEARING', heardMs: 1_000, tail: 'tail 1', segments: [{ seq: 0, text: 'good', startMs: 1_000 }, { seq: 1, text: 'morning' }] });
  const [, second] = await visit.asked();
  expect(second?.hearing).toMatchObject({ step: 2, after: one.result, firstByte: visit.chunks[0]!.byteLength });
  expect(chunksOf(second)).toEqual([1, 2]);
  expect(await told(visit.id, 'live-step-heard')).toMatchObject([{ step: 1, jobId: one.jobId }]);

  await applyTranscriptionResult(deps(), one, `${one.jobId}:succeeded`);
  expect(await it_.store.head(one.result.key)).not.toBeNull();
  expect(await told(visit.id, 'live-step-heard')).toHaveLength(1);
  await applied(visit.id, 2, ['headache'], { nextByte });
  const shown = await visit.transcript();
  expect(shown?.segments.map(({ seq, text }) => [seq, text])).toEqual([[0, 'good'], [1, 'morning'], [2, 'headache']]);
  expect((await visit.transcript(2))?.segments.map(({ text }) => text)).toEqual(['morning', 'headache']);
});

test('a chunk that is not what was announced is not heard', async () => {
  const visit = await live();
  await it_.address(visit.id, 0, visit.chunks[0]!);
  await it_.store.put(chunkKey(bare(visit.id), 0), Buffer.from('short'), { contentType: 'application/octet-stream' });
  await it_.address(visit.id, 1, visit.chunks[1]!);
  expect(await visit.asked()).toEqual([]);
});

test('completed while a step runs: what was heard counts, the step does not, and what was heard goes with the transcript', async () => {
  const visit = await live();
  for (const seq of [0, 1, 2, 3, 4]) await visit.send(seq);
  const one = await applied(visit.id, 1, ['good'], { nextByte: 5 });
  await later(visit.id);
  const complete = await it_.complete(visit.id, visit.chunks);
  expect(complete.userErrors).toEqual([]);
  expect(await told(visit.id, 'recording-uploaded')).toMatchObject([{ hearing: { kind: 'rest', after: one.result } }]);
  const late = await applied(visit.id, 2, ['late']);
  expect(await visit.transcript()).toMatchObject({ state: 'FINISHING', segments: [{ text: 'good' }] });
  expect(await it_.store.head(late.result.key)).toBeNull();

  const whole = { engine, language: 'en-US', durationMs: 1_000, segments: [{ speaker: 'PATIENT', startMs: 0, endMs: 900, text: 'good morning', confidence: 0.9 }] };
  const job = { ...one, jobId: randomUUID(), result: await it_.store.putJson(`results/${randomUUID()}/1.json`, whole) };
  await applyTranscriptionResult(deps(), job, `${job.jobId}:succeeded`);
  expect(await visit.transcript()).toBeNull();
  for (const key of [one.result.key, leftBy(visit.id)]) expect(await it_.store.head(key)).toBeNull();
  // The process died before it deleted: the redelivery does.
  await it_.store.putJson(leftBy(visit.id), { lost: true });
  await applyTranscriptionResult(deps(), job, `${job.jobId}:succeeded`);
  expect(await it_.store.head(leftBy(visit.id))).toBeNull();
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { transcript { segments { text } } } }`, { id: visit.id });
  expect(data?.['recording']).toEqual({ transcript: { segments: [{ text: 'good morning' }] } });
});

test.each([
  ['AI_PROCESSING', 'UPLOADING'],
  ['RECORDING', 'QUARANTINED'],
] as const)('%s consent withdrawn in the middle: nothing is heard on, and what was heard is deleted', async (type, status) => {
  const visit = await live();
  await visit.send(0);
  const one = await applied(visit.id, 1, ['secret']);
  if (type === 'RECORDING') it_.consent.state = 'revoked';
  else it_.processing.state = false;
  await heedRevocation({ ...deps(), patient: it_.patient }, { tenant: 'demo', patientId, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), consentId: randomUUID(), type, status: 'REVOKED', version: 2 }, randomUUID());
  expect(await visit.transcript()).toMatchObject({ state: 'OFF', reason: 'CONSENT_REQUIRED', segments: [], tail: '', heardMs: 0 });
  for (const key of [one.result.key, leftBy(visit.id)]) expect(await it_.store.head(key)).toBeNull();
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { status } }`, { id: visit.id });
  expect(data?.['recording']).toEqual({ status });
  if (type === 'RECORDING') return;
  const before = (await visit.asked()).length;
  await visit.send(1);
  expect(await visit.asked()).toHaveLength(before);
  expect(await it_.asOwner(`SELECT 1 FROM voice.live_part WHERE recording_id = $1`, [bare(visit.id)])).toEqual([]);
});

test('without consent to AI processing there is no live recording; an ordinary one may be made', async () => {
  it_.processing.state = false;
  const refused = await it_.call('createRecording', { encounterId: `enc_${encounterId}`, mediaType: 'audio/wav', live: true }, 'recording { id }');
  expect(refused.userErrors).toMatchObject([{ code: 'CONSENT_REQUIRED', path: ['live'] }]);
  expect((await it_.record()).status).toBe('CREATED');
});

test('a step that fails is tried again a few times; then hearing is OFF with the reason, and the recording is whole', async () => {
  const visit = await live();
  await visit.send(0);
  for (const times of [1, 2]) {
    await later(visit.id);
    await stepFailed(deps(), actor, bare(visit.id), { code: 'ASR_ENGINE_UNAVAILABLE', retryable: true, messageId: randomUUID() });
    expect(await visit.transcript()).toMatchObject({ state: 'BEHIND', reason: null });
    expect((await visit.asked()).map(({ hearing }) => hearing.kind === 'step' && hearing.step)).toEqual(Array.from({ length: times + 1 }, (_, index) => index + 1));
  }
  await stepFailed(deps(), actor, bare(visit.id), { code: 'ASR_ENGINE_UNAVAILABLE', retryable: true, messageId: randomUUID() });
  expect(await visit.transcript()).toMatchObject({ state: 'OFF', reason: 'ASR_ENGINE_UNAVAILABLE' });
  for (const seq of [1, 2, 3, 4]) await visit.send(seq, false);
  expect((await it_.complete(visit.id, visit.chunks)).recording?.status).toBe('UPLOADED');
  expect(await told(visit.id, 'recording-uploaded')).toMatchObject([{ hearing: { kind: 'rest', after: null } }]);
});

test('one answer of a step that was given up changes nothing, and what cannot be mended is not tried again', async () => {
  const visit = await live();
  await visit.send(0);
  await later(visit.id);
  await stepFailed(deps(), actor, bare(visit.id), { code: 'STEP_LOST', retryable: true, messageId: null });
  await applied(visit.id, 1, ['of the lost one']);
  expect((await visit.transcript())?.segments).toEqual([]);
  await stepFailed(deps(), actor, bare(visit.id), { code: 'AUDIO_UNREADABLE', retryable: false, messageId: randomUUID() });
  expect(await visit.transcript()).toMatchObject({ state: 'OFF', reason: 'AUDIO_UNREADABLE' });
});

test('no worker: BEHIND after seconds, given up after minutes; a silent device: OFF after an hour, and what was heard is kept', async () => {
  const visit = await live();
  await visit.send(0);
  const mine = async () => void (await lookAfterOnce(it_.dataSource, deps(), silent));
  await mine();
  expect(await visit.transcript()).toMatchObject({ state: 'HEARING' });
  await later(visit.id, '30 seconds');
  await mine();
  expect(await visit.transcript()).toMatchObject({ state: 'BEHIND' });
  await later(visit.id, '6 minutes');
  await mine();
  expect(await visit.asked()).toHaveLength(2);
  await applied(visit.id, 2, ['kept']);
  expect(await visit.transcript()).toMatchObject({ state: 'HEARING', segments: [{ text: 'kept' }] });
  await later(visit.id, '61 minutes');
  await mine();
  expect(await visit.transcript()).toMatchObject({ state: 'OFF', reason: 'DEVICE_SILENT', segments: [{ text: 'kept' }] });
});

test('sound that cannot be heard in parts is recorded all the same, and says so', async () => {
  const visit = await live('audio/mpeg');
  await visit.send(0);
  expect(await visit.transcript()).toMatchObject({ state: 'OFF', reason: 'MEDIA_TYPE_NOT_LIVE', segments: [] });
  expect(await visit.asked()).toEqual([]);
});

test('what was heard is shown to nobody without the right, to no other tenant, and each showing is on record', async () => {
  const visit = await live();
  await visit.send(0);
  await applied(visit.id, 1, ['private']);
  const query = `query ($id: ID!) { recording(id: $id) { id liveTranscript { tail } } }`;
  expect((await it_.ask(query, { id: visit.id }, 'AUDITOR')).data?.['recording'] ?? null).toBeNull();
  expect((await it_.ask(query, { id: visit.id }, 'CLINICIAN', 'demo-b')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  await visit.transcript();
  const rows = await it_.asOwner(`SELECT action FROM voice.audit_event WHERE resource_id = $1 AND action = 'live-transcript.read'`, [bare(visit.id)]);
  expect(rows).toHaveLength(1);
  for (const table of ['outbox', 'audit_event']) expect(await it_.asOwner(`SELECT 1 FROM voice.${table} WHERE ${table}::text LIKE '%private%'`)).toEqual([]);
});

test('a live visit is a few entries on record, however many chunks, steps and looks it takes, and each person who looks is there', async () => {
  const visit = await live();
  for (const seq of [0, 1, 2, 3, 4]) {
    await visit.send(seq);
    await later(visit.id);
    await applied(visit.id, seq + 1, [`words ${seq}`]);
    await visit.transcript();
  }
  await it_.ask(`query ($id: ID!) { recording(id: $id) { liveTranscript { tail } } }`, { id: visit.id }, 'NURSE');
  expect((await it_.complete(visit.id, visit.chunks)).userErrors).toEqual([]);
  const whole = { engine, language: 'en-US', durationMs: 1_000, segments: [{ speaker: 'PATIENT', startMs: 0, endMs: 900, text: 'good morning', confidence: 0.9 }] };
  const one = await hears(visit.id, 6, []);
  await applyTranscriptionResult(deps(), { ...one, result: await it_.store.putJson(`results/${one.jobId}/1.json`, whole) }, `${one.jobId}:succeeded`);

  const rows = await it_.asOwner(`SELECT action, actor, detail FROM voice.audit_event WHERE resource_id = $1 ORDER BY seq`, [bare(visit.id)]);
  const actors = new Set(rows.filter(({ action }) => action === 'live-transcript.read').map(({ actor: who }) => who));
  expect(actors.size).toBe(2);
  const counts: Record<string, number> = {};
  for (const { action } of rows) counts[action as string] = (counts[action as string] ?? 0) + 1;
  // One look at the recording by each of them, and the device's own when it was complete.
  expect(counts).toEqual({
    'recording.created': 1, 'recording.upload-address-issued': 1, 'recording.read': 3, 'live-transcript.read': 2, 'live-transcript.begun': 1, 'recording.completed': 1, 'live-transcript.ended': 1,
  });
  expect(rows.find(({ action }) => action === 'live-transcript.begun')?.['detail']).toEqual({ engine: 'test', version: '1' });
  expect(rows.find(({ action }) => action === 'live-transcript.ended')?.['detail']).toEqual({ steps: 5, heardMs: 5_000 });
  expect(await it_.asOwner(`SELECT 1 FROM voice.recording_act WHERE recording_id = $1`, [bare(visit.id)])).toEqual([]);
  expect(await it_.asOwner(`SELECT 1 FROM voice.inbox WHERE msg_id LIKE $1`, [`${one.jobId}%`])).toHaveLength(1);
});

test('messages of steps go an hour after they were sent; results that nobody reads any more go when their time is over', async () => {
  const visit = await live();
  await visit.send(0);
  await applied(visit.id, 1, ['heard']);
  const fresh = await it_.store.putJson(`results/${randomUUID()}/1.json`, {});
  const sweep = (now: Date) => sweepOnce({ dataSource: it_.dataSource, objects: it_.store, logger: silent }, now);
  await it_.asOwner(`UPDATE voice.outbox SET sent_at = now() - interval '50 minutes' WHERE payload ->> 'recordingId' = $1`, [bare(visit.id)]);
  expect((await sweep(new Date())).objects).toBe(0);
  expect(await told(visit.id, 'live-%')).toHaveLength(2);
  await it_.asOwner(`UPDATE voice.outbox SET sent_at = now() - interval '70 minutes' WHERE payload ->> 'recordingId' = $1`, [bare(visit.id)]);
  expect((await sweep(new Date())).messages).toBe(2);
  expect(await told(visit.id, 'live-%')).toEqual([]);

  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);
  expect(lifetimes).toEqual([{ folder: 'results/', days: 31 }, { folder: 'live/', days: 8 }]);
  await sweep(inDays(9));
  expect(await it_.store.head(leftBy(visit.id))).toBeNull();
  expect(await it_.store.head(fresh.key)).not.toBeNull();
  await sweep(inDays(32));
  await sweep(inDays(32));
  expect(await it_.store.head(fresh.key)).toBeNull();
});

test('deleted with the sound', async () => {
  const visit = await live();
  await visit.send(0);
  const one = await applied(visit.id, 1, ['gone']);
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { version } }`, { id: visit.id });
  await it_.call('deleteRecording', { recordingId: visit.id, expectedVersion: (data?.['recording'] as { version: number }).version }, 'recording { status }');
  expect(await visit.transcript()).toBeNull();
  for (const key of [one.result.key, leftBy(visit.id)]) expect(await it_.store.head(key)).toBeNull();
});

test('sound that came too soon after the step before is heard without another chunk', async () => {
  const visit = await live();
  await visit.send(0);
  await visit.send(1);
  await applied(visit.id, 1, [], { nextByte: 10 });
  expect(await visit.asked()).toHaveLength(1);
  await later(visit.id);
  await lookAfterOnce(it_.dataSource, deps(), silent);
  expect((await visit.asked()).map((step) => chunksOf(step))).toEqual([[0], [0, 1]]);
});

test('a live visit that cannot be looked after holds up none of the others', async () => {
  const [one, other] = [await live(), await live()];
  for (const visit of [one, other]) {
    await visit.send(0);
    await visit.send(1);
    await applied(visit.id, 1, [], { nextByte: 10 });
    await later(visit.id);
  }
  let calls = 0;
  const inTransaction: Service['inTransaction'] = (actor, run) => ((calls += 1) === 1 ? Promise.reject(new Error('a row that fails')) : it_.inTransaction(actor, run));
  const warnings: unknown[] = [];
  await lookAfterOnce(it_.dataSource, { inTransaction }, { warn: (about: unknown) => void warnings.push(about) });
  expect(warnings).toEqual([expect.objectContaining({ todo: 'DUE' })]);
  expect((await one.asked()).length + (await other.asked()).length).toBe(3);
  await lookAfterOnce(it_.dataSource, { inTransaction }, silent);
  expect((await one.asked()).length + (await other.asked()).length).toBe(4);
});
