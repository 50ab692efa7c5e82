import { z } from 'zod';

/** A token bucket: `limit` requests in `windowSeconds` on the average, up to `burst` (default: `limit`) at once. */
export const rate = z.strictObject({
  limit: z.int().min(1).max(10_000_000).describe('Requests in the time of `windowSeconds`, on the average.'),
  windowSeconds: z.int().min(1).max(86_400).default(60).describe('The time that `limit` is for.'),
  burst: z.int().min(1).max(10_000_000).optional().describe('At once at most; `limit` where nothing is said.'),
});
export type Rate = z.infer<typeof rate>;

export const capacityOf = (one: Rate) => one.burst ?? one.limit;
/** Tokens a millisecond. */
export const refillOf = (one: Rate) => one.limit / (one.windowSeconds * 1_000);
