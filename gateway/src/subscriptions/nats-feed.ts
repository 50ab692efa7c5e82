import { connectNats, onChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { Logger } from '@dra/service';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFeedHub } from './change-feed.ts';
import type { ChangeFeed } from './change-feed.ts';

/**
 * Change notices from NATS. The gateway does not wait for NATS: it begins without, streams ask for themselves meanwhile,
 * and the connection is made (and made again) in the background for as long as this process lives.
 */
export function createNatsFeed(options: { url: string; name: string; logger: Logger }): ChangeFeed {
  const { logger } = options;
  const hub = createFeedHub();
  let connected = false;
  let nats: Nats | null = null;
  let closing = false;

  const watch = async (one: Nats) => {
    for await (const status of one.nc.status()) {
      if (status.type !== 'disconnect' && status.type !== 'reconnect') continue;
      connected = status.type === 'reconnect';
      hub.announceConnectionChange();
    }
  };

  const begin = async () => {
    while (!closing && !nats) {
      try {
        const one = await connectNats({ url: options.url, name: options.name, logger, connectTimeoutMs: 10_000 });
        if (closing) {
          await one.close();
          return;
        }
        nats = one;
        onChanged(one, hub.publish);
        connected = true;
        hub.announceConnectionChange();
        await watch(one);
      } catch (error) {
        if (!closing) logger.warn({ error }, 'nats is away: subscriptions ask for themselves until it is there');
        await sleep(1_000);
      }
    }
  };
  const running = begin();
  running.catch((error: unknown) => logger.error({ error }, 'the change feed ended'));

  return {
    connected: () => connected,
    onChange: hub.onChange,
    onConnectionChange: hub.onConnectionChange,
    close: async () => {
      closing = true;
      connected = false;
      await nats?.close();
    },
  };
}
