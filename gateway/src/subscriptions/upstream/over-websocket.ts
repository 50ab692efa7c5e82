import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ServiceError } from '@dra/service';
import { NotSpoken } from './contract.ts';
import type { Upstream, UpstreamEvent, UpstreamLimits } from './contract.ts';
import { readSubscription } from './read-subscription.ts';

/**
 * graphql-transport-ws: a socket for each subscription, since a socket is one caller's. The caller's Authorization goes into
 * the upgrade's head and into `connection_init`, where servers look for it.
 */
export function createWebSocketUpstream(name: string, url: string, limits: UpstreamLimits): Upstream {
  return {
    events: (request) =>
      readSubscription(request, limits, (payload, tell) => {
        let opened = false;
        let socket: WebSocket | undefined;
        const keep = (one: WebSocket) => {
          socket = one;
        };
        let paused = false;
        const pauseFor = (room: Promise<void>) => {
          paused = true;
          socket?.pause();
          void room.then(() => {
            paused = false;
            socket?.resume();
          });
        };
        const { headers } = request;
        const { authorization } = headers;
        class CallersSocket extends WebSocket {
          constructor(address: string, protocols: string) {
            super(address, protocols, { headers, maxPayload: limits.maxEventBytes, handshakeTimeout: limits.connectTimeoutMs, perMessageDeflate: false });
            keep(this);
          }
        }
        const client = createClient({
          url,
          webSocketImpl: CallersSocket,
          connectionParams: authorization === undefined ? {} : { Authorization: authorization, authorization },
          connectionAckWaitTimeout: limits.connectTimeoutMs,
          keepAlive: 12_000,
          lazyCloseTimeout: 0,
          retryAttempts: 0,
          // Without this the library writes to the console.
          onNonLazyError: () => undefined,
          on: { opened: () => (opened = true) },
        });
        const broken = (cause: unknown) => (opened ? new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service broke the subscription off.`, { cause }) : new NotSpoken('WebSocket', { cause }));
        const unsubscribe = client.subscribe<UpstreamEvent>(payload, {
          next: (event) => {
            tell.next(event as UpstreamEvent);
            const room = tell.room();
            if (room && !paused) pauseFor(room);
          },
          error: (error) => {
            if (!Array.isArray(error)) return tell.end(broken(error));
            // An `error` message: what the subgraph says of the operation. Anything else is the socket's end.
            tell.next({ errors: error, data: null });
            tell.end();
          },
          complete: () => tell.end(),
        });
        return () => {
          unsubscribe();
          void client.dispose();
        };
      }),
  };
}
