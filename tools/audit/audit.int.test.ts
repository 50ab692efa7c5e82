import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransact, openDataSource, runMigrations } from '@dra/pg-store';
import { createLogger } from '@dra/service';
import { testMongo, testPostgres } from '@dra/testkit';
import pg from 'pg';
import { readsOf } from '../../subgraphs/clinical-note/src/domain/reads.ts';
import { collectionsOf } from '../../subgraphs/clinical-note/src/store/collections.ts';
import { openMongo } from '../../subgraphs/clinical-note/src/store/open-mongo.ts';
import type { Mongo } from '../../subgraphs/clinical-note/src/store/open-mongo.ts';
import { createReadAudit } from '../../subgraphs/clinical-note/src/store/read-audit.ts';
import { actorWith, append, draft } from '../../subgraphs/clinical-note/src/testing/sample-notes.ts';
import { relational } from '../dev/run/services.ts';
import { auditCommand } from './audit-command.ts';

jest.setTimeout(60_000);

const patients = ['0197a000-0000-7000-8000-000000000001', '0197a000-0000-7000-8000-000000000002'];
const folder = mkdtempSync(join(tmpdir(), 'audit-'));
const file = (name: string) => join(folder, name);
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let mongo: Awaited<ReturnType<typeof testMongo>>;
let owner: pg.Client;
let notes: Mongo;

beforeAll(async () => {
  [postgres, mongo] = await Promise.all([testPostgres(), testMongo()]);
  owner = new pg.Client({ connectionString: postgres.ownerUrl });
  await owner.connect();
  for (const schema of relational) {
    await runMigrations({ ownerUrl: postgres.ownerUrl, schema, role: `dra_${schema}`, password: 'in-a-test', migrations: [] });
    const dataSource = await openDataSource({ url: postgres.urlFor(`dra_${schema}`, 'in-a-test'), schema, entities: [], poolSize: 1 });
    const transact = createTransact(dataSource, { logger: createLogger({ name: 'test', level: 'silent' }) });
    for (const tenant of ['a', 'b']) {
      await transact({ userId: 'dr.test', tenant, roles: ['CLINICIAN'], requestId: 'r' }, async (tx) => {
        for (const patientId of [...patients, ...patients, ...patients]) tx.audit({ action: 'thing.read', patientId, resource: { type: 'Thing', id: '1' }, outcome: 'ALLOWED' });
      });
    }
    await dataSource.destroy();
  }
  notes = openMongo({ url: mongo.url, name: 'test', logger: createLogger({ name: 'test', level: 'silent' }) });
  const collections = collectionsOf(notes.db);
  const audit = createReadAudit(collections);
  for (const patientId of patients) await audit.append(readsOf([{ id: patientId, patientId, version: 1 }], actorWith(), new Date()));
  const { note, audit: event } = append(draft());
  await collections.versions.insertOne({ _id: `demo/${note.id}/1`, tenant: note.tenant, patientId: note.patientId, encounterId: note.encounterId, noteId: note.id, version: 1, commandKey: 'x', note, audit: event, outbox: [] });
});
afterAll(async () => {
  await owner?.end();
  await notes?.close();
  await Promise.all([postgres?.stop(), mongo?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function audit(args: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await auditCommand(args, { env: { DATABASE_URL: postgres.ownerUrl, MONGODB_URL: mongo.url, ...env }, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

test('chains of all tenants and stores hold, and their ends are written; then what is changed, cut off or written anew shows', async () => {
  const heads = file('heads.jsonl');
  const first = await audit(['--write-heads', heads]);
  expect(first).toMatchObject({ code: 0, out: '' });
  expect(first.err).toContain('patient: 12 events in 4 chains, 0 earlier ends, all hold\n');
  expect(first.err).toContain('clinical-note: 3 events in 3 chains, 0 earlier ends, all hold\n');
  expect((await audit(['--heads', heads])).err).toContain('voice: 12 events in 4 chains, 4 earlier ends, all hold\n');

  await owner.query(`UPDATE patient.audit_event SET actor = 'nobody' WHERE tenant = 'a' AND chain_key = $1 AND seq = 2`, [patients[0]]);
  await owner.query(`DELETE FROM voice.audit_event WHERE tenant = 'b' AND chain_key = $1 AND seq = 3`, [patients[1]]);
  await notes.db.collection('note_read_audit').deleteMany({ chainKey: patients[0] });
  // Written anew from the second event on, hashes and all: whole in itself.
  await owner.query(`DELETE FROM inference.audit_event WHERE tenant = 'a' AND chain_key = $1 AND seq > 1`, [patients[0]]);
  for (let times = 0; times < 2; times += 1) {
    await owner.query(
      `INSERT INTO inference.audit_event (tenant, chain_key, id, actor, actor_roles, action, resource_type, outcome)
       VALUES ('a', $1, gen_random_uuid(), 'dr.test', '{}', 'thing.read', 'Thing', 'ALLOWED')`,
      [patients[0]],
    );
  }
  const alone = await audit([]);
  expect(alone).toMatchObject({ code: 1, out: `CHANGED  patient  a  ${patients[0]}  2\n` });
  const compared = await audit(['--heads', heads, '--json']);
  expect(compared.code).toBe(1);
  const { faults, stores } = JSON.parse(compared.out) as { faults: { store: string; fault: string; seq: number }[]; stores: { store: string; faults: number }[] };
  expect(faults.map(({ store, fault, seq }) => `${store} ${seq} ${fault}`)).toEqual(['patient 2 CHANGED', 'voice 3 CUT', 'inference 3 REWRITTEN', 'clinical-note 1 CUT']);
  expect(stores.find(({ store }) => store === 'prescription')).toEqual({ store: 'prescription', events: 12, chains: 4, heads: 4, faults: 0 });
});

test('what could not be checked is not clean', async () => {
  const heads = file('to-cut.jsonl');
  await audit(['--write-heads', heads]);
  const cut = file('cut.jsonl');
  writeFileSync(cut, readFileSync(heads, 'utf8').split('\n').slice(1).join('\n'));
  expect(await audit(['--store', 'voice', '--heads', cut])).toMatchObject({ code: 3, err: expect.stringContaining('or not whole') });
  expect(await audit(['--heads', file('none.jsonl')])).toMatchObject({ code: 3, err: expect.stringContaining('ENOENT') });
  // A service's own account sees nothing of the audit outside of a tenant.
  expect(await audit(['--store', 'voice'], { DATABASE_URL: postgres.urlFor('dra_voice', 'in-a-test') })).toMatchObject({ code: 3, err: expect.stringContaining('may not read the audit of all tenants in voice') });
  expect(await audit(['--store', 'clinical-note'], { MONGODB_URL: 'mongodb://127.0.0.1:9/x' })).toMatchObject({ code: 3, err: expect.stringContaining('could not be checked') });
  expect(await audit(['--write-heads', file('no/such/folder')])).toMatchObject({ code: 3, err: expect.stringContaining('cannot be written') });
  expect(await audit(['--store', 'somewhere'])).toMatchObject({ code: 2, err: expect.stringContaining('npm run -s audit') });
  expect(await audit(['--store', 'voice', '--write-heads', file('some.jsonl')])).toMatchObject({ code: 2 });
});
