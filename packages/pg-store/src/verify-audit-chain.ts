import type { Tx } from './transaction.ts';
import { auditHashSql } from './shared-tables.ts';

export type ChainFault = { chainKey: string; seq: number; fault: 'CHANGED' | 'RELINKED' | 'MISSING' };
export type ChainVerdict = { events: number; chains: number; faults: ChainFault[] };

/**
 * Recomputes the hash chains of the transaction's tenant (of one chain when `chainKey` is given; a patient's is his or
 * her uuid). Finds changed, relinked and removed rows. Rows cut off a chain's end leave no trace in the chain itself:
 * that needs an anchor kept elsewhere. The formula is in this code and not in the database that is being checked.
 */
export async function verifyAuditChain(tx: Pick<Tx, 'query'>, chainKey?: string): Promise<ChainVerdict> {
  const rows = await tx.query<{ chain_key: string | null; seq: string | null; fault: ChainFault['fault'] | null; events: string; chains: string }>(
    `WITH linked AS (
       SELECT e.chain_key, e.seq, e.hash = ${auditHashSql('e')} AS intact,
         e.prev_hash = coalesce(lag(e.hash) OVER chain, '\\x'::bytea) AS joined,
         e.seq = coalesce(lag(e.seq) OVER chain, 0) + 1 AS gapless
       FROM audit_event e WHERE $1::text IS NULL OR e.chain_key = $1
       WINDOW chain AS (PARTITION BY e.chain_key ORDER BY e.seq)
     ), faults AS (
       SELECT chain_key, seq, CASE WHEN NOT gapless THEN 'MISSING' WHEN NOT intact THEN 'CHANGED' ELSE 'RELINKED' END AS fault
       FROM linked WHERE NOT (intact AND joined AND gapless)
     ), totals AS (SELECT count(*) AS events, count(DISTINCT chain_key) AS chains FROM linked)
     SELECT f.chain_key, f.seq, f.fault, t.events, t.chains FROM totals t LEFT JOIN faults f ON true ORDER BY f.chain_key, f.seq LIMIT 1000`,
    [chainKey ?? null],
  );
  return {
    events: Number(rows[0]?.events ?? 0),
    chains: Number(rows[0]?.chains ?? 0),
    faults: rows.flatMap((row) => (row.fault && row.chain_key && row.seq ? [{ chainKey: row.chain_key, seq: Number(row.seq), fault: row.fault }] : [])),
  };
}
