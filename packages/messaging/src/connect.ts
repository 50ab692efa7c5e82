import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { ServiceError, retry, withDeadline } from '@dra/service';
import type { Logger } from '@dra/service';
import { serverAddresses } from './server-addresses.ts';

/** One connection of one process, shared by everything that it publishes, consumes and answers. */
export type Nats = {
  nc: NatsConnection;
  js: JetStreamClient;
  jsm: JetStreamManager;
  logger: Logger;
  /** Calls back after every reconnection; gives the way to stop that. */
  onReconnect(callback: () => void): () => void;
  /** For /readyz. @throws ServiceError DEPENDENCY_UNAVAILABLE while there is no server */
  check(): Promise<void>;
  /** Sends what is buffered and closes; what is not sent within two seconds is given up. */
  close(): Promise<void>;
};

const closeDeadlineMs = 2_000;

/**
 * Connects, and reconnects for ever with a growing wait. What is published meanwhile is buffered by the client and sent
 * after the reconnection; JetStream publishes end by their own deadline.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when there is no server within `connectTimeoutMs`
 */
export async function connectNats(options: { url: string; name: string; logger: Logger; connectTimeoutMs?: number }): Promise<Nats> {
  const { logger } = options;
  // A fault in it does not heal by waiting.
  const addresses = serverAddresses(options.url);
  let connected = true;
  let awaySince = 0;
  /** Soon at first, since a restart is short; then ever more slowly, up to 3 s. */
  const reconnectDelay = () => {
    // The client asks before it tells of the disconnection.
    if (connected) [connected, awaySince] = [false, Date.now()];
    return Math.min(3_000, 50 + (Date.now() - awaySince) / 5) * (0.75 + Math.random() / 2);
  };
  const dial = () =>
    connect({
      ...addresses,
      name: options.name,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: reconnectDelay,
      pingInterval: 10_000,
      maxPingOut: 3,
      timeout: 5_000,
    });
  const giveUp = Date.now() + (options.connectTimeoutMs ?? 30_000);
  const nc = await retry(dial, { baseMs: 50, maxMs: 1_000, attempts: 1_000 }, { retryable: () => Date.now() < giveUp }).catch((error: unknown) => {
    throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'NATS does not answer: see NATS_URL.', { cause: error });
  });

  const listeners = new Set<() => void>();
  connected = true;
  const watch = async () => {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect') {
        connected = false;
        logger.warn('nats disconnected');
      } else if (status.type === 'reconnect') {
        connected = true;
        logger.info('nats reconnected');
        for (const listener of listeners) listener();
      } else if (status.type === 'error') {
        logger.warn({ error: status.error }, 'nats reports an error');
      }
    }
  };
  watch().catch((error: unknown) => logger.error({ error }, 'the watch on the nats connection ended'));

  return {
    nc,
    js: jetstream(nc, { timeout: 5_000 }),
    jsm: await jetstreamManager(nc, { timeout: 5_000, checkAPI: false }),
    logger,
    onReconnect: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    check: async () => {
      if (!connected || nc.isClosed()) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'NATS is not connected.');
      await nc.rtt();
    },
    close: async () => {
      if (nc.isClosed()) return;
      await withDeadline(nc.drain(), closeDeadlineMs).catch((error: unknown) => {
        logger.warn({ error }, 'nats did not drain in time');
        return nc.close();
      });
    },
  };
}
