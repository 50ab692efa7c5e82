import pg from 'pg';
import { askForServer, freshName, workerKey } from './servers-client.ts';

export type TestPostgres = {
  /** Of the database's owner, a superuser: for migrations, and for looking under the covers. */
  ownerUrl: string;
  /** The same database for another role, e.g. `urlFor('dra_patient', password)`. */
  urlFor(role: string, password: string): string;
  /** Ends every session on the database: what a restart of the server looks like to its clients. */
  dropConnections(): Promise<void>;
  logFile: string;
  stop(): Promise<void>;
};

/** A fresh, empty database on a real PostgreSQL. Call `stop()` in afterAll. */
export async function testPostgres(): Promise<TestPostgres> {
  const server = await askForServer('start', 'postgres', workerKey());
  const name = freshName('test');
  await asSuperuser(server.url, `CREATE DATABASE ${name}`);
  const ownerUrl = withDatabase(server.url, name);
  return {
    ownerUrl,
    logFile: server.logFile,
    urlFor(role, password) {
      const url = new URL(ownerUrl);
      url.username = role;
      url.password = password;
      return url.toString();
    },
    dropConnections: () => asSuperuser(server.url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`),
    stop: () => asSuperuser(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
