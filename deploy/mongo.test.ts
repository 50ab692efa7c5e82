import { collectionNames } from '../subgraphs/clinical-note/src/store/collections.ts';
import { readCompose } from './testing/compose.ts';
import { readText } from './testing/repository.ts';

const script = readText('deploy/mongo/replica-set.js');

describe('deploy/mongo/replica-set.js', () => {
  it('names every collection that the notes have', () => {
    const [, list = ''] = /insertOnly = \[(.*?)\]/s.exec(script) ?? [];
    expect([...list.matchAll(/'(\w+)'/g)].map(([, name]) => name).sort()).toEqual(Object.values(collectionNames).sort());
  });

  it('gives the service no right to change or delete', () => {
    const granted = [...script.matchAll(/actions: \[(.*?)\]/gs)].flatMap(([, actions = '']) => [...actions.matchAll(/'(\w+)'/g)].map(([, action]) => action!));
    expect(granted).toEqual(expect.arrayContaining(['find', 'insert', 'createIndex', 'listIndexes', 'listCollections']));
    for (const action of granted) expect(action).not.toMatch(/update|remove|drop|rename|convert|bypass|collMod|^any/i);
    // One role of its own, and no role of the server's beside it.
    expect(script).toContain("roles: [{ role: 'notes_insert_only', db: database }]");
  });

  it('is about the database and the account that the service logs in with', () => {
    const url = readCompose().services['clinical-note']!.environment!['MONGODB_URL']!;
    expect(url).toMatch(/^mongodb:\/\/dra_clinical_note:\$\{.*\}@mongo-1:27017,mongo-2:27017,mongo-3:27017\/clinical_note\?replicaSet=dra$/);
    expect(script).toContain("const database = 'clinical_note'");
    expect(script).toContain("user: 'dra_clinical_note'");
  });
});
