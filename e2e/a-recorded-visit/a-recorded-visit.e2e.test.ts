import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clinic } from '../support/clinic.ts';
import { sendRecording, silence } from '../support/recording.ts';
import { until } from '../support/until.ts';
import { consentTo, draftingEnded, newPatient, noteFields, prescriptionFields, startVisit } from '../support/visit.ts';
import type { Job, Note, Prescription } from '../support/visit.ts';

type Segment = { id: string; startMs: number | null; endMs: number | null; text: string; confidence: number | null };

test('a recorded voice becomes drafts in which every statement points at seconds of speech, and no drug or dose is trusted unseen', async () => {
  const { prescriber } = await clinic();
  const patient = await newPatient(prescriber);
  await consentTo(prescriber, patient.id);
  const encounterId = await startVisit(prescriber, patient.id);
  const recordingId = await sendRecording(prescriber, encounterId, 'audio/ogg', readFileSync(join(__dirname, '..', '..', 'demo', 'audio', 'consultation.ogg')));
  const jobs = await draftingEnded(prescriber, encounterId, 120);
  expect(jobs.map((job) => [job.kind, job.status, job.failure])).toEqual([['TRANSCRIPTION', 'SUCCEEDED', null], ['NOTE', 'SUCCEEDED', null], ['PRESCRIPTION', 'SUCCEEDED', null]]);

  const { recording, encounter } = await prescriber.get<{
    recording: { durationMs: number; transcript: { timing: string; engine: { tier: string }; segments: Segment[] } };
    encounter: { notes: Note[]; prescriptions: Prescription[] };
  }>(
    `query ($recording: ID!, $encounter: ID!) {
      recording(id: $recording) { durationMs transcript { timing engine { tier } segments { id startMs endMs text confidence } } }
      encounter(id: $encounter) { notes { ${noteFields} } prescriptions { ${prescriptionFields} } } }`,
    { recording: recordingId, encounter: encounterId },
  );
  const { transcript } = recording;
  expect(transcript).toMatchObject({ timing: 'TIMED', engine: { tier: 'DEMO' } });
  const spoken = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  for (const segment of transcript.segments) {
    expect(segment.startMs).toBeLessThan(segment.endMs as number);
    expect(segment.endMs).toBeLessThanOrEqual(recording.durationMs + 1_000);
    expect(segment.confidence).toBeGreaterThanOrEqual(0);
  }
  const statements = encounter.notes[0]?.sections.flatMap((section) => section.statements) ?? [];
  expect(statements.length).toBeGreaterThan(0);
  for (const { evidence } of statements) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const { segmentId, startMs } of evidence) expect(spoken.get(segmentId)?.startMs).toBe(startMs);
  }
  // What a demo-grade recogniser heard of a drug or a dose needs a person's word before it can be signed.
  for (const draft of encounter.prescriptions) {
    expect(draft.status).not.toBe('SIGNED');
    expect(draft.unconfirmed).toContain('drug');
    if (draft.sig.doseMin !== null) expect(draft.unconfirmed).toContain('dose');
  }
}, 180_000);

test('silence is NO_SPEECH: no transcript, no draft, no invented visit', async () => {
  const { prescriber } = await clinic();
  const patient = await newPatient(prescriber);
  await consentTo(prescriber, patient.id);
  const encounterId = await startVisit(prescriber, patient.id);
  const recordingId = await sendRecording(prescriber, encounterId, 'audio/wav', silence(5));
  const found = await until(
    async () => (await prescriber.get<{ recording: { jobs: Job[]; transcript: null }; encounter: { jobs: Job[]; notes: Note[]; prescriptions: Prescription[] } }>(
      `query ($recording: ID!, $encounter: ID!) { recording(id: $recording) { transcript { id } jobs { kind status failure { code } } } encounter(id: $encounter) { jobs { kind status failure { code } } notes { id } prescriptions { id } } }`,
      { recording: recordingId, encounter: encounterId },
    )),
    ({ recording }) => recording.jobs.some((job) => job.status !== 'QUEUED' && job.status !== 'RUNNING'),
    60,
  );
  expect(found.recording.jobs).toEqual([expect.objectContaining({ kind: 'TRANSCRIPTION', status: 'NO_SPEECH' })]);
  expect(found).toMatchObject({ recording: { transcript: null }, encounter: { notes: [], prescriptions: [] } });
}, 90_000);
