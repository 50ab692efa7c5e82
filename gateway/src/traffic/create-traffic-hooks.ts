import type { Logger, Metrics } from '@dra/service';
import type { DocumentSource, GatewayHook, SupergraphText } from '../hooks/contract.ts';
import type { ChangeFeed } from '../subscriptions/change-feed.ts';
import { createCaches } from './cache/create-caches.ts';
import { createDocuments } from './documents/create-documents.ts';
import type { TrustedDocument } from './documents/trusted-documents.ts';
import { useDemandControl } from './demand/use-demand-control.ts';
import { createLabelOf } from './observe/operation-label.ts';
import { useOperationMetrics } from './observe/use-operation-metrics.ts';
import { useTracing } from './observe/use-tracing.ts';
import { useRateLimits } from './rate-limits/use-rate-limits.ts';
import type { SharedRedis } from './redis/shared-redis.ts';
import { useShedding } from './shedding/use-shedding.ts';
import { useShadow } from './shadow/use-shadow.ts';
import { createViews } from './supergraph/supergraph-view.ts';
import { createTierOf } from './tiers/tier-of.ts';
import type { TrafficConfig } from './traffic-config.ts';

export type TrafficDeps = {
  logger: Logger;
  metrics: Metrics;
  /** See redis/shared-redis.ts; null where each gateway is on its own. Closed by whoever made it. */
  redis: SharedRedis | null;
  /** Tells what changed, so that what is remembered of it goes; null where nothing does. */
  feed: ChangeFeed | null;
  /** Of operations that do not say which supergraph they were compiled for. */
  supergraph: () => SupergraphText;
  /** What `documents.trusted.manifest` holds, where that is configured. */
  trusted?: ReadonlyMap<string, TrustedDocument> | null;
  now?: () => number;
};

export type Traffic = {
  /** Before anybody is identified: what observes, and what refuses by address. */
  first: GatewayHook[];
  /** When `exchange.caller` is known. */
  then: GatewayHook[];
  /** Documents by hash; undefined where clients have to send text. */
  documents: DocumentSource | undefined;
  /** What to compile before a start, and before a new supergraph takes traffic. */
  warm: readonly { text: string; operationName: string | undefined }[];
  /** Lets go of connections of its own. */
  close(): void;
};

/** The hooks that are switched on, in the order in which they must run; the identity's hook belongs between the two parts. */
export function createTraffic(config: TrafficConfig, deps: TrafficDeps): Traffic {
  const tierOf = createTierOf(config.tiers);
  const viewOf = createViews();
  const documents = createDocuments(config.documents, { ...deps, trusted: deps.trusted ?? null });
  const first: GatewayHook[] = [];
  const then: GatewayHook[] = [];
  if (config.observe) {
    const labelOf = createLabelOf([...documents.names, ...config.observe.operationNames]);
    if (config.observe.tracing) first.push(useTracing(labelOf));
    if (config.observe.operationMetrics) first.push(useOperationMetrics(deps.metrics, labelOf));
  }
  if (config.rateLimits) {
    const { address, caller } = useRateLimits(config.rateLimits, { ...deps, tierOf });
    if (config.rateLimits.address) first.push(address);
    then.push(caller);
  }
  then.push(...documents.hooks);
  if (config.demand) then.push(useDemandControl(config.demand, { ...deps, tierOf, viewOf }));
  if (config.cache) then.push(...createCaches(config.cache, { ...deps, viewOf }));
  // After the cache: what is remembered takes no place.
  if (config.shedding) then.push(useShedding(config.shedding, deps));
  const shadow = config.shadow ? useShadow(config.shadow, deps) : null;
  if (shadow) then.push(shadow);
  return { first, then, documents: documents.source, warm: documents.warm, close: () => void shadow?.close() };
}

/** Both parts in one list, for a gateway that identifies nobody or does so before any hook. */
export function createTrafficHooks(config: TrafficConfig, deps: TrafficDeps): GatewayHook[] {
  const { first, then } = createTraffic(config, deps);
  return [...first, ...then];
}
