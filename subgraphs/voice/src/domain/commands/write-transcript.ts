import { createHash } from 'node:crypto';
import type { EngineDescription, ObjectRef, Speaker, TranscriptDocument, TranscriptSegment } from '@dra/events';
import { ServiceError } from '@dra/service';
import type { Transcript, TranscriptOrigin } from '../model.ts';
import type { Outcome } from '../outcome.ts';
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
  said: readonly { speaker: Speaker; speakerConfidence?: number | undefined; startMs: number | null; endMs: number | null; text: string; confidence: number | null }[];
};

/**
 * The version as the engines will read it. It is stored before the transaction that makes it known, under its hash: a second
 * result of one job, with other words, leaves the first one's document as it is.
 */
export async function storeDocument(sounds: Pick<Sounds, 'put'>, transcript: NewTranscript): Promise<{ document: ObjectRef; segments: TranscriptSegment[] }> {
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
  const bytes = Buffer.from(JSON.stringify(body));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { document: await sounds.put(`transcripts/${transcript.id}/${sha256}`, bytes, { contentType: 'application/json', sha256 }), segments };
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

/**
 * Commits a version whose document is stored already; a document that then belongs to nobody, since a twin of the request
 * was faster or the version is not wanted, is deleted. After any other failure it stays: the commit may have happened.
 */
export async function commitOrDiscard(sounds: Pick<Sounds, 'delete'>, transcript: NewTranscript, document: ObjectRef, commit: () => Promise<Outcome>): Promise<Outcome> {
  const discard = () => sounds.delete([document.key]);
  try {
    const outcome = await commit();
    if (outcome.id !== transcript.id) await discard();
    return outcome;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'IDEMPOTENCY_MISMATCH') await discard();
    throw error;
  }
}
