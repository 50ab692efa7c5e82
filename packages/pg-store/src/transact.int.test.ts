import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@dra/service';
import { createTransact, inboxOnce, isUniqueViolation, openDataSource, pingDatabase } from './index.ts';
import { dr, openThingStore } from '../test/thing-store.ts';
import type { ThingStore } from '../test/thing-store.ts';

describe('a transaction', () => {
  let store: ThingStore;
  let counter = 100;
  const fresh = () => (counter += 1);
  const counts = async () => {
    const [row] = await store.asOwner(
      `SELECT (SELECT count(*)::int FROM things.thing) AS things, (SELECT count(*)::int FROM things.audit_event) AS audits, (SELECT count(*)::int FROM things.outbox) AS messages`,
    );
    return row as { things: number; audits: number; messages: number };
  };
  const change = (fail: boolean) =>
    store.transact(dr, async (tx) => {
      await tx.query(`INSERT INTO thing (tenant, id) VALUES ('a', $1)`, [fresh()]);
      tx.audit({ action: 'thing.made', resource: { type: 'Thing' }, outcome: 'ALLOWED' });
      tx.outbox({ subject: 'events.thing-made.v1.00', payload: { id: counter } });
      tx.afterCommit(() => void effects.push(counter));
      if (fail) throw new ServiceError('NOT_FOUND', 'no');
      return counter;
    });
  const effects: number[] = [];

  beforeAll(async () => {
    store = await openThingStore();
  });
  afterAll(() => store.stop());

  it('commits its change, its audit and its message together', async () => {
    const before = await counts();
    await change(false);
    expect(await counts()).toEqual({ things: before.things + 1, audits: before.audits + 1, messages: before.messages + 1 });
    expect(effects).toHaveLength(1);
  });

  it('or none of them, and the error of the rule comes out as it went in', async () => {
    const before = await counts();
    await expect(change(true)).rejects.toMatchObject({ name: 'ServiceError', code: 'NOT_FOUND' });
    expect(await counts()).toEqual(before);
    expect(effects).toHaveLength(1);
  });

  it('an audit that cannot be written undoes the change', async () => {
    const before = await counts();
    const attempt = store.transact(dr, async (tx) => {
      await tx.query(`INSERT INTO thing (tenant, id) VALUES ('a', $1)`, [fresh()]);
      tx.audit({ action: 'thing.made', patientId: 'not a uuid', resource: { type: 'Thing' }, outcome: 'ALLOWED' });
    });
    await expect(attempt).rejects.toMatchObject({ name: 'StoreError', code: '22P02' });
    expect(await counts()).toEqual(before);
  });

  it('needs somebody to audit', async () => {
    const attempt = store.transact({ tenant: 'a' }, async (tx) => tx.audit({ action: 'x', resource: { type: 'Thing' }, outcome: 'ALLOWED' }));
    await expect(attempt).rejects.toThrow(/nobody/);
  });

  it('names a broken constraint, and never the row', async () => {
    await store.transact(dr, (tx) => tx.query(`INSERT INTO thing (tenant, id, note) VALUES ('a', 7, 'Zaphod')`));
    const error = await store.transact(dr, (tx) => tx.query(`INSERT INTO thing (tenant, id, note) VALUES ('a', 7, 'Zaphod')`)).catch((thrown: unknown) => thrown);
    expect(isUniqueViolation(error, 'thing_pkey')).toBe(true);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/Zaphod|\(a, 7\)/);
    expect((error as Error).cause).toBeUndefined();
  });

  it('does not outlast its deadline', async () => {
    const started = Date.now();
    const slow = store.transact(dr, (tx) => tx.query('SELECT pg_sleep(5)'), { deadline: Date.now() + 200 });
    await expect(slow).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(Date.now() - started).toBeLessThan(2_000);
    await expect(store.transact(dr, (tx) => tx.query('SELECT 1'), { deadline: Date.now() - 1 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('wins a second time what a deadlock lost', async () => {
    await store.transact(dr, (tx) => tx.query(`INSERT INTO thing (tenant, id) VALUES ('a', 1), ('a', 2)`));
    const lockBoth = (first: number, second: number) =>
      store.transact(dr, async (tx) => {
        await tx.query(`UPDATE thing SET note = coalesce(note, '') || 'x' WHERE id = $1`, [first]);
        await sleep(150);
        await tx.query(`UPDATE thing SET note = coalesce(note, '') || 'x' WHERE id = $1`, [second]);
      });
    await Promise.all([lockBoth(1, 2), lockBoth(2, 1)]);
    expect(await store.asOwner('SELECT note FROM things.thing WHERE id IN (1, 2)')).toEqual([{ note: 'xx' }, { note: 'xx' }]);
  });

  describe('with an idempotency key', () => {
    it('twenty at once have one effect and one answer', async () => {
      let runs = 0;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.transact(dr, (tx) =>
            tx.idempotent('twenty', { mutation: 'make', size: 3 }, async () => {
              runs += 1;
              const id = fresh();
              await tx.query(`INSERT INTO thing (tenant, id, note) VALUES ('a', $1, 'twenty')`, [id]);
              return { id };
            }),
          ),
        ),
      );
      expect(runs).toBe(1);
      expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
      expect(await store.asOwner(`SELECT count(*)::int AS n FROM things.thing WHERE note = 'twenty'`)).toEqual([{ n: 1 }]);
    });

    it('other input is refused, in whatever order its fields come', async () => {
      const make = (input: unknown) => store.transact(dr, (tx) => tx.idempotent('ordered', input, async () => 'done'));
      await make({ a: 1, b: { c: [1, 2], d: undefined } });
      expect(await make({ b: { c: [1, 2] }, a: 1 })).toBe('done');
      await expect(make({ a: 1, b: { c: [2, 1] } })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    });

    it('a failure does not use it up', async () => {
      await expect(store.transact(dr, (tx) => tx.idempotent('failing', {}, () => Promise.reject(new ServiceError('DEPENDENCY_UNAVAILABLE', 'away'))))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
      expect(await store.transact(dr, (tx) => tx.idempotent('failing', {}, async () => null))).toBeNull();
      expect(await store.transact(dr, (tx) => tx.idempotent('failing', {}, async () => 'again'))).toBeNull();
    });

    it('is the person\'s and the tenant\'s own', async () => {
      const use = (actor: typeof dr) => store.transact(actor, (tx) => tx.idempotent('shared', {}, async () => `${actor.tenant}/${actor.userId}`));
      expect(await use(dr)).toBe('a/dr.test');
      expect(await use({ ...dr, userId: 'other' })).toBe('a/other');
      expect(await use({ ...dr, tenant: 'b' })).toBe('b/dr.test');
    });
  });

  it('takes a message in once, however often it comes', async () => {
    const receive = (fail = false) =>
      store.transact({ tenant: 'a' }, async (tx) => {
        const first = await inboxOnce(tx, 'things', 'message-1');
        if (fail) throw new Error('crash');
        return first;
      });
    await expect(receive(true)).rejects.toThrow('crash');
    const received = await Promise.all(Array.from({ length: 10 }, () => receive()));
    expect(received.filter(Boolean)).toHaveLength(1);
    expect(await receive()).toBe(false);
  });
});

describe('when the database goes away', () => {
  let store: ThingStore;
  beforeAll(async () => {
    store = await openThingStore({ poolSize: 3 });
  });
  afterAll(() => store.stop());

  it('what runs fails as DEPENDENCY_UNAVAILABLE, and the pool recovers by itself', async () => {
    const running = store.transact(dr, (tx) => tx.query('SELECT pg_sleep(10)')).catch((error: unknown) => error);
    await sleep(200);
    await store.dropConnections();
    expect(await running).toMatchObject({ name: 'ServiceError', code: 'DEPENDENCY_UNAVAILABLE' });
    for (let index = 0; index < 6; index += 1) {
      expect(await store.transact(dr, (tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    }
    await expect(pingDatabase(store.dataSource)).resolves.toBeUndefined();
  });

  it('between two statements too', async () => {
    const between = store.transact(dr, async (tx) => {
      await tx.query(`INSERT INTO thing (tenant, id) VALUES ('a', 1)`);
      await store.dropConnections();
      await sleep(100);
      await tx.query('SELECT 1');
    });
    await expect(between).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(await store.transact(dr, (tx) => tx.query('SELECT * FROM thing'))).toEqual([]);
  });

  it('a full pool is unavailable too, not a hang', async () => {
    const url = `${store.ownerUrl}?application_name=small`;
    const small = await openDataSource({ url, schema: 'things', entities: [], poolSize: 1 });
    const transact = createTransact(small);
    const holding = transact(dr, (tx) => tx.query('SELECT pg_sleep(6.5)'));
    await sleep(100);
    await expect(transact(dr, (tx) => tx.query('SELECT 1'))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await holding;
    await small.destroy();
  });

  it('a start gives up with one clear error', async () => {
    const nowhere = openDataSource({ url: 'postgres://x:y@127.0.0.1:1/none', schema: 'things', entities: [], startWithinMs: 300 });
    await expect(nowhere).rejects.toMatchObject({ name: 'ServiceError', code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
