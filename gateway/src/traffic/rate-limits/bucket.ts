import { capacityOf, refillOf } from './rate.ts';
import type { Rate } from './rate.ts';

/** Tokens as of a moment. May be below nothing: what was spent on credit is paid before anything else is. */
export type Bucket = { tokens: number; at: number };

export const fullBucket = (rate: Rate, now: number): Bucket => ({ tokens: capacityOf(rate), at: now });

/** Lets time pass. A clock that went backwards adds nothing. */
export function refill(bucket: Bucket, rate: Rate, now: number): void {
  const passed = now - bucket.at;
  if (passed > 0) bucket.tokens = Math.min(capacityOf(rate), bucket.tokens + passed * refillOf(rate));
  bucket.at = now;
}

/** Milliseconds until one more request fits. */
export function waitFor(tokens: number, rate: Rate): number {
  return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / refillOf(rate));
}

/** Seconds until the bucket is full again. */
export function resetSeconds(tokens: number, rate: Rate): number {
  return Math.max(0, Math.ceil((capacityOf(rate) - tokens) / refillOf(rate) / 1_000));
}
