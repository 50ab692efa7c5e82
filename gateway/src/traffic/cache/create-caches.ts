import type { Logger, Metrics } from '@dra/service';
import type { GatewayHook, SupergraphText } from '../../hooks/contract.ts';
import type { ChangeFeed } from '../../subscriptions/change-feed.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { createAnswerPlans } from './answer-plan.ts';
import { createAnswerStore } from './answer-store.ts';
import type { CacheConfig } from './cache-config.ts';
import { createChangeTags } from './change-tags.ts';
import { createInvalidationLog } from './invalidation-log.ts';
import { useResponseCache } from './use-response-cache.ts';

export type CacheDeps = {
  redis: SharedRedis | null;
  feed: ChangeFeed | null;
  supergraph: () => SupergraphText;
  viewOf: (text: SupergraphText) => SupergraphView;
  metrics: Metrics;
  logger: Logger;
  now?: () => number;
};

export function createResponseCache(config: CacheConfig, deps: CacheDeps): GatewayHook {
  const bytes = deps.metrics.gauge('dra_gateway_cache_bytes', 'Memory that remembered answers and entities take.', ['cache']);
  const log = createInvalidationLog(deps.now);
  const store = createAnswerStore({ redis: deps.redis, log, localBytes: config.localBytes, maxEntryBytes: config.maxEntryBytes, redisDeadlineMs: config.redisDeadlineMs, prefix: 'dra:answer:', now: deps.now, onSize: (size) => bytes.set({ cache: 'response' }, size) });
  const changes = createChangeTags({ feed: deps.feed, stores: [store], log, logger: deps.logger });
  return useResponseCache(config, { plans: createAnswerPlans(config, deps), store, changes, metrics: deps.metrics, now: deps.now });
}
