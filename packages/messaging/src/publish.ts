import { headers } from '@nats-io/transport-node';
import { ServiceError, millisecondsLeft, retry } from '@dra/service';
import type { Nats } from './connect.ts';

/** Carries the message's own id where `Nats-Msg-Id` had to be another one: a replay inside the dedup window. */
export const messageIdHeader = 'Dra-Message-Id';

export type Message = {
  /** Dedup id: the same id on the same stream within its window is stored once. An outbox row's id, or `<jobId>:<outcome>`. */
  id: string;
  subject: string;
  payload: unknown;
};

/**
 * Stores a message in its stream and waits for the server's word. Trying again is safe, since the id dedups.
 * @returns whether the stream had it already
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when there was no word within `deadlineMs` (10 s)
 */
export async function publish(nats: Nats, message: Message, options: { deadlineMs?: number } = {}): Promise<{ duplicate: boolean; sequence: number }> {
  return publishBytes(nats, { ...message, data: new TextEncoder().encode(JSON.stringify(message.payload)) }, options);
}

/** As publish, for a payload that is bytes already. `originalId` is kept beside the dedup id. */
export async function publishBytes(
  nats: Nats,
  message: { id: string; subject: string; data: Uint8Array; originalId?: string },
  options: { deadlineMs?: number } = {},
): Promise<{ duplicate: boolean; sequence: number }> {
  const deadline = Date.now() + (options.deadlineMs ?? 10_000);
  const attempt = () => {
    const word = nats.js.publish(message.subject, message.data, {
      msgID: message.id,
      timeout: Math.max(50, Math.min(5_000, millisecondsLeft(deadline))),
      ...(message.originalId === undefined ? {} : { headers: originalIdHeader(message.originalId) }),
    });
    return unlessReconnected(nats, word);
  };
  try {
    const { duplicate, seq } = await retry(attempt, { baseMs: 50, maxMs: 1_000, attempts: 20 }, { retryable: () => millisecondsLeft(deadline) > 0 });
    return { duplicate: duplicate ?? false, sequence: seq };
  } catch (error) {
    throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The message could not be published.', { cause: error });
  }
}

function originalIdHeader(id: string) {
  const set = headers();
  set.set(messageIdHeader, id);
  return set;
}

/** What was asked of a server that went away will never be answered: ask again as soon as there is one. */
async function unlessReconnected<T>(nats: Nats, answer: Promise<T>): Promise<T> {
  let stop: () => void = () => undefined;
  const reconnected = new Promise<never>((_, reject) => {
    stop = nats.onReconnect(() => reject(new ServiceError('DEPENDENCY_UNAVAILABLE', 'The connection was lost meanwhile.')));
  });
  try {
    return await Promise.race([answer, reconnected]);
  } finally {
    stop();
  }
}
