import type { RpcReply } from '@dra/events';
import type { Tx } from '@dra/pg-store';

/**
 * `person (id)`: the records of one person, as $1 is the tenant and $2 one of them. A merge moves nothing, so what is on
 * the file of a twin is the same person's. UNION and not UNION ALL: it ends even if links went round.
 */
export const personCte = `WITH RECURSIVE person (id) AS (
  SELECT id FROM patient WHERE tenant = $1 AND id = $2::uuid
  UNION
  SELECT CASE WHEN q.id = person.id THEN q.merged_into ELSE q.id END
  FROM person JOIN patient q ON q.tenant = $1 AND q.merged_into IS NOT NULL AND (q.id = person.id OR q.merged_into = person.id)
)`;

/** The same of many: `person (root, id)`, where $2 is an array of records and each row says one record of the root's person. */
export const personsCte = `WITH RECURSIVE person (root, id) AS (
  SELECT id, id FROM patient WHERE tenant = $1 AND id = ANY ($2::uuid[])
  UNION
  SELECT person.root, CASE WHEN q.id = person.id THEN q.merged_into ELSE q.id END
  FROM person JOIN patient q ON q.tenant = $1 AND q.merged_into IS NOT NULL AND (q.id = person.id OR q.merged_into = person.id)
)`;

export async function personRecords(tx: Pick<Tx, 'query' | 'tenant'>, patientId: string): Promise<RpcReply<'personRecords'>> {
  const rows = await tx.query<{ id: string }>(`${personCte} SELECT id FROM person ORDER BY id`, [tx.tenant, patientId]);
  return { records: rows.map((row) => row.id) };
}

/** What was shown, by the file it stands on; the file that was asked for is among them though nothing of it was. */
export function idsByFile(asked: string, rows: readonly { id: string; patientId: string }[]): Map<string, string[]> {
  const files = new Map<string, string[]>([[asked, []]]);
  for (const { id, patientId } of rows) files.set(patientId, [...(files.get(patientId) ?? []), id]);
  return files;
}
