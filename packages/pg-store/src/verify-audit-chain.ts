import { walkChains } from '@dra/service';
import type { ChainFault, ChainHead, ChainLink, ChainsFound } from '@dra/service';
import type { Tx } from './transaction.ts';
import { auditHashSql, quoteIdentifier } from './shared-tables.ts';

type Query = Pick<Tx, 'query'>;
export type ChainVerdict = ChainsFound & { faults: ChainFault[] };

const page = 2_000;
const tableOf = (schema: string | undefined) => `${schema === undefined ? '' : `${quoteIdentifier(schema)}.`}audit_event`;

/**
 * The audit's events, each chain's together and in order: of the transaction's tenant, or of all tenants where the
 * connection is the owner's. Read in pages along the primary key. The formula is in this code and not in the database
 * that is being checked.
 */
export async function* auditLinks({ query }: Query, from: { schema?: string; chainKey?: string } = {}): AsyncGenerator<ChainLink> {
  let last: [tenant: string, chain: string, seq: number] = ['', '', 0];
  for (;;) {
    const rows = await query<{ tenant: string; chain: string; seq: string; hash: string; prev: string; intact: boolean }>(
      `SELECT e.tenant, e.chain_key AS chain, e.seq, encode(e.hash, 'hex') AS hash, encode(e.prev_hash, 'hex') AS prev, e.hash = ${auditHashSql('e')} AS intact
       FROM ${tableOf(from.schema)} e
       WHERE (e.tenant, e.chain_key, e.seq) > ($1, $2, $3::bigint) AND ($4::text IS NULL OR e.chain_key = $4)
       ORDER BY e.tenant, e.chain_key, e.seq LIMIT ${page}`,
      [...last, from.chainKey ?? null],
    );
    for (const { prev, seq, ...row } of rows) yield { ...row, seq: Number(seq), prevHash: prev === '' ? null : prev };
    const end = rows.at(-1);
    if (!end || rows.length < page) return;
    last = [end.tenant, end.chain, Number(end.seq)];
  }
}

/** The hashes that stand today where chains once ended, in the order of `heads`; null where nothing stands. */
export async function auditHashesAt({ query }: Query, heads: readonly ChainHead[], schema?: string): Promise<(string | null)[]> {
  const rows = await query<{ hash: string | null }>(
    `SELECT encode(e.hash, 'hex') AS hash
     FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY AS head(tenant, chain, seq, place)
     LEFT JOIN ${tableOf(schema)} e ON e.tenant = head.tenant AND e.chain_key = head.chain AND e.seq = head.seq
     ORDER BY head.place`,
    [heads.map(({ tenant }) => tenant), heads.map(({ chain }) => chain), heads.map(({ seq }) => seq)],
  );
  return rows.map(({ hash }) => hash);
}

/**
 * Recomputes the hash chains of the transaction's tenant (of one chain when `chainKey` is given; a patient's is his or
 * her uuid). Finds changed, relinked and removed events. What was cut off a chain's end leaves no trace in the chain
 * itself: that needs an end noted elsewhere (`auditHashesAt`).
 */
export async function verifyAuditChain(tx: Query, chainKey?: string): Promise<ChainVerdict> {
  const faults: ChainFault[] = [];
  const found = await walkChains(auditLinks(tx, chainKey === undefined ? {} : { chainKey }), { fault: (fault) => faults.push(fault) });
  return { ...found, faults };
}
