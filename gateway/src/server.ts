import Fastify from 'fastify';
import type { CallerVerifier, IdentitySigner } from '@dra/access';
import type { Logger, Metrics } from '@dra/service';
import { createFront } from './front/front.ts';
import { defaultFrontSettings } from './front/front-settings.ts';
import { createGraphSwitch, warm } from './front/graph-switch.ts';
import type { SwitchOutcome } from './front/graph-switch.ts';
import { createGraph } from './graph.ts';
import { createErrorHandler, errorBody } from './http/error-reply.ts';
import { createIdentify } from './identity/caller-identity.ts';
import { createPlanThread } from './planning/plan-ahead.ts';
import type { PlanThreadSettings } from './planning/plan-ahead.ts';
import { useAccessLog } from './plugins/use-access-log.ts';
import { useGraphiql } from './plugins/use-graphiql.ts';
import { useIdentity } from './plugins/use-identity.ts';
import { useExplorerPages } from './plugins/use-landing-page.ts';
import { createErrorMasks } from './plugins/use-masked-errors.ts';
import { asDocumentSource } from './plugins/use-persisted-queries.ts';
import type { PersistedQueries } from './plugins/use-persisted-queries.ts';
import { createQueryLimitCheck, useQueryLimits } from './plugins/use-query-limits.ts';
import type { QueryLimits } from './plugins/use-query-limits.ts';
import { useRequestHeaders } from './plugins/use-request-headers.ts';
import { useRequestMetrics } from './plugins/use-request-metrics.ts';
import { useSafeHeaders } from './plugins/use-safe-headers.ts';
import { createSseHandler } from './plugins/use-sse.ts';
import type { SseTimings } from './plugins/use-sse.ts';
import { useWebSocket } from './plugins/use-websocket.ts';
import type { WebSocketTimings } from './plugins/use-websocket.ts';
import type { ChangeFeed } from './subscriptions/change-feed.ts';
import type { LiveQueryTimings } from './subscriptions/live-query.ts';
import { createOperations } from './subscriptions/operations.ts';
import { streamChanges } from './subscriptions/stream-changes.ts';
import { createStreamRegistry } from './subscriptions/stream-registry.ts';
import type { StreamLimits } from './subscriptions/stream-registry.ts';
import { createTraffic, watchGraph } from './traffic/index.ts';
import type { SharedRedis, TrafficConfig, TrustedDocument } from './traffic/index.ts';

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
  /** Where large operations are planned; absent for on the event loop. */
  planThread?: PlanThreadSettings;
  /** What guards, saves and observes traffic besides; absent for nothing. */
  traffic?: { config: TrafficConfig; redis: SharedRedis | null; trusted: ReadonlyMap<string, TrustedDocument> | null };
  streamLimits?: StreamLimits;
  timings?: { live?: Partial<LiveQueryTimings>; sse?: Partial<SseTimings>; webSocket?: Partial<WebSocketTimings> };
};

export type Gateway = {
  /** Takes another supergraph into use while running; one that cannot be served is refused, and the old one goes on. */
  replaceSupergraph(supergraphSdl: string): Promise<SwitchOutcome>;
  /** @returns the address of the GraphQL endpoint */
  start(port: number, host: string): Promise<string>;
  /** Streams end with a hint to come back, requests in flight are answered, then the door closes. */
  stop(): Promise<void>;
};

const drainStreamsMs = 2_000;
const drainRequestsMs = 5_000;

/** The public door. No ports, no environment, no globals: see main.ts. */
export async function createGateway(deps: GatewayDeps): Promise<Gateway> {
  const { logger, metrics, production } = deps;
  const deadlineMs = deps.deadlineMs ?? 10_000;
  const introspection = deps.introspection ?? !production;
  const identify = createIdentify(deps.verifyCaller, deps.signIdentity);
  const checkLimits = createQueryLimitCheck(deps.queryLimits);
  const { formatError, formatErrors } = createErrorMasks(logger);
  const streams = createStreamRegistry(deps.streamLimits);
  const openStreams = metrics.gauge('dra_gateway_streams', 'Open subscriptions, by transport.', ['transport']);
  const traffic = deps.traffic && createTraffic(deps.traffic.config, { logger, metrics, redis: deps.traffic.redis, feed: deps.feed, supergraph: () => graphs.current().supergraph, trusted: deps.traffic.trusted });
  const hooks = [
    useRequestHeaders(),
    useAccessLog(logger),
    useRequestMetrics(metrics),
    ...(traffic?.first ?? []),
    useIdentity(identify, { openIntrospection: introspection && !production }),
    useQueryLimits(checkLimits),
    ...(traffic?.then ?? []),
  ];

  const watch = watchGraph(metrics, () => graphs.current());
  const planThread = deps.planThread && createPlanThread(deps.planThread);
  const build = (supergraphSdl: string) =>
    createGraph({ planThread, supergraphSdl, subgraphUrls: deps.subgraphUrls ?? {}, hooks, formatError, formatErrors, production, introspection, observeCompile: watch.compiled, logger });
  const loads = metrics.counter('dra_gateway_supergraph_loads_total', 'Supergraphs that came while running, by what became of them.', ['outcome']);
  const first = await build(deps.supergraphSdl);
  const graphs = createGraphSwitch({ first, build, trusted: traffic?.warm ?? [], drainMs: deadlineMs + 1_000, observe: (outcome) => loads.inc({ outcome }), logger });
  await warm(first, null, traffic?.warm ?? []);
  const pages = await createPages({ production, explorerFolder: deps.explorerFolder ?? null, logger });
  const documents = traffic?.documents ?? asDocumentSource(deps.persistedQueries);
  const headers = { ...defaultFrontSettings.headers, ...(production ? transportSecurity : {}) };
  const front = createFront({
    settings: { ...defaultFrontSettings, deadlineMs, headers },
    graph: () => graphs.current(),
    hooks,
    documents,
    formatErrors,
    elsewhere: (request, response) => pages.routing(request, response),
    events: (exchange, request) => sse(exchange, request),
    logger,
  });
  const schema = () => graphs.current().schema;
  const operations = createOperations({
    ask: front.ask,
    schema,
    identify,
    checkLimits,
    formatError: (formatted, error) => formatError(formatted, error, undefined),
    deadlineMs,
    documents,
    stream: streamChanges({ schema, feed: deps.feed, timings: deps.timings?.live }),
  });
  const sse = createSseHandler({ operations, streams, logger, headers, timings: deps.timings?.sse });
  const webSocket = useWebSocket(front.server, { operations, streams, paths: [defaultFrontSettings.path], trustedProxies: defaultFrontSettings.trustedProxies, logger, timings: deps.timings?.webSocket });

  const countStreams = setInterval(() => {
    for (const [transport, count] of Object.entries(streams.counts())) openStreams.set({ transport }, count);
  }, 1_000);
  countStreams.unref();

  return {
    replaceSupergraph: (supergraphSdl) => graphs.replace(supergraphSdl),
    start: async (port, host) => {
      const bound = await front.listen(port, host);
      return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${bound}/graphql`;
    },
    stop: async () => {
      clearInterval(countStreams);
      await Promise.all([streams.drain(drainStreamsMs), webSocket.drain()]);
      await front.stop(drainRequestsMs);
      await pages.close();
      watch.stop();
      await graphs.close();
      await planThread?.close();
      traffic?.close();
    },
  };
}

const transportSecurity = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** Everything that is not GraphQL: what a browser sees. Never listens itself; the front hands over what is not its own. */
async function createPages(options: { production: boolean; explorerFolder: string | null; logger: Logger }) {
  const app = Fastify({ logger: false, routerOptions: { maxParamLength: 200 }, frameworkErrors: (error, request, reply) => createErrorHandler(options.logger)(error, request, reply) });
  app.setErrorHandler(createErrorHandler(options.logger));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here: the endpoint is /graphql.')));
  useSafeHeaders(app, options);
  if (!options.production) {
    useExplorerPages(app);
    if (options.explorerFolder) useGraphiql(app, options.explorerFolder);
  }
  await app.ready();
  return app;
}
