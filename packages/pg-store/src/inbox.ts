import type { Tx } from './transaction.ts';

/**
 * True the first time this consumer meets this message, in the same transaction as what it then does: a redelivery
 * after the commit gets false and changes nothing, one after a rollback gets true again.
 */
export async function inboxOnce(tx: Pick<Tx, 'query' | 'tenant'>, consumer: string, msgId: string): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO inbox (tenant, consumer, msg_id) VALUES ($1, $2, $3) ON CONFLICT (tenant, consumer, msg_id) DO NOTHING RETURNING 1 AS first`,
    [tx.tenant, consumer, msgId],
  );
  return rows.length === 1;
}
