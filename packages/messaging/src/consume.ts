import type { z } from 'zod';
import { payloadSchemaOf } from '@dra/events';
import { ServiceError, backoffMs as wait, pause, withDeadline } from '@dra/service';
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
  /** Attempts at most for a message whose own fault it is, a killed process's included; -1 without end. Default 10. */
  maxDeliver?: number;
  /** The wait before attempt 2, 3, …; the last one repeats. */
  backoffMs?: readonly number[];
  /**
   * How long a message waits for a store, a broker or a subgraph that is away (a handler's DEPENDENCY_UNAVAILABLE or
   * DEADLINE_EXCEEDED), counted from when the stream stored it. Default 12 hours.
   */
  patienceMs?: number;
  /** Default 6 s: what a killed process held comes back that soon. A handler may take longer: heartbeats each third of it. */
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
const defaultPatienceMs = 12 * 3_600_000;
/** A message is tried again here, unanswered, for this long; then it goes back, so that nothing hangs on one process. */
const holdAtMostMs = 5 * 60_000;
const afterHoldMs = 60_000;
/** Deliveries beyond `maxDeliver` that an outage may cost: one each six minutes, for as long as we have patience. */
const outageDeliveries = (patienceMs: number) => Math.ceil(patienceMs / (holdAtMostMs + afterHoldMs));

/**
 * Handles the messages of a durable. A handler that returns acks; one that throws has the message again after a wait;
 * PermanentFailure, a payload that does not fit its schema and the last attempt end among the dead letters, with the
 * reason, and ack. What fails because a store is away waits for it, hours if need be. A redelivery may follow a handler that had finished: handlers are idempotent (`inboxOnce`).
 * Resumes by itself when NATS was away.
 */
export async function consume<P = unknown>(nats: Nats, options: ConsumeOptions<P>): Promise<Consumption> {
  const concurrency = options.concurrency ?? 4;
  const settings = {
    ackWaitMs: options.ackWaitMs ?? 6_000,
    maxDeliver: options.maxDeliver ?? 10,
    backoffMs: options.backoffMs ?? defaultBackoffMs,
    patienceMs: options.patienceMs ?? defaultPatienceMs,
  };
  const mostDeliveries = settings.maxDeliver === -1 ? -1 : settings.maxDeliver + outageDeliveries(settings.patienceMs);
  const durable = { ...options, ...settings, maxDeliver: mostDeliveries, maxAckPending: Math.max(1_000, concurrency) };
  await ensureDurable(nats, durable);

  const stopping = new AbortController();
  const shared: Shared = { stopping: stopping.signal, doneAt: 0 };
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
        await handle(nats, options, settings, shared, delivery);
      } else if (end === 'gone' || end === 'lost') {
        faults += 1;
        await pause(wait(Math.min(faults, 6), { baseMs: 100, maxMs: 3_000 }), { signal: stopping.signal });
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

type Settings = { ackWaitMs: number; maxDeliver: number; backoffMs: readonly number[]; patienceMs: number };
/** What the handlers of one durable in one process know of each other. */
type Shared = { stopping: AbortSignal; /** When one of them last succeeded. */ doneAt: number };

async function handle<P>(nats: Nats, options: ConsumeOptions<P>, settings: Settings, shared: Shared, delivery: Delivery): Promise<void> {
  const began = performance.now();
  const done = (outcome: 'acked' | 'retried' | 'dead-lettered') =>
    options.observe?.({ durable: options.durable, outcome, seconds: (performance.now() - began) / 1000 });
  const heartbeat = setInterval(() => delivery.working(), settings.ackWaitMs / 3);
  const ids = { durable: options.durable, messageId: delivery.id, attempt: delivery.deliveries };
  const lastAttempt = settings.maxDeliver > 0 && delivery.deliveries >= settings.maxDeliver;
  try {
    const payload = parse(options, delivery);
    await whileAway(nats, settings, shared, delivery, () =>
      options.handler({
        subject: delivery.subject,
        payload,
        id: delivery.id,
        attempt: delivery.deliveries,
        lastAttempt,
        replayed: delivery.replayed,
        storedAt: delivery.storedAt,
        working: () => delivery.working(),
      }),
    );
    shared.doneAt = Date.now();
    delivery.ack();
    done('acked');
  } catch (error) {
    const away = isAway(error) && hasPatience(settings, delivery);
    if (!away && (lastAttempt || error instanceof PermanentFailure)) {
      nats.logger.error({ error, ...ids }, 'message goes to the dead letters');
      await bury(nats, options.durable, delivery, failureReason(error));
      done('dead-lettered');
    } else {
      const counted = settings.backoffMs[Math.min(delivery.deliveries, settings.backoffMs.length) - 1] ?? 1_000;
      const delay = shared.stopping.aborted ? 0 : away && lastAttempt ? afterHoldMs : counted;
      nats.logger.warn({ error, ...ids, delay }, 'message will be tried again');
      delivery.nak(delay);
      done('retried');
    }
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * A store that is away is no fault of the message: it stays in hand, its deliveries uncounted, until the store is back.
 * Where another message was handled meanwhile, or this one was held for long, the fault may be its own after all.
 */
async function whileAway(nats: Nats, settings: Settings, shared: Shared, delivery: Delivery, attempt: () => Promise<void>): Promise<void> {
  const heldSince = Date.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const hold = isAway(error) && hasPatience(settings, delivery) && Date.now() - heldSince < holdAtMostMs && shared.doneAt < heldSince && !shared.stopping.aborted && !nats.nc.isClosed();
      if (!hold) throw error;
      if (tries === 0) nats.logger.warn({ error, messageId: delivery.id }, 'message waits for what is away');
      await pause(Math.min(10_000, settings.backoffMs[Math.min(tries, settings.backoffMs.length - 1)] ?? 1_000), { signal: shared.stopping });
    }
  }
}

const isAway = (error: unknown) => error instanceof ServiceError && (error.code === 'DEPENDENCY_UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED');
const hasPatience = (settings: Settings, delivery: Delivery) => Date.now() - delivery.storedAt < settings.patienceMs;

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
