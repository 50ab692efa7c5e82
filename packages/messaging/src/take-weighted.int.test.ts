import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { filters, jobMessage } from '@dra/events';
import type { JobPriority } from '@dra/events';
import { createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import { connectNats, createWeightedTaker, ensureDurable, ensureStreams, publish } from './index.ts';
import type { Delivery, Nats } from './index.ts';

jest.setTimeout(60_000);

const priorities = ['live', 'normal', 'bulk'] as const;
const durables = { live: 'note-live', normal: 'note-normal', bulk: 'note-bulk' };

let server: Awaited<ReturnType<typeof testNats>>;
let nats: Nats;

const ensureDurables = async () => {
  for (const priority of priorities) {
    await ensureDurable(nats, { stream: 'JOBS', durable: durables[priority], filterSubjects: [filters.jobs('note', priority)], ackWaitMs: 30_000, maxDeliver: -1, maxAckPending: 1_000 });
  }
};
const taker = () =>
  createWeightedTaker(nats, { stream: 'JOBS', durables, weights: { live: 8, normal: 3, bulk: 1 }, onFault: async () => {
    await sleep(100);
    await ensureStreams(nats).then(ensureDurables).catch(() => undefined);
  } });
const queue = async (priority: JobPriority) => {
  const jobId = randomUUID();
  const ref = { key: jobId, sha256: '0'.repeat(64), bytes: 1 };
  const ids = { jobId, patientId: randomUUID(), encounterId: randomUUID(), transcriptId: randomUUID() };
  await publish(nats, { id: jobId, ...jobMessage({ kind: 'note', tenant: 'demo', requestedBy: 'dr.test', queuedAt: new Date().toISOString(), transcript: ref, template: 'soap', ...ids }, priority) });
  return jobId;
};
const classOf = (delivery: Delivery) => delivery.subject.split('.')[2];
const noStop = new AbortController().signal;

beforeAll(async () => {
  server = await testNats();
  nats = await connectNats({ url: server.url, name: 'test', logger: createLogger({ name: 'test', level: 'silent' }) });
  await ensureStreams(nats);
});
beforeEach(async () => {
  for await (const consumer of nats.jsm.consumers.list('JOBS')) await nats.jsm.consumers.delete('JOBS', consumer.name);
  await nats.jsm.streams.purge('JOBS');
  await ensureDurables();
});
afterAll(async () => {
  await nats.close();
  await server.stop();
});

test('what lies there comes by the weights of its class, and the lightest class is not starved', async () => {
  for (let index = 0; index < 12; index += 1) for (const priority of priorities) await queue(priority);
  const { take } = taker();
  const order: (string | undefined)[] = [];
  for (let index = 0; index < 12; index += 1) {
    const [delivery] = await take(1, noStop);
    delivery!.ack();
    order.push(classOf(delivery!));
  }
  const count = (name: string) => order.filter((one) => one === name).length;
  expect([count('live'), count('normal'), count('bulk')]).toEqual([8, 3, 1]);
  expect(order[0]).toBe('live');
});

test('a batch is filled across classes and is never larger than asked for', async () => {
  for (const priority of ['bulk', 'normal', 'live', 'bulk'] as const) await queue(priority);
  const { take } = taker();
  const batch = await take(3, noStop);
  expect(batch.map(classOf)).toEqual(['live', 'normal', 'bulk']);
  expect(await take(3, noStop)).toHaveLength(1);
});

test('an idle taker has a job within milliseconds of its publishing', async () => {
  const { take } = taker();
  const waits: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    const taking = take(4, noStop).then((deliveries) => ({ deliveries, at: performance.now() }));
    await sleep(20);
    const began = performance.now();
    const jobId = await queue(priorities[index % 3]!);
    const { deliveries, at } = await taking;
    expect(deliveries.map(({ id }) => id)).toEqual([jobId]);
    deliveries.forEach((delivery) => delivery.ack());
    waits.push(at - began);
  }
  expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(25);
});

test('several idle takers: each job goes to one, none is held back, none lost', async () => {
  const seen: string[] = [];
  const stop = new AbortController();
  const work = async () => {
    const { take } = taker();
    while (!stop.signal.aborted) {
      for (const delivery of await take(1, stop.signal)) {
        seen.push(delivery.id);
        delivery.ack();
      }
    }
  };
  const workers = [work(), work(), work()];
  await sleep(100);
  const ids = await Promise.all(Array.from({ length: 60 }, (_, index) => queue(priorities[index % 3]!)));
  for (let tries = 0; seen.length < 60 && tries < 300; tries += 1) await sleep(10);
  expect([...seen].sort()).toEqual([...ids].sort());
  stop.abort();
  await Promise.all(workers);
});

test('stopped while idle, it takes nothing more; the next taker has the job at its first delivery', async () => {
  const stop = new AbortController();
  const taking = taker().take(1, stop.signal);
  await sleep(100);
  stop.abort();
  expect(await taking).toEqual([]);
  const jobId = await queue('live');
  const [delivery] = await taker().take(1, noStop);
  expect(delivery).toMatchObject({ id: jobId, deliveries: 1 });
});

test('survives a restart of the server while idle, and a durable that was deleted', async () => {
  const { take } = taker();
  const first = take(1, noStop);
  await sleep(100);
  await server.restart();
  const jobId = await queue('normal');
  const [delivery] = await first;
  expect(delivery?.id).toBe(jobId);
  expect(await delivery?.ackConfirmed()).toBe(true);

  const second = take(1, noStop);
  await sleep(100);
  await nats.jsm.consumers.delete('JOBS', durables.normal);
  const next = await queue('normal');
  expect((await second)[0]?.id).toBe(next);
});
