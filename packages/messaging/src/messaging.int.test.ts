import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { domainEvent, filters } from '@dra/events';
import { ServiceError, createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import {
  PermanentFailure,
  connectNats,
  consume,
  consumeEvent,
  dropDeadLetter,
  ensureStreams,
  listDeadLetters,
  publish,
  replayDeadLetter,
  watchMaxDeliveries,
} from './index.ts';
import type { Consumption, Nats } from './index.ts';

jest.setTimeout(60_000);

const logger = createLogger({ name: 'messaging-test', level: 'silent' });

let server: Awaited<ReturnType<typeof testNats>>;
let nats: Nats;
const open: Consumption[] = [];

beforeAll(async () => {
  server = await testNats();
  nats = await connectNats({ url: server.url, name: 'test', logger });
  await ensureStreams(nats);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop(1_000)));
  await nats.jsm.streams.purge('DLQ');
  for (const stream of ['EVENTS', 'ADVISORIES']) {
    for await (const consumer of nats.jsm.consumers.list(stream)) await nats.jsm.consumers.delete(stream, consumer.name);
    await nats.jsm.streams.purge(stream);
  }
});
afterAll(async () => {
  await nats.close();
  await server.stop();
});

const tenant = 'demo';
const signed = (noteId = randomUUID()) =>
  domainEvent('note-signed.v1', {
    tenant, patientId: randomUUID(), encounterId: randomUUID(), requestedBy: 'dr.test', occurredAt: new Date().toISOString(), noteId, version: 1, contentHash: 'x',
  });
const send = (message = signed(), id: string = randomUUID()) => publish(nats, { id, ...message });
const until = async (condition: () => boolean | Promise<boolean>, ms = 10_000) => {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await sleep(10);
  }
};

test('streams are made once and again, by several processes at once', async () => {
  await Promise.all([ensureStreams(nats), ensureStreams(nats), ensureStreams(nats)]);
  const { config } = await nats.jsm.streams.info('JOBS');
  expect(config).toMatchObject({ storage: 'file', retention: 'workqueue', discard: 'new', subjects: ['jobs.>'] });
});

test('the same id is stored once', async () => {
  const message = signed();
  expect(await send(message, 'same')).toMatchObject({ duplicate: false });
  expect(await send(message, 'same')).toMatchObject({ duplicate: true });
  const seen: string[] = [];
  open.push(await consumeEvent(nats, 'note-signed.v1', { durable: 'dedup', handler: async ({ id }) => void seen.push(id) }));
  await until(() => seen.length > 0);
  await sleep(100);
  expect(seen).toEqual(['same']);
});

test('a handler that throws has the message again after the wait, with the attempt counted', async () => {
  const attempts: { attempt: number; lastAttempt: boolean; at: number }[] = [];
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'again', maxDeliver: 4, backoffMs: [100, 400],
      handler: async ({ attempt, lastAttempt }) => {
        attempts.push({ attempt, lastAttempt, at: Date.now() });
        if (attempt < 3) throw new Error('not yet');
      },
    }),
  );
  await send();
  await until(() => attempts.length === 3);
  expect(attempts.map(({ attempt, lastAttempt }) => [attempt, lastAttempt])).toEqual([[1, false], [2, false], [3, false]]);
  const [first = 0, second = 0, third = 0] = attempts.map(({ at }) => at);
  expect(second - first).toBeGreaterThanOrEqual(95);
  expect(third - second).toBeGreaterThanOrEqual(390);
  await until(async () => (await nats.jsm.consumers.info('EVENTS', 'again')).num_ack_pending === 0);
  expect(await listDeadLetters(nats)).toEqual([]);
});

test('a poisoned message ends among the dead letters with its reason, and a replay keeps its id', async () => {
  let broken = true;
  const handled: { id: string; replayed: boolean }[] = [];
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'poisoned', maxDeliver: 2, backoffMs: [20],
      handler: async ({ id, replayed }) => {
        if (broken) throw new Error('Jane Doe was seen');
        handled.push({ id, replayed });
      },
    }),
  );
  await send(signed(), 'poison');
  await until(async () => (await listDeadLetters(nats)).length === 1);
  const [letter] = await listDeadLetters(nats, { durable: 'poisoned' });
  expect(letter).toMatchObject({ durable: 'poisoned', stream: 'EVENTS', messageId: 'poison', deliveries: 2, code: 'HANDLER_FAILED' });
  expect(JSON.stringify(letter)).not.toContain('Jane');

  broken = false;
  await replayDeadLetter(nats, letter!.sequence);
  await until(() => handled.length === 1);
  expect(handled).toEqual([{ id: 'poison', replayed: true }]);
  expect(await listDeadLetters(nats)).toEqual([]);
});

test('what waits for a store that is away costs no attempts and never becomes a dead letter', async () => {
  let away = true;
  const attempts: number[] = [];
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'patient', maxDeliver: 2, backoffMs: [20], concurrency: 2,
      handler: async ({ attempt }) => {
        attempts.push(attempt);
        if (away) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The database did not answer.');
      },
    }),
  );
  await send();
  await send();
  await until(() => attempts.length > 12);
  expect((await nats.jsm.consumers.info('EVENTS', 'patient')).num_ack_pending).toBe(2);
  away = false;
  await until(async () => (await nats.jsm.consumers.info('EVENTS', 'patient')).num_ack_pending === 0);
  expect(new Set(attempts)).toEqual(new Set([1]));
  expect(await listDeadLetters(nats)).toEqual([]);
});

test('what fails alone, while others are handled, gives up its place and is tried again later', async () => {
  const attempts: number[] = [];
  let broken = true;
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'odd-one', maxDeliver: 4, backoffMs: [20], concurrency: 2,
      handler: async ({ id, attempt }) => {
        if (id !== 'odd') return;
        attempts.push(attempt);
        if (broken) throw new ServiceError('DEADLINE_EXCEEDED', 'The database took too long.');
      },
    }),
  );
  await send(signed(), 'odd');
  await until(() => attempts.length === 3);
  expect(attempts).toEqual([1, 1, 1]);
  await send();
  await until(() => attempts.includes(2));
  broken = false;
  await until(async () => (await nats.jsm.consumers.info('EVENTS', 'odd-one')).num_ack_pending === 0);
  expect(await listDeadLetters(nats)).toEqual([]);
});

test('an outage longer than our patience ends among the dead letters', async () => {
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'impatient', maxDeliver: 2, backoffMs: [20], patienceMs: 200,
      handler: async () => {
        throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The database did not answer.');
      },
    }),
  );
  await send();
  await until(async () => (await listDeadLetters(nats)).length === 1);
  expect((await listDeadLetters(nats))[0]).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', deliveries: 2 });
});

test('a permanent failure and a payload that does not fit go there at once; dropped letters are gone', async () => {
  let calls = 0;
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'permanent',
      handler: async () => {
        calls += 1;
        throw new PermanentFailure('NEVER_GOOD', 'This cannot be.');
      },
    }),
  );
  await send();
  await publish(nats, { id: 'misfit', subject: signed().subject, payload: { tenant, secret: 'Jane Doe' } });
  await until(async () => (await listDeadLetters(nats)).length === 2);
  const letters = await listDeadLetters(nats);
  expect(letters.map(({ code }) => code).sort()).toEqual(['NEVER_GOOD', 'PAYLOAD_INVALID']);
  expect(JSON.stringify(letters)).not.toContain('Jane');
  expect(calls).toBe(1);
  for (const { sequence } of letters) await dropDeadLetter(nats, sequence);
  expect(await listDeadLetters(nats)).toEqual([]);
  await expect(dropDeadLetter(nats, 999_999)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('heartbeats keep a long handler from a second delivery', async () => {
  let runs = 0;
  let ended = false;
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'long', ackWaitMs: 600, concurrency: 2,
      handler: async () => {
        runs += 1;
        await sleep(2_500);
        ended = true;
      },
    }),
  );
  await send();
  await until(() => ended);
  await sleep(800);
  expect(runs).toBe(1);
});

test('a message whose handlers all died is buried by the advisory', async () => {
  await nats.jsm.consumers.add('EVENTS', { durable_name: 'dying', ack_policy: 'explicit', ack_wait: 200e6, max_deliver: 2, filter_subject: filters.event('note-signed.v1') });
  await send(signed(), 'unanswered');
  const consumer = await nats.js.consumers.get('EVENTS', 'dying');
  // Taken and never answered, as by a process that is killed.
  for (let delivery = 1; delivery <= 2; delivery += 1) expect((await consumer.next({ expires: 2_000 }))?.info.deliveryCount).toBe(delivery);
  // The watch starts only now: the advisory was kept.
  const waiting = consumer.next({ expires: 1_000 });
  await sleep(500);
  open.push(await watchMaxDeliveries(nats));
  await until(async () => (await listDeadLetters(nats)).length === 1);
  expect((await listDeadLetters(nats))[0]).toMatchObject({ durable: 'dying', messageId: 'unanswered', code: 'MAX_DELIVERIES' });
  expect(await waiting).toBeNull();
});

test('fetches no more than it can run, and stop() waits for what runs', async () => {
  let running = 0;
  let most = 0;
  let ended = 0;
  const consumption = await consumeEvent(nats, 'note-signed.v1', {
    durable: 'narrow', concurrency: 2,
    handler: async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(150);
      running -= 1;
      ended += 1;
    },
  });
  for (let index = 0; index < 6; index += 1) await send();
  await until(() => running === 2);
  const pending = await nats.jsm.consumers.info('EVENTS', 'narrow');
  expect(pending.num_ack_pending).toBe(2);
  await consumption.stop();
  expect(running).toBe(0);
  expect(most).toBe(2);
  const after = ended;
  await sleep(300);
  expect(ended).toBe(after);
  // What was not handled waits for the next process, at once and on its first delivery.
  const attempts: number[] = [];
  open.push(await consumeEvent(nats, 'note-signed.v1', { durable: 'narrow', handler: async ({ attempt }) => void attempts.push(attempt) }));
  await until(() => attempts.length === 6 - after);
  expect(new Set(attempts)).toEqual(new Set([1]));
});

test('twenty publishers at once: each message once', async () => {
  const seen = new Map<string, number>();
  open.push(
    await consume(nats, {
      stream: 'EVENTS', durable: 'many', filterSubjects: [filters.event('note-signed.v1'), filters.event('note-edited.v1')], concurrency: 8,
      handler: async ({ id }) => void seen.set(id, (seen.get(id) ?? 0) + 1),
    }),
  );
  await Promise.all(
    Array.from({ length: 20 }, async (_, publisher) => {
      for (let index = 0; index < 20; index += 1) {
        const id = `${publisher}-${index}`;
        const message = signed();
        await Promise.all([send(message, id), send(message, id)]);
      }
    }),
  );
  await until(() => seen.size === 400);
  await sleep(100);
  expect([...seen.values()].every((count) => count === 1)).toBe(true);
});

test('NATS killed while messages are handled: everything published is handled, and the consumer resumes by itself', async () => {
  const seen = new Set<string>();
  open.push(
    await consumeEvent(nats, 'note-signed.v1', {
      durable: 'survivor', concurrency: 3, ackWaitMs: 1_000,
      handler: async ({ id }) => {
        await sleep(20);
        seen.add(id);
      },
    }),
  );
  const published: string[] = [];
  const publishing = (async () => {
    for (let index = 0; index < 80; index += 1) {
      await send(signed(), `survives-${index}`);
      published.push(`survives-${index}`);
      await sleep(10);
    }
  })();
  await until(() => seen.size > 15);
  await server.restart();
  await publishing;
  await until(() => published.every((id) => seen.has(id)), 20_000);
  expect(published).toHaveLength(80);
  expect(await listDeadLetters(nats)).toEqual([]);
});

test('a connection that closes under a consumer ends it quietly', async () => {
  const own = await connectNats({ url: server.url, name: 'closing', logger });
  const faults: unknown[] = [];
  const heard = (error: unknown) => faults.push(error);
  process.on('unhandledRejection', heard);
  const consumption = await consumeEvent(own, 'note-signed.v1', { durable: `closing-${randomUUID()}`, handler: async () => undefined });
  await own.close();
  await sleep(300);
  await consumption.stop(1_000);
  process.off('unhandledRejection', heard);
  expect(faults).toEqual([]);
});
