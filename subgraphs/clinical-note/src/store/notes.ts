import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { Note } from '../domain/model.ts';
import type { Append, NoteStore } from '../domain/ports.ts';
import type { Collections, VersionDocument } from './collections.ts';
import { guarded, isAway, isDuplicateKey } from './mongo-errors.ts';

export type VersionLine = Pick<Note, 'version' | 'status' | 'contentHash' | 'at' | 'by'>;
export type ListKey = 'patientId' | 'encounterId';

export type Notes = NoteStore & {
  /** Newest versions by note id, in two reads however many there are; what is not there is absent. */
  heads(tenant: string, noteIds: readonly string[]): Promise<Map<string, Note>>;
  /** Ids of notes by patient or encounter, newest first, in one read; `before` is the id that a page ends with. */
  listIds(tenant: string, by: ListKey, keys: readonly string[], page?: { limit: number; before: string | null }): Promise<Map<string, string[]>>;
  /** What a note's versions are, oldest first, in one read. */
  versionLines(tenant: string, noteIds: readonly string[]): Promise<Map<string, VersionLine[]>>;
  /** Certain versions by `<note id>/<version>`, in one read. */
  versions(tenant: string, keys: readonly string[]): Promise<Map<string, Note>>;
};

const projection = { _id: 0, note: 1 } as const;

export function createNotes({ versions }: Collections): Notes {
  return {
    async head(tenant, noteId) {
      const found = await guarded(versions.find({ tenant, noteId }).sort({ version: -1 }).limit(1).project<{ note: Note }>(projection).next());
      return found?.note ?? null;
    },

    async heads(tenant, noteIds) {
      const newest = new Map<string, { patientId: string; version: number }>();
      const keys = await guarded(
        versions
          .find({ tenant, noteId: { $in: [...noteIds] } })
          .project<Pick<VersionDocument, 'noteId' | 'patientId' | 'version'>>({ _id: 0, noteId: 1, patientId: 1, version: 1 })
          .toArray(),
      );
      for (const { noteId, patientId, version } of keys) if (version > (newest.get(noteId)?.version ?? 0)) newest.set(noteId, { patientId, version });
      if (newest.size === 0) return new Map();
      const wanted = [...newest].map(([noteId, { patientId, version }]) => ({ patientId, noteId, version }));
      const found = await guarded(versions.find({ tenant, $or: wanted }).project<{ note: Note }>(projection).toArray());
      return new Map(found.map(({ note }) => [note.id, note]));
    },

    async listIds(tenant, by, keys, page) {
      const filter = { tenant, [by]: { $in: [...keys] }, version: 1, ...(page?.before ? { noteId: { $lt: page.before } } : {}) };
      const found = await guarded(
        versions
          .find(filter)
          .sort({ noteId: -1 })
          .limit(page && keys.length === 1 ? page.limit : 0)
          .project<Pick<VersionDocument, 'noteId' | ListKey>>({ _id: 0, noteId: 1, [by]: 1 })
          .toArray(),
      );
      const lists = new Map<string, string[]>(keys.map((key) => [key, []]));
      for (const row of found) {
        const list = lists.get(row[by])!;
        if (!page || list.length < page.limit) list.push(row.noteId);
      }
      return lists;
    },

    async versionLines(tenant, noteIds) {
      const found = await guarded(
        versions
          .find({ tenant, noteId: { $in: [...noteIds] } })
          .sort({ version: 1 })
          .project<{ noteId: string; note: VersionLine }>({ _id: 0, noteId: 1, 'note.version': 1, 'note.status': 1, 'note.contentHash': 1, 'note.at': 1, 'note.by': 1 })
          .toArray(),
      );
      const lines = new Map<string, VersionLine[]>(noteIds.map((id) => [id, []]));
      for (const { noteId, note } of found) lines.get(noteId)!.push(note);
      return lines;
    },

    async versions(tenant, keys) {
      const wanted = keys.map((key) => {
        const [noteId, version] = key.split('/') as [string, string];
        return { noteId, version: Number(version) };
      });
      const found = await guarded(versions.find({ tenant, $or: wanted }).project<{ note: Note }>(projection).toArray());
      return new Map(found.map(({ note }) => [`${note.id}/${note.version}`, note]));
    },

    async byCommand(tenant, commandKey) {
      const found = await guarded(versions.findOne({ tenant, commandKey }, { projection: { _id: 0, note: 1, inputHash: 1 } }));
      return found ? { note: found.note, inputHash: found.inputHash } : null;
    },

    async append(version) {
      const document = toDocument(version);
      try {
        await guarded(versions.insertOne(document));
        return 'appended';
      } catch (error) {
        if (isDuplicateKey(error)) return 'lost';
        if (!isAway(error)) throw error;
        return appendAgain(versions, document);
      }
    },
  };
}

/**
 * The connection broke while the document was on its way: it may be stored or not. The same document once more gives a
 * duplicate key if it was. A second failure reaches the caller, who may try again with the same key.
 */
async function appendAgain(versions: Collections['versions'], document: VersionDocument): Promise<'appended' | 'lost'> {
  await sleep(100);
  try {
    await guarded(versions.insertOne(document));
    return 'appended';
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const mine = await guarded(versions.findOne({ _id: document._id }, { projection: { _id: 1 } }));
    return mine ? 'appended' : 'lost';
  }
}

function toDocument({ note, audit, events, command }: Append): VersionDocument {
  return {
    _id: uuidv7(),
    tenant: note.tenant,
    patientId: note.patientId,
    encounterId: note.encounterId,
    noteId: note.id,
    version: note.version,
    committedAt: new Date(),
    commandKey: command.key,
    inputHash: command.inputHash,
    note,
    audit,
    outbox: events.map(({ subject, payload }) => ({ id: uuidv7(), subject, payload })),
  };
}
