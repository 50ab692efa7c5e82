import { createClient } from 'graphql-sse';
import { fetch } from 'undici';
import { ServiceError } from '@dra/service';
import { NotSpoken } from './contract.ts';
import type { Upstream, UpstreamEvent, UpstreamLimits } from './contract.ts';
import { createEventQueue } from './event-queue.ts';

/** graphql-sse in distinct connections mode: one POST for each subscription, answered with a stream of events. */
export function createSseUpstream(name: string, url: string, limits: UpstreamLimits): Upstream {
  return {
    events: async function* ({ query, operationName, variables, headers, signal }) {
      let opened = false;
      const overflow = () => new ServiceError('DEPENDENCY_UNAVAILABLE', 'Events come faster than they are read: subscribe again.');
      const queue = createEventQueue<UpstreamEvent>(limits.queue, overflow, () => stop());
      const client = createClient({
        url,
        headers: { ...headers },
        retryAttempts: 0,
        fetchFn: async (...request: Parameters<typeof fetch>) => {
          const reply = await fetch(...request);
          opened = reply.ok && (reply.headers.get('content-type') ?? '').startsWith('text/event-stream');
          if (!opened) await reply.body?.cancel();
          return opened && reply.body ? { ok: true, status: reply.status, headers: reply.headers, body: limited(reply.body as AsyncIterable<Uint8Array>, limits.maxEventBytes) } : reply;
        },
      });
      const isReply = (error: unknown) => typeof error === 'object' && error !== null && 'response' in error;
      const broken = (cause: unknown) => (opened || !isReply(cause) ? new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service broke the subscription off.`, { cause }) : new NotSpoken('server-sent events', { cause }));
      const dispose = client.subscribe<UpstreamEvent>(
        { query, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) },
        {
          next: (event) => queue.push(event as UpstreamEvent),
          error: (error) => queue.end(broken(error)),
          complete: () => queue.end(),
        },
      );
      const stop = () => {
        dispose();
        queue.end();
      };
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      try {
        yield* queue;
      } finally {
        signal.removeEventListener('abort', stop);
        stop();
        client.dispose();
      }
    },
  };
}

/** @throws Error when one event, or what never becomes one, is longer than `limit` bytes */
async function* limited(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array, void, undefined> {
  let sinceEvent = 0;
  for await (const part of body) {
    const end = Buffer.from(part.buffer, part.byteOffset, part.byteLength).lastIndexOf('\n\n');
    sinceEvent = end === -1 ? sinceEvent + part.length : part.length - end - 2;
    if (sinceEvent > limit) throw new Error('an event is too long');
    yield part;
  }
}
