import { z } from 'zod';

const seconds = z.int().min(0).max(31_536_000);

/** What is remembered of answers, for whom, and for how long. */
export const cacheConfig = z.strictObject({
  responses: z.boolean().default(true).describe('Remember whole answers.'),
  entities: z.boolean().default(false).describe('Remember entities of subgraphs.'),
  operations: z.record(z.string(), z.strictObject({ ttlSeconds: seconds.describe('Seconds.') })).default({}).describe('How long answers to operations of this name live, in place of what directives say. Never for whom: that is decided by the schema.'),
  maxTtlSeconds: seconds.default(3_600).describe('No answer lives longer.'),
  privateAnswers: z.boolean().default(false).describe('Also remember answers that only their own caller may see, for that caller alone.'),
  trustedSubgraphs: z.array(z.string()).default([]).describe('Their `Cache-Control: public` is believed where the schema has no @cacheControl. Every other subgraph\'s header can only narrow what the schema allows.'),
  neverShared: z.array(z.string()).default([]).describe('Types that no shared answer may hold, whatever a directive or a header says: those of patients.'),
  varyHeaders: z.array(z.string().toLowerCase()).default([]).describe('Request headers that answers depend on, besides who asks.'),
  collapse: z.enum(['off', 'cacheable', 'anonymous']).default('cacheable').describe('Which identical queries that are under way at once are answered together: those whose answer may be shared anyway, or all from clients without an identity.'),
  staleIfError: z.boolean().default(true).describe('Let an older answer stand in where @staleIfError allows it.'),
  localBytes: z.int().min(0).default(64 * 1_048_576).describe('What this process remembers itself, of answers and of entities each.'),
  maxEntryBytes: z.int().min(1).default(1_048_576).describe('Longer answers are not remembered.'),
  redisDeadlineMs: z.int().min(1).max(1_000).default(20).describe('How long a request waits for Redis.'),
});
export type CacheConfig = z.infer<typeof cacheConfig>;
