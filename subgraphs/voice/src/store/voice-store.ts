import type { Tx } from '@dra/pg-store';
import type { Chunk, Recording, Transcript } from '../domain/model.ts';
import type { Work } from '../domain/work.ts';
import { chunkColumns, recordingColumns, toRecording, transcriptColumns } from './rows.ts';
import type { RecordingRow } from './rows.ts';

/** Recordings and their chunks, inside one transaction. */
export function recordingStore(tx: Tx): Work['recordings'] {
  return {
    async lock(id) {
      const [row] = await tx.query<RecordingRow>(`SELECT ${recordingColumns} FROM recording WHERE tenant = $1 AND id = $2 FOR UPDATE`, [tx.tenant, id]);
      return row ? toRecording(row) : null;
    },
    async insert(recording: Recording) {
      await tx.query(
        `INSERT INTO recording (tenant, id, patient_id, encounter_id, status, media_type, live, consent_id, legal_hold, version, created_at, created_by, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [tx.tenant, recording.id, recording.patientId, recording.encounterId, recording.status, recording.mediaType, recording.live, recording.consentId, recording.legalHold, recording.version, recording.createdAt, recording.createdBy, recording.updatedAt],
      );
    },
    async change(id, { status, sha256, byteLength, durationMs, retainUntil }) {
      const [row] = await tx.query<RecordingRow>(
        `UPDATE recording SET status = $3, sha256 = coalesce($4, sha256), byte_length = coalesce($5, byte_length), duration_ms = coalesce($6, duration_ms),
           retain_until = coalesce($7, retain_until), version = version + 1, updated_at = clock_timestamp()
         WHERE tenant = $1 AND id = $2 RETURNING ${recordingColumns}`,
        [tx.tenant, id, status, sha256 ?? null, byteLength ?? null, durationMs ?? null, retainUntil ?? null],
      );
      if (!row) throw new Error('a recording that was locked is gone');
      if (status === 'UPLOADED' || status === 'QUARANTINED' || status === 'DELETED') await tx.query(`DELETE FROM recording_act WHERE tenant = $1 AND recording_id = $2 AND action = 'recording.upload-address-issued'`, [tx.tenant, id]);
      return toRecording(row);
    },
    chunks: (id) => tx.query<Chunk>(`SELECT ${chunkColumns} FROM recording_chunk WHERE tenant = $1 AND recording_id = $2 ORDER BY seq`, [tx.tenant, id]),
    async announceChunk(id, { seq, byteLength, sha256 }) {
      const [row] = await tx.query<Chunk>(
        `INSERT INTO recording_chunk (tenant, recording_id, seq, byte_length, sha256, address_issued_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())
         ON CONFLICT (tenant, recording_id, seq) DO UPDATE SET address_issued_at =
           CASE WHEN recording_chunk.sha256 = excluded.sha256 THEN excluded.address_issued_at ELSE recording_chunk.address_issued_at END
         RETURNING ${chunkColumns}`,
        [tx.tenant, id, seq, byteLength, sha256],
      );
      return row as Chunk;
    },
    async openOfPatient(patientId) {
      const rows = await tx.query<{ id: string }>(`SELECT id FROM recording WHERE tenant = $1 AND patient_id = $2 AND status IN ('CREATED', 'UPLOADING') ORDER BY id`, [tx.tenant, patientId]);
      return rows.map((row) => row.id);
    },
    async announcedBytes(id) {
      const [row] = await tx.query<{ bytes: string }>(`SELECT coalesce(sum(byte_length), 0)::text AS bytes FROM recording_chunk WHERE tenant = $1 AND recording_id = $2`, [tx.tenant, id]);
      return Number(row?.bytes ?? 0);
    },
    async lateChunksAreGone(id) {
      await tx.query(`UPDATE recording SET swept_at = clock_timestamp() WHERE tenant = $1 AND id = $2 AND status = 'QUARANTINED'`, [tx.tenant, id]);
    },
    async objectsAreGone(id) {
      await tx.query(`UPDATE recording SET objects_gone_at = clock_timestamp() WHERE tenant = $1 AND id = $2 AND status = 'DELETED'`, [tx.tenant, id]);
    },
  };
}

/** Transcript versions, inside one transaction. They are inserted and never changed. */
export function transcriptStore(tx: Tx): Work['transcripts'] {
  return {
    async find(id) {
      const [row] = await tx.query<Transcript>(`SELECT ${transcriptColumns} FROM transcript WHERE tenant = $1 AND id = $2`, [tx.tenant, id]);
      return row ?? null;
    },
    async lockNewest(rootId) {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 41))`, [`${tx.tenant}/${rootId}`]);
      const [row] = await tx.query<Transcript>(`SELECT ${transcriptColumns} FROM transcript WHERE tenant = $1 AND root_id = $2 ORDER BY version DESC LIMIT 1`, [tx.tenant, rootId]);
      return row ?? null;
    },
    async insert(transcript) {
      const rows = await tx.query(
        `INSERT INTO transcript (tenant, id, root_id, version, previous_id, patient_id, encounter_id, recording_id, origin, timing, language, engine, segments, document, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING RETURNING 1 AS inserted`,
        [
          tx.tenant, transcript.id, transcript.rootId, transcript.version, transcript.previousId, transcript.patientId, transcript.encounterId, transcript.recordingId, transcript.origin,
          transcript.timing, transcript.language, JSON.stringify(transcript.engine), JSON.stringify(transcript.segments), JSON.stringify(transcript.document), transcript.createdAt, transcript.createdBy,
        ],
      );
      return rows.length === 1;
    },
  };
}
