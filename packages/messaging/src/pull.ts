import { createInbox, nanos } from '@nats-io/transport-node';
import type { Msg } from '@nats-io/transport-node';
import type { Nats } from './connect.ts';
import { deliveryFrom } from './delivery.ts';
import type { Delivery } from './delivery.ts';

/**
 * filled: as many messages as asked for. empty: none (left) in the time given. cancelled: by us.
 * lost: the server no longer knows of the request (reconnection, no heartbeat): ask again.
 * gone: there is no such consumer or stream, or no JetStream: make sure of it, then ask again.
 */
export type PullEnd = 'filled' | 'empty' | 'cancelled' | 'lost' | 'gone';

export type Pull = {
  ended: Promise<PullEnd>;
  /** Takes the request back. What the server sent before it knew is still delivered before this resolves. */
  cancel(): Promise<void>;
};

export type PullOptions = {
  stream: string;
  durable: string;
  /** Messages at most: what the caller can run now, never more. */
  batch: number;
  /** How long the server keeps the request; 0 = only what lies there now. */
  waitMs: number;
  onDelivery: (delivery: Delivery) => void;
};

const heartbeatMs = 5_000;
const graceMs = 2_000;

/**
 * One request for messages. The client library's own pull prefetches or cannot be taken back without losing a message
 * for a whole ack_wait, so the request is made here: JSON to the consumer's NEXT subject, messages and states to an inbox.
 */
export function openPull(nats: Nats, options: PullOptions): Pull {
  const { nc } = nats;
  // The process is closing: whoever pulls finds that out by itself, and must not fall over it.
  if (nc.isClosed() || nc.isDraining()) return { ended: Promise.resolve('lost'), cancel: async () => undefined };
  let left = options.batch;
  let finish: (end: PullEnd) => void = () => undefined;
  let over = false;
  let guard: NodeJS.Timeout | undefined;
  const ended = new Promise<PullEnd>((resolve) => {
    finish = (end) => {
      if (over) return;
      over = true;
      clearTimeout(guard);
      stopWatching();
      if (end !== 'cancelled') subscription.unsubscribe();
      resolve(end);
    };
  });

  const long = options.waitMs > 2 * heartbeatMs;
  const watchSilence = () => {
    clearTimeout(guard);
    guard = setTimeout(() => finish('lost'), long ? 2.5 * heartbeatMs : options.waitMs + graceMs);
  };

  const subscription = nc.subscribe(createInbox(), {
    callback: (error, message) => {
      if (error) finish('gone');
      else if (message.reply?.startsWith('$JS.ACK.')) {
        options.onDelivery(deliveryFrom(nats, message));
        left -= 1;
        if (left === 0) finish('filled');
        else watchSilence();
      } else {
        const end = endOf(message);
        if (end) finish(end);
        else watchSilence();
      }
    },
  });
  // The subscription survives a reconnection, the request does not.
  const stopWatching = nats.onReconnect(() => finish('lost'));
  watchSilence();
  nc.publish(
    `$JS.API.CONSUMER.MSG.NEXT.${options.stream}.${options.durable}`,
    JSON.stringify({
      batch: options.batch,
      ...(options.waitMs === 0 ? { no_wait: true } : { expires: nanos(options.waitMs) }),
      ...(long ? { idle_heartbeat: nanos(heartbeatMs) } : {}),
    }),
    { reply: subscription.getSubject() },
  );

  return {
    ended,
    cancel: async () => {
      if (over || nc.isClosed()) return finish('cancelled');
      await subscription.drain();
      finish('cancelled');
    },
  };
}

/** What a state message means for the request; undefined for a heartbeat. */
function endOf(message: Msg): PullEnd | undefined {
  const code = message.headers?.code ?? 0;
  if (code === 100) return undefined;
  if (code === 404 || code === 408) return 'empty';
  const description = message.headers?.description.toLowerCase() ?? '';
  if (code === 503 || description.includes('deleted')) return 'gone';
  return 'lost';
}
