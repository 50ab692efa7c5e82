import { ServiceError } from '@dra/service';
import type { UpstreamEvent, UpstreamLimits, UpstreamRequest } from './contract.ts';
import { createEventQueue } from './event-queue.ts';

/** What a protocol's client is given to tell of what comes. */
export type Teller = { next(event: UpstreamEvent): void; end(error?: Error): void; /** Null where more may come at once. */ room(): Promise<void> | null };

export type SubscriptionPayload = { query: string; variables: Record<string, unknown>; operationName?: string };

/**
 * One subscription of a protocol's client as something to read: begun when it is read, let go when the reader stops, the
 * subscriber leaves, or more waits than may.
 * @param begin subscribes. @returns how it is ended
 */
export async function* readSubscription({ query, operationName, variables, signal }: UpstreamRequest, limits: UpstreamLimits, begin: (payload: SubscriptionPayload, tell: Teller) => () => void): AsyncGenerator<UpstreamEvent, void, undefined> {
  const overflow = () => new ServiceError('DEPENDENCY_UNAVAILABLE', 'Events come faster than they are read: subscribe again.');
  const queue = createEventQueue<UpstreamEvent>(limits.queue, limits.mostWaiting, overflow, () => stop());
  const release = begin({ query, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) }, { next: queue.push, end: queue.end, room: queue.room });
  const stop = () => {
    release();
    queue.end();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    yield* queue;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
