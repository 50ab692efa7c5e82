import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import type { Logger } from '@dra/service';
import { withDeadline } from '@dra/service';
import { guarded, unavailable } from './mongo-errors.ts';

export type Mongo = {
  db: Db;
  client: MongoClient;
  /** Whether filters use indexes. FerretDB on SQLite, where no mongod can be had, uses none but for `{_id: …}`. */
  usesIndexes(): Promise<boolean>;
  /** For /readyz. @throws ServiceError DEPENDENCY_UNAVAILABLE */
  check(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the store; the URL names the database. Nothing here needs transactions, sessions or change streams, so that any
 * server of the protocol will do; on a replica set writes wait for the majority. A server that is away is found again by
 * the driver; meanwhile every call ends within its deadline.
 */
export function openMongo(options: { url: string; name: string; logger: Logger; monitorCommands?: boolean }): Mongo {
  const client = new MongoClient(options.url, {
    appName: options.name,
    retryWrites: false,
    retryReads: true,
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    // A socket that is silent for so long is dead; each call has a shorter deadline of its own.
    socketTimeoutMS: 20_000,
    maxPoolSize: 20,
    minPoolSize: 0,
    waitQueueTimeoutMS: 2_000,
    ignoreUndefined: true,
    ...(options.monitorCommands ? { monitorCommands: true } : {}),
  });
  const db = client.db();
  return {
    db,
    client,
    usesIndexes: async () => !('ferretdbVersion' in (await guarded(db.command({ buildInfo: 1 })))),
    check: async () => {
      await withDeadline(db.command({ ping: 1 }), 1_500).catch((error: unknown) => {
        throw unavailable(error);
      });
    },
    close: () => withDeadline(client.close(), 3_000).catch((error: unknown) => options.logger.warn({ error }, 'mongodb did not close in time')),
  };
}
