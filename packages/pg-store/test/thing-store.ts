import { createLogger } from '@dra/service';
import { testPostgres } from '@dra/testkit';
import pg from 'pg';
import { createTransact, openDataSource, runMigrations, sqlMigration, tenantIsolationSql } from '../src/index.ts';
import type { DataSource, Transact } from '../src/index.ts';

/** A small schema of one table, for tests of what every PostgreSQL subgraph gets. */
export const thingsMigration = sqlMigration(
  'Things',
  1700000000001,
  `CREATE TABLE thing (tenant text NOT NULL, id integer NOT NULL, note text, PRIMARY KEY (tenant, id));
   ${tenantIsolationSql('things', ['thing'])}`,
);

export const role = 'dra_things';
export const password = 'things-in-a-test';
export const dr = { userId: 'dr.test', tenant: 'a', roles: ['CLINICIAN'], requestId: 'request-1' };
export const nurse = { userId: 'nurse.test', tenant: 'b', roles: ['NURSE'], requestId: 'request-2' };

export type ThingStore = {
  dataSource: DataSource;
  transact: Transact;
  /** Raw SQL as the owner: past every rule. */
  asOwner(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Raw SQL on one connection of the service's role, outside of any transaction of ours. */
  asService(...statements: string[]): Promise<Record<string, unknown>[]>;
  ownerUrl: string;
  dropConnections(): Promise<void>;
  stop(): Promise<void>;
};

export async function openThingStore(options: { poolSize?: number } = {}): Promise<ThingStore> {
  const postgres = await testPostgres();
  await runMigrations({ ownerUrl: postgres.ownerUrl, schema: 'things', role, password, migrations: [thingsMigration] });
  const serviceUrl = postgres.urlFor(role, password);
  const dataSource = await openDataSource({ url: serviceUrl, schema: 'things', entities: [], poolSize: options.poolSize ?? 10 });
  const logger = createLogger({ name: 'test', level: 'silent' });
  return {
    dataSource,
    transact: createTransact(dataSource, { logger }),
    ownerUrl: postgres.ownerUrl,
    dropConnections: postgres.dropConnections,
    asOwner: (sql, params) => withClient(postgres.ownerUrl, async (client) => (await client.query(sql, params)).rows),
    asService: (...statements) =>
      withClient(serviceUrl, async (client) => {
        let rows: Record<string, unknown>[] = [];
        for (const statement of statements) rows = (await client.query(statement)).rows;
        return rows;
      }),
    stop: async () => {
      await dataSource.destroy();
      await postgres.stop();
    },
  };
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
