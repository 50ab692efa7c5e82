import type { Collection, Db, IndexDescription } from 'mongodb';
import type { AuditEvent } from '../domain/audit.ts';
import type { Note } from '../domain/model.ts';
import { guarded } from './mongo-errors.ts';

export type OutboxRow = { id: string; subject: string; payload: unknown };

/** A version with everything that was committed with it. */
export type VersionDocument = {
  _id: string;
  tenant: string;
  patientId: string;
  encounterId: string;
  noteId: string;
  version: number;
  /** By the writer's clock: only for the relay, which allows for clocks that differ. */
  committedAt: Date;
  commandKey: string;
  inputHash: string;
  note: Note;
  audit: AuditEvent;
  outbox: OutboxRow[];
};

export type ReadAuditDocument = { _id: string; tenant: string; chainKey: string; seq: number; event: AuditEvent; prevHash: string | null; hash: string };
export type SentMark = { _id: string; at: Date };
/** "Everything committed up to here was published." */
export type RelayCheckpoint = { _id: string; upTo: Date };

/** What a service may do with a collection: there is no way to change or delete. */
export type InsertOnly<T extends { _id: string }> = Pick<Collection<T>, 'insertOne' | 'insertMany' | 'find' | 'findOne'>;

export type Collections = {
  versions: InsertOnly<VersionDocument>;
  readAudit: InsertOnly<ReadAuditDocument>;
  sent: InsertOnly<SentMark>;
  checkpoints: InsertOnly<RelayCheckpoint>;
};

export const collectionNames = { versions: 'note_versions', readAudit: 'note_read_audit', sent: 'note_outbox_sent', checkpoints: 'note_relay_checkpoints' } as const;

export const collectionsOf = (db: Db): Collections => ({
  versions: db.collection<VersionDocument>(collectionNames.versions),
  readAudit: db.collection<ReadAuditDocument>(collectionNames.readAudit),
  sent: db.collection<SentMark>(collectionNames.sent),
  checkpoints: db.collection<RelayCheckpoint>(collectionNames.checkpoints),
});

/**
 * Versions shard by (tenant, patientId): every unique index begins with it. Lists of a patient or an encounter read the
 * first versions only, of which each note has one; note ids are of UUID version 7, so their order is that of creation.
 */
const indexes: Record<keyof Collections, IndexDescription[]> = {
  versions: [
    { name: 'one_of_each_version', key: { tenant: 1, patientId: 1, noteId: 1, version: 1 }, unique: true },
    { name: 'one_version_a_command', key: { tenant: 1, patientId: 1, commandKey: 1 }, unique: true },
    { name: 'head_of_a_note', key: { tenant: 1, noteId: 1, version: -1 } },
    { name: 'by_command', key: { tenant: 1, commandKey: 1 } },
    { name: 'notes_of_a_patient', key: { tenant: 1, patientId: 1, version: 1, noteId: -1 } },
    { name: 'notes_of_an_encounter', key: { tenant: 1, encounterId: 1, version: 1, noteId: -1 } },
    { name: 'relay', key: { committedAt: 1 } },
  ],
  readAudit: [{ name: 'one_chain', key: { tenant: 1, chainKey: 1, seq: 1 }, unique: true }],
  sent: [],
  checkpoints: [{ name: 'newest', key: { upTo: -1 } }],
};

/** Makes what is missing, one by one: a stand-in for mongod drops the connection when asked for several that exist. */
export async function ensureIndexes(db: Db): Promise<void> {
  const present = new Set((await guarded(db.listCollections({}, { nameOnly: true }).toArray())).map(({ name }) => name));
  for (const [key, wanted] of Object.entries(indexes)) {
    const collection = db.collection(collectionNames[key as keyof Collections]);
    const there = present.has(collection.collectionName) ? new Set((await guarded(collection.listIndexes().toArray())).map(({ name }) => String(name))) : new Set<string>();
    for (const index of wanted) {
      if (!there.has(index.name!)) await guarded(collection.createIndexes([index]), 30_000);
    }
  }
}
