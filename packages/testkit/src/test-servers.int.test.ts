import { existsSync } from 'node:fs';
import pg from 'pg';
import { mongoCommand } from '@dra/dev';
import { testMongo, testNats, testPostgres, testRedis, testS3 } from './index.ts';

test('a fresh PostgreSQL database each time, and none left', async () => {
  const [one, other] = [await testPostgres(), await testPostgres()];
  expect(one.ownerUrl).not.toBe(other.ownerUrl);
  const client = new pg.Client({ connectionString: one.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ lowered: string }>(`SELECT lower('ÅSA ÜNAL') AS lowered`);
  expect(rows[0]?.lowered).toBe('åsa ünal');
  await client.end();
  await one.stop();
  await other.stop();
  const gone = new pg.Client({ connectionString: one.ownerUrl });
  await expect(gone.connect()).rejects.toThrow(/does not exist/);
});

test('a Mongo database answers and can be dropped', async () => {
  const mongo = await testMongo();
  await mongoCommand(mongo.url, mongo.database, { ping: 1 });
  await mongo.stop();
});

test('a NATS server survives kill -9 on its port', async () => {
  const nats = await testNats();
  await nats.kill();
  await expect(fetch(nats.url.replace('nats:', 'http:'))).rejects.toThrow();
  await nats.restart();
  await nats.stop();
});

test('Redis and S3', async () => {
  const redis = await testRedis();
  expect(redis.url).toMatch(/^redis:/);
  await redis.stop();
  const store = await testS3();
  expect((await fetch(`${store.endpoint}/${store.bucket}`)).status).toBe(403);
});

test('the keeper is there', () => {
  expect(existsSync(process.env.DRA_TEST_SERVERS ?? '')).toBe(true);
});
