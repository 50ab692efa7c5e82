import { randomUUID } from 'node:crypto';
import { transcriptDocument } from '@dra/events';
import type { JobSucceeded, TranscriptionResult } from '@dra/events';
import { applyTranscriptionResult } from './jobs/apply-transcription-results.ts';
import { encounterId, patientId, service, transcriptFields } from '../test/service.ts';
import type { Service, Transcript } from '../test/service.ts';

let it_: Service;
beforeAll(async () => {
  it_ = await service();
});
afterAll(() => it_.stop());

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map((error) => error.code);
const upload = (input: Record<string, unknown>) => it_.call('uploadTranscript', { encounterId: `enc_${encounterId}`, ...input }, `transcript { ${transcriptFields} }`);
const bare = (id: string) => id.slice(4);

test('a written dialogue: no times, a document for the engines with the same words, told once', async () => {
  const { transcript } = await upload({ text: 'Doctor: Any pain?\nPatient: In the knee.' });
  expect(transcript).toMatchObject({ version: 1, timing: 'NONE', origin: 'UPLOADED', segments: [{ speaker: 'CLINICIAN', startMs: null, text: 'Any pain?' }, { speaker: 'PATIENT', endMs: null, text: 'In the knee.' }] });
  const [message] = await it_.asOwner(`SELECT payload FROM voice.outbox WHERE payload ->> 'transcriptId' = $1`, [bare(transcript!.id)]);
  const { transcript: ref, jobId } = message!['payload'] as { transcript: { key: string; sha256: string }; jobId: string | null };
  expect(jobId).toBeNull();
  const document = transcriptDocument.parse(await it_.store.getJson(ref));
  expect(document.segments.map((segment) => [segment.id, segment.text])).toEqual([[`${bare(transcript!.id)}.0`, 'Any pain?'], [`${bare(transcript!.id)}.1`, 'In the knee.']]);
});

test('the same key is the same transcript', async () => {
  const clientMutationId = randomUUID();
  const first = await upload({ clientMutationId, text: 'Patient: Yes.' });
  expect((await upload({ clientMutationId, text: 'Patient: Yes.' })).transcript).toEqual(first.transcript);
  await expect(upload({ clientMutationId, text: 'Patient: No.' })).rejects.toThrow('IDEMPOTENCY_MISMATCH');
  // Nobody's words are left behind by requests that came to nothing.
  const kept = await Promise.all(it_.documents.slice(-3).map(async (key) => (await it_.store.head(key)) !== null));
  expect(kept).toEqual([true, false, false]);
});

test('speakers are corrected in a new version; of two who correct the same one wins', async () => {
  const { transcript } = await upload({ text: 'Doctor: I have a cough.\nPatient: Since when?' });
  const { id, segments } = transcript as Transcript;
  const correct = (speaker: string) => it_.call('correctSpeakers', { transcriptId: id, expectedVersion: 1, corrections: [{ segmentId: segments[0]!.id, speaker }] }, `transcript { ${transcriptFields} } current { id version }`);
  const answers = await Promise.all([correct('PATIENT'), correct('OTHER')]);
  expect(answers.map(codes)).toEqual(expect.arrayContaining([[], ['CONFLICT']]));
  const won = answers.find((answer) => answer.transcript)!;
  expect(won.transcript).toMatchObject({ version: 2, origin: 'CORRECTED', segments: [{ text: 'I have a cough.' }, { speaker: 'PATIENT', text: 'Since when?' }] });
  expect(answers.find((answer) => answer.current)?.current).toEqual({ id: won.transcript!.id, version: 2 });
  const strange = await it_.call('correctSpeakers', { transcriptId: id, expectedVersion: 1, corrections: [{ segmentId: `seg_${randomUUID()}.0`, speaker: 'OTHER' }] }, 'transcript { id }');
  expect(codes(strange)).toEqual(['VALIDATION']);
});

test('a recogniser\'s result is applied once, by whatever way it comes', async () => {
  const recording = await it_.record();
  const result: TranscriptionResult = { engine: { id: 'pocketsphinx', version: '5', tier: 'DEMO' }, language: 'en-US', durationMs: 2_000, segments: [{ speaker: 'UNKNOWN', startMs: 100, endMs: 1_900, text: 'my knee hurts', confidence: 0.7 }] };
  const now = new Date().toISOString();
  const job: JobSucceeded = {
    jobId: randomUUID(), kind: 'transcription', tenant: 'demo', patientId, encounterId, sourceId: bare(recording.id), requestedBy: 'dr.osei', attempt: 1,
    engine: { id: 'pocketsphinx', version: '5' }, startedAt: now, finishedAt: now, result: await it_.store.putJson(`results/${randomUUID()}`, result),
  };
  const deps = { inTransaction: it_.inTransaction, sounds: it_.sounds, readResult: (ref: JobSucceeded['result']) => it_.store.getJson(ref) };
  await Promise.all(['one', 'one', 'two'].map((messageId) => applyTranscriptionResult(deps, job, messageId)));
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { transcript { ${transcriptFields} } } }`, { id: recording.id });
  expect(data?.['recording']).toMatchObject({ transcript: { id: `trn_${job.jobId}`, timing: 'TIMED', origin: 'ENGINE', segments: [{ startMs: 100, endMs: 1_900, text: 'my knee hurts' }] } });
  expect(await it_.asOwner(`SELECT 1 FROM voice.outbox WHERE payload ->> 'jobId' = $1`, [job.jobId])).toHaveLength(1);

  // Once more, with other words: the first ones stand, and so does the document that was told.
  const otherWords = { ...job, result: await it_.store.putJson(`results/${randomUUID()}`, { ...result, segments: [{ ...result.segments[0], text: 'my niece hurts' }] }) };
  await applyTranscriptionResult(deps, otherWords, 'four');
  const [row] = await it_.asOwner(`SELECT document FROM voice.transcript WHERE id = $1`, [job.jobId]);
  expect(transcriptDocument.parse(await it_.store.getJson(row!['document'] as { key: string; sha256: string })).segments[0]?.text).toBe('my knee hurts');

  const altered = { ...job, jobId: randomUUID(), result: { ...job.result, sha256: 'f'.repeat(64) } };
  await expect(applyTranscriptionResult(deps, altered, 'three')).rejects.toMatchObject({ name: 'PermanentFailure' });
});

test('how sure the engine is of a speaker is kept with its words, and goes where a person puts it right', async () => {
  const recording = await it_.record();
  const said = (speaker: 'CLINICIAN' | 'PATIENT', speakerConfidence: number, text: string, startMs: number) => ({ speaker, speakerConfidence, startMs, endMs: startMs + 900, text, confidence: 0.7 });
  const result: TranscriptionResult = {
    engine: { id: 'pocketsphinx', version: '5', tier: 'DEMO' }, language: 'en-US', durationMs: 4_000,
    segments: [said('CLINICIAN', 0.97, 'any pain', 0), said('CLINICIAN', 0.81, 'in the knee', 1_000), { speaker: 'UNKNOWN', startMs: 2_000, endMs: 2_500, text: 'okay', confidence: 0.9 }],
  };
  const now = new Date().toISOString();
  const job: JobSucceeded = {
    jobId: randomUUID(), kind: 'transcription', tenant: 'demo', patientId, encounterId, sourceId: bare(recording.id), requestedBy: 'dr.osei', attempt: 1,
    engine: { id: 'pocketsphinx', version: '5' }, startedAt: now, finishedAt: now, result: await it_.store.putJson(`results/${randomUUID()}`, result),
  };
  await applyTranscriptionResult({ inTransaction: it_.inTransaction, sounds: it_.sounds, readResult: (ref) => it_.store.getJson(ref) }, job, randomUUID());
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { transcript { ${transcriptFields} } } }`, { id: recording.id });
  const { transcript } = data?.['recording'] as { transcript: Transcript };
  expect(transcript.segments.map(({ speaker, speakerConfidence }) => [speaker, speakerConfidence])).toEqual([['CLINICIAN', 0.97], ['CLINICIAN', 0.81], ['UNKNOWN', null]]);
  const corrected = await it_.call('correctSpeakers', { transcriptId: transcript.id, expectedVersion: 1, corrections: [{ segmentId: transcript.segments[1]!.id, speaker: 'PATIENT' }] }, `transcript { ${transcriptFields} }`);
  expect(corrected.transcript?.segments.map(({ speaker, speakerConfidence }) => [speaker, speakerConfidence])).toEqual([['CLINICIAN', 0.97], ['PATIENT', null], ['UNKNOWN', null]]);
  const [row] = await it_.asOwner(`SELECT document FROM voice.transcript WHERE id = $1`, [job.jobId]);
  expect(transcriptDocument.parse(await it_.store.getJson(row!['document'] as { key: string; sha256: string })).segments[0]).toMatchObject({ speaker: 'CLINICIAN', speakerConfidence: 0.97 });
});

test('decoding tells how long a sound is whose header does not', async () => {
  const recording = await it_.record();
  await it_.asOwner(`UPDATE voice.recording SET status = 'UPLOADED', sha256 = repeat('a', 64), byte_length = 10 WHERE id = $1`, [bare(recording.id)]);
  const result: TranscriptionResult = { engine: { id: 'pocketsphinx', version: '5', tier: 'DEMO' }, language: 'en-US', durationMs: 61_000, segments: [{ speaker: 'UNKNOWN', startMs: 100, endMs: 1_900, text: 'yes', confidence: 0.7 }] };
  const now = new Date().toISOString();
  const job: JobSucceeded = {
    jobId: randomUUID(), kind: 'transcription', tenant: 'demo', patientId, encounterId, sourceId: bare(recording.id), requestedBy: 'dr.osei', attempt: 1,
    engine: { id: 'pocketsphinx', version: '5' }, startedAt: now, finishedAt: now, result: await it_.store.putJson(`results/${randomUUID()}`, result),
  };
  await applyTranscriptionResult({ inTransaction: it_.inTransaction, sounds: it_.sounds, readResult: (ref) => it_.store.getJson(ref) }, job, 'five');
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { durationMs status } }`, { id: recording.id });
  expect(data?.['recording']).toEqual({ durationMs: 61_000, status: 'UPLOADED' });
});

test('a version cannot be changed, and what happened cannot be denied', async () => {
  await upload({ text: 'Patient: Yes.' });
  for (const sql of [`UPDATE transcript SET language = 'de'`, `DELETE FROM transcript`, `UPDATE audit_event SET actor = 'nobody'`, `DELETE FROM audit_event`]) {
    await expect(it_.asService(sql)).rejects.toThrow('permission denied');
  }
});

test('lists cost as many statements as one', async () => {
  const cost = async (ids: string[]) => {
    it_.statements.count = 0;
    const representations = ids.map((id) => ({ __typename: 'Transcript', id }));
    const answer = await it_.ask(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Transcript { id segments { text } recording { id } } } }`, { representations });
    expect(answer.errors).toBeUndefined();
    return it_.statements.count;
  };
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) ids.push((await upload({ text: `Patient: ${index}.` })).transcript!.id);
  expect(await cost(ids)).toBe(await cost(ids.slice(0, 1)));
});

test('another tenant finds nothing, by a reference either; each read is on record', async () => {
  const { transcript } = await upload({ text: 'Patient: Yes.' });
  const representations = [{ __typename: 'Transcript', id: transcript!.id }];
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Transcript { id segments { text } } } }`;
  const strange = await it_.ask(query, { representations }, 'CLINICIAN', 'demo-b');
  expect(strange.data).toEqual({ _entities: [null] });
  expect(strange.errors?.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
  const auditor = await it_.ask(query, { representations }, 'AUDITOR');
  expect(auditor.errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN']);
  const own = await it_.ask(query, { representations });
  expect(own.errors).toBeUndefined();
  const reads = await it_.asOwner(`SELECT outcome, tenant FROM voice.audit_event WHERE action = 'transcript.read' AND (resource_id = $1 OR detail -> 'ids' ? $1) ORDER BY at`, [bare(transcript!.id)]);
  expect(reads).toEqual(expect.arrayContaining([{ outcome: 'DENIED', tenant: 'demo-b' }, { outcome: 'ALLOWED', tenant: 'demo' }]));
});
