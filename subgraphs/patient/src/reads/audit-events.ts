import type { ReadTx } from './read-session.ts';

export type AuditRow = {
  id: string;
  /** Microseconds kept: ISO text. */
  at: string;
  action: string;
  userId: string;
  roles: string[];
  outcome: 'ALLOWED' | 'DENIED';
  resourceType: string;
  requestId: string | null;
  sequence: number;
  hash: string;
};

/** A patient's chain, newest first, `first + 1` at most; null when there is no such patient. Looking is an event too. */
export async function readAuditEvents(tx: ReadTx, patientId: string, first: number, before: number | null): Promise<AuditRow[] | null> {
  const [known] = await tx.query('SELECT 1 AS here FROM patient WHERE tenant = $1 AND id = $2', [tx.tenant, patientId]);
  if (!known) {
    tx.shown({ action: 'audit.read', resource: { type: 'AuditEvent', id: patientId }, outcome: 'DENIED', detail: { reason: 'NOT_FOUND' } });
    return null;
  }
  tx.shown({ action: 'audit.read', patientId, resource: { type: 'AuditEvent' }, outcome: 'ALLOWED' });
  const rows = await tx.query<Omit<AuditRow, 'sequence'> & { sequence: string }>(
    `SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, action, actor AS "userId", actor_roles AS roles, outcome,
       resource_type AS "resourceType", request_id AS "requestId", seq AS sequence, encode(hash, 'hex') AS hash
     FROM audit_event WHERE tenant = $1 AND chain_key = $2 AND ($3::bigint IS NULL OR seq < $3) ORDER BY seq DESC LIMIT $4`,
    [tx.tenant, patientId, before, first + 1],
  );
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
}
