import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Logger } from '@dra/service';
import type { Identified } from '../identity/caller-identity.ts';
import { refused } from '../front/answered.ts';
import type { Answered } from '../front/answered.ts';
import type { FrontExchange } from '../front/exchange.ts';
import { refusal } from '../front/fault.ts';
import type { OperationRequest } from '../front/read-request.ts';
import type { Operations, Prepared, StreamOrigin } from '../subscriptions/operations.ts';
import { streamFraming } from '../subscriptions/stream-framing.ts';
import type { Stream, StreamRegistry } from '../subscriptions/stream-registry.ts';

export type SseTimings = { heartbeatMs: number; slowReaderMs: number; reconnectMs: number };

export const defaultSseTimings: SseTimings = { heartbeatMs: 12_000, slowReaderMs: 30_000, reconnectMs: 1_000 };

/** @returns what is wrong, as an ordinary answer; null where the stream has begun, which is then its own */
export type SseHandler = (exchange: FrontExchange, request: OperationRequest) => Promise<Answered | null>;

type Opened = { who: Identified; prepared: Prepared; stream: Stream };

/**
 * Operations whose results come one after another in the body of one answer: as server-sent events (graphql-sse, distinct
 * connections mode) or in parts (multipart subscriptions). What is wrong before the first result is an ordinary HTTP error.
 *
 * When the server drains, or another supergraph takes this one's place, the last message says `{"reconnect":{"afterMs":…}}`: the subscription is not over, only this
 * connection is.
 */
export function createSseHandler(deps: { operations: Operations; streams: StreamRegistry; logger: Logger; timings?: Partial<SseTimings> | undefined; /** On every answer. */ headers?: Readonly<Record<string, string>> | undefined }): SseHandler {
  const timings = { ...defaultSseTimings, ...deps.timings };
  const { operations, streams, logger } = deps;

  const begin = async (exchange: FrontExchange, request: OperationRequest): Promise<Opened | Answered> => {
    try {
      const who = await operations.identify(exchange.headers.authorization);
      const prepared = await operations.prepare(request, originOf(exchange));
      if (exchange.method === 'GET' && prepared.operation.operation === OperationTypeNode.MUTATION) return refused(refusal(405, 'BAD_REQUEST', 'A mutation needs POST.', { allow: 'POST' }));
      return { who, prepared, stream: streams.open(who.caller, 'sse', exchange.address) };
    } catch (error) {
      const errors = (Array.isArray(error) ? error : [error]) as unknown[];
      if (!errors.every((one) => one instanceof GraphQLError)) throw error;
      const head = errors.map((one) => one.extensions['http'] as { status?: number; headers?: Map<string, string> } | undefined).find(Boolean);
      return refused({ status: head?.status ?? 400, errors: errors.map((one) => operations.format(one)), headers: Object.fromEntries(head?.headers ?? []) });
    }
  };

  return async (exchange, request) => {
    const opened = await begin(exchange, request);
    if ('kind' in opened) return opened;
    void stream(exchange, opened);
    return null;
  };

  async function stream(exchange: FrontExchange, { who, prepared, stream }: Opened): Promise<void> {
    const { response: raw, requestId } = exchange;
    raw.on('close', () => stream.end('gone'));
    const framing = streamFraming(exchange.headers.accept);
    raw.writeHead(200, {
      ...deps.headers,
      // Which pages may read it, how many requests are left.
      ...exchange.responseHeaders,
      ...framing.headers,
      'cache-control': 'no-cache, no-store, no-transform',
      // A stream has a connection of its own: it ends with it, also when the server drains.
      connection: 'close',
      'x-accel-buffering': 'no',
      'x-request-id': requestId,
      'x-content-type-options': 'nosniff',
    });
    raw.flushHeaders();
    if (framing.opening !== '') raw.write(framing.opening);
    const heartbeat = setInterval(() => raw.write(framing.heartbeat), timings.heartbeatMs);
    try {
      const subscriber = { ...originOf(exchange), signal: stream.signal, restart: () => stream.end('draining') };
      if (prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) {
        for await (const result of operations.stream(prepared, subscriber, who)) await send(raw, framing.next(result), timings.slowReaderMs);
      } else {
        await send(raw, framing.next(await operations.answer(prepared, subscriber)), timings.slowReaderMs);
      }
      const reconnect = stream.signal.reason === 'draining';
      if (!raw.destroyed) raw.end(reconnect ? framing.reconnect(timings.reconnectMs) : framing.complete);
    } catch (error) {
      // The reader went away or stood still; everything else became a result before it came here.
      logger.debug({ requestId, error }, 'a stream broke off');
      raw.destroy();
    } finally {
      clearInterval(heartbeat);
      stream.release();
    }
  }
}

const originOf = (exchange: FrontExchange): StreamOrigin => ({ headers: exchange.headers, path: exchange.request.url ?? '', address: exchange.address });

/** Waits while the client's window is full, so that a slow reader holds one result and no more. */
async function send(raw: ServerResponse, text: string, slowReaderMs: number): Promise<void> {
  if (raw.destroyed) return;
  if (raw.write(text)) return;
  const patience = AbortSignal.timeout(slowReaderMs);
  await Promise.race([once(raw, 'drain', { signal: patience }), once(raw, 'close', { signal: patience })]);
}
