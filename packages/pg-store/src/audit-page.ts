import type { AuditPage, AuditPageRequest, AuditRecord } from '@dra/events';
import type { Tx } from './transaction.ts';

/** A page of what was done to these records, newest first. By the index of patients; the chain itself is not touched. */
export async function readAuditPage(tx: Pick<Tx, 'query' | 'tenant'>, { records, before, limit }: Omit<AuditPageRequest, 'tenant'>): Promise<AuditPage> {
  const rows = await tx.query<Omit<AuditRecord, 'sequence'> & { sequence: string }>(
    `SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, action, actor AS "userId", actor_roles AS roles, outcome,
       resource_type AS "resourceType", request_id AS "requestId", patient_id AS "patientId", seq AS sequence, encode(hash, 'hex') AS hash
     FROM audit_event WHERE tenant = $1 AND patient_id = ANY ($2::uuid[]) AND ($3::timestamptz IS NULL OR at < $3::timestamptz OR (at = $3::timestamptz AND id < $4::uuid))
     ORDER BY audit_event.at DESC, id DESC LIMIT $5`,
    [tx.tenant, records, before?.at ?? null, before?.id ?? null, limit],
  );
  return { events: rows.map((row) => ({ ...row, sequence: Number(row.sequence) })) };
}
