import { readFileSync } from 'node:fs';
import type { Caller } from '@dra/access';
import { createMetrics, createOpsServer } from '@dra/service';
import type { Logger, Metrics } from '@dra/service';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { ConfigFault } from '../config/read-config.ts';
import { compileOperation } from '../execution/compile-operation.ts';
import { useFeatureFlags } from '../flags/use-feature-flags.ts';
import { createFront } from '../front/front.ts';
import type { Front } from '../front/front.ts';
import { createGraphSwitch, warm } from '../front/graph-switch.ts';
import type { GraphSwitch } from '../front/graph-switch.ts';
import { createGraphVersions } from '../front/graph-versions.ts';
import { createServedGraph } from '../front/served-graph.ts';
import type { ServedGraph } from '../front/served-graph.ts';
import { createAuthorization } from '../planning/authorization/create-authorization.ts';
import type { RightsOf } from '../planning/authorization/requirements.ts';
import { createPlanner } from '../planning/create-planner.ts';
import { createPlanThread, planningAhead } from '../planning/plan-ahead.ts';
import type { PlanThreadSettings } from '../planning/plan-ahead.ts';
import { useAccessLog } from '../plugins/use-access-log.ts';
import { useForwardedHeaders } from '../plugins/use-forwarded-headers.ts';
import { createErrorMasks } from '../plugins/use-masked-errors.ts';
import { useRequestHeaders } from '../plugins/use-request-headers.ts';
import { useRequestMetrics } from '../plugins/use-request-metrics.ts';
import { serveStreams } from '../subscriptions/serve-streams.ts';
import type { ServedStreams } from '../subscriptions/serve-streams.ts';
import { upstreamsOf } from '../subscriptions/upstream/open-upstream.ts';
import { createSubgraphClient } from '../transport/subgraph-client.ts';
import type { SubgraphSettings } from '../transport/subgraph-client.ts';
import { createDecidePolicies } from './decide-policies.ts';
import type { DecidePolicies } from './decide-policies.ts';
import { createRequestTraffic } from './request-traffic.ts';
import { createServePage } from './serve-page.ts';
import { startVersions } from './start-versions.ts';

export type BareGateway = { front: Front; graphs: GraphSwitch; stop(): Promise<void> };

const drainMs = 5_000;

/** Any supergraph, as the configuration has it; an empty one leaves everything off. @throws BrokenSupergraph */
export async function createBareGateway(options: { supergraphSdl: string; config: GatewayConfig; logger: Logger; metrics?: Metrics; planThread?: PlanThreadSettings; /** False where another process opens the door for operations. */ opsDoor?: boolean }): Promise<BareGateway> {
  const { config, logger } = options;
  const metrics = options.metrics ?? createMetrics('gateway', { defaults: config.ops !== undefined });
  const traffic = await createRequestTraffic(config, { logger, metrics, supergraph: () => graphs.current().supergraph });
  const identity = config.identity ? await (await import('./identity-hook.ts')).identityHook(config.identity) : null;
  const flags = config.flags ? await (await import('../flags/create-flags.ts')).createFlags({ ...config.flags, logger }) : null;
  const hooks = [
    useForwardedHeaders(config.forward),
    ...(config.http.requestIds ? [useRequestHeaders()] : []),
    ...(config.accessLog ? [useAccessLog(logger)] : []),
    ...(config.requestMetrics ? [useRequestMetrics(metrics)] : []),
    ...traffic.first,
    ...(identity ? [identity.hook] : []),
    ...(flags && config.flags ? [useFeatureFlags(flags.client, config.flags)] : []),
    ...traffic.then,
  ];
  const { formatError, formatErrors } = config.maskErrors ? createErrorMasks(logger) : { formatError: undefined, formatErrors: undefined };

  const rightsOf = createRightsOf(createDecidePolicies(config.authorization?.policies, logger));
  // Only where somebody can look.
  const watch = config.ops ? (await import('../traffic/observe/watch-graph.ts')).watchGraph(metrics, () => graphs.current()) : null;
  const thread = options.planThread && createPlanThread(options.planThread);
  const build = async (supergraphSdl: string): Promise<ServedGraph> => {
    const planner = thread ? planningAhead(createPlanner(supergraphSdl), supergraphSdl, thread) : createPlanner(supergraphSdl);
    return createServedGraph({
      supergraphSdl,
      planner,
      authorization: config.authorization && { rights: createAuthorization(planner, config.authorization), of: rightsOf },
      compile: compileOperation,
      connect: (name, url) => createSubgraphClient(name, url, settingsOf(config, name)),
      subgraphUrls: Object.fromEntries(Object.entries(config.subgraphs.named).map(([name, { url }]) => [name, url])),
      hooks,
      introspection: config.introspection,
      hideSchema: !config.introspection,
      formatError,
      formatErrors,
      store: { ...config.operations, ...(watch ? { observe: watch.compiled } : {}) },
      overrideLabels: config.overrideLabels,
      logger,
    });
  };

  const loads = metrics.counter('dra_gateway_supergraph_loads_total', 'Supergraphs that came while running, by what became of them.', ['outcome']);
  const first = await build(options.supergraphSdl);
  const graphs = createGraphSwitch({ first, build, trusted: traffic.warm, drainMs: config.http.deadlineMs + 1_000, observe: (outcome) => loads.inc({ outcome }), logger });
  await warm(first, null, traffic.warm);

  const pinned = await startVersions(config, { build, logger });
  const versions = createGraphVersions(config.http.path, () => graphs.current(), pinned);
  const front = createFront({
    settings: config.http,
    graph: versions.graph,
    paths: versions.paths,
    hooks,
    documents: traffic.documents,
    formatErrors,
    elsewhere: config.page && config.introspection ? createServePage(config.http.path) : undefined,
    events: (exchange, request) => streams.events(exchange, request),
    logger,
  });
  const streams: ServedStreams = serveStreams({
    front,
    graph: versions.graph,
    paths: [config.http.path, ...versions.paths],
    trustedProxies: config.http.trustedProxies,
    hooks,
    upstream: upstreamsOf((name, graph: ServedGraph) => config.subgraphs.named[name]?.url ?? graph.planner.subgraphs.get(name), (name) => config.subscriptions.named[name] ?? config.subscriptions.all),
    formatErrors: formatErrors ?? ((errors) => errors),
    formatError: formatError && ((formatted, error) => formatError(formatted, error, undefined)),
    deadlineMs: config.http.deadlineMs,
    documents: traffic.documents,
    headers: { ...config.http.headers, ...(config.http.cors ? { vary: 'origin' } : {}) },
    identify: identity?.identify,
    limits: { perUser: config.subscriptions.maxPerUser ?? Number.POSITIVE_INFINITY, total: config.subscriptions.max ?? Number.POSITIVE_INFINITY },
    logger,
  });
  const ops = config.ops && options.opsDoor !== false ? await createOpsServer({ port: config.ops.port, host: config.ops.host, metrics, checks: {} }) : null;
  return {
    front,
    graphs,
    stop: async () => {
      ops?.drain();
      await streams.drain();
      await front.stop(drainMs);
      watch?.stop();
      await graphs.close();
      await thread?.close();
      await Promise.all(pinned.map((version) => version.close()));
      traffic.close();
      flags?.close();
      await ops?.stop();
    },
  };
}

/** Of one subgraph: what is said of it by name, then what is said of all. Without a word, nothing is given up early. */
function settingsOf(config: GatewayConfig, name: string): Partial<SubgraphSettings> {
  const { url: _, ...named } = config.subgraphs.named[name] ?? {};
  const { tls, ...given } = { ...config.subgraphs.all, ...named };
  const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<SubgraphSettings>;
  return { breaker: null, ...settings, ...(tls ? { tls: readTls(name, tls) } : {}) };
}

/** @throws ConfigFault for a file that is not there */
function readTls(name: string, files: Readonly<Record<string, string | undefined>>): SubgraphSettings['tls'] {
  const read = ([what, file]: [string, string | undefined]) => {
    if (file === undefined) return [];
    try {
      return [[what, readFileSync(file, 'utf8')]];
    } catch (error) {
      throw new ConfigFault(`The ${what} of the subgraph ${name}, ${file}, cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`);
    }
  };
  return Object.fromEntries(Object.entries(files).flatMap(read)) as SubgraphSettings['tls'];
}

const nothing: ReadonlySet<string> = new Set();
const scopesOfCaller = new WeakMap<Caller, ReadonlySet<string>>();

/** What a verified token allows, and the policies that are found to hold. */
function createRightsOf(decidePolicies: DecidePolicies): RightsOf {
  const rights = (caller: Caller | null, policies: ReadonlySet<string>) => {
    if (!caller) return { authenticated: false, scopes: nothing, policies };
    let scopes = scopesOfCaller.get(caller);
    if (!scopes) scopesOfCaller.set(caller, (scopes = new Set<string>(caller.scopes)));
    return { authenticated: true, scopes, policies };
  };
  return (exchange, asked) => {
    const held = decidePolicies(exchange, asked);
    return held instanceof Promise ? held.then((policies) => rights(exchange.caller, policies)) : rights(exchange.caller, held);
  };
}
