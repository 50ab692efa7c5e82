import type { RpcReply } from '@dra/events';
import type { Tx } from '@dra/pg-store';
import type { ConsentType } from '../domain/model.ts';

type Query = Pick<Tx, 'query' | 'tenant'>;

/**
 * Whether a consent of the type is in force now. A merged twin's consent does not count for the record that counts:
 * each record is asked for itself.
 */
export async function consentStatus(tx: Query, patientId: string, type: ConsentType): Promise<RpcReply<'consentStatus'>> {
  const [latest] = await tx.query<{ id: string; status: string; given_at: Date; revoked_at: Date | null }>(
    `SELECT id, status, given_at, revoked_at FROM consent WHERE tenant = $1 AND patient_id = $2 AND type = $3
     ORDER BY (status = 'ACTIVE') DESC, revoked_at DESC LIMIT 1`,
    [tx.tenant, patientId, type],
  );
  if (!latest) return { active: false, consentId: null, since: null };
  const active = latest.status === 'ACTIVE';
  return { active, consentId: latest.id, since: (active ? latest.given_at : (latest.revoked_at ?? latest.given_at)).toISOString() };
}

export async function encounterStatus(tx: Query, encounterId: string): Promise<RpcReply<'encounterStatus'>> {
  const [row] = await tx.query<{ patient_id: string; status: string }>(`SELECT patient_id, status FROM encounter WHERE tenant = $1 AND id = $2`, [tx.tenant, encounterId]);
  return row ? { found: true, patientId: row.patient_id, status: row.status } : { found: false, patientId: null, status: null };
}

/** A merged or inactive record is found, and takes no new visits. */
export async function patientStatus(tx: Query, patientId: string): Promise<RpcReply<'patientStatus'>> {
  const [row] = await tx.query<{ active: boolean }>(`SELECT active AND merged_into IS NULL AS active FROM patient WHERE tenant = $1 AND id = $2`, [tx.tenant, patientId]);
  return { found: Boolean(row), active: row?.active ?? false };
}
