import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { requestScope } from '../http/request-scope.ts';
import type { Identified } from '../identity/caller-identity.ts';
import { operationRequestFrom } from '../subscriptions/operation-request.ts';
import type { Operations, Prepared } from '../subscriptions/operations.ts';
import type { StreamResult } from '../subscriptions/live-query.ts';
import type { Stream, StreamRegistry } from '../subscriptions/stream-registry.ts';

export type SseTimings = { heartbeatMs: number; slowReaderMs: number; reconnectMs: number };

export const defaultSseTimings: SseTimings = { heartbeatMs: 12_000, slowReaderMs: 30_000, reconnectMs: 1_000 };

export type SseHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/**
 * Operations over server-sent events: the graphql-sse protocol, distinct connections mode. Each connection carries one
 * operation: `next` for each result, then `complete`. What is wrong before the first result is an ordinary HTTP error.
 *
 * When the server drains, `complete` carries `{"reconnect":{"afterMs":…}}`: the subscription is not over, only this
 * connection is.
 */
export function createSseHandler(deps: { operations: Operations; streams: StreamRegistry; timings?: Partial<SseTimings> | undefined }): SseHandler {
  const timings = { ...defaultSseTimings, ...deps.timings };
  const { operations, streams } = deps;

  const begin = async (request: FastifyRequest): Promise<{ who: Identified; prepared: Prepared; stream: Stream }> => {
    const who = await operations.identify(request.headers.authorization);
    const prepared = operations.prepare(operationRequestFrom(request.body, request.query));
    if (request.method === 'GET' && prepared.operation.operation === OperationTypeNode.MUTATION) {
      throw new GraphQLError('A mutation needs POST.', { extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: new Map([['allow', 'POST']]) } } });
    }
    return { who, prepared, stream: streams.open(who.caller, 'sse') };
  };

  return async (request, reply) => {
    const opened = await requestScope.run({ requestId: request.id }, () =>
      begin(request).catch((error: unknown) => {
        const errors = (Array.isArray(error) ? error : [error]) as unknown[];
        if (!errors.every((one) => one instanceof GraphQLError)) throw error;
        const head = errors.map((one) => one.extensions['http'] as { status?: number; headers?: Map<string, string> } | undefined).find(Boolean);
        for (const [name, value] of head?.headers ?? []) reply.header(name, value);
        reply.code(head?.status ?? 400);
        return { errors: errors.map((one) => operations.format(one)) };
      }),
    );
    if ('errors' in opened) return opened;

    const { who, prepared, stream } = opened;
    reply.hijack();
    const { raw } = reply;
    raw.on('close', () => stream.end('gone'));
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store, no-transform',
      // A stream has a connection of its own: it ends with it, also when the server drains.
      connection: 'close',
      'x-accel-buffering': 'no',
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
    });
    raw.flushHeaders();
    const heartbeat = setInterval(() => raw.write(':\n\n'), timings.heartbeatMs);
    try {
      const subscriber = { authorization: request.headers.authorization, signal: stream.signal };
      if (prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) {
        for await (const result of operations.stream(prepared, subscriber, who)) await send(raw, result, timings.slowReaderMs);
      } else {
        await send(raw, await operations.answer(prepared, subscriber), timings.slowReaderMs);
      }
      const reconnect = stream.signal.reason === 'draining';
      if (!raw.destroyed) raw.end(reconnect ? `retry: ${timings.reconnectMs}\nevent: complete\ndata: ${JSON.stringify({ reconnect: { afterMs: timings.reconnectMs } })}\n\n` : 'event: complete\ndata:\n\n');
    } catch (error) {
      // The reader went away or stood still; everything else became a result before it came here.
      request.log.debug({ requestId: request.id, error }, 'a stream broke off');
      raw.destroy();
    } finally {
      clearInterval(heartbeat);
      stream.release();
    }
    return reply;
  };
}

/** Waits while the client's window is full, so that a slow reader holds one result and no more. */
async function send(raw: ServerResponse, result: StreamResult, slowReaderMs: number): Promise<void> {
  if (raw.destroyed) return;
  if (raw.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`)) return;
  const patience = AbortSignal.timeout(slowReaderMs);
  await Promise.race([once(raw, 'drain', { signal: patience }), once(raw, 'close', { signal: patience })]);
}

/** True for a client that takes nothing but events, or that subscribes and takes events among others. */
export function wantsEvents(accept: string | undefined, query: unknown): boolean {
  if (!accept?.includes('text/event-stream')) return false;
  const takesJson = /application\/(?:json|graphql-response\+json|\*)|\*\/\*/.test(accept);
  return !takesJson || (typeof query === 'string' && /(?:^|[\s},#])subscription\b/.test(query));
}
