import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ServiceError } from '@dra/service';
import { NotSpoken } from './contract.ts';
import type { Upstream, UpstreamEvent, UpstreamLimits } from './contract.ts';
import { createEventQueue } from './event-queue.ts';

/**
 * graphql-transport-ws: a socket for each subscription, since a socket is one caller's. The caller's Authorization goes into
 * the upgrade's head and into `connection_init`, where servers look for it.
 */
export function createWebSocketUpstream(name: string, url: string, limits: UpstreamLimits): Upstream {
  return {
    events: async function* ({ query, operationName, variables, headers, signal }) {
      let opened = false;
      const { authorization } = headers;
      const overflow = () => new ServiceError('DEPENDENCY_UNAVAILABLE', 'Events come faster than they are read: subscribe again.');
      const queue = createEventQueue<UpstreamEvent>(limits.queue, overflow, () => stop());
      class CallersSocket extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, { headers, maxPayload: limits.maxEventBytes, handshakeTimeout: limits.connectTimeoutMs, perMessageDeflate: false });
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
      const dispose = client.subscribe<UpstreamEvent>(
        { query, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) },
        {
          next: (event) => queue.push(event as UpstreamEvent),
          // An `error` message: what the subgraph says of the operation. Anything else is the socket's end.
          error: (error) => (Array.isArray(error) ? (queue.push({ errors: error, data: null }), queue.end()) : queue.end(broken(error))),
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
        void client.dispose();
      }
    },
  };
}
