import { uuidv7 } from 'uuidv7';
import { nextVersion } from '../domain/next-version.ts';
import { actorWith, append, draft } from '../testing/sample-notes.ts';
import { faultsOfVersions } from '../testing/faults-of-versions.ts';
import { testStore } from '../testing/test-store.ts';
import type { TestStore } from '../testing/test-store.ts';
import { collectionNames } from './collections.ts';
import type { VersionDocument } from './collections.ts';
import type { Notes } from './notes.ts';
import type { Mongo } from './open-mongo.ts';
import { indexedReader, pointReader } from './version-reader.ts';

const store: Partial<Record<string, TestStore>> = {};
beforeAll(async () => {
  store['indexed'] = await testStore(indexedReader);
  store['point'] = await testStore(pointReader);
});
afterAll(() => Promise.all(Object.values(store).map((one) => one?.close())));

const act = (action: 'note.edited' | 'note.signed', userId = 'dr.test') => ({ actor: actorWith(['CLINICIAN'], 'demo', userId), now: new Date(), action });

describe.each(['indexed', 'point'])('with %s reads', (kind) => {
  let notes: Notes;
  let mongo: Mongo;
  let commands: string[];
  beforeAll(() => {
    ({ notes, mongo, commands } = store[kind]!);
  });

  test('twenty writers race for one version: one wins, nineteen see the winner', async () => {
    const first = append(draft());
    expect(await notes.append(first)).toBe('appended');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const version = append(nextVersion(first.note, act('note.edited', `dr.${index}`), { status: 'DRAFT' }));
        const outcome = await notes.append(version);
        return { outcome, by: version.note.by, head: await notes.head('demo', first.note.id) };
      }),
    );
    const winners = outcomes.filter(({ outcome }) => outcome === 'appended');
    expect(winners).toHaveLength(1);
    for (const { head } of outcomes) expect(head).toMatchObject({ version: 2, by: winners[0]!.by });
    expect(await mongo.db.collection(collectionNames.versions).countDocuments({ noteId: first.note.id })).toBe(2);
  });

  test('one claim a command stands, and lists know a note once', async () => {
    const patientId = uuidv7();
    const command = { key: `dr.test:${uuidv7()}`, inputHash: 'a' };
    const claims = await Promise.all(Array.from({ length: 8 }, () => notes.claim('demo', { ...command, noteId: uuidv7(), version: 1 })));
    expect(new Set(claims.map(({ noteId }) => noteId)).size).toBe(1);
    expect(await notes.claimOf('demo', command.key)).toEqual(claims[0]);
    expect(await notes.claimOf('demo-b', command.key)).toBeNull();
    const versions = Array.from({ length: 3 }, () => ({ ...append(draft({ id: claims[0]!.noteId, patientId })), command }));
    expect((await Promise.all(versions.map((version) => notes.append(version)))).filter((outcome) => outcome === 'appended')).toHaveLength(1);
    expect((await notes.listIds('demo', 'patientId', [patientId])).get(patientId)).toEqual([claims[0]!.noteId]);
    expect(await notes.version('demo', claims[0]!)).toMatchObject({ commandKey: command.key, note: { patientId } });
  });

  test('versions link into a chain, which shows what was changed', async () => {
    const first = append(draft());
    await notes.append(first);
    const second = append(nextVersion(first.note, act('note.edited'), { status: 'IN_REVIEW' }));
    await notes.append(second);
    const third = append(nextVersion(second.note, act('note.signed'), { status: 'SIGNED', sign: { attestation: 'I stand by it.' } }));
    await notes.append(third);
    const stored = await mongo.db.collection<VersionDocument>(collectionNames.versions).find({ noteId: first.note.id }).sort({ version: 1 }).toArray();
    expect(await faultsOfVersions(stored)).toEqual([]);
    expect(stored[2]!.note.signature!.contentHash).toBe(stored[2]!.note.contentHash);
    expect(await faultsOfVersions([stored[0]!, stored[2]!])).toEqual(['3 MISSING']);
    const forged = (forge: (version: VersionDocument) => void) => {
      const copies = structuredClone(stored);
      forge(copies[1]!);
      return faultsOfVersions(copies);
    };
    expect(await forged(({ note }) => (note.sections[0]!.statements[0]!.text = 'Patient is well.'))).toEqual(['2 CHANGED']);
    expect(await forged(({ audit }) => (audit.actor.userId = 'somebody.else'))).toEqual(['2 CHANGED']);
    expect(await forged((version) => (version.patientId = uuidv7()))).toEqual(['2 CHANGED']);
  });

  test('heads, lists and versions', async () => {
    const patientId = uuidv7();
    const encounterId = uuidv7();
    const ids: string[] = [];
    for (let index = 0; index < 50; index += 1) {
      const first = append(draft({ patientId, ...(index < 3 ? { encounterId } : {}) }));
      await notes.append(first);
      if (index % 2 === 0) await notes.append(append(nextVersion(first.note, act('note.edited'), { status: 'IN_REVIEW' })));
      ids.push(first.note.id);
    }
    const newestFirst = [...ids].reverse();
    const readsFor = async (work: () => Promise<unknown>) => {
      const before = commands.length;
      await work();
      return commands.slice(before).filter((name) => name === 'find').length;
    };
    if (kind === 'indexed') {
      expect(await readsFor(() => notes.heads('demo', ids.slice(0, 1)))).toBe(2);
      expect(await readsFor(() => notes.heads('demo', ids))).toBe(2);
    }
    const heads = await notes.heads('demo', [...ids, uuidv7()]);
    expect(ids.map((id) => heads.get(id)!.version)).toEqual(ids.map((_, index) => (index % 2 === 0 ? 2 : 1)));
    expect((await notes.heads('demo-b', ids)).size).toBe(0);

    expect((await notes.listIds('demo', 'patientId', [patientId])).get(patientId)).toEqual(newestFirst);
    const page = (before: string | null) => notes.listIds('demo', 'patientId', [patientId], { limit: 20, before }).then((lists) => lists.get(patientId)!);
    const one = await page(null);
    const two = await page(one.at(-1)!);
    const three = await page(two.at(-1)!);
    expect([...one, ...two, ...three]).toEqual(newestFirst);
    expect((await notes.listIds('demo', 'encounterId', [encounterId])).get(encounterId)).toEqual(ids.slice(0, 3).reverse());
    const several = await notes.listIds('demo', 'patientId', [patientId, uuidv7()], { limit: 5, before: null });
    expect([...several.values()]).toEqual([newestFirst.slice(0, 5), []]);
    expect((await notes.versionLines('demo', ids.slice(0, 2))).get(ids[0]!)!.map(({ version, status }) => [version, status])).toEqual([[1, 'DRAFT'], [2, 'IN_REVIEW']]);
    expect([...(await notes.versions('demo', [`${ids[0]}/1`, `${ids[0]}/9`])).keys()]).toEqual([`${ids[0]}/1`]);
  });

  test('the store is only ever inserted into and read', () => {
    expect([...new Set(commands)].filter((name) => !['insert', 'find', 'getMore', 'createIndexes', 'listIndexes', 'listCollections', 'buildInfo', 'ping', 'count', 'aggregate', 'hello', 'endSessions', 'killCursors'].includes(name))).toEqual([]);
  });
});
