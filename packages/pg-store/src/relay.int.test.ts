import { setTimeout as sleep } from 'node:timers/promises';
import { connectNats, ensureStreams, publish } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { createRelay, createTransact, outboxBacklog } from './index.ts';
import type { Relay, RelayMessage } from './index.ts';
import { dr, nurse, openThingStore } from '../test/thing-store.ts';
import type { ThingStore } from '../test/thing-store.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const eventually = async (check: () => Promise<void> | void, withinMs = 10_000) => {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
};

describe('the outbox relay', () => {
  let store: ThingStore;
  const relays: Relay[] = [];
  const relayTo = (publishMessage: (message: RelayMessage) => Promise<void>, sweepMs = 50) => {
    const relay = createRelay({ dataSource: store.dataSource, publish: publishMessage, logger, sweepMs });
    relays.push(relay);
    return relay;
  };
  const leave = (count: number, actor = dr) =>
    store.transact(actor, async (tx) => {
      for (let index = 0; index < count; index += 1) tx.outbox({ subject: 'events.thing-made.v1.00', payload: { index, tenant: actor.tenant } });
    });

  beforeAll(async () => {
    store = await openThingStore({ poolSize: 8 });
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await store.asOwner('TRUNCATE things.outbox');
  });
  afterAll(() => store.stop());

  it('publishes what every tenant left, once each, with the row\'s id, and marks it', async () => {
    await leave(30);
    await leave(30, nurse);
    const sent: RelayMessage[] = [];
    relayTo(async (message) => void sent.push(message));
    relayTo(async (message) => void sent.push(message));
    relayTo(async (message) => void sent.push(message));
    await eventually(async () => expect(await outboxBacklog(store.dataSource)).toEqual({ pending: 0, oldestSeconds: 0 }));
    const ids = (await store.asOwner('SELECT id FROM things.outbox')).map((row) => row['id']);
    expect(sent.map((message) => message.id).sort()).toEqual(ids.sort());
    expect(sent.filter((message) => (message.payload as { tenant: string }).tenant === 'b')).toHaveLength(30);
  });

  it('goes at once when nudged by a commit, long before the sweep', async () => {
    const sent: number[] = [];
    const relay = relayTo(async () => void sent.push(Date.now()), 60_000);
    const transact = createTransact(store.dataSource, { onOutbox: () => relay.nudge(), logger });
    await sleep(200);
    const committed = Date.now();
    await transact(dr, async (tx) => tx.outbox({ subject: 's', payload: {} }));
    await eventually(() => expect(sent).toHaveLength(1));
    expect((sent[0] as number) - committed).toBeLessThan(500);
  });

  it('one message that cannot be published holds up no other', async () => {
    await leave(5);
    const [poison] = await store.asOwner('SELECT id FROM things.outbox ORDER BY id LIMIT 1');
    const sent: string[] = [];
    relayTo(async (message) => {
      if (message.id === poison?.['id']) throw new Error('no such stream');
      sent.push(message.id);
    });
    await eventually(() => expect(sent).toHaveLength(4));
    // Marked as sent a moment after they are.
    await eventually(async () => expect((await outboxBacklog(store.dataSource)).pending).toBe(1));
  });

  it('loses its database for a while and goes on', async () => {
    const sent: string[] = [];
    const relay = relayTo(async (message) => void sent.push(message.id));
    await leave(3);
    await eventually(() => expect(sent).toHaveLength(3));
    await store.dropConnections();
    await leave(3).catch(() => leave(3));
    relay.nudge();
    await eventually(async () => expect(new Set(sent).size).toBe(6));
  });

  it('sends what is left when it stops', async () => {
    const sent: string[] = [];
    const relay = relayTo(async (message) => void sent.push(message.id), 60_000);
    await sleep(150);
    await leave(4);
    await relay.stop();
    expect(sent).toHaveLength(4);
  });

  describe('into JetStream', () => {
    let server: TestNats;
    let nats: Nats;
    beforeAll(async () => {
      server = await testNats();
      nats = await connectNats({ url: server.url, name: 'relay-test', logger });
      await ensureStreams(nats);
    });
    afterAll(async () => {
      await nats.close();
      await server.stop();
    });
    const send = (message: RelayMessage) => publish(nats, message, { deadlineMs: 1_000 }).then(() => undefined);
    const stored = async () => (await nats.jsm.streams.info('EVENTS')).state.messages;

    it('killed between publishing and marking, it publishes the twin, which the stream drops', async () => {
      const before = await stored();
      await leave(10);
      // Publishes, then dies before it can mark.
      const dying = createRelay({ dataSource: store.dataSource, logger, sweepMs: 50, publish: async (message) => { await send(message); throw new Error('killed'); } });
      await eventually(async () => expect(await stored()).toBe(before + 10));
      await dying.stop();
      expect((await outboxBacklog(store.dataSource)).pending).toBe(10);
      relayTo(send);
      await eventually(async () => expect((await outboxBacklog(store.dataSource)).pending).toBe(0));
      expect(await stored()).toBe(before + 10);
    });

    it('waits for a broker that was killed, and loses nothing', async () => {
      const before = await stored();
      relayTo(send);
      await server.kill();
      await leave(20);
      await sleep(500);
      expect((await outboxBacklog(store.dataSource)).pending).toBe(20);
      await server.restart();
      await eventually(async () => expect((await outboxBacklog(store.dataSource)).pending).toBe(0), 20_000);
      expect(await stored()).toBe(before + 20);
    });
  });
});
