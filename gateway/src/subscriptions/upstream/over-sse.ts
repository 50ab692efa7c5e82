import { createClient } from 'graphql-sse';
import { Agent, fetch } from 'undici';
import { ServiceError } from '@dra/service';
import { NotSpoken } from './contract.ts';
import type { Upstream, UpstreamEvent, UpstreamLimits } from './contract.ts';
import { readSubscription } from './read-subscription.ts';

/** graphql-sse in distinct connections mode: one POST for each subscription, answered with a stream of events. */
export function createSseUpstream(name: string, url: string, limits: UpstreamLimits): Upstream {
  // A server says that it will stream before it has anything to say; a stream that is silent for five minutes (undici's own
  // limit; graphql-sse says something every twelve seconds) is taken for broken.
  const dispatcher = new Agent({ connect: { timeout: limits.connectTimeoutMs }, headersTimeout: limits.connectTimeoutMs });
  return {
    events: (request) =>
      readSubscription(request, limits, (payload, tell) => {
        let opened = false;
        const client = createClient({
          url,
          headers: { ...request.headers },
          retryAttempts: 0,
          fetchFn: async (address: string, init: Parameters<typeof fetch>[1]) => {
            const reply = await fetch(address, { ...init, dispatcher });
            opened = reply.ok && (reply.headers.get('content-type') ?? '').startsWith('text/event-stream');
            if (!opened) await reply.body?.cancel();
            return opened && reply.body ? { ok: true, status: reply.status, headers: reply.headers, body: limited(reply.body as AsyncIterable<Uint8Array>, limits.maxEventBytes) } : reply;
          },
        });
        const isReply = (error: unknown) => typeof error === 'object' && error !== null && 'response' in error;
        const broken = (cause: unknown) =>
          opened || !isReply(cause) ? new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service broke the subscription off.`, { cause }) : new NotSpoken('server-sent events', { cause });
        const unsubscribe = client.subscribe<UpstreamEvent>(payload, {
          next: (event) => tell.next(event as UpstreamEvent),
          error: (error) => tell.end(broken(error)),
          complete: () => tell.end(),
        });
        return () => {
          unsubscribe();
          client.dispose();
        };
      }),
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
