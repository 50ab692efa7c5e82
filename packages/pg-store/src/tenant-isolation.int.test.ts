import { runMigrations, sqlMigration } from './index.ts';
import { dr, nurse, openThingStore, password, role, thingsMigration } from '../test/thing-store.ts';
import type { ThingStore } from '../test/thing-store.ts';

describe('a tenant sees its own rows only', () => {
  let store: ThingStore;
  beforeAll(async () => {
    store = await openThingStore();
    await store.transact(dr, (tx) => tx.query(`INSERT INTO thing (tenant, id, note) VALUES ('a', 1, 'of a')`));
    await store.transact(nurse, (tx) => tx.query(`INSERT INTO thing (tenant, id, note) VALUES ('b', 1, 'of b')`));
  });
  afterAll(() => store.stop());

  it('with raw SQL that asks for everything', async () => {
    expect(await store.transact(dr, (tx) => tx.query('SELECT tenant, note FROM thing'))).toEqual([{ tenant: 'a', note: 'of a' }]);
    expect(await store.transact(dr, (tx) => tx.query(`SELECT * FROM thing WHERE tenant = 'b'`))).toEqual([]);
  });

  it('and changes nothing of another\'s', async () => {
    expect(await store.transact(dr, (tx) => tx.query(`UPDATE thing SET note = 'mine' WHERE tenant = 'b' RETURNING id`))).toEqual([]);
    await expect(store.transact(dr, (tx) => tx.query(`INSERT INTO thing (tenant, id) VALUES ('b', 2)`))).rejects.toMatchObject({ name: 'StoreError', code: '42501' });
    await expect(store.transact(dr, (tx) => tx.query(`UPDATE thing SET tenant = 'b' WHERE id = 1`))).rejects.toMatchObject({ code: '42501' });
  });

  it('without a tenant: nothing at all', async () => {
    for (const table of ['thing', 'outbox', 'inbox', 'audit_event', 'idempotency_key']) {
      expect(await store.asService(`SELECT * FROM ${table}`)).toEqual([]);
    }
    await expect(store.asService(`INSERT INTO thing (tenant, id) VALUES ('a', 3)`)).rejects.toMatchObject({ code: '42501' });
  });

  it('and the tenant does not outlive its transaction', async () => {
    const rows = await store.asService('BEGIN', `SELECT set_config('app.tenant', 'a', true)`, 'COMMIT', 'SELECT * FROM thing');
    expect(rows).toEqual([]);
  });

  it('a tenant that is no name is refused before the database is asked', async () => {
    await expect(store.transact({ tenant: '' }, async () => 1)).rejects.toThrow(/tenant/);
    await expect(store.transact({ tenant: `a' OR '1'='1` }, async () => 1)).rejects.toThrow(/tenant/);
  });

  it('the service\'s role can neither escape nor erase', async () => {
    const [flags] = await store.asOwner('SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = $1', [role]);
    expect(flags).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    await expect(store.asService('ALTER TABLE thing DISABLE ROW LEVEL SECURITY')).rejects.toMatchObject({ code: '42501' });
    await expect(store.asService('DELETE FROM thing')).rejects.toMatchObject({ code: '42501' });
    await expect(store.asService('CREATE TABLE things.mine (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(store.asService('SELECT * FROM migrations')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('migrations', () => {
  let store: ThingStore;
  beforeAll(async () => {
    store = await openThingStore();
  });
  afterAll(() => store.stop());
  const options = (migrations = [thingsMigration]) => ({ ownerUrl: store.ownerUrl, schema: 'things', role, password, migrations });

  it('do nothing the second time, also when several run at once', async () => {
    const runs = await Promise.all([runMigrations(options()), runMigrations(options()), runMigrations(options())]);
    expect(runs.map((run) => run.applied)).toEqual([[], [], []]);
  });

  it.each([
    ['without a tenant', 'CREATE TABLE loose (id int PRIMARY KEY)', /loose: no column tenant/],
    ['without row security', 'CREATE TABLE loose (tenant text NOT NULL, id int, PRIMARY KEY (tenant, id))', /loose: no policy; loose: row security is not forced/],
    ['with a key that spans tenants', `CREATE TABLE loose (tenant text NOT NULL, id int PRIMARY KEY)`, /loose: unique index .* lacks tenant/],
  ])('refuse a table %s', async (_, sql, message) => {
    await expect(runMigrations(options([thingsMigration, sqlMigration('Loose', 1700000000002, sql)]))).rejects.toThrow(message);
    await store.asOwner('DROP TABLE things.loose');
    await store.asOwner(`DELETE FROM things.migrations WHERE name LIKE 'Loose%'`);
  });

  it('take back a right that the code no longer grants', async () => {
    await runMigrations({ ...options(), grants: { thing: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] } });
    await store.asService('DELETE FROM thing');
    await runMigrations(options());
    await expect(store.asService('DELETE FROM thing')).rejects.toMatchObject({ code: '42501' });
  });
});
