import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, MessageType, makeServer } from 'graphql-ws';
import { GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Logger } from '@dra/service';
import type { Identified } from '../identity/caller-identity.ts';
import { addressOf } from '../front/exchange.ts';
import { versionHeader } from '../front/graph-versions.ts';
import type { StreamResult } from '../subscriptions/live-query.ts';
import type { Operations, Prepared, StreamOrigin } from '../subscriptions/operations.ts';
import { answered, closedOrTerminated, keepAlive } from '../subscriptions/socket-life.ts';
import type { StreamRegistry } from '../subscriptions/stream-registry.ts';

export type WebSocketTimings = { initMs: number; heartbeatMs: number };

export const defaultWebSocketTimings: WebSocketTimings = { initMs: 5_000, heartbeatMs: 12_000 };

const maxMessageBytes = 1_048_576;
const maxSockets = 10_000;

/** 4401 is graphql-transport-ws' Unauthorized; 1012 is "service restart", after which clients connect again by themselves. */
const closeCodes = { unauthorized: 4401, unavailable: 1013, restart: 1012, internal: 4500 };

type Extra = {
  socket: WebSocket;
  gone: AbortController;
  origin: StreamOrigin;
  who?: Identified;
  /** Queries and changes that are under way: a drain waits for their answers. */
  answering: Set<Promise<unknown>>;
};


/**
 * Operations over a WebSocket: graphql-transport-ws. `connection_init` carries `{"Authorization":"Bearer …"}` (and
 * `x-graph-version`, for pages, which can send no headers); a cookie or a query parameter never counts, so another site's
 * page cannot use a user's session.
 */
export function useWebSocket(server: Server, deps: {
  operations: Operations;
  streams: StreamRegistry;
  /** Where it answers. */
  paths: readonly string[];
  trustedProxies: number;
  logger: Logger;
  timings?: Partial<WebSocketTimings> | undefined;
}): { drain(): Promise<void> } {
  const { operations, streams, logger } = deps;
  const timings = { ...defaultWebSocketTimings, ...deps.timings };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });

  const extras = new WeakMap<WebSocket, Extra>();

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: timings.initMs,
    onConnect: async ({ connectionParams, extra }) => {
      const given = connectionParams?.['Authorization'] ?? connectionParams?.['authorization'];
      try {
        const authorization = typeof given === 'string' ? given : undefined;
        const version = connectionParams?.[versionHeader];
        extra.origin = { ...extra.origin, headers: { ...extra.origin.headers, ...(authorization === undefined ? {} : { authorization }), ...(typeof version === 'string' ? { [versionHeader]: version } : {}) } };
        extra.who = await operations.identify(authorization);
        closeWhenExpired(extra);
        return true;
      } catch (error) {
        const { message, extensions } = operations.format(error);
        const away = extensions?.['code'] === 'DEPENDENCY_UNAVAILABLE';
        extra.socket.close(away ? closeCodes.unavailable : closeCodes.unauthorized, `${String(extensions?.['code'])}: ${message}`.slice(0, 120));
        return false;
      }
    },
    onSubscribe: async ({ extra, subscriptions }, id, payload) => {
      try {
        const prepared = await operations.prepare({ query: String(payload.query), operationName: payload.operationName ?? undefined, variables: payload.variables ?? undefined, extensions: payload.extensions ?? undefined }, extra.origin);
        const refuse = (errors: readonly GraphQLFormattedError[]) => {
          // Not asked for any more, or over: either way there is no `complete` after it.
          if (!(id in subscriptions)) return;
          delete subscriptions[id];
          extra.socket.send(JSON.stringify({ id, type: MessageType.Error, payload: errors }));
        };
        return { schema: prepared.schema, document: prepared.document, operationName: payload.operationName, contextValue: { prepared, extra, refuse } };
      } catch (error) {
        const errors = (Array.isArray(error) ? error : [error]) as unknown[];
        if (errors.every((one) => one instanceof GraphQLError)) return errors;
        throw error;
      }
    },
    subscribe: (args) => begin(args.contextValue as OperationContext),
    execute: (args) => begin(args.contextValue as OperationContext),
    onNext: (_context, _id, _payload, _args, result) => result,
    onError: (_context, _id, _payload, errors) => errors.map((error) => operations.format(error)),
  });

  /** `refuse` ends an operation that came to no result at all, which is a message of its own. */
  type OperationContext = { prepared: Prepared; extra: Extra; refuse(errors: readonly GraphQLFormattedError[]): void };

  /** A client that says `complete` is heard at once: a generator's own `return` waits for the next result, which may never come. */
  function begin(context: OperationContext): AsyncGenerator<ExecutionResult, void, undefined> {
    const completed = new AbortController();
    const results = run(context, completed.signal);
    const end = results.return.bind(results);
    return Object.assign(results, {
      return: () => {
        completed.abort('gone');
        return end();
      },
    });
  }

  /** One operation of one socket: a stream of results, also for what has only one. */
  async function* run({ prepared, extra, refuse }: OperationContext, completed: AbortSignal): AsyncGenerator<ExecutionResult, void, undefined> {
    const { who, origin, gone, socket } = extra;
    if (!who) return;
    let stream;
    try {
      stream = streams.open(who.caller, 'ws', origin.address);
    } catch (error) {
      refuse([operations.format(error)]);
      return;
    }
    try {
      const subscriber = { ...origin, signal: AbortSignal.any([stream.signal, gone.signal, completed]), restart: () => socket.close(closeCodes.restart, 'the graph was replaced: connect again') };
      if (prepared.operation.operation === 'subscription') {
        yield* unlessRefused(operations.stream(prepared, subscriber, who), refuse);
      } else {
        // Whatever drains: what has begun is answered.
        const answer = operations.answer(prepared, { ...subscriber, signal: AbortSignal.any([gone.signal, completed]) });
        extra.answering.add(answer);
        const result = await answer.finally(() => extra.answering.delete(answer));
        if (isRefusal(result)) return refuse(result.errors ?? []);
        yield result as ExecutionResult;
      }
    } finally {
      stream.release();
    }
  }

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const extra: Extra = { socket, gone: new AbortController(), origin: originOf(request, deps.trustedProxies), answering: new Set() };
    extras.set(socket, extra);
    const stopHeartbeat = keepAlive(socket, timings.heartbeatMs);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) resolve();
          else socket.send(data, (error) => (error ? reject(error) : resolve()));
        }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (callback) => socket.on('message', (data) => {
          callback(String(data)).catch((error: unknown) => {
            logger.error({ error }, 'a message on a websocket failed');
            socket.close(closeCodes.internal, 'INTERNAL_SERVER_ERROR');
          });
        }),
      },
      extra,
    );
    socket.on('error', (error) => logger.debug({ error }, 'a websocket failed'));
    socket.once('close', (code, reason) => {
      stopHeartbeat();
      extra.gone.abort('gone');
      closed(code, String(reason)).catch((error: unknown) => logger.error({ error }, 'a websocket did not close in order'));
    });
  });

  server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    // Node takes its own listener off before it hands the socket over; without one a reset would end the process.
    duplex.on('error', () => duplex.destroy());
    const known = deps.paths.includes(request.url?.split('?')[0] ?? '');
    if (!known || sockets.clients.size >= maxSockets) {
      duplex.end(`HTTP/1.1 ${known ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, duplex, head, (socket) => sockets.emit('connection', socket, request));
  });

  return {
    drain: async () => {
      const open = [...sockets.clients];
      await Promise.all(
        open.map(async (socket) => {
          await answered(extras.get(socket)?.answering ?? new Set());
          socket.close(closeCodes.restart, 'restarting: connect again');
          await closedOrTerminated(socket, 1_000);
        }),
      );
      sockets.close();
    },
  };
}

/** Nothing was executed: a wrong document or variable, a limit, a right. */
function isRefusal({ data, errors }: StreamResult): boolean {
  return data === undefined && errors !== undefined && errors.length > 0;
}

/** A stream whose first word is its last, and no result. One that goes on in spite of an error waits before it says more. */
async function* unlessRefused(results: AsyncGenerator<StreamResult, void, undefined>, refuse: (errors: readonly GraphQLFormattedError[]) => void): AsyncGenerator<ExecutionResult, void, undefined> {
  try {
    const first = await results.next();
    if (first.done) return;
    if (isRefusal(first.value)) {
      const following = results.next();
      const over = await Promise.race([following.then(({ done }) => done === true), new Promise<false>((resolve) => setImmediate(resolve, false))]);
      if (over) return refuse(first.value.errors ?? []);
      yield first.value as ExecutionResult;
      const { done, value } = await following;
      if (done) return;
      yield value as ExecutionResult;
    } else yield first.value as ExecutionResult;
    for await (const result of results) yield result as ExecutionResult;
  } finally {
    await results.return();
  }
}

/** What the handshake said; neither a cookie nor a header says who somebody is. */
function originOf(request: IncomingMessage, trustedProxies: number): StreamOrigin {
  const { cookie: _cookie, authorization: _authorization, ...headers } = request.headers;
  return { headers, path: request.url ?? '', address: addressOf(request, trustedProxies) };
}

/** After the streams have said UNAUTHENTICATED themselves; a client must not go on with a token that is over. */
function closeWhenExpired({ socket, who }: Extra): void {
  if (!who) return;
  const left = who.caller.expiresAt * 1000 - Date.now() + 250;
  if (left > 2 ** 31 - 1) return;
  const timer = setTimeout(() => socket.close(closeCodes.unauthorized, 'UNAUTHENTICATED: the token has expired'), Math.max(0, left));
  socket.once('close', () => clearTimeout(timer));
}
