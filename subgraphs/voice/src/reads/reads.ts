import type { Actor } from '@dra/access';
import type { AuditEvent, Transact, Tx } from '@dra/pg-store';
import { createListLoader, createLoader } from '@dra/subgraph';
import DataLoader from 'dataloader';
import type { Chunk, Recording, Transcript } from '../domain/model.ts';
import type { LiveHearing, LivePart, LiveSegment } from '../domain/live/model.ts';
import { chunkColumns, hearingColumns, recordingColumns, toRecording, transcriptColumns } from '../store/rows.ts';
import type { ChunkRow, RecordingRow } from '../store/rows.ts';
import { firstActs } from '../store/first-acts.ts';

export type RecordingPage = { patientId: string; before: string | null; limit: number };

/**
 * One request's reads, batched: a list's things cost as many statements as one's. What is shown, and what was asked for in
 * vain, is on record before anybody sees it.
 */
export type Reads = ReturnType<typeof createReads>;

export function createReads(transact: Transact, actor: Actor, deadline?: number) {
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transact(actor, work, deadline === undefined ? {} : { deadline });

  const recordings = createLoader<Recording>((ids) =>
    read(async (tx) => {
      const rows = (await tx.query<RecordingRow>(`SELECT ${recordingColumns} FROM recording WHERE tenant = $1 AND id = ANY ($2::uuid[])`, [tx.tenant, ids])).map(toRecording);
      // Who watches one that is heard while it is made asks again at each word.
      const watched = rows.filter(({ live, status }) => live && (status === 'CREATED' || status === 'UPLOADING')).map(({ id }) => id);
      const first = await firstActs(tx, actor, 'recording.read', watched);
      return shown(tx, 'Recording', 'recording.read', ids, rows, new Set(watched.filter((id) => !first.has(id))));
    }),
  );
  const transcripts = createLoader<Transcript>((ids) =>
    read(async (tx) => {
      const rows = await tx.query<Transcript>(`SELECT ${transcriptColumns} FROM transcript WHERE tenant = $1 AND id = ANY ($2::uuid[])`, [tx.tenant, ids]);
      return shown(tx, 'Transcript', 'transcript.read', ids, rows);
    }),
  );
  const chunks = createListLoader<Chunk>((ids) =>
    read(async (tx) =>
      grouped(await tx.query<ChunkRow>(`SELECT recording_id AS "recordingId", ${chunkColumns} FROM recording_chunk WHERE tenant = $1 AND recording_id = ANY ($2::uuid[]) ORDER BY seq`, [tx.tenant, ids]), (row) => row.recordingId),
    ),
  );
  const recordingIdsOfEncounter = createListLoader<string>((ids) =>
    read(async (tx) => idsBy(await tx.query<Pair>(`SELECT encounter_id AS of, id FROM recording WHERE tenant = $1 AND encounter_id = ANY ($2::uuid[]) ORDER BY id`, [tx.tenant, ids]))),
  );
  /** Of each transcript the newest version, oldest transcript first. */
  const transcriptIdsOfEncounter = createListLoader<string>((ids) =>
    read(async (tx) =>
      idsBy(
        await tx.query<Pair>(
          `SELECT encounter_id AS of, id FROM (
             SELECT DISTINCT ON (root_id) encounter_id, root_id, id FROM transcript WHERE tenant = $1 AND encounter_id = ANY ($2::uuid[]) ORDER BY root_id, version DESC
           ) newest ORDER BY root_id`,
          [tx.tenant, ids],
        ),
      ),
    ),
  );
  const transcriptIdOfRecording = createLoader<string>((ids) =>
    read(async (tx) => {
      const rows = await tx.query<Pair>(
        `SELECT DISTINCT ON (recording_id) recording_id AS of, id FROM transcript WHERE tenant = $1 AND recording_id = ANY ($2::uuid[]) ORDER BY recording_id, version DESC, id DESC`,
        [tx.tenant, ids],
      );
      return new Map(rows.map((row) => [row.of, row.id]));
    }),
  );
  /** What was heard so far is what the patient said: that it is shown is on record, once for each person and visit. */
  const hearings = createLoader<LiveHearing>((ids) =>
    read(async (tx) => {
      const rows = await tx.query<LiveHearing & { patientId: string }>(
        `SELECT h.*, r.patient_id AS "patientId" FROM (SELECT ${hearingColumns} FROM live_hearing WHERE tenant = $1 AND recording_id = ANY ($2::uuid[])) h
         JOIN recording r ON r.tenant = $1 AND r.id = h."recordingId"`,
        [tx.tenant, ids],
      );
      const first = await firstActs(tx, actor, 'live-transcript.read', rows.map(({ recordingId }) => recordingId));
      for (const row of rows.filter(({ recordingId }) => first.has(recordingId))) tx.audit({ action: 'live-transcript.read', resource: { type: 'Recording', id: row.recordingId }, patientId: row.patientId, outcome: 'ALLOWED' });
      return new Map(rows.map((row) => [row.recordingId, row]));
    }),
  );
  /** The last ones of a hearing, in order, up to those that it counted when it was read. */
  const liveSegments = ({ recordingId, segments }: LiveHearing, last: number): Promise<LiveSegment[]> =>
    read(async (tx) => {
      const rows = await tx.query<LivePart>(
        `SELECT recording_id AS "recordingId", step, result_key AS "resultKey", first_seq AS "firstSeq", segments FROM live_part
         WHERE tenant = $1 AND recording_id = $2 AND first_seq < $3 AND first_seq + jsonb_array_length(segments) > $4 ORDER BY step`,
        [tx.tenant, recordingId, segments, segments - last],
      );
      return rows.flatMap((part) => part.segments.map((one, index) => ({ ...one, seq: part.firstSeq + index }))).filter(({ seq }) => seq >= segments - last && seq < segments);
    });
  const pages = new DataLoader<RecordingPage, string[], string>((wanted) => read((tx) => readPages(tx, wanted)), { cacheKeyFn: (page) => JSON.stringify(page) });

  return {
    recordings,
    transcripts,
    chunks,
    recordingIdsOfEncounter,
    transcriptIdsOfEncounter,
    transcriptIdOfRecording,
    pages,
    hearings,
    liveSegments,
    /** After a change: what was read before it is stale. */
    forget(): void {
      for (const loader of [recordings, transcripts, chunks, recordingIdsOfEncounter, transcriptIdsOfEncounter, transcriptIdOfRecording, pages, hearings]) loader.clearAll();
    },
  };
}

type Pair = { of: string; id: string };

/** Puts what was found, and what was not, on record; by id. `known`: on record already. */
function shown<T extends { id: string; patientId: string }>(tx: Tx, type: string, action: string, asked: readonly string[], rows: readonly T[], known: ReadonlySet<string> = new Set()): Map<string, T> {
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const row of rows.filter(({ id }) => !known.has(id))) tx.audit({ action, resource: { type, id: row.id }, patientId: row.patientId, outcome: 'ALLOWED' });
  const absent = asked.filter((id) => !found.has(id));
  if (absent.length > 0) tx.audit({ action, resource: { type }, outcome: 'DENIED', detail: { ids: absent, reason: 'NOT_FOUND' } } satisfies AuditEvent);
  return found;
}

async function readPages(tx: Tx, wanted: readonly RecordingPage[]): Promise<string[][]> {
  const rows = await tx.query<{ ordinal: number; id: string }>(
    `SELECT q.ordinal, p.id FROM jsonb_to_recordset($2::jsonb) AS q (ordinal int, patient uuid, before uuid, size int)
     CROSS JOIN LATERAL (
       SELECT r.id FROM recording r WHERE r.tenant = $1 AND r.patient_id = q.patient AND (q.before IS NULL OR r.id < q.before) ORDER BY r.id DESC LIMIT q.size
     ) p ORDER BY q.ordinal, p.id DESC`,
    [tx.tenant, JSON.stringify(wanted.map(({ patientId, before, limit }, ordinal) => ({ ordinal, patient: patientId, before, size: limit })))],
  );
  const pages: string[][] = wanted.map(() => []);
  for (const { ordinal, id } of rows) pages[Number(ordinal)]?.push(id);
  return pages;
}

function idsBy(rows: readonly Pair[]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const { of, id } of rows) lists.set(of, [...(lists.get(of) ?? []), id]);
  return lists;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const list = lists.get(keyOf(row));
    if (list) list.push(row);
    else lists.set(keyOf(row), [row]);
  }
  return lists;
}
