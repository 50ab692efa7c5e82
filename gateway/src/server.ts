import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { CallerVerifier, IdentitySigner } from '@dra/access';
import type { Logger, Metrics } from '@dra/service';
import { createGraph } from './graph.ts';
import { answerClientError, createErrorHandler, errorBody } from './http/error-reply.ts';
import { requestIdFrom } from './http/request-id.ts';
import { requestScope } from './http/request-scope.ts';
import { createIdentify } from './identity/caller-identity.ts';
import { useAccessLog } from './plugins/use-access-log.ts';
import { useGraphiql } from './plugins/use-graphiql.ts';
import { useGraphqlRoute } from './plugins/use-graphql-route.ts';
import { useHonestNulls } from './plugins/use-honest-nulls.ts';
import { useInternalHeaderStrip } from './plugins/use-internal-header-strip.ts';
import { useJsonBody } from './plugins/use-json-body.ts';
import { useKnownOperation } from './plugins/use-known-operation.ts';
import { useExplorerPages, useLandingPage } from './plugins/use-landing-page.ts';
import { createErrorFormatter } from './plugins/use-masked-errors.ts';
import type { PersistedQueries } from './plugins/use-persisted-queries.ts';
import { createQueryLimitCheck } from './plugins/use-query-limits.ts';
import type { QueryLimits } from './plugins/use-query-limits.ts';
import { useRequestId } from './plugins/use-request-id.ts';
import { createFetchObserver, useRequestMetrics } from './plugins/use-request-metrics.ts';
import { useSafeHeaders } from './plugins/use-safe-headers.ts';
import { createSseHandler } from './plugins/use-sse.ts';
import type { SseTimings } from './plugins/use-sse.ts';
import { useWebSocket } from './plugins/use-websocket.ts';
import type { WebSocketTimings } from './plugins/use-websocket.ts';
import type { ChangeFeed } from './subscriptions/change-feed.ts';
import type { LiveQueryTimings } from './subscriptions/live-query.ts';
import { createOperations } from './subscriptions/operations.ts';
import { createStreamRegistry } from './subscriptions/stream-registry.ts';
import type { StreamLimits } from './subscriptions/stream-registry.ts';

export type GatewayDeps = {
  supergraphSdl: string;
  /** Addresses of subgraphs by name, in place of the supergraph's own. */
  subgraphUrls?: Readonly<Record<string, string | undefined>>;
  verifyCaller: CallerVerifier;
  signIdentity: IdentitySigner;
  feed: ChangeFeed;
  persistedQueries: PersistedQueries;
  logger: Logger;
  metrics: Metrics;
  production: boolean;
  /** Default: outside production. */
  introspection?: boolean;
  /** The longest a request may take, in milliseconds; a client may ask for less. */
  deadlineMs?: number;
  /** Where the built GraphiQL lies; null for none. */
  explorerFolder?: string | null;
  queryLimits?: QueryLimits;
  streamLimits?: StreamLimits;
  timings?: { live?: Partial<LiveQueryTimings>; sse?: Partial<SseTimings>; webSocket?: Partial<WebSocketTimings> };
};

export type Gateway = {
  app: FastifyInstance;
  /** @returns the address of the GraphQL endpoint */
  start(port: number, host: string): Promise<string>;
  /** Streams end with a hint to come back, requests in flight are answered, then the door closes. */
  stop(): Promise<void>;
};

const bodyLimit = 6 * 1_048_576;
const drainStreamsMs = 2_000;
const drainRequestsMs = 5_000;

/** The public door. No ports, no environment, no globals: see main.ts. */
export async function createGateway(deps: GatewayDeps): Promise<Gateway> {
  const { logger, metrics, production } = deps;
  const deadlineMs = deps.deadlineMs ?? 10_000;
  const introspection = deps.introspection ?? !production;
  const identify = createIdentify(deps.verifyCaller, deps.signIdentity);
  const checkLimits = createQueryLimitCheck(deps.queryLimits);
  const streams = createStreamRegistry(deps.streamLimits);
  const openStreams = metrics.gauge('dra_gateway_streams', 'Open subscriptions, by transport.', ['transport']);

  const graph = await createGraph({
    supergraphSdl: deps.supergraphSdl,
    subgraphUrls: deps.subgraphUrls ?? {},
    persistedQueries: deps.persistedQueries,
    observeFetch: createFetchObserver(metrics),
    production,
    introspection,
    logger,
    plugins: [useLandingPage({ production }), useKnownOperation(), useHonestNulls(), useRequestMetrics(metrics), useAccessLog(logger)],
  });
  const operations = createOperations({
    apollo: graph.apollo,
    schema: graph.schema,
    identify,
    checkLimits,
    feed: deps.feed,
    formatError: createErrorFormatter(logger, () => requestScope.getStore()?.requestId),
    deadlineMs,
    timings: deps.timings?.live,
  });

  const app = Fastify({
    bodyLimit,
    logger: false,
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => createErrorHandler(logger)(error, request, reply),
  });
  app.setErrorHandler(createErrorHandler(logger));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here: the endpoint is /graphql.')));
  useInternalHeaderStrip(app);
  useRequestId(app);
  useSafeHeaders(app, { production });
  useJsonBody(app);
  if (!production) {
    useExplorerPages(app);
    if (deps.explorerFolder) useGraphiql(app, deps.explorerFolder);
  }
  const sse = createSseHandler({ operations, streams, timings: deps.timings?.sse });
  useGraphqlRoute(app, { apollo: graph.apollo, identify, checkLimits, sse, deadlineMs, openIntrospection: introspection && !production });
  const webSocket = useWebSocket(app.server, { operations, streams, schema: graph.schema, logger, timings: deps.timings?.webSocket });

  const countStreams = setInterval(() => {
    for (const [transport, count] of Object.entries(streams.counts())) openStreams.set({ transport }, count);
  }, 1_000);
  countStreams.unref();

  return {
    app,
    start: async (port, host) => {
      await app.listen({ port, host });
      const { port: bound } = app.server.address() as AddressInfo;
      return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}/graphql`;
    },
    stop: async () => {
      clearInterval(countStreams);
      await Promise.all([streams.drain(drainStreamsMs), webSocket.drain()]);
      await closeDoor(app, drainRequestsMs);
      await graph.stop();
    },
  };
}

/** Connections that fall idle while we wait for others are closed as they do; those that do not are cut off in the end. */
async function closeDoor(app: FastifyInstance, ms: number): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  const end = setTimeout(() => app.server.closeAllConnections(), ms);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(end);
  }
}
