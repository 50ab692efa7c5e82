import { mongoCommand } from '@dra/dev';
import { askForServer, freshName, workerKey } from './servers-client.ts';

export type TestMongo = {
  /** With the name of a fresh database. */
  url: string;
  database: string;
  logFile: string;
  stop(): Promise<void>;
};

/** A fresh database on a real server of the MongoDB protocol. Call `stop()` in afterAll. */
export async function testMongo(): Promise<TestMongo> {
  const server = await askForServer('start', 'mongo', workerKey());
  const database = freshName('test');
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return {
    url: url.toString(),
    database,
    logFile: server.logFile,
    stop: () => mongoCommand(server.url, database, { dropDatabase: 1 }, 10_000),
  };
}
