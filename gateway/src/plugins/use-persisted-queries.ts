import { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { DocumentSource } from '../hooks/contract.ts';
import type { Logger, Metrics } from '@dra/service';

/** Milliseconds. Redis is asked so that a client need not send its document; waiting longer than sending it is no gain. */
const commandTimeoutMs = 50;
const secondsToKeep = 24 * 3_600;

export type PersistedQueries = KeyValueCache<string> & {
  /** For /readyz, where it is shown and decides nothing. */
  state(): 'connected' | 'away' | 'not configured';
  close(): Promise<void>;
};

/**
 * Documents by their hash (automatic persisted queries): in this process first, then in Redis, which all gateways share.
 * Redis away means that a client has to send a document once more to a gateway that has not seen it, and nothing else.
 */
export function createPersistedQueries(options: { redisUrl?: string | undefined; logger: Logger; metrics?: Metrics }): PersistedQueries {
  const local = new LRUCache<string, string>({ max: 5_000, maxSize: 32 * 1_048_576, sizeCalculation: (text, key) => text.length + key.length });
  const hits = options.metrics?.counter('dra_gateway_persisted_query_lookups_total', 'Documents asked for by hash, by where they were found.', ['found']);
  const redis = options.redisUrl ? connectRedis(options.redisUrl, options.logger) : null;

  return {
    get: async (key) => {
      const near = local.get(key);
      if (near !== undefined) {
        hits?.inc({ found: 'local' });
        return near;
      }
      const far = redis ? await redis.attempt((client) => client.get(key)) : null;
      hits?.inc({ found: far ? 'redis' : 'nowhere' });
      if (typeof far !== 'string') return undefined;
      local.set(key, far);
      return far;
    },
    set: async (key, value) => {
      local.set(key, value);
      await redis?.attempt((client) => client.set(key, value, 'EX', secondsToKeep));
    },
    delete: async (key) => {
      const had = local.delete(key);
      await redis?.attempt((client) => client.del(key));
      return had;
    },
    state: () => (redis ? (redis.ready() ? 'connected' : 'away') : 'not configured'),
    close: async () => redis?.close(),
  };
}

/** What is sent with its hash is kept under it, for everybody who sends the hash alone. */
export function asDocumentSource(cache: PersistedQueries): DocumentSource {
  const key = (hash: string) => `apq:${hash}`;
  return { find: (hash) => cache.get(key(hash)), register: (hash, text) => cache.set(key(hash), text) };
}

function connectRedis(url: string, logger: Logger) {
  const client = new Redis(url, {
    connectionName: 'dra-gateway',
    connectTimeout: 2_000,
    commandTimeout: commandTimeoutMs,
    // A command that cannot be sent now is not worth keeping: the local cache has answered or the client sends the document.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 6), 5_000),
  });
  let warned = false;
  const away = (error?: unknown) => {
    if (warned) return;
    warned = true;
    logger.warn({ error }, 'redis is away: persisted queries are kept in this process until it is back');
  };
  client.on('error', away);
  client.on('close', () => away());
  client.on('ready', () => {
    if (warned) logger.info('redis is back');
    warned = false;
  });
  return {
    ready: () => client.status === 'ready',
    /** @returns null when Redis is away or too slow */
    attempt: async <T>(command: (client: Redis) => Promise<T>): Promise<T | null> => {
      if (client.status !== 'ready') return null;
      try {
        return await command(client);
      } catch (error) {
        logger.debug({ error }, 'a redis command failed');
        return null;
      }
    },
    close: async () => {
      warned = true;
      client.disconnect();
    },
  };
}
