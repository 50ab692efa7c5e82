import { setTimeout as sleep } from 'node:timers/promises';
import { connectNats, ensureStreams, publish } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { testNats } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { noteEdited } from '../domain/note-events.ts';
import { actorWith, append, commit as commitTo, draft } from '../testing/sample-notes.ts';
import { silent, testStore } from '../testing/test-store.ts';
import type { TestStore } from '../testing/test-store.ts';
import { createOutbox } from '../store/outbox.ts';
import type { Outbox } from '../store/outbox.ts';
import { versionId } from '../store/version-reader.ts';
import { createRelay } from './relay-outbox.ts';

let broker: TestNats;
let nats: Nats;
let store: TestStore;
let outbox: Outbox;

beforeAll(async () => {
  broker = await testNats();
  nats = await connectNats({ url: broker.url, name: 'test', logger: silent });
  await ensureStreams(nats);
  store = await testStore();
  outbox = createOutbox(store.collections);
});
afterAll(async () => {
  await nats?.close();
  await broker?.stop();
  await store?.close();
});

const commit = async () => {
  const version = draft();
  await commitTo(store.notes, { ...append(version), events: [noteEdited(version.note, actorWith())] });
  return versionId('demo', { noteId: version.note.id, version: 1 });
};
const published = async () => (await nats.jsm.streams.info('EVENTS')).state.messages;
const until = async (condition: () => Promise<boolean>, ms = 10_000) => {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) if (await condition()) return;
  throw new Error('it did not come true');
};
const unsent = () => outbox.pending(new Date(0));

test('what is committed is published once and marked, without waiting for a sweep', async () => {
  const relay = createRelay({ outbox, publish: (row) => publish(nats, row), logger: silent, sweepMs: 60_000 });
  await sleep(200);
  const before = await published();
  relay.nudge(await commit());
  await until(async () => (await published()) === before + 1);
  await relay.stop();
  expect(await unsent()).toEqual([]);
});

test('what nobody nudged for is found by the next sweep', async () => {
  const relay = createRelay({ outbox, publish: (row) => publish(nats, row), logger: silent, sweepMs: 100 });
  await sleep(150);
  const before = await published();
  await commit();
  await until(async () => (await published()) === before + 1);
  await relay.stop();
});

test('killed between publishing and marking, the next one publishes again and the stream drops the twin', async () => {
  const before = await published();
  await commit();
  const dying = createRelay({ outbox: { ...outbox, markSent: () => Promise.reject(new Error('killed')) }, publish: (row) => publish(nats, row), logger: silent });
  await until(async () => (await published()) === before + 1);
  await dying.stop();
  expect(await unsent()).toHaveLength(1);
  const next = createRelay({ outbox, publish: (row) => publish(nats, row), logger: silent, sweepMs: 100 });
  await until(async () => (await unsent()).length === 0);
  await next.stop();
  expect(await published()).toBe(before + 1);
});

test('a claim whose version never came, or came from another command, is nobody\'s outbox', async () => {
  const { note, ...rest } = append(draft());
  await store.notes.claim('demo', { key: 'dr.test:gone', inputHash: 'a', noteId: note.id, version: 1 });
  expect(await outbox.rowsOf({ versionId: versionId('demo', { noteId: note.id, version: 1 }), commandKey: 'dr.test:gone' })).toBeNull();
  await store.notes.append({ note, ...rest });
  expect(await outbox.rowsOf({ versionId: versionId('demo', { noteId: note.id, version: 1 }), commandKey: 'dr.test:gone' })).toBeNull();
  expect(await outbox.rowsOf({ versionId: versionId('demo', { noteId: note.id, version: 1 }), commandKey: rest.command.key })).toHaveLength(1);
  await outbox.markSent(versionId('demo', { noteId: note.id, version: 1 }));
});

test('one version that cannot be published holds up its own note only, and goes when it can', async () => {
  const poison = await commit();
  const others = [await commit(), await commit()];
  const seen: string[] = [];
  let broken = true;
  const poisonRows = await outbox.rowsOf({ versionId: poison, commandKey: null });
  const relay = createRelay({
    outbox, logger: silent, sweepMs: 60_000,
    publish: async (row) => {
      if (broken && poisonRows?.some(({ id }) => id === row.id)) throw new Error('no such stream');
      seen.push(row.id);
    },
  });
  for (const one of [poison, ...others]) relay.nudge(one);
  await until(async () => seen.length === 2);
  expect((await unsent()).map((one) => one.versionId)).toEqual([poison]);
  broken = false;
  await until(async () => (await unsent()).length === 0);
  await relay.stop();
  expect(seen).toHaveLength(3);
});

test('after an outage longer than a sweep looks back, what a process that died meanwhile committed is found', async () => {
  let away = true;
  let ahead = 0;
  const seen: string[] = [];
  const relay = createRelay({
    outbox, logger: silent, sweepMs: 40, now: () => Date.now() + ahead,
    publish: async (row) => {
      if (away) throw new Error('no broker');
      seen.push(row.id);
    },
  });
  // The sweep at the start found nothing; four versions of processes that died, none nudged for here.
  await sleep(200);
  for (let index = 0; index < 4; index += 1) await commit();
  await sleep(200);
  ahead = 10 * 60_000;
  await sleep(200);
  away = false;
  await until(async () => (await unsent()).length === 0);
  await relay.stop();
  expect(seen).toHaveLength(4);
});

test('two relays side by side publish each row once', async () => {
  const before = await published();
  for (let index = 0; index < 20; index += 1) await commit();
  const relays = [1, 2].map(() => createRelay({ outbox, publish: (row) => publish(nats, row), logger: silent }));
  await until(async () => (await unsent()).length === 0);
  await Promise.all(relays.map((relay) => relay.stop()));
  expect(await published()).toBe(before + 20);
});

test('a checkpoint spares the next process what is long published, and loses nothing, though a clock was an hour ahead', async () => {
  const ahead = Date.now() + 3_600_000;
  const relay = createRelay({ outbox, publish: (row) => publish(nats, row), logger: silent, sweepMs: 50, now: () => ahead });
  await until(async () => ((await outbox.checkpoint())?.getTime() ?? 0) === ahead - 120_000);
  await relay.stop();
  expect(await outbox.pending((await outbox.checkpoint())!)).toEqual([]);
  const before = await published();
  await commit();
  const next = createRelay({ outbox, publish: (row) => publish(nats, row), logger: silent, sweepMs: 100 });
  await until(async () => (await unsent()).length === 0);
  await next.stop();
  expect(await published()).toBe(before + 1);
});

test('broker and store away: it tries on, and everything arrives', async () => {
  const relay = createRelay({ outbox, publish: (row) => publish(nats, row, { deadlineMs: 300 }), logger: silent, sweepMs: 50 });
  const before = await published();
  await broker.kill();
  relay.nudge(await commit());
  await sleep(500);
  store.line.cut();
  await sleep(300);
  store.line.mend();
  await broker.restart();
  await until(async () => (await published().catch(() => 0)) === before + 1, 20_000);
  await until(async () => (await unsent()).length === 0, 20_000);
  await relay.stop();
});
