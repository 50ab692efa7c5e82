import { Agent, errors as undici } from 'undici';
import { ServiceError } from '@dra/service';
import { ReplyTooLarge } from './body-reader.ts';
import { ConnectionFailure } from './connection.ts';
import type { TlsSettings } from './connection.ts';
import type { PoolSettings } from './pool.ts';
import type { Sender } from './send-http1.ts';

/**
 * HTTP/2 where a subgraph is configured for it: many requests on few connections, worth it over TLS and over distance.
 * Beside us on the same machine our own HTTP/1.1 is faster.
 */
export function createHttp2Sender(name: string, url: URL, settings: PoolSettings & { tls: TlsSettings }): Sender {
  const agent = new Agent({
    allowH2: true,
    connections: Math.min(settings.connections, 8),
    pipelining: settings.connections,
    connect: { timeout: settings.connectTimeoutMs, ...settings.tls },
    keepAliveTimeout: settings.idleMs,
    bodyTimeout: 0,
    headersTimeout: 0,
  });
  let busy = 0;
  return {
    counts: () => ({ busy, idle: 0, queued: 0 }),
    close: () => agent.destroy(),
    send: async ({ body, headers, signal }, expiresAt) => {
      if (busy >= settings.connections + settings.queue) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `Too much waits for the ${name} service.`);
      busy += 1;
      const timeout = AbortSignal.timeout(Math.max(0, expiresAt - Date.now()));
      const left = new AbortController();
      const leave = () => left.abort();
      signal?.addEventListener('abort', leave);
      if (signal?.aborted) leave();
      try {
        const reply = await agent.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9', ...headers },
          body,
          signal: AbortSignal.any([left.signal, timeout]),
        });
        const parts: Buffer[] = [];
        let bytes = 0;
        for await (const part of reply.body as AsyncIterable<Buffer>) {
          bytes += part.length;
          if (bytes > settings.maxReplyBytes) throw new ReplyTooLarge(settings.maxReplyBytes);
          parts.push(part);
        }
        return { status: reply.statusCode, headers: reply.headers, text: Buffer.concat(parts, bytes).toString('utf8') };
      } catch (error) {
        if (signal?.aborted) throw new ServiceError('CANCELLED', 'Nobody waits for this answer any more.');
        if (timeout.aborted) throw new ServiceError('DEADLINE_EXCEEDED', `The ${name} service did not answer in time.`, { cause: error });
        if (error instanceof ReplyTooLarge) throw new ConnectionFailure(error.message, { cause: error });
        throw new ConnectionFailure(error instanceof undici.ConnectTimeoutError ? 'no connection in time' : 'the connection failed', { cause: error });
      } finally {
        signal?.removeEventListener('abort', leave);
        busy -= 1;
      }
    },
  };
}
