import type { Collection, Db, IndexDescription } from 'mongodb';
import type { AuditEvent } from '../domain/audit.ts';
import type { Note } from '../domain/model.ts';
import { guarded } from './mongo-errors.ts';

export type OutboxRow = { id: string; subject: string; payload: unknown };

/** A version with everything that was committed with it. */
export type VersionDocument = {
  /** `<tenant>/<note id>/<version>`: decides races by itself, and is a point read for whoever knows what it wants. */
  _id: string;
  tenant: string;
  patientId: string;
  encounterId: string;
  noteId: string;
  version: number;
  commandKey: string;
  note: Note;
  audit: AuditEvent;
  outbox: OutboxRow[];
};

/** Inserted before a note's first version: what lists go by. One without a version is a note that never came to be. */
export type RootDocument = { /** `<tenant>/<note id>` */ _id: string; tenant: string; patientId: string; encounterId: string; noteId: string };

/** Inserted before a version: which command may write it. Also what the relay goes by to find outboxes. */
export type ClaimDocument = { /** `<tenant>/<key>` */ _id: string; tenant: string; key: string; inputHash: string; noteId: string; version: number; /** By the writer's clock. */ at: Date };

export type ReadAuditDocument = { /** `<tenant>/<chain>/<seq>` */ _id: string; tenant: string; chainKey: string; seq: number; event: AuditEvent; prevHash: string | null; hash: string };

/** "This version's outbox was published." */
export type SentMark = { /** A version's id. */ _id: string; at: Date };
/** "Everything claimed up to here was looked after." */
export type RelayCheckpoint = { _id: string; upTo: Date };

/** What a service may do with a collection: there is no way to change or delete. */
export type InsertOnly<T extends { _id: string }> = Pick<Collection<T>, 'insertOne' | 'find' | 'findOne'>;

export type Collections = {
  versions: InsertOnly<VersionDocument>;
  roots: InsertOnly<RootDocument>;
  claims: InsertOnly<ClaimDocument>;
  readAudit: InsertOnly<ReadAuditDocument>;
  sent: InsertOnly<SentMark>;
  checkpoints: InsertOnly<RelayCheckpoint>;
};

export const collectionNames = {
  versions: 'note_versions',
  roots: 'note_roots',
  claims: 'note_claims',
  readAudit: 'note_read_audit',
  sent: 'note_outbox_sent',
  checkpoints: 'note_relay_checkpoints',
} as const;

export const collectionsOf = (db: Db): Collections => ({
  versions: db.collection<VersionDocument>(collectionNames.versions),
  roots: db.collection<RootDocument>(collectionNames.roots),
  claims: db.collection<ClaimDocument>(collectionNames.claims),
  readAudit: db.collection<ReadAuditDocument>(collectionNames.readAudit),
  sent: db.collection<SentMark>(collectionNames.sent),
  checkpoints: db.collection<RelayCheckpoint>(collectionNames.checkpoints),
});

/**
 * Versions and roots shard by (tenant, patientId), which the unique index begins with; claims, marks and audit by `_id`.
 * Note ids are UUIDs of version 7, so their order is that of creation: a list is a walk along an index of roots, and
 * never touches versions.
 */
const indexes: Record<keyof Collections, IndexDescription[]> = {
  versions: [
    { name: 'one_of_each_version', key: { tenant: 1, patientId: 1, noteId: 1, version: 1 }, unique: true },
    { name: 'head_of_a_note', key: { tenant: 1, noteId: 1, version: -1 } },
  ],
  roots: [
    { name: 'notes_of_a_patient', key: { tenant: 1, patientId: 1, noteId: -1 } },
    { name: 'notes_of_an_encounter', key: { tenant: 1, encounterId: 1, noteId: -1 } },
  ],
  claims: [{ name: 'relay', key: { at: 1 } }],
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
