import { createHash } from 'node:crypto';
import { Recent } from '../../hooks/recent.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import { fullBucket, refill, resetSeconds, waitFor } from './bucket.ts';
import type { Bucket } from './bucket.ts';
import { leaseTokens } from './lease-script.ts';
import { capacityOf, refillOf } from './rate.ts';
import type { Rate } from './rate.ts';

export type Verdict = {
  allowed: boolean;
  limit: number;
  /** What is left, as far as this gateway knows. */
  remaining: number;
  resetSeconds: number;
  /** Milliseconds until the next request fits; 0 where this one did. */
  retryAfterMs: number;
};

/** One count: of one client, one user, one operation of a user … */
export type Count = {
  /** Never stored elsewhere: Redis sees a hash of it. */
  readonly who: string;
  readonly rate: Rate;
  /** Made when Redis is first asked. */
  redisKey: string | null;
  /** The generation of counts in which it was last found there. */
  seen: number;
  /** What all gateways had left when Redis last said so, this gateway's slice taken off; by itself where there is no Redis. */
  bucket: Bucket;
  /** This gateway's slice: spent without asking. */
  leased: number;
  leasedUntil: number;
  /** Spent without a lease, not yet told to Redis. */
  debt: number;
  /** Of that, what Redis is being told. */
  telling: number;
  /** Requests that wait for a slice. */
  waiting: number;
  /** True where Redis answered. */
  asking: Promise<boolean> | null;
};

export type RateLimiterOptions = {
  redis: SharedRedis | null;
  /** How long a request waits for Redis before it is counted here alone. */
  deadlineMs: number;
  /** The part of a limit that a gateway takes at once. */
  share: number;
  leaseMs: number;
  now?: () => number;
};

export type RateLimiter = {
  /** @param who never stored: Redis sees a hash of it */
  count(who: string, rate: Rate): Count;
  /** The same, for who has held on to one: without looking it up, nearly always. */
  again(count: Count): Count;
  /** Takes one token. Waits for Redis only where what is known here does not suffice to say yes or no. */
  take(count: Count): Verdict | Promise<Verdict>;
};

const mostCounts = 100_000;
const mostRounds = 5;
/** Of a large limit: asking Redis takes as long as a hundred counts that need not ask. */
const mostInSlice = 1_000;

/**
 * Token buckets that all gateways share, with slices of them spent here: a request hardly ever waits for Redis.
 *
 * A count that is new here spends its first slice on credit; when half of it is spent the shared bucket is asked, where the
 * credit is paid first. So all gateways together let through no more than the limit and one slice for each gateway that has just met the
 * caller, and the shared bucket goes below nothing by so much. A slice that is not spent in time is given back. Without
 * Redis each gateway counts by itself from what it knew, and tells when Redis is back.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { redis, deadlineMs, now = Date.now } = options;
  const counts = new Recent<Count>(mostCounts);

  const sliceOf = (rate: Rate) => Math.max(1, Math.min(mostInSlice, Math.floor(capacityOf(rate) * options.share)));

  const ask = (shared: SharedRedis, count: Count): Promise<boolean> => {
    if (count.asking) return count.asking;
    const { rate } = count;
    // Spent on credit, less what is left of a slice whose time is over.
    let owed = count.debt;
    count.debt = 0;
    if (count.leasedUntil <= now()) {
      owed -= count.leased;
      count.leased = 0;
    }
    count.telling = owed;
    const want = sliceOf(rate) + count.waiting;
    count.asking = shared
      .attempt((client) => leaseTokens(client, redisKeyOf(count), capacityOf(rate), refillOf(rate), owed, want), deadlineMs)
      .then((lease) => {
        count.asking = null;
        count.telling = 0;
        if (!lease) {
          count.debt += owed;
          return false;
        }
        count.bucket.tokens = lease.tokens;
        count.bucket.at = now();
        // What was spent on credit meanwhile is paid first.
        const paid = Math.min(Math.max(0, count.debt), lease.granted);
        count.debt -= paid;
        count.leased += lease.granted - paid;
        count.leasedUntil = now() + options.leaseMs;
        return true;
      });
    return count.asking;
  };

  const verdict = (count: Count, allowed: boolean, at: number): Verdict => {
    refill(count.bucket, count.rate, at);
    const left = Math.max(0, count.bucket.tokens + count.leased);
    return {
      allowed,
      limit: count.rate.limit,
      remaining: Math.floor(left),
      resetSeconds: resetSeconds(left, count.rate),
      retryAfterMs: allowed ? 0 : waitFor(count.bucket.tokens, count.rate),
    };
  };

  /** Counted here alone: the shared bucket as it was last known, and time since. */
  const takeHere = (count: Count, at: number): Verdict => {
    refill(count.bucket, count.rate, at);
    if (count.bucket.tokens < 1) return verdict(count, false, at);
    count.bucket.tokens -= 1;
    if (redis) count.debt += 1;
    return verdict(count, true, at);
  };

  const takeLeased = (shared: SharedRedis, count: Count, at: number): Verdict => {
    count.leased -= 1;
    if (count.leased < sliceOf(count.rate) / 2 && !count.asking) void ask(shared, count);
    return verdict(count, true, at);
  };

  const takeAfterAsking = async (shared: SharedRedis, count: Count): Promise<Verdict> => {
    count.waiting += 1;
    try {
      for (let round = 0; round < mostRounds; round += 1) {
        if (!(await ask(shared, count))) return takeHere(count, now());
        if (count.leased >= 1) return takeLeased(shared, count, now());
        // Others who waited spent the slice; the shared bucket may have more.
        if (count.bucket.tokens < 1) break;
      }
      return verdict(count, false, now());
    } finally {
      count.waiting -= 1;
    }
  };

  return {
    count: (who, rate) => {
      const known = counts.get(who);
      if (known && known.rate === rate) {
        known.seen = counts.generation;
        return known;
      }
      const at = now();
      const fresh: Count = { who, rate, redisKey: null, seen: 0, bucket: fullBucket(rate, at), leased: 0, leasedUntil: at, debt: 0, telling: 0, waiting: 0, asking: null };
      counts.set(who, fresh);
      fresh.seen = counts.generation;
      return fresh;
    },
    again: (count) => {
      if (count.seen === counts.generation) return count;
      // It moves to the young ones, or stands in for itself where it has fallen out; somebody else's of the same goes before.
      const known = counts.get(count.who);
      const one = known && known.rate === count.rate ? known : count;
      if (one !== known) counts.set(count.who, one);
      one.seen = counts.generation;
      return one;
    },
    take: (count) => {
      const at = now();
      if (!redis?.ready()) return takeHere(count, at);
      if (count.leased >= 1 && count.leasedUntil > at) return takeLeased(redis, count, at);
      refill(count.bucket, count.rate, at);
      // Nothing here, and the shared bucket, as last known and with the time since, has nothing either.
      if (count.bucket.tokens < 1 && count.leased < 1 && !count.asking) return verdict(count, false, at);
      // New here, or not seen for a while: on credit, up to one slice, while Redis is asked.
      const slice = sliceOf(count.rate);
      if (count.debt + count.telling < slice && count.bucket.tokens >= slice) {
        const one = takeHere(count, at);
        // Told once half a slice is owed: a caller who asks now and then costs Redis nothing.
        if (count.debt * 2 >= slice) void ask(redis, count);
        return one;
      }
      return takeAfterAsking(redis, count);
    },
  };
}

/** Who it is of is nobody's who reads Redis. */
export function redisKeyOf(count: Count): string {
  return (count.redisKey ??= `dra:rate:${createHash('sha256').update(count.who).digest('base64url').slice(0, 22)}:${count.rate.limit}:${count.rate.windowSeconds}`);
}
