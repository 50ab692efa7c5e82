import { createRateLimiter, redisKeyOf } from './rate-limiter.ts';
import type { RateLimiter, Verdict } from './rate-limiter.ts';
import { rate } from './rate.ts';

const tenAMinute = rate.parse({ limit: 10, windowSeconds: 60 });

function limiterAt(clock: { now: number }): RateLimiter {
  return createRateLimiter({ redis: null, deadlineMs: 20, share: 0.1, leaseMs: 1_000, now: () => clock.now });
}

const take = (limiter: RateLimiter, who = 'somebody', one = tenAMinute) => limiter.take(limiter.count(who, one)) as Verdict;

describe('a gateway that counts by itself', () => {
  it('lets the limit through at once, says when to come back, and then lets through what time has brought', () => {
    const clock = { now: 1_000 };
    const limiter = limiterAt(clock);
    const verdicts = Array.from({ length: 11 }, () => take(limiter));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([...Array.from({ length: 10 }, () => true), false]);
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]);
    expect(verdicts[10]).toMatchObject({ limit: 10, retryAfterMs: 6_000, resetSeconds: 60 });
    clock.now += 5_999;
    expect(take(limiter).allowed).toBe(false);
    clock.now += 1;
    expect(take(limiter).allowed).toBe(true);
    expect(take(limiter).allowed).toBe(false);
  });

  it('never answers later than at once', () => {
    expect(take(limiterAt({ now: 0 }))).not.toBeInstanceOf(Promise);
  });

  it('counts each by itself', () => {
    const limiter = limiterAt({ now: 0 });
    for (let index = 0; index < 10; index += 1) take(limiter, 'greedy');
    expect(take(limiter, 'greedy').allowed).toBe(false);
    expect(take(limiter, 'modest').allowed).toBe(true);
  });

  it('holds no more than the burst, however long nobody came', () => {
    const clock = { now: 0 };
    const limiter = limiterAt(clock);
    const burst = rate.parse({ limit: 600, windowSeconds: 60, burst: 3 });
    clock.now = 10_000_000;
    expect([1, 2, 3, 4].map(() => take(limiter, 'a', burst).allowed)).toEqual([true, true, true, false]);
    clock.now += 100;
    expect(take(limiter, 'a', burst).allowed).toBe(true);
  });

  it('is not moved by a clock that goes backwards', () => {
    const clock = { now: 100_000 };
    const limiter = limiterAt(clock);
    for (let index = 0; index < 10; index += 1) take(limiter);
    clock.now = 0;
    expect(take(limiter).allowed).toBe(false);
  });

  it('counts for who holds on to a count as for who looks it up, however many others came in between', () => {
    const limiter = limiterAt({ now: 0 });
    let held = limiter.count('somebody', tenAMinute);
    const takeHeld = () => limiter.take((held = limiter.again(held))) as Verdict;
    for (let times = 0; times < 4; times += 1) takeHeld();
    for (let other = 0; other < 120_000; other += 1) limiter.count(`other ${other}`, tenAMinute);
    // Fallen out, and taken back with what is left of it.
    expect(takeHeld().remaining).toBe(5);
    expect(take(limiter).remaining).toBe(4);
    for (let other = 0; other < 120_000; other += 1) limiter.count(`other ${other}`, tenAMinute);
    // Fallen out, and somebody has begun anew: then that one counts for both.
    expect(take(limiter).remaining).toBe(9);
    expect(takeHeld().remaining).toBe(8);
    expect(take(limiter).remaining).toBe(7);
  });

  it('keeps no caller in the key that Redis sees', () => {
    const redisKey = redisKeyOf(limiterAt({ now: 0 }).count('u demo dr.osei', tenAMinute));
    expect(redisKey).toMatch(/^dra:rate:[\w-]{22}:10:60$/);
    expect(redisKey).not.toContain('osei');
  });
});
