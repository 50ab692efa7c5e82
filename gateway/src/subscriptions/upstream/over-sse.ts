import { createClient } from 'graphql-sse';
import { Agent, fetch } from 'undici';
import type { Response } from 'undici';
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
        let said: UpstreamEvent | undefined;
        const client = createClient({
          url,
          headers: { ...request.headers },
          retryAttempts: 0,
          fetchFn: async (address: string, init: Parameters<typeof fetch>[1]) => {
            const reply = await fetch(address, { ...init, dispatcher });
            opened = reply.ok && (reply.headers.get('content-type') ?? '').startsWith('text/event-stream');
            if (!opened) said = await answerIn(reply);
            return opened && reply.body ? { ok: true, status: reply.status, headers: reply.headers, body: limited(reply.body as AsyncIterable<Uint8Array>, limits.maxEventBytes, tell.room) } : reply;
          },
        });
        const isReply = (error: unknown) => typeof error === 'object' && error !== null && 'response' in error;
        const broken = (cause: unknown) =>
          opened || !isReply(cause) ? new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service broke the subscription off.`, { cause }) : new NotSpoken('server-sent events', { cause, said });
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

/** By these a server says that it does not speak of streams here, whatever it writes below. */
const speaksOtherwise = new Set([404, 405, 406, 415]);
const longestAnswer = 256 * 1_024;

/** A GraphQL answer with errors, in place of a stream: the operation was refused. Anything else is thrown away. */
async function answerIn(reply: Response): Promise<UpstreamEvent | undefined> {
  const isJson = /^application\/(?:[\w.-]+\+)?json/.test(reply.headers.get('content-type') ?? '');
  if (!isJson || speaksOtherwise.has(reply.status) || Number(reply.headers.get('content-length') ?? 0) > longestAnswer) {
    await reply.body?.cancel();
    return undefined;
  }
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of (reply.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    if (text.length > longestAnswer) return undefined;
  }
  try {
    const value = JSON.parse(text) as UpstreamEvent | null;
    return typeof value === 'object' && Array.isArray(value?.['errors']) && value['errors'].length > 0 ? { errors: value['errors'], data: null } : undefined;
  } catch {
    // Not the JSON that its head says: no answer either.
    return undefined;
  }
}

/** Reads on only where there is room. @throws Error when one event, or what never becomes one, is longer than `limit` bytes */
async function* limited(body: AsyncIterable<Uint8Array>, limit: number, room: () => Promise<void> | null): AsyncGenerator<Uint8Array, void, undefined> {
  let sinceEvent = 0;
  for await (const part of body) {
    const end = Buffer.from(part.buffer, part.byteOffset, part.byteLength).lastIndexOf('\n\n');
    sinceEvent = end === -1 ? sinceEvent + part.length : part.length - end - 2;
    if (sinceEvent > limit) throw new Error('an event is too long');
    yield part;
    // What was in this part is handed on before it is known whether there is room for the next.
    await new Promise((resolve) => setImmediate(resolve));
    await room();
  }
}
