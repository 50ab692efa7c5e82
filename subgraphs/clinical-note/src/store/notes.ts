import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { Note } from '../domain/model.ts';
import type { Append, Claim, NoteStore } from '../domain/ports.ts';
import type { ClaimDocument, Collections, InsertOnly, RootDocument, VersionDocument } from './collections.ts';
import { guarded, isAway, isDuplicateKey } from './mongo-errors.ts';
import { versionId } from './version-reader.ts';
import type { VersionReader } from './version-reader.ts';

export type VersionLine = Pick<Note, 'version' | 'status' | 'contentHash' | 'at' | 'by'>;
export type ListKey = 'patientId' | 'encounterId';

export type Notes = NoteStore & {
  /** Newest versions by note id; what is not there is absent. */
  heads(tenant: string, noteIds: readonly string[]): Promise<Map<string, Note>>;
  /** Ids of notes by patient or encounter, newest first, in one read; `before` is the id that a page ends with. */
  listIds(tenant: string, by: ListKey, keys: readonly string[], page?: { limit: number; before: string | null }): Promise<Map<string, string[]>>;
  /** What a note's versions are, oldest first. */
  versionLines(tenant: string, noteIds: readonly string[]): Promise<Map<string, VersionLine[]>>;
  /** Certain versions by `<note id>/<version>`. */
  versions(tenant: string, keys: readonly string[]): Promise<Map<string, Note>>;
};

export function createNotes({ versions, roots, claims }: Pick<Collections, 'versions' | 'roots' | 'claims'>, reader: VersionReader): Notes {
  return {
    head: async (tenant, noteId) => (await reader.heads(tenant, [noteId])).get(noteId)?.note ?? null,

    version: async (tenant, place) => (await reader.at(tenant, [place]))[0] ?? null,

    async heads(tenant, noteIds) {
      const found = await reader.heads(tenant, noteIds);
      return new Map([...found].map(([id, { note }]) => [id, note]));
    },

    async listIds(tenant, by, keys, page) {
      const filter = { tenant, [by]: { $in: [...keys] }, ...(page?.before ? { noteId: { $lt: page.before } } : {}) };
      const found = await guarded(
        roots
          .find(filter)
          .sort({ noteId: -1 })
          .limit(page && keys.length === 1 ? page.limit : 0)
          .project<Pick<RootDocument, 'noteId' | ListKey>>({ _id: 0, noteId: 1, [by]: 1 })
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
      const lines = new Map<string, VersionLine[]>(noteIds.map((id) => [id, []]));
      for (const { note } of await reader.all(tenant, noteIds)) lines.get(note.id)!.push(note);
      return lines;
    },

    async versions(tenant, keys) {
      const places = keys.map((key) => {
        const [noteId, version] = key.split('/') as [string, string];
        return { noteId, version: Number(version) };
      });
      const found = await reader.at(tenant, places);
      return new Map(found.map(({ note }) => [`${note.id}/${note.version}`, note]));
    },

    claimOf: (tenant, key) => readClaim(claims, tenant, key),

    async claim(tenant, claim) {
      const document: ClaimDocument = { _id: `${tenant}/${claim.key}`, tenant, ...claim, at: new Date() };
      if ((await insert(claims, document, sameClaim)) === 'inserted') return claim;
      const standing = await readClaim(claims, tenant, claim.key);
      if (!standing) throw new Error('a claim vanished');
      return standing;
    },

    async append(version) {
      const document = toDocument(version);
      const { tenant, patientId, encounterId, noteId } = document;
      if (document.version === 1) await insert(roots, { _id: `${tenant}/${noteId}`, tenant, patientId, encounterId, noteId }, () => true);
      const outcome = await insert(versions, document, (stored) => stored.note.contentHash === document.note.contentHash);
      return outcome === 'inserted' ? 'appended' : 'lost';
    },
  };
}

const sameClaim = (stored: ClaimDocument, mine: ClaimDocument) => stored.noteId === mine.noteId && stored.version === mine.version && stored.inputHash === mine.inputHash;

async function readClaim(claims: Collections['claims'], tenant: string, key: string): Promise<Claim | null> {
  const found = await guarded(claims.findOne({ _id: `${tenant}/${key}` }));
  return found ? { key: found.key, inputHash: found.inputHash, noteId: found.noteId, version: found.version } : null;
}

/**
 * Inserts, or says that the place is taken. When the connection breaks on the way, the document may be stored or not: the
 * same document once more gives a duplicate key if it was, and what is stored there says whose it is. A second failure
 * reaches the caller, who may try again with the same key.
 */
async function insert<T extends { _id: string }>(into: InsertOnly<T>, document: T, isMine: (stored: T, mine: T) => boolean): Promise<'inserted' | 'taken'> {
  const write = () => guarded(into.insertOne(document as Parameters<typeof into.insertOne>[0]));
  try {
    await write();
    return 'inserted';
  } catch (error) {
    if (isDuplicateKey(error)) return 'taken';
    if (!isAway(error)) throw error;
  }
  await sleep(100);
  try {
    await write();
    return 'inserted';
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const stored = await guarded(into.findOne({ _id: document._id } as Parameters<typeof into.findOne>[0]));
    return stored && isMine(stored as unknown as T, document) ? 'inserted' : 'taken';
  }
}

function toDocument({ note, audit, events, command }: Append): VersionDocument {
  return {
    _id: versionId(note.tenant, { noteId: note.id, version: note.version }),
    tenant: note.tenant,
    patientId: note.patientId,
    encounterId: note.encounterId,
    noteId: note.id,
    version: note.version,
    commandKey: command.key,
    note,
    audit,
    outbox: events.map(({ subject, payload }) => ({ id: uuidv7(), subject, payload })),
  };
}
