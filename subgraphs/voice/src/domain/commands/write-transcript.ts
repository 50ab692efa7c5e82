import type { EngineDescription, ObjectRef, Speaker, TranscriptDocument, TranscriptSegment } from '@dra/events';
import type { Transcript, TranscriptOrigin } from '../model.ts';
import type { Sounds, Work } from '../work.ts';

export type NewTranscript = {
  id: string;
  root: { id: string; version: number; previousId: string | null };
  patientId: string;
  encounterId: string;
  recordingId: string | null;
  origin: TranscriptOrigin;
  timing: 'TIMED' | 'NONE';
  language: string;
  engine: EngineDescription;
  said: readonly { speaker: Speaker; startMs: number | null; endMs: number | null; text: string; confidence: number | null }[];
};

/** The version as the engines will read it. It is stored before the transaction that makes it known. */
export async function storeDocument(sounds: Pick<Sounds, 'putJson'>, transcript: NewTranscript): Promise<{ document: ObjectRef; segments: TranscriptSegment[] }> {
  const segments = transcript.said.map((one, seq) => ({ id: `${transcript.id}.${seq}`, seq, ...one }));
  const body: TranscriptDocument = {
    transcriptId: transcript.id,
    recordingId: transcript.recordingId,
    encounterId: transcript.encounterId,
    patientId: transcript.patientId,
    version: transcript.root.version,
    timing: transcript.timing,
    engine: transcript.engine,
    language: transcript.language,
    segments,
  };
  return { document: await sounds.putJson(`transcripts/${transcript.id}`, body), segments };
}

/**
 * Makes a version part of the record and known to the machines.
 * @returns false when this version exists already: nothing was done
 */
export async function insertTranscript(work: Work, transcript: NewTranscript, stored: { document: ObjectRef; segments: TranscriptSegment[] }, jobId: string | null): Promise<boolean> {
  const { root, said: _, ...rest } = transcript;
  const row: Transcript = { ...rest, rootId: root.id, version: root.version, previousId: root.previousId, ...stored, createdAt: work.now, createdBy: work.actor.userId };
  if (!(await work.transcripts.insert(row))) return false;
  work.audit('transcript.created', { type: 'Transcript', id: row.id }, row.patientId);
  work.tell('transcript-created.v1', {
    patientId: row.patientId,
    encounterId: row.encounterId,
    transcriptId: row.id,
    recordingId: row.recordingId,
    version: row.version,
    transcript: stored.document,
    jobId,
    priority: 'live',
  });
  work.notice('Transcript', row.id, row.encounterId);
  if (row.recordingId) work.notice('Recording', row.recordingId, row.encounterId);
  return true;
}
