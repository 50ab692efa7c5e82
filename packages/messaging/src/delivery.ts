import { nanos } from '@nats-io/transport-node';
import type { Msg } from '@nats-io/transport-node';
import { PubHeaders } from '@nats-io/jetstream';
import { messageIdHeader } from './publish.ts';
import type { Nats } from './connect.ts';

/**
 * One message handed to us by a durable, to be answered once. Nothing here throws when the connection is away: an
 * answer that is not heard leads to another delivery, and handlers are idempotent.
 */
export type Delivery = {
  subject: string;
  data: Uint8Array;
  /** The message's own id: what consumers remember it by. */
  id: string;
  /** True when a person sent it again from the dead letters. */
  replayed: boolean;
  stream: string;
  streamSequence: number;
  /** 1 for the first delivery. */
  deliveries: number;
  /** When the stream stored it, epoch milliseconds. */
  storedAt: number;
  /** Not done yet: starts ack_wait anew. */
  working(): void;
  ack(): void;
  /** Acks and waits until the server has it. False when there was no word in time. */
  ackConfirmed(timeoutMs?: number): Promise<boolean>;
  /** Deliver it again, after the delay. */
  nak(delayMs?: number): void;
};

/** `$JS.ACK.<domain>.<account>.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<time ns>.<pending>`; older servers leave out the first two. */
export function deliveryFrom(nats: Nats, message: Msg): Delivery {
  const reply = message.reply ?? '';
  const tokens = reply.split('.').slice(2);
  const [stream = '', , deliveries, streamSequence, , time] = tokens.length >= 9 ? tokens.slice(2) : tokens;
  const natsId = message.headers?.get(PubHeaders.MsgIdHdr) ?? '';
  const ownId = message.headers?.get(messageIdHeader) ?? '';
  const answer = (word: string) => {
    if (nats.nc.isClosed()) return;
    nats.nc.publish(reply, word);
  };
  return {
    subject: message.subject,
    data: message.data,
    id: ownId || natsId || `${stream}:${streamSequence}`,
    replayed: ownId !== '',
    stream,
    streamSequence: Number(streamSequence),
    deliveries: Number(deliveries),
    storedAt: Math.floor(Number(time) / 1e6),
    working: () => answer('+WPI'),
    ack: () => answer('+ACK'),
    ackConfirmed: (timeoutMs = 5_000) => nats.nc.request(reply, '+ACK', { timeout: timeoutMs }).then(() => true, () => false),
    nak: (delayMs) => answer(delayMs ? `-NAK ${JSON.stringify({ delay: nanos(delayMs) })}` : '-NAK'),
  };
}
