import type pg from 'pg';

type Client = Pick<pg.Client, 'query'>;

/**
 * A new table without its tenant rule must not reach production: each table needs `tenant` in its primary key and in
 * every unique index (so it can be distributed), row security that binds the owner too, and at least one policy.
 * @throws Error naming each fault
 */
export async function assertTenantTables(client: Client, schema: string, exempt: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ fault: string }>(
    `WITH tables AS (
       SELECT c.oid, c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,
         (SELECT attnum FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant' AND a.attnotnull AND NOT a.attisdropped) AS tenant
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relname = ANY ($2)
     )
     SELECT relname || ': no column tenant NOT NULL' AS fault FROM tables WHERE tenant IS NULL
     UNION ALL SELECT relname || ': row security is not forced' FROM tables WHERE NOT forced
     UNION ALL SELECT relname || ': no policy' FROM tables t WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)
     UNION ALL SELECT relname || ': no primary key' FROM tables t WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
     UNION ALL SELECT t.relname || ': unique index ' || i.indexrelid::regclass || ' lacks tenant'
       FROM tables t JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique
       WHERE t.tenant IS NOT NULL AND NOT t.tenant = ANY (i.indkey::int2[])
     ORDER BY 1`,
    [schema, exempt],
  );
  if (rows.length > 0) throw new Error(`schema ${schema} breaks the tenant rule: ${rows.map((row) => row.fault).join('; ')}`);
}
