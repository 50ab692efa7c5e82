import type { Tx } from '@dra/pg-store';
import type { LiveHearing } from '../domain/live/model.ts';
import type { Work } from '../domain/work.ts';
import { hearingColumns } from './rows.ts';

/** What is heard of recordings while they are made, inside one transaction. */
export function hearingStore(tx: Tx): Work['hearings'] {
  return {
    async lock(recordingId) {
      const [row] = await tx.query<LiveHearing>(`SELECT ${hearingColumns} FROM live_hearing WHERE tenant = $1 AND recording_id = $2 FOR UPDATE`, [tx.tenant, recordingId]);
      return row ?? null;
    },
    async insert({ recordingId, state, reason, arrivedAt }) {
      await tx.query(`INSERT INTO live_hearing (tenant, recording_id, state, reason, arrived_at) VALUES ($1, $2, $3, $4, $5)`, [tx.tenant, recordingId, state, reason, arrivedAt]);
    },
    async save(one) {
      await tx.query(
        `UPDATE live_hearing SET state = $3, reason = $4, stored_chunks = $5, stored_bytes = $6, arrived_at = $7, asked = $8, asked_at = $9, under_way = $10, asked_bytes = $11,
           failures = $12, heard = $13, heard_ms = $14, heard_all = $15, next_byte = $16, result = $17, segments = $18, tail = $19, version = version + 1
         WHERE tenant = $1 AND recording_id = $2`,
        [
          tx.tenant, one.recordingId, one.state, one.reason, one.storedChunks, one.storedBytes, one.arrivedAt, one.asked, one.askedAt, one.underWay, one.askedBytes,
          one.failures, one.heard, one.heardMs, one.heardAll, one.nextByte, one.result && JSON.stringify(one.result), one.segments, one.tail,
        ],
      );
    },
    async addPart({ recordingId, step, resultKey, firstSeq, segments }) {
      await tx.query(`INSERT INTO live_part (tenant, recording_id, step, result_key, first_seq, segments) VALUES ($1, $2, $3, $4, $5, $6)`, [tx.tenant, recordingId, step, resultKey, firstSeq, JSON.stringify(segments)]);
    },
    async partKey(recordingId, step) {
      const [row] = await tx.query<{ key: string }>(`SELECT result_key AS key FROM live_part WHERE tenant = $1 AND recording_id = $2 AND step = $3`, [tx.tenant, recordingId, step]);
      return row?.key ?? null;
    },
    async clearParts(recordingId) {
      const rows = await tx.query<{ key: string }>(`DELETE FROM live_part WHERE tenant = $1 AND recording_id = $2 RETURNING result_key AS key`, [tx.tenant, recordingId]);
      return rows.map((row) => row.key);
    },
    async remove(recordingId) {
      await tx.query(`DELETE FROM live_hearing WHERE tenant = $1 AND recording_id = $2`, [tx.tenant, recordingId]);
      await tx.query(`DELETE FROM recording_act WHERE tenant = $1 AND recording_id = $2`, [tx.tenant, recordingId]);
    },
    async ofPatient(patientId) {
      const rows = await tx.query<{ id: string }>(
        `SELECT h.recording_id AS id FROM live_hearing h JOIN recording r ON r.tenant = h.tenant AND r.id = h.recording_id WHERE h.tenant = $1 AND r.patient_id = $2 ORDER BY h.recording_id`,
        [tx.tenant, patientId],
      );
      return rows.map((row) => row.id);
    },
  };
}
