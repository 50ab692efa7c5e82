import { createLogger, createMetrics } from '@dra/service';
import { testRedis } from '@dra/testkit';
import type { TestRedis } from '@dra/testkit';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPersistedQueries } from './plugins/use-persisted-queries.ts';
import type { PersistedQueries } from './plugins/use-persisted-queries.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import type { TestGateway } from './testing/test-gateway.ts';

const lines: string[] = [];
const logger = createLogger({ name: 'test', destination: { write: (line: string) => void lines.push(line) } });
const hashed = (query: string) => ({ persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } });

let redis: TestRedis;
const caches: PersistedQueries[] = [];
const gateways: TestGateway[] = [];
const startGateway = async () => {
  const cache = createPersistedQueries({ redisUrl: redis.url, logger, metrics: createMetrics('test', { defaults: false }) });
  caches.push(cache);
  const gateway = await startTestGateway({ persistedQueries: cache });
  gateways.push(gateway);
  return { ...gateway, cache };
};
const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1_000) throw new Error('it never came about');
    await sleep(10);
  }
};

beforeAll(async () => {
  redis = await testRedis();
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.stop();
  for (const cache of caches) await cache.close();
  await redis.stop();
});

it('asks for a document by its hash at any gateway, through Redis; without Redis slower, never wrong, never closed', async () => {
  const first = await startGateway();
  const second = await startGateway();
  await until(() => first.cache.state() === 'connected' && second.cache.state() === 'connected');

  const query = 'query Known { patients { id } }';
  const unknown = await first.post({ extensions: hashed(query) });
  expect(unknown.body.errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await first.post({ query, extensions: hashed(query) })).body.data).toBeDefined();
  await until(() => true);
  await sleep(50);
  expect((await second.post({ extensions: hashed(query) })).body.data).toMatchObject({ patients: expect.any(Array) });

  await redis.kill();
  await until(() => first.cache.state() === 'away');
  // What a gateway has seen, it still knows; what it has not, it asks for; both at once.
  const started = performance.now();
  expect((await first.post({ extensions: hashed(query) })).body.data).toBeDefined();
  const other = 'query Other { patients { name } }';
  expect((await second.post({ extensions: hashed(other) })).body.errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await second.post({ query: other, extensions: hashed(other) })).body.data).toBeDefined();
  expect((await second.post({ extensions: hashed(other) })).body.data).toBeDefined();
  expect(performance.now() - started).toBeLessThan(1_000);
  expect((await first.post({ query: '{ patients { id } }' })).status).toBe(200);
  await sleep(500);
  expect(lines.filter((line) => line.includes('redis is away'))).toHaveLength(2); // once each

  await redis.restart();
  await until(() => first.cache.state() === 'connected');
  expect(lines.join()).toContain('redis is back');
  expect((await first.post({ extensions: hashed(query) })).body.data).toBeDefined();
});

it('refuses a document under another document\'s hash, and limits registered documents as any other', async () => {
  const t = await startGateway();
  const wrong = await t.post({ query: '{ patients { id } }', extensions: hashed('{ patients { name } }') });
  expect(wrong.status).toBe(400);
  const deep = `${'{a'.repeat(10_000)}${'}'.repeat(10_000)}`;
  expect((await t.post({ query: deep, extensions: hashed(deep) })).body.errors?.[0]?.extensions['code']).toBe('QUERY_TOO_COMPLEX');
});
