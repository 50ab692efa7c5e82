import { verifyAuditChain } from './index.ts';
import type { AuditEvent } from './index.ts';
import { dr, nurse, openThingStore } from '../test/thing-store.ts';
import type { ThingStore } from '../test/thing-store.ts';

const patient = '0197a000-0000-7000-8000-000000000001';
const other = '0197a000-0000-7000-8000-000000000002';
const event = (action: string, patientId?: string): AuditEvent => ({ action, ...(patientId ? { patientId } : {}), resource: { type: 'Thing', id: '1' }, outcome: 'ALLOWED', detail: { ids: ['x', 'y'], reason: 'ünïcode "quoted"' } });

describe('the audit', () => {
  let store: ThingStore;
  const verdict = () => store.transact({ tenant: 'a' }, (tx) => verifyAuditChain(tx));
  beforeAll(async () => {
    store = await openThingStore();
  });
  afterAll(() => store.stop());
  beforeEach(() => store.asOwner('TRUNCATE things.audit_event'));

  it('chains by patient, and by actor where there is none', async () => {
    await store.transact(dr, async (tx) => {
      tx.audit(event('thing.read', patient));
      tx.audit(event('things.searched'));
      tx.audit(event('thing.read', patient));
    });
    await store.transact(nurse, async (tx) => tx.audit(event('thing.read', patient)));
    const rows = await store.asOwner('SELECT tenant, chain_key, seq::int, actor, actor_roles, request_id, length(hash) AS hash, length(prev_hash) AS prev FROM things.audit_event ORDER BY 1, 2, 3');
    expect(rows).toEqual([
      { tenant: 'a', chain_key: patient, seq: 1, actor: 'dr.test', actor_roles: ['CLINICIAN'], request_id: 'request-1', hash: 32, prev: 0 },
      { tenant: 'a', chain_key: patient, seq: 2, actor: 'dr.test', actor_roles: ['CLINICIAN'], request_id: 'request-1', hash: 32, prev: 32 },
      { tenant: 'a', chain_key: 'actor:dr.test', seq: 1, actor: 'dr.test', actor_roles: ['CLINICIAN'], request_id: 'request-1', hash: 32, prev: 0 },
      { tenant: 'b', chain_key: patient, seq: 1, actor: 'nurse.test', actor_roles: ['NURSE'], request_id: 'request-2', hash: 32, prev: 0 },
    ]);
    expect(await verdict()).toEqual({ events: 3, chains: 2, faults: [] });
  });

  it('keeps one chain whole under many writers, who meet the chains in opposite orders', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        store.transact(dr, async (tx) => {
          for (const id of index % 2 === 0 ? [patient, other] : [other, patient]) tx.audit(event(`thing.read.${index}`, id));
        }),
      ),
    );
    expect(await verdict()).toEqual({ events: 80, chains: 2, faults: [] });
    expect(await store.transact({ tenant: 'a' }, (tx) => verifyAuditChain(tx, patient))).toEqual({ events: 40, chains: 1, faults: [] });
  });

  it.each(['UPDATE audit_event SET action = \'x\'', 'DELETE FROM audit_event', 'TRUNCATE audit_event', 'ALTER TABLE audit_event DISABLE TRIGGER ALL'])('the service may not: %s', async (sql) => {
    await expect(store.asService(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('the service cannot choose the place, time or hash of an event', async () => {
    await store.transact(dr, async (tx) => {
      tx.audit(event('thing.read', patient));
    });
    await store.asService(
      'BEGIN',
      `SELECT set_config('app.tenant', 'a', true)`,
      `INSERT INTO audit_event (tenant, chain_key, seq, id, at, actor, actor_roles, action, resource_type, outcome, prev_hash, hash)
       VALUES ('a', '${patient}', 77, gen_random_uuid(), '1999-01-01', 'mallory', '{}', 'x', 'Thing', 'ALLOWED', '\\x00', '\\x00')`,
      'COMMIT',
    );
    const [row] = await store.asOwner(`SELECT seq::int, at > now() - interval '1 minute' AS recent, length(hash) AS hash FROM things.audit_event WHERE actor = 'mallory'`);
    expect(row).toEqual({ seq: 2, recent: true, hash: 32 });
    expect((await verdict()).faults).toEqual([]);
  });

  describe('once tampered with, past all grants', () => {
    beforeEach(() =>
      store.transact(dr, async (tx) => {
        for (let index = 0; index < 5; index += 1) tx.audit(event(`step.${index}`, patient));
      }),
    );
    const tampered = async (sql: string) => {
      await store.asOwner(sql);
      return (await verdict()).faults.map((fault) => `${fault.seq} ${fault.fault}`);
    };

    it.each([
      ['another action', `SET action = 'nothing'`],
      ['another person', `SET actor = 'somebody'`],
      ['another time', `SET at = at - interval '1 second'`],
      ['another outcome', `SET outcome = 'DENIED'`],
      ['another detail', `SET detail = '{}'`],
    ])('%s is found', async (_, change) => {
      expect(await tampered(`UPDATE things.audit_event ${change} WHERE seq = 3`)).toEqual(['3 CHANGED']);
    });

    it('a removed event is found', async () => {
      expect(await tampered('DELETE FROM things.audit_event WHERE seq = 2')).toEqual(['3 MISSING']);
    });

    it('a removed event whose gap was closed is found', async () => {
      await store.asOwner('DELETE FROM things.audit_event WHERE seq = 2');
      for (const seq of [3, 4, 5]) await store.asOwner(`UPDATE things.audit_event SET seq = ${seq - 1} WHERE seq = ${seq}`);
      expect((await verdict()).faults.length).toBeGreaterThan(0);
    });
  });
});
