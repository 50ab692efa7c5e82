import { createLogger } from '@dra/service';
import { testMongo } from '@dra/testkit';
import { collectionsOf, ensureIndexes } from '../store/collections.ts';
import type { Collections } from '../store/collections.ts';
import { createNotes } from '../store/notes.ts';
import type { Notes } from '../store/notes.ts';
import { openMongo } from '../store/open-mongo.ts';
import type { Mongo } from '../store/open-mongo.ts';
import { indexedReader } from '../store/version-reader.ts';
import { breakableLine } from './broken-line.ts';
import type { Line } from './broken-line.ts';

export const silent = createLogger({ name: 'test', level: 'silent' });

export type TestStore = { mongo: Mongo; collections: Collections; notes: Notes; line: Line; /** Commands sent since the start. */ commands: string[]; close(): Promise<void> };

/** A fresh database on a real server, on a line that a test can cut. */
export async function testStore(readerOf = indexedReader): Promise<TestStore> {
  const server = await testMongo();
  const line = await breakableLine(server.url);
  const mongo = openMongo({ url: line.url, name: 'test', logger: silent, monitorCommands: true });
  const commands: string[] = [];
  mongo.client.on('commandStarted', ({ commandName }) => commands.push(commandName));
  await ensureIndexes(mongo.db);
  const collections = collectionsOf(mongo.db);
  return {
    mongo,
    collections,
    notes: createNotes(collections, readerOf(collections.versions)),
    line,
    commands,
    close: async () => {
      await mongo.close();
      await line.close();
      await server.stop();
    },
  };
}
