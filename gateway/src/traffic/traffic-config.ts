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
  tiers: tierConfig.prefault({}).describe('Which tier a tenant has.'),
  rateLimits: rateLimitConfig.optional().describe('Limits by how often.'),
  demand: demandConfig.optional().describe('Limits by how much.'),
  cache: cacheConfig.optional().describe('Answers that are remembered.'),
  shedding: sheddingConfig.optional().describe('How much is done at once, and what goes first.'),
  documents: documentsConfig.prefault({}).describe('Which documents are answered.'),
  shadow: shadowConfig.optional().describe('A copy of some queries goes to another gateway.'),
  observe: observeConfig.optional().describe('What is counted and traced.'),
});
export type TrafficConfig = z.infer<typeof trafficConfig>;
