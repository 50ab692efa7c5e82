import { openAuditChains } from '@dra/clinical-note-subgraph/audit-chains';
import { auditHashesAt, auditLinks } from '@dra/pg-store';
import type { ChainStore } from '@dra/service';
import pg from 'pg';
import { relational } from '../dev/run/services.ts';

export const storeNames = [...relational, 'clinical-note'] as const;
export type StoreName = (typeof storeNames)[number];
/** `owner` may read the audit of all tenants in PostgreSQL; `notes` may find in MongoDB. */
export type Addresses = { owner: string; notes: string };

/** @throws when the store cannot be reached within 5 s */
export async function openStore(name: StoreName, { owner, notes }: Addresses): Promise<ChainStore> {
  return name === 'clinical-note' ? openAuditChains(notes) : openRelational(name, owner);
}

async function openRelational(schema: string, url: string): Promise<ChainStore> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 60_000, application_name: 'audit' });
  // A connection that breaks between two queries: the next one says so.
  client.on('error', () => undefined);
  await client.connect();
  const tx = { query: async <R>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, [...params])).rows as R[] };
  if (await hidesRows(tx, schema)) {
    await client.end();
    throw new Error(`this account may not read the audit of all tenants in ${schema}: give DATABASE_URL of the owner, and run the migrations`);
  }
  return { links: () => auditLinks(tx, { schema }), hashesAt: (heads) => auditHashesAt(tx, heads, schema), close: () => client.end() };
}

/** Row security shows another account an empty audit, and an empty audit has no faults. */
async function hidesRows({ query }: { query<R>(sql: string, params: readonly unknown[]): Promise<R[]> }, schema: string): Promise<boolean> {
  const [row] = await query<{ sees: boolean }>(
    `SELECT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) OR EXISTS (
       SELECT FROM pg_policies WHERE schemaname = $1 AND tablename = 'audit_event' AND policyname = 'verification' AND roles @> ARRAY[current_user::name]) AS sees`,
    [schema],
  );
  return row?.sees !== true;
}
