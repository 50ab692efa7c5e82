// For mongosh, on the first member's localhost (prepare.sh). Idempotent: whatever exists already stays, passwords and
// rights follow the environment and this file at each run.
/* global db, rs, sleep, print */
const { MONGODB_ROOT_PASSWORD, CLINICAL_NOTE_DB_PASSWORD, REPLICA_SET, MEMBERS } = process.env;
for (const [name, value] of Object.entries({ MONGODB_ROOT_PASSWORD, CLINICAL_NOTE_DB_PASSWORD, REPLICA_SET, MEMBERS })) {
  if (!value) throw new Error(`${name} is not set`);
}
const database = 'clinical_note';

// What the service writes is inserted and never changed: versions, roots, claims, the audit of reads, the relay's marks
// (subgraphs/clinical-note/src/store/collections.ts). No update, no remove, no drop, on any of them.
const insertOnly = ['note_versions', 'note_roots', 'note_claims', 'note_read_audit', 'note_outbox_sent', 'note_relay_checkpoints'];
const privileges = [
  // It looks which of them are there before it makes their indexes.
  { resource: { db: database, collection: '' }, actions: ['listCollections'] },
  ...insertOnly.map((collection) => ({
    resource: { db: database, collection },
    actions: ['find', 'insert', 'createIndex', 'createCollection', 'listIndexes'],
  })),
];

const admin = db.getSiblingDB('admin');

// 1. The set. Allowed without an account only until the first user exists.
const hello = () => admin.runCommand({ hello: 1 });
if (!hello().setName) {
  const members = MEMBERS.split(',').map((host, index) => ({ _id: index, host, priority: index === 0 ? 2 : 1 }));
  rs.initiate({ _id: REPLICA_SET, members });
  print(`replica set ${REPLICA_SET} initiated with ${members.length} members`);
}

// 2. The operator's account, through the localhost exception, or its login when it is there.
const authenticated = () => {
  try {
    return Boolean(admin.auth('root', MONGODB_ROOT_PASSWORD).ok);
  } catch (error) {
    if (error.codeName === 'AuthenticationFailed') return false;
    throw error;
  }
};
const until = (what, condition) => {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    if (condition()) return;
    sleep(500);
  }
  throw new Error(`${what}: not within a minute`);
};
// The first member has the highest priority, so that it becomes primary; until then nothing can be written here.
until('the first member is not primary', () => hello().isWritablePrimary);
if (!authenticated()) {
  admin.createUser({ user: 'root', pwd: MONGODB_ROOT_PASSWORD, roles: [{ role: 'root', db: 'admin' }] });
  if (!authenticated()) throw new Error('root cannot log in: was its password changed in the environment only?');
  print('operator account made');
}

// 3. Collections, the role and the service's account.
const notes = db.getSiblingDB(database);
const present = new Set(notes.getCollectionNames());
for (const name of insertOnly) {
  if (!present.has(name)) notes.createCollection(name, { writeConcern: { w: 'majority' } });
}
if (notes.getRole('notes_insert_only')) notes.updateRole('notes_insert_only', { privileges, roles: [] });
else notes.createRole({ role: 'notes_insert_only', privileges, roles: [] });

const account = { pwd: CLINICAL_NOTE_DB_PASSWORD, roles: [{ role: 'notes_insert_only', db: database }] };
if (notes.getUser('dra_clinical_note')) notes.updateUser('dra_clinical_note', account);
else notes.createUser({ user: 'dra_clinical_note', ...account });
print('notes may be inserted and read, not changed');
