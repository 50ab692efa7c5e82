import { createLogger } from '@dra/service';
import { testRedis } from '@dra/testkit';
import type { TestRedis } from '@dra/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSharedRedis } from '../redis/shared-redis.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { rate } from './rate.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
// So slow to fill again that no test sees it.
const hundred = rate.parse({ limit: 100, windowSeconds: 86_400 });

describe('gateways that count together', () => {
  let server: TestRedis;
  const open: SharedRedis[] = [];

  const gateway = async (options: { share?: number; leaseMs?: number } = {}): Promise<RateLimiter & { redis: SharedRedis }> => {
    const redis = createSharedRedis({ url: server.url, logger });
    open.push(redis);
    while (!redis.ready()) await sleep(5);
    return { ...createRateLimiter({ redis, deadlineMs: 2_000, share: options.share ?? 0.1, leaseMs: options.leaseMs ?? 60_000 }), redis };
  };
  const takeMany = async (limiter: RateLimiter, who: string, times: number) => {
    let allowed = 0;
    for (let index = 0; index < times; index += 1) {
      if ((await limiter.take(limiter.count(who, hundred))).allowed) allowed += 1;
    }
    return allowed;
  };

  beforeAll(async () => {
    server = await testRedis();
  });
  afterAll(async () => {
    for (const redis of open) redis.close();
    await server.stop();
  });

  it('let the limit through once, not once each', async () => {
    const gateways = await Promise.all([gateway(), gateway(), gateway()]);
    const passed = await Promise.all(gateways.map((one) => takeMany(one, 'u a', 100)));
    const total = passed.reduce((sum, one) => sum + one, 0);
    // A slice may lie unspent with a gateway, and a slice may have been spent on credit.
    expect(total).toBeGreaterThanOrEqual(80);
    expect(total).toBeLessThanOrEqual(130);
  });

  it('one alone lets exactly the limit through, one after another or all at once', async () => {
    const one = await gateway();
    expect(await takeMany(one, 'u b', 150)).toBe(100);
    const verdicts = await Promise.all(Array.from({ length: 150 }, () => one.take(one.count('u c', hundred))));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(100);
  });

  it('a gateway that is new learns what others have spent', async () => {
    await takeMany(await gateway(), 'u d', 100);
    const late = await gateway();
    expect(await takeMany(late, 'u d', 50)).toBeLessThanOrEqual(10);
  });

  it('gives back what it took and did not spend', async () => {
    const first = await gateway({ share: 0.5, leaseMs: 10 });
    await takeMany(first, 'u e', 1);
    await sleep(50);
    // Whoever comes to the first gateway makes it return its slice before it takes another.
    await takeMany(first, 'u e', 1);
    const second = await gateway({ share: 0.5 });
    await sleep(50);
    await takeMany(first, 'u e', 1);
    expect(await takeMany(second, 'u e', 100)).toBeGreaterThanOrEqual(40);
  });

  it('goes on by itself while Redis is away, and tells afterwards what was spent meanwhile', async () => {
    const one = await gateway({ share: 0.01 });
    expect(await takeMany(one, 'u f', 10)).toBe(10);
    await server.kill();
    while (one.redis.ready()) await sleep(5);
    expect(await takeMany(one, 'u f', 200)).toBeLessThanOrEqual(90);
    await server.restart();
    while (!one.redis.ready()) await sleep(5);
    // The bucket in Redis is new, and what was spent without it is owed.
    const after = await takeMany(one, 'u f', 200);
    expect(after).toBeLessThan(20);
  });
});
