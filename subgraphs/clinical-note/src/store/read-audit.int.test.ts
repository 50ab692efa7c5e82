import { uuidv7 } from 'uuidv7';
import { missed, readsOf } from '../domain/reads.ts';
import { actorWith } from '../testing/sample-notes.ts';
import { testStore } from '../testing/test-store.ts';
import type { TestStore } from '../testing/test-store.ts';
import { collectionNames } from './collections.ts';
import type { ReadAuditDocument } from './collections.ts';
import { verifyReadAudit } from './audit-chains.ts';
import { createReadAudit } from './read-audit.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store?.close());

const now = new Date();
const shown = (patientId: string) => readsOf([{ id: uuidv7(), patientId, version: 1 }], actorWith(), now);

test('reads of one patient by two processes at once form one unbroken chain', async () => {
  const patientId = uuidv7();
  const processes = [createReadAudit(store.collections), createReadAudit(store.collections)];
  await Promise.all(Array.from({ length: 30 }, (_, index) => processes[index % 2]!.append(shown(patientId))));
  const chain = await store.collections.readAudit.find({ tenant: 'demo', chainKey: patientId }).sort({ seq: 1 }).toArray();
  expect(chain.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(await verifyReadAudit(store.collections, 'demo', patientId)).toEqual([]);
});

test('patients, users and tenants have chains of their own', async () => {
  const audit = createReadAudit(store.collections);
  const [one, two] = [uuidv7(), uuidv7()];
  await audit.append([...shown(one), ...shown(two), missed([uuidv7()], actorWith(['NURSE'], 'demo', 'nurse.a'), now)]);
  await audit.append([{ ...shown(one)[0]!, tenant: 'demo-b' }]);
  for (const [tenant, key] of [['demo', one], ['demo', two], ['demo', 'actor:nurse.a'], ['demo-b', one]] as const) {
    expect(await store.collections.readAudit.find({ tenant, chainKey: key }).toArray()).toHaveLength(1);
  }
});

test('a chain shows what was changed and what is gone', async () => {
  const patientId = uuidv7();
  const audit = createReadAudit(store.collections);
  for (let index = 0; index < 4; index += 1) await audit.append(shown(patientId));
  // What no service can do: straight at the store.
  const raw = store.mongo.db.collection<ReadAuditDocument>(collectionNames.readAudit);
  await raw.updateOne({ chainKey: patientId, seq: 2 }, { $set: { 'event.actor.userId': 'somebody.else' } });
  expect(await verifyReadAudit(store.collections, 'demo', patientId)).toEqual([{ tenant: 'demo', chain: patientId, seq: 2, fault: 'CHANGED' }]);
  await raw.deleteOne({ chainKey: patientId, seq: 2 });
  expect(await verifyReadAudit(store.collections, 'demo', patientId)).toEqual([{ tenant: 'demo', chain: patientId, seq: 3, fault: 'MISSING' }]);
});

test('what cannot be put on record is an error in time, and works again afterwards', async () => {
  const patientId = uuidv7();
  const audit = createReadAudit(store.collections);
  await audit.append(shown(patientId));
  store.line.cut();
  const began = Date.now();
  await expect(audit.append(shown(patientId))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(Date.now() - began).toBeLessThan(6_000);
  store.line.mend();
  await audit.append(shown(patientId));
  expect(await verifyReadAudit(store.collections, 'demo', patientId)).toEqual([]);
});
