import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { payloadSchemaOf } from '@dra/events';
import { backoffMs as wait, withDeadline } from '@dra/service';
import type { Nats } from './connect.ts';
import { failureReason, publishDeadLetter } from './dead-letter-message.ts';
import type { FailureReason } from './dead-letter-message.ts';
import type { Delivery } from './delivery.ts';
import { ensureDurable } from './durable.ts';
import { PermanentFailure } from './permanent-failure.ts';
import { openPull } from './pull.ts';
import type { Pull } from './pull.ts';

export type Incoming<P> = {
  subject: string;
  /** Checked against its schema. */
  payload: P;
  /** What to remember the message by (`inboxOnce`): the same for every delivery and every replay. */
  id: string;
  /** 1 for the first delivery. */
  attempt: number;
  /** No other attempt follows: what is thrown now ends among the dead letters. */
  lastAttempt: boolean;
  replayed: boolean;
  /** When the stream stored it, epoch milliseconds. */
  storedAt: number;
  /** Heartbeats run by themselves; this is for a handler that blocks the thread between awaits. */
  working(): void;
};

export type ConsumeOptions<P> = {
  stream: string;
  /** Its name is shared by all processes that do the same work: each message goes to one of them. */
  durable: string;
  filterSubjects: readonly string[];
  /** What the payload must be; by default what @dra/events says of the subject. */
  schema?: z.ZodType<P>;
  handler: (message: Incoming<P>) => Promise<void>;
  /** Deliveries at most, a killed process's included; -1 without end. Default 10. */
  maxDeliver?: number;
  /** The wait before attempt 2, 3, …; the last one repeats. */
  backoffMs?: readonly number[];
  /** Default 30 s. A handler may take longer: heartbeats are sent each third of it. */
  ackWaitMs?: number;
  /** Messages handled at once by this process; no more are fetched. Default 4. */
  concurrency?: number;
  observe?: (event: { durable: string; outcome: 'acked' | 'retried' | 'dead-lettered'; seconds: number }) => void;
};

export type Consumption = {
  /** Fetches no more and waits for the handlers that run; those that take longer than `graceMs` are left to a redelivery. */
  stop(graceMs?: number): Promise<void>;
};

const defaultBackoffMs = [250, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000] as const;
const pullMs = 30_000;

/**
 * Handles the messages of a durable. A handler that returns acks; one that throws has the message again after a wait;
 * PermanentFailure, a payload that does not fit its schema and the last attempt end among the dead letters, with the
 * reason, and ack. A redelivery may follow a handler that had finished: handlers are idempotent (`inboxOnce`).
 * Resumes by itself when NATS was away.
 */
export async function consume<P = unknown>(nats: Nats, options: ConsumeOptions<P>): Promise<Consumption> {
  const concurrency = options.concurrency ?? 4;
  const settings = {
    ackWaitMs: options.ackWaitMs ?? 30_000,
    maxDeliver: options.maxDeliver ?? 10,
    backoffMs: options.backoffMs ?? defaultBackoffMs,
  };
  const durable = { ...options, ...settings, maxAckPending: Math.max(1_000, concurrency) };
  await ensureDurable(nats, durable);

  const stopping = new AbortController();
  const open = new Set<Pull>();

  /** One message at a time; there are `concurrency` of these. */
  const slot = async () => {
    for (let faults = 0; !stopping.signal.aborted && !nats.nc.isClosed(); ) {
      let delivery: Delivery | undefined;
      const pull = openPull(nats, { stream: options.stream, durable: options.durable, batch: 1, waitMs: pullMs, onDelivery: (one) => { delivery = one; } });
      open.add(pull);
      const end = await pull.ended;
      open.delete(pull);
      if (delivery) {
        faults = 0;
        await handle(nats, options, settings, delivery);
      } else if (end === 'gone' || end === 'lost') {
        faults += 1;
        await sleep(wait(Math.min(faults, 6), { baseMs: 100, maxMs: 3_000 }), undefined, { signal: stopping.signal }).catch(() => undefined);
        if (end === 'gone' && !stopping.signal.aborted) await ensureDurable(nats, durable).catch((error: unknown) => nats.logger.warn({ error, durable: options.durable }, 'the durable cannot be made yet'));
      }
    }
  };
  const slots = Promise.all(Array.from({ length: concurrency }, slot));

  return {
    stop: async (graceMs = 8_000) => {
      stopping.abort();
      await Promise.all([...open].map((pull) => pull.cancel()));
      await withDeadline(slots, graceMs).catch(() => nats.logger.warn({ durable: options.durable }, 'a handler did not end in time; its message will be delivered again'));
    },
  };
}

type Settings = { ackWaitMs: number; maxDeliver: number; backoffMs: readonly number[] };

async function handle<P>(nats: Nats, options: ConsumeOptions<P>, settings: Settings, delivery: Delivery): Promise<void> {
  const began = performance.now();
  const done = (outcome: 'acked' | 'retried' | 'dead-lettered') =>
    options.observe?.({ durable: options.durable, outcome, seconds: (performance.now() - began) / 1000 });
  const heartbeat = setInterval(() => delivery.working(), settings.ackWaitMs / 3);
  const lastAttempt = settings.maxDeliver > 0 && delivery.deliveries >= settings.maxDeliver;
  try {
    const payload = parse(options, delivery);
    await options.handler({
      subject: delivery.subject,
      payload,
      id: delivery.id,
      attempt: delivery.deliveries,
      lastAttempt,
      replayed: delivery.replayed,
      storedAt: delivery.storedAt,
      working: () => delivery.working(),
    });
    delivery.ack();
    done('acked');
  } catch (error) {
    const ids = { durable: options.durable, messageId: delivery.id, attempt: delivery.deliveries };
    if (lastAttempt || error instanceof PermanentFailure) {
      nats.logger.error({ error, ...ids }, 'message goes to the dead letters');
      await bury(nats, options.durable, delivery, failureReason(error));
      done('dead-lettered');
    } else {
      const delay = settings.backoffMs[Math.min(delivery.deliveries, settings.backoffMs.length) - 1] ?? 1_000;
      nats.logger.warn({ error, ...ids, delay }, 'message will be tried again');
      delivery.nak(delay);
      done('retried');
    }
  } finally {
    clearInterval(heartbeat);
  }
}

/** Without an ack the server's advisory brings the message to the dead letters, or another delivery does. */
async function bury(nats: Nats, durable: string, delivery: Delivery, reason: FailureReason): Promise<void> {
  try {
    await publishDeadLetter(nats, durable, delivery, reason);
    delivery.ack();
  } catch (error) {
    nats.logger.error({ error, durable, messageId: delivery.id }, 'the dead letter could not be published');
    delivery.nak(5_000);
  }
}

function parse<P>(options: ConsumeOptions<P>, delivery: Delivery): P {
  const schema = options.schema ?? (payloadSchemaOf(delivery.subject) as z.ZodType<P>);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(delivery.data));
  } catch (error) {
    throw new PermanentFailure('PAYLOAD_INVALID', 'The payload is not JSON in UTF-8.', { cause: error });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  // Paths and kinds of fault only: the values stay out.
  const faults = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new PermanentFailure('PAYLOAD_INVALID', `The payload does not fit its schema (${faults.join('; ')}).`);
}
