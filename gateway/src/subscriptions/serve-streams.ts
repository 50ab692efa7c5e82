import type { Logger } from '@dra/service';
import type { GraphQLFormattedError } from 'graphql';
import { nobody } from '../identity/nobody.ts';
import type { Front, FrontOptions } from '../front/front.ts';
import type { DocumentSource } from '../hooks/contract.ts';
import { createSseHandler } from '../plugins/use-sse.ts';
import type { SseTimings } from '../plugins/use-sse.ts';
import { useWebSocket } from '../plugins/use-websocket.ts';
import type { WebSocketTimings } from '../plugins/use-websocket.ts';
import type { Identified } from '../identity/caller-identity.ts';
import { createOperations } from './operations.ts';
import { streamEvents } from './stream-events.ts';
import type { StreamEventsDeps } from './stream-events.ts';
import { createStreamRegistry } from './stream-registry.ts';
import type { StreamLimits } from './stream-registry.ts';

export type ServedStreams = {
  /** The front's `events`. */
  events: NonNullable<FrontOptions['events']>;
  /** Ends every stream with a hint to come back, and lets none begin. */
  drain(): Promise<void>;
};

const drainMs = 2_000;

/** Subscriptions of any supergraph on this front: events, parts, and a WebSocket at the front's path. */
export function serveStreams(deps: StreamEventsDeps & {
  front: Pick<Front, 'ask' | 'server'>;
  /** Paths of the WebSocket: the front's, and those of versions. */
  paths: readonly string[];
  trustedProxies: number;
  /** Absent where nobody is identified. @throws ServiceError as an Identify does */
  identify?: ((authorization: string | string[] | undefined) => Promise<Identified>) | undefined;
  formatError?: ((formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError) | undefined;
  deadlineMs: number;
  /** Documents by hash; absent where clients have to send text. */
  documents?: DocumentSource | undefined;
  /** On every answer, as the front has it. */
  headers?: Readonly<Record<string, string>> | undefined;
  limits?: StreamLimits | undefined;
  timings?: { sse?: Partial<SseTimings>; webSocket?: Partial<WebSocketTimings> } | undefined;
  logger: Logger;
}): ServedStreams {
  const { front, limits, timings, logger } = deps;
  const operations = createOperations({
    ask: front.ask,
    schema: (exchange) => deps.graph(exchange).schema,
    identify: deps.identify ?? (async () => nobody),
    // Documents are measured by their hook, where that is switched on.
    checkLimits: () => undefined,
    formatError: deps.formatError ?? ((formatted) => formatted),
    deadlineMs: deps.deadlineMs,
    documents: deps.documents,
    stream: streamEvents(deps),
  });
  const streams = createStreamRegistry(limits ?? { perUser: Number.POSITIVE_INFINITY, total: Number.POSITIVE_INFINITY });
  const webSocket = useWebSocket(front.server, { operations, streams, paths: deps.paths, trustedProxies: deps.trustedProxies, logger, timings: timings?.webSocket });
  return {
    events: createSseHandler({ operations, streams, logger, headers: deps.headers, timings: timings?.sse }),
    drain: async () => void (await Promise.all([streams.drain(drainMs), webSocket.drain()])),
  };
}
