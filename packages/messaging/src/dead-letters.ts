import { deadLetter, filters } from '@dra/events';
import type { DeadLetter } from '@dra/events';
import { ServiceError } from '@dra/service';
import type { Nats } from './connect.ts';
import { publishBytes } from './publish.ts';

/** A dead letter and its number in the DLQ stream, by which it is replayed or dropped. */
export type ListedDeadLetter = { sequence: number } & Omit<DeadLetter, 'payload'>;

/** The oldest `limit` dead letters, those of one durable if it is given. Payloads stay where they are. */
export async function listDeadLetters(nats: Nats, options: { durable?: string; limit?: number } = {}): Promise<ListedDeadLetter[]> {
  const consumer = await nats.js.consumers.get('DLQ', { filter_subjects: options.durable ? `dlq.${options.durable}.>` : filters.deadLetters('>') });
  try {
    const { num_pending: waiting } = await consumer.info();
    const wanted = Math.min(waiting, options.limit ?? 1_000);
    const found: ListedDeadLetter[] = [];
    if (wanted === 0) return found;
    for await (const message of await consumer.fetch({ max_messages: wanted, expires: 5_000 })) {
      const { payload: _, ...letter } = deadLetter.parse(message.json());
      found.push({ sequence: message.seq, ...letter });
    }
    return found;
  } finally {
    await consumer.delete();
  }
}

/**
 * Sends a dead letter's message again on its own subject and takes it out of the dead letters. Consumers that had
 * handled it pass it over, since it keeps its id; a work queue's job runs once more.
 * @throws ServiceError NOT_FOUND when there is no such dead letter
 */
export async function replayDeadLetter(nats: Nats, sequence: number): Promise<ListedDeadLetter> {
  const { payload, ...letter } = await readDeadLetter(nats, sequence);
  await publishBytes(nats, {
    // An id of its own: the message's id may still lie in the stream's dedup window.
    id: `${letter.messageId}:replay:${sequence}`,
    originalId: letter.messageId,
    subject: letter.subject,
    data: Buffer.from(payload, 'base64'),
  });
  await nats.jsm.streams.deleteMessage('DLQ', sequence);
  return { sequence, ...letter };
}

/** Takes a dead letter out without sending it. @throws ServiceError NOT_FOUND */
export async function dropDeadLetter(nats: Nats, sequence: number): Promise<ListedDeadLetter> {
  const { payload: _, ...letter } = await readDeadLetter(nats, sequence);
  await nats.jsm.streams.deleteMessage('DLQ', sequence);
  return { sequence, ...letter };
}

async function readDeadLetter(nats: Nats, sequence: number): Promise<DeadLetter> {
  const stored = await nats.jsm.streams.getMessage('DLQ', { seq: sequence });
  if (!stored) throw new ServiceError('NOT_FOUND', `There is no dead letter ${sequence}.`);
  return deadLetter.parse(stored.json());
}
