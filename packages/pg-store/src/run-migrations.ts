import pg from 'pg';
import { DataSource } from 'typeorm';
import { retry } from '@dra/service';
import { isConnectionError, translateError } from './errors.ts';
import { silentOrmLogger } from './orm-logger.ts';
import { assertTenantTables } from './assert-tenant-tables.ts';
import { ownerReadsAuditSql, quoteIdentifier, sharedTablesSql } from './shared-tables.ts';
import { sqlMigration } from './sql-migration.ts';
import type { Migration } from './sql-migration.ts';

export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

export type RunMigrations = {
  /** A role that may create roles and schemas. Only migrations know it. */
  ownerUrl: string;
  schema: string;
  /** Login role of the service: created or updated, never owner, superuser or exempt from row security. */
  role: string;
  password: string;
  /** The subgraph's own; the shared tables come first by themselves. */
  migrations: readonly Migration[];
  /** What the service may do with a table, where it differs from SELECT, INSERT, UPDATE. Nothing clinical is deleted. */
  grants?: Readonly<Record<string, readonly Privilege[]>>;
};

/** Names as TypeORM stores them. */
export type Migrated = { applied: string[] };

const migrationsTable = 'migrations';
const defaultPrivileges: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE'];
const sharedGrants: Record<string, readonly Privilege[]> = {
  audit_event: ['SELECT', 'INSERT'],
  outbox: ['SELECT', 'INSERT'],
  inbox: ['SELECT', 'INSERT'],
  idempotency_key: ['SELECT', 'INSERT', 'UPDATE'],
};

/**
 * Creates or brings up to date the schema, its tables, the service's role and its grants. Idempotent; two at once on
 * one database wait for each other. Waits up to 30 s for a server that is starting.
 * @throws Error when a table has no tenant in its keys or no forced row security
 */
export async function runMigrations(options: RunMigrations): Promise<Migrated> {
  const client = await connectOwner(options.ownerUrl);
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('dra-migrations', 20251))`);
    await retry(() => prepareRole(client, options), { baseMs: 50, maxMs: 500, attempts: 10 }, { retryable: isCatalogRace });
    const applied = await applyMigrations(options);
    await retry(() => grant(client, options), { baseMs: 50, maxMs: 500, attempts: 10 }, { retryable: isCatalogRace });
    await assertTenantTables(client, options.schema, [migrationsTable]);
    return { applied };
  } finally {
    await client.end();
  }
}

async function connectOwner(url: string): Promise<pg.Client> {
  const giveUp = Date.now() + 30_000;
  return retry(
    async () => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'migrate' });
      await client.connect();
      client.on('error', () => undefined);
      return client;
    },
    { baseMs: 100, maxMs: 1_000, attempts: 1_000 },
    { retryable: (error) => isConnectionError(error) && Date.now() < giveUp },
  ).catch((error: unknown) => {
    throw translateError(error);
  });
}

/** Roles belong to the whole server: migrations of other databases may write the same catalog row at the same time. */
function isCatalogRace(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '42710' || code === '23505' || (code === 'XX000' && /tuple concurrently/.test(message ?? ''));
}

async function prepareRole(client: pg.Client, { schema, role, password }: RunMigrations): Promise<void> {
  const exists = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const r = quoteIdentifier(role);
  const s = quoteIdentifier(schema);
  if (exists.rowCount === 0) await client.query(`CREATE ROLE ${r}`);
  await refusePower(client, role);
  const database = quoteIdentifier(String((await client.query('SELECT current_database() AS name')).rows[0]?.name));
  await client.query(`ALTER ROLE ${r} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  // Settings of the role and not of the connection: a pooler in between passes them on.
  for (const setting of [`search_path = ${s}`, `statement_timeout = '15s'`, `lock_timeout = '5s'`, `idle_in_transaction_session_timeout = '60s'`]) {
    await client.query(`ALTER ROLE ${r} IN DATABASE ${database} SET ${setting}`);
  }
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${r}`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${s}`);
  await client.query(`REVOKE ALL ON SCHEMA ${s} FROM PUBLIC`);
  await client.query(`GRANT USAGE ON SCHEMA ${s} TO ${r}`);
}

/**
 * A new role has none of these. An old one is not stripped of them but refused: only a superuser may even name most of
 * these attributes, and the owner need not be one (hosted servers give nobody that role).
 */
async function refusePower(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ powerful: boolean }>(
    'SELECT rolsuper OR rolbypassrls OR rolreplication OR rolcreaterole OR rolcreatedb AS powerful FROM pg_roles WHERE rolname = $1',
    [role],
  );
  if (rows[0]?.powerful) throw new Error(`The role ${role} may do more than a service should: take SUPERUSER, BYPASSRLS, REPLICATION, CREATEROLE and CREATEDB from it.`);
}

async function applyMigrations({ ownerUrl, schema, migrations }: RunMigrations): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    driver: pg,
    url: ownerUrl,
    schema,
    migrations: [sqlMigration('SharedTables', 1700000000000, sharedTablesSql(schema)), sqlMigration('OwnerReadsAudit', 1700000000002, ownerReadsAuditSql(schema)), ...migrations],
    migrationsTableName: migrationsTable,
    migrationsTransactionMode: 'each',
    // Unqualified names in migrations mean this schema.
    extra: { options: `-c search_path=${schema}` },
    poolSize: 2,
    installExtensions: false,
    logger: silentOrmLogger(),
  });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/** Grants follow from the code at each run: a right that is no longer listed is gone. */
async function grant(client: pg.Client, { schema, role, grants = {} }: RunMigrations): Promise<void> {
  const r = quoteIdentifier(role);
  const s = quoteIdentifier(schema);
  const tables = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = $1`, [schema]);
  const names = new Set(tables.rows.map((row) => row.name));
  for (const table of Object.keys(grants)) {
    if (!names.has(table)) throw new Error(`grants name the table ${table}, which ${schema} does not have`);
  }
  const statements = ['BEGIN', `REVOKE ALL ON ALL TABLES IN SCHEMA ${s} FROM ${r}`, `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${s} FROM PUBLIC`];
  for (const name of names) {
    if (name === migrationsTable) continue;
    const privileges = sharedGrants[name] ?? grants[name] ?? defaultPrivileges;
    if (privileges.length > 0) statements.push(`GRANT ${privileges.join(', ')} ON ${s}.${quoteIdentifier(name)} TO ${r}`);
  }
  statements.push(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${s} TO ${r}`, `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${s} TO ${r}`, 'COMMIT');
  try {
    for (const statement of statements) await client.query(statement);
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
