import { z } from 'zod';
import { tiers } from '../tiers/tier-of.ts';
import { rate } from './rate.ts';

const tierRates = z.strictObject({
  user: rate.optional().describe('Of each user of this tier; of each client address where there is no user.'),
  tenant: rate.optional().describe('Of all users of one tenant together.'),
});

/** Limits by how often. Absent limits are not counted. */
export const rateLimitConfig = z.strictObject({
  address: rate.optional().describe('Of each client address, counted before anybody is identified.'),
  tiers: z.partialRecord(z.enum(tiers), tierRates).default({}).describe('Graduated limits.'),
  operations: z.record(z.string(), rate).default({}).describe('Of each caller, for operations of this name.'),
  redisDeadlineMs: z.int().min(1).max(1_000).default(20).describe('How long a request waits for Redis before it is counted in this process alone.'),
  leaseShare: z.number().gt(0).max(1).default(0.1).describe('The part of a limit that one gateway takes from the shared bucket at once.'),
  leaseMs: z.int().min(10).max(60_000).default(1_000).describe('A part that is not spent by then is given back.'),
});
export type RateLimitConfig = z.infer<typeof rateLimitConfig>;
