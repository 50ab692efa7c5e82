import { connectNats, notifyChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger, createMetrics } from '@dra/service';
import { testNats, testRedis } from '@dra/testkit';
import type { TestNats, TestRedis } from '@dra/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Exchange } from '../../hooks/contract.ts';
import type { ChangeFeed } from '../../subscriptions/change-feed.ts';
import { createNatsFeed } from '../../subscriptions/nats-feed.ts';
import { createSharedRedis } from '../redis/shared-redis.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import { createViews } from '../supergraph/supergraph-view.ts';
import { callerOf, exchangeOf, operationOf } from '../testing/exchange.ts';
import { cacheConfig } from './cache-config.ts';
import { createCaches } from './create-caches.ts';

const sdl = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query { drugs: [Drug] @cacheControl(maxAge: 60, scope: PUBLIC) notes: [Note] @cacheControl(maxAge: 60) }
  type Drug { name: String }
  type Note { text: String }
`;
const logger = createLogger({ name: 'test', level: 'silent' });
const osei: Partial<Exchange> = { caller: callerOf('dr.osei') };
const id = '0190f0a1-aaaa-7bbb-8ccc-000000000001';

describe('gateways that remember together', () => {
  let redisServer: TestRedis;
  let natsServer: TestNats;
  let publisher: Nats;
  const closing: (() => unknown)[] = [];

  /** One gateway's cache. `ask` says where the answer came from, and what it was. */
  const gateway = async (name: string, version = '1') => {
    const redis: SharedRedis = createSharedRedis({ url: redisServer.url, logger });
    const feed: ChangeFeed = createNatsFeed({ url: natsServer.url, name, logger });
    closing.push(() => redis.close(), () => feed.close());
    while (!redis.ready() || !feed.connected()) await sleep(5);
    const [hook] = createCaches(cacheConfig.parse({ privateAnswers: true, redisDeadlineMs: 1_000 }), { redis, feed, metrics: createMetrics(name, { defaults: false }), supergraph: () => ({ version, sdl }), viewOf: createViews() });
    const programs = new Map<string, ReturnType<typeof operationOf>['program']>();
    let made = 0;
    const ask = async (text: string, overrides: Partial<Exchange> = {}): Promise<{ memory: boolean; body: string }> => {
      const program = programs.get(text) ?? { ...operationOf().program, fetches: 1 };
      programs.set(text, program);
      const exchange = exchangeOf(overrides);
      const operation = operationOf({ text, hash: text, program });
      const said = (await hook?.onOperation?.(exchange, operation)) as Answer | undefined;
      if (said) return { memory: true, body: said.body };
      made += 1;
      const outcome = { data: `{"by":"${name} ${made}"}`, errors: [] };
      hook?.onOutcome?.(exchange, operation, outcome);
      const body = `{"data":${outcome.data}}`;
      hook?.onAnswer?.(exchange, operation, { status: 200, body });
      hook?.onEnd?.(exchange, { status: 200, operation, bytes: 0, codes: [] });
      return { memory: false, body };
    };
    /** Asks until the answer comes from memory: what was kept may still be on its way to Redis. */
    const untilRemembered = async (text: string, overrides: Partial<Exchange> = {}) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const answer = await ask(text, overrides);
        if (answer.memory) return answer;
        await sleep(5);
      }
      throw new Error('never remembered');
    };
    return { ask, untilRemembered, redis };
  };

  beforeAll(async () => {
    [redisServer, natsServer] = await Promise.all([testRedis(), testNats()]);
    publisher = await connectNats({ url: natsServer.url, name: 'test', logger });
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await publisher.close();
    await Promise.all([redisServer.stop(), natsServer.stop()]);
  });

  it('give what another has made, and not to another supergraph', async () => {
    const [first, second, newer] = await Promise.all([gateway('a'), gateway('b'), gateway('c', '2')]);
    await first.ask('{ drugs { name } }');
    expect(await second.untilRemembered('{ drugs { name } }')).toMatchObject({ memory: true, body: '{"data":{"by":"a 1"}}' });
    expect((await newer.ask('{ drugs { name } }')).memory).toBe(false);
  });

  it('keep nothing in Redis that tells of whom or what it is', async () => {
    const one = await gateway('d');
    await one.untilRemembered('{ notes { text } }', osei);
    const keys = await one.redis.client.keys('*');
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) expect(key).toMatch(/^dra:answer:(?:[\w-]{43}|tag:[\w-]{22})$/);
    for (const key of keys) expect(await one.redis.client.pttl(key)).toBeGreaterThan(0);
  });

  it('forget together what has changed', async () => {
    const [first, second] = await Promise.all([gateway('e'), gateway('f')]);
    await first.untilRemembered('{ notes { text } }', osei);
    await second.untilRemembered('{ notes { text } }', osei);
    await sleep(2);
    notifyChanged(publisher, { tenant: 'demo', type: 'Note', id, encounterId: null });
    // The notice takes its time: both ask for themselves again in the end, and neither gets it from the other's Redis.
    const renewed = async (one: typeof first) => {
      for (let tries = 0; tries < 400; tries += 1) {
        const { memory } = await one.ask('{ notes { text } }', osei);
        if (!memory) return true;
        await sleep(5);
      }
      return false;
    };
    expect(await renewed(first)).toBe(true);
    await second.untilRemembered('{ notes { text } }', osei);
  });

  it('go on by themselves while Redis is away', async () => {
    const one = await gateway('g');
    await one.untilRemembered('{ drugs { name } }', osei);
    await redisServer.kill();
    while (one.redis.ready()) await sleep(5);
    expect((await one.ask('{ drugs { name } }', osei)).memory).toBe(true);
    expect((await one.ask('{ drugs { name } }', { caller: callerOf('dr.lee', 'north') })).memory).toBe(false);
    await redisServer.restart();
  });
});
