import type { Metrics } from '@dra/service';
import type { GatewayHook, SupergraphText } from '../../hooks/contract.ts';
import type { ChangeFeed } from '../../subscriptions/change-feed.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { createAnswerPlans } from './answer-plan.ts';
import { createAnswerStore } from './answer-store.ts';
import type { CacheConfig } from './cache-config.ts';
import { createChangeTags } from './change-tags.ts';
import { createInvalidationLog } from './invalidation-log.ts';
import { useEntityCache } from './use-entity-cache.ts';
import { useResponseCache } from './use-response-cache.ts';

export type CacheDeps = {
  redis: SharedRedis | null;
  feed: ChangeFeed | null;
  supergraph: () => SupergraphText;
  viewOf: (text: SupergraphText) => SupergraphView;
  metrics: Metrics;
  now?: () => number;
};

/** The hooks that remember, over one store each in this process and one Redis. */
export function createCaches(config: CacheConfig, deps: CacheDeps): GatewayHook[] {
  const bytes = deps.metrics.gauge('dra_gateway_cache_bytes', 'Memory that remembered answers and entities take.', ['cache']);
  const log = createInvalidationLog(deps.now);
  const storeOf = (name: 'answer' | 'entity') =>
    createAnswerStore({
      redis: deps.redis,
      log,
      localBytes: config.localBytes,
      maxEntryBytes: config.maxEntryBytes,
      redisDeadlineMs: config.redisDeadlineMs,
      prefix: `dra:${name}:`,
      now: deps.now,
      onSize: (size) => bytes.set({ cache: name }, size),
    });
  const stores = { answer: storeOf('answer'), entity: storeOf('entity') };
  const changes = createChangeTags({ feed: deps.feed, stores: [stores.answer, stores.entity], log });
  const hooks = [useResponseCache(config, { plans: createAnswerPlans(config, deps), store: stores.answer, changes, metrics: deps.metrics, now: deps.now })];
  if (config.entities) hooks.push(useEntityCache(config, { ...deps, store: stores.entity, changes }));
  return hooks;
}
