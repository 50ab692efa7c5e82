import { newestFirst } from '@dra/events';
import type { AuditRecord } from '@dra/events';
import { uuidv7 } from 'uuidv7';
import { readsOf } from '../domain/reads.ts';
import { actorWith, append, commit, draft } from '../testing/sample-notes.ts';
import { testStore } from '../testing/test-store.ts';
import type { TestStore } from '../testing/test-store.ts';
import { readAuditPage } from './audit-page.ts';
import { createReadAudit } from './read-audit.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const [patientId, twin] = [uuidv7(), uuidv7()];
const actor = actorWith();
const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, second));

async function pages(records: string[], limit: number, tenant = 'demo'): Promise<AuditRecord[]> {
  const seen: AuditRecord[] = [];
  for (;;) {
    const last = seen.at(-1);
    const { events } = await readAuditPage(store.collections, { tenant, records, before: last ? { at: last.at, id: last.id } : null, limit });
    seen.push(...events);
    if (events.length < limit) return seen;
  }
}

test('what was written and what was read is one list, newest first, each event once, also where many are of one instant', async () => {
  const note = draft({ patientId }, actor, at(10));
  await commit(store.notes, append(note));
  await commit(store.notes, append(draft({ patientId: twin }, actor, at(12))));
  const audit = createReadAudit(store.collections);
  for (const second of [11, 13, 13, 13, 13, 13, 14]) await audit.append(readsOf([note.note], actor, at(second)));
  await audit.append(readsOf([{ ...note.note, patientId: uuidv7() }], actor, at(15)));

  const all = await pages([patientId, twin], 100);
  expect(all.map(({ at: instant, action, patientId: file }) => [instant.slice(17, 19), action, file === twin])).toEqual([
    ['14', 'note.read', false], ...Array.from({ length: 5 }, () => ['13', 'note.read', false]), ['12', 'note.drafted', true], ['11', 'note.read', false], ['10', 'note.drafted', false],
  ]);
  expect(all).toEqual(all.toSorted(newestFirst));
  expect(new Set(all.map(({ id }) => id)).size).toBe(9);
  expect(all[0]).toMatchObject({ userId: 'dr.test', roles: ['CLINICIAN'], outcome: 'ALLOWED', resourceType: 'Note', at: '2026-11-24T09:00:14.000000Z', hash: expect.stringMatching(/^[0-9a-f]{64}$/), sequence: 7 });
  for (const limit of [1, 2, 3, 4, 8]) expect(await pages([patientId, twin], limit)).toEqual(all);
  expect(await pages([twin], 5)).toHaveLength(1);
  expect(await pages([patientId], 5, 'other')).toEqual([]);
});
