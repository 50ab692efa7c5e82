import { z } from 'zod';
import { cacheConfig } from './cache/cache-config.ts';
import { demandConfig } from './demand/demand-config.ts';
import { documentsConfig } from './documents/documents-config.ts';
import { observeConfig } from './observe/observe-config.ts';
import { rateLimitConfig } from './rate-limits/rate-limit-config.ts';
import { sheddingConfig } from './shedding/shedding-config.ts';
import { shadowConfig } from './shadow/shadow-config.ts';
import { tierConfig } from './tiers/tier-of.ts';

/** Everything that guards, saves or observes traffic. What is absent is off. */
export const trafficConfig = z.strictObject({
  tiers: tierConfig.prefault({}),
  rateLimits: rateLimitConfig.optional(),
  demand: demandConfig.optional(),
  cache: cacheConfig.optional(),
  shedding: sheddingConfig.optional(),
  documents: documentsConfig.prefault({}),
  shadow: shadowConfig.optional(),
  observe: observeConfig.optional(),
});
export type TrafficConfig = z.infer<typeof trafficConfig>;
