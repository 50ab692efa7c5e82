import { Redis } from 'ioredis';
import type { Logger } from '@dra/service';

/** What all gateways remember together. Everything that is asked of it can do without it. */
export type SharedRedis = {
  readonly client: Redis;
  ready(): boolean;
  state(): 'connected' | 'away';
  /** @returns null when Redis is away, or has not answered after `ms` */
  attempt<T>(command: (client: Redis) => Promise<T>, ms: number): Promise<T | null>;
  close(): void;
};

/** After an answer that came too late, nobody waits for Redis for this long: one slow server must not slow every request. */
const restMs = 1_000;

/** One connection for limits, documents and caches: commands of one turn of the event loop travel in one packet. */
export function createSharedRedis(options: { url: string; logger: Logger; now?: () => number }): SharedRedis {
  const { logger, now = Date.now } = options;
  const client = new Redis(options.url, {
    connectionName: 'dra-gateway',
    connectTimeout: 2_000,
    enableAutoPipelining: true,
    // A command that cannot be sent now is not worth keeping: whoever asks goes on without.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 6), 5_000),
  });
  let closing = false;
  let warned = false;
  let restUntil = 0;
  const away = (error?: unknown) => {
    if (warned || closing) return;
    warned = true;
    logger.warn({ error }, 'redis is away: limits are counted and answers kept in this process until it is back');
  };
  client.on('error', away);
  client.on('close', () => away());
  client.on('ready', () => {
    if (warned) logger.info('redis is back');
    warned = false;
    restUntil = 0;
  });
  const ready = () => client.status === 'ready' && restUntil <= now();
  return {
    client,
    ready,
    state: () => (client.status === 'ready' ? 'connected' : 'away'),
    attempt: (command, ms) => {
      if (!ready()) return Promise.resolve(null);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          restUntil = now() + restMs;
          resolve(null);
        }, ms);
        command(client).then(resolve, (error: unknown) => {
          logger.debug({ error }, 'a redis command failed');
          resolve(null);
        }).finally(() => clearTimeout(timer));
      });
    },
    close: () => {
      closing = true;
      client.disconnect();
    },
  };
}
