import type { Chunk, Recording, Transcript } from '../domain/model.ts';

export const recordingColumns = `id, patient_id AS "patientId", encounter_id AS "encounterId", status, media_type AS "mediaType", live, consent_id AS "consentId", sha256,
  byte_length::text AS "byteLength", duration_ms::text AS "durationMs", retain_until AS "retainUntil", legal_hold AS "legalHold", version,
  created_at AS "createdAt", created_by AS "createdBy", updated_at AS "updatedAt"`;

export type RecordingRow = Omit<Recording, 'byteLength' | 'durationMs'> & { byteLength: string | null; durationMs: string | null };

/** 64-bit counts come as text: bytes and milliseconds of a visit fit a number. */
export function toRecording({ byteLength, durationMs, ...row }: RecordingRow): Recording {
  return { ...row, byteLength: byteLength === null ? null : Number(byteLength), durationMs: durationMs === null ? null : Number(durationMs) };
}

export const chunkColumns = `seq, byte_length AS "byteLength", sha256, address_issued_at AS "addressIssuedAt"`;
export type ChunkRow = Chunk & { recordingId: string };

export const transcriptColumns = `id, root_id AS "rootId", version, previous_id AS "previousId", patient_id AS "patientId", encounter_id AS "encounterId",
  recording_id AS "recordingId", origin, timing, language, engine, segments, document, created_at AS "createdAt", created_by AS "createdBy"`;
export type TranscriptRow = Transcript;

export const hearingColumns = `recording_id AS "recordingId", state, reason, stored_chunks AS "storedChunks", stored_bytes::float8 AS "storedBytes", arrived_at AS "arrivedAt", asked, asked_at AS "askedAt",
  under_way AS "underWay", asked_bytes::float8 AS "askedBytes", failures, heard, heard_ms::float8 AS "heardMs", heard_all AS "heardAll", next_byte::float8 AS "nextByte", result, segments, tail, version`;
