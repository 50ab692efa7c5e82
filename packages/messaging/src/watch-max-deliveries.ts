import { PubHeaders } from '@nats-io/jetstream';
import { z } from 'zod';
import type { Nats } from './connect.ts';
import { consume } from './consume.ts';
import type { Consumption } from './consume.ts';
import { publishDeadLetter } from './dead-letter-message.ts';
import { messageIdHeader } from './publish.ts';

const advisory = z.object({ stream: z.string(), consumer: z.string(), stream_seq: z.number().int(), deliveries: z.number().int() });

/**
 * The second net under the dead letters. A message whose last handler died before it could bury it is never delivered
 * again; the server says so in an advisory, which the ADVISORIES stream keeps. One process (the inference subgraph)
 * runs this for all durables. A redelivered advisory finds the dead letter there already.
 */
export function watchMaxDeliveries(nats: Nats): Promise<Consumption> {
  return consume<z.infer<typeof advisory>>(nats, {
    stream: 'ADVISORIES',
    durable: 'bury-undeliverable',
    filterSubjects: ['$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>'],
    schema: advisory,
    maxDeliver: -1,
    concurrency: 1,
    handler: async ({ payload }) => {
      const stored = await nats.jsm.streams.getMessage(payload.stream, { seq: payload.stream_seq });
      // Acked after all, or aged out.
      if (!stored) return;
      const header = (name: string) => stored.header?.get(name) ?? '';
      await publishDeadLetter(
        nats,
        payload.consumer,
        {
          stream: payload.stream,
          subject: stored.subject,
          id: header(messageIdHeader) || header(PubHeaders.MsgIdHdr) || `${payload.stream}:${payload.stream_seq}`,
          streamSequence: payload.stream_seq,
          storedAt: stored.time.getTime(),
          deliveries: payload.deliveries,
          data: stored.data,
        },
        { code: 'MAX_DELIVERIES', message: 'Every delivery ended without an answer: its handlers died or hung.' },
      );
      nats.logger.error({ durable: payload.consumer, stream: payload.stream, sequence: payload.stream_seq }, 'message was never answered and goes to the dead letters');
      // A work queue would keep it for ever.
      const { config } = await nats.jsm.streams.info(payload.stream);
      if (config.retention === 'workqueue') await nats.jsm.streams.deleteMessage(payload.stream, payload.stream_seq);
    },
  });
}
