import pg from 'pg';
import { ServiceError, retry } from '@dra/service';
import { DataSource } from 'typeorm';
import type { EntitySchema } from 'typeorm';
import { isConnectionError } from './errors.ts';
import { silentOrmLogger } from './orm-logger.ts';

export type OpenDataSource = {
  /** Login role of the service, never the owner. */
  url: string;
  schema: string;
  // EntitySchema is invariant in its row type; TypeORM itself takes any of them.
  entities: readonly EntitySchema<never>[] | readonly EntitySchema[];
  poolSize?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Read replicas. Reads still go to the primary unless a caller asks for one by name: a replica lags and does not say so. */
  replicaUrls?: readonly string[];
  /** How long a start waits for a server that is away. */
  startWithinMs?: number;
  /** Called for each SQL statement: tests count them. Never log what it gives. */
  onStatement?: (sql: string) => void;
};

/**
 * Opens the service's pool. Later losses of the server are survived: broken connections leave the pool and the next
 * transaction opens a new one.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when the server cannot be reached within `startWithinMs`
 */
export async function openDataSource(options: OpenDataSource): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    driver: pg,
    schema: options.schema,
    entities: options.entities as EntitySchema[],
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 5_000,
    // node-postgres keeps DATE as text only with a parser of our own: a birth date has no time zone.
    extra: { Client: TolerantClient, types: dateAsText, keepAlive: true, application_name: options.applicationName ?? options.schema },
    installExtensions: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    logger: silentOrmLogger(options.onStatement),
    logging: options.onStatement ? ['query'] : false,
    // Losing an idle connection is no event: the next transaction opens another.
    poolErrorHandler: () => undefined,
    ...(options.replicaUrls?.length
      ? { replication: { master: { url: options.url }, slaves: options.replicaUrls.map((url) => ({ url })), defaultMode: 'master' as const } }
      : { url: options.url }),
  });
  const startWithinMs = options.startWithinMs ?? 30_000;
  const giveUp = Date.now() + startWithinMs;
  try {
    return await retry(() => dataSource.initialize(), { baseMs: 100, maxMs: 1_000, attempts: 1_000 }, {
      retryable: (error) => isConnectionError(error) && Date.now() < giveUp,
    });
  } catch (error) {
    if (isConnectionError(error)) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The database did not answer.');
    throw error;
  }
}

/**
 * A server that ends a session tells its client by an error event. The pool and the transaction listen in turn, and between
 * the two, or while a pool ends, nobody would: an event that nobody hears ends the process.
 */
class TolerantClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

const DATE = 1082;

const dateAsText = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE && format !== 'binary' ? (value: string) => value : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** For /readyz. */
export async function pingDatabase(dataSource: DataSource): Promise<void> {
  await dataSource.query('SELECT 1');
}
