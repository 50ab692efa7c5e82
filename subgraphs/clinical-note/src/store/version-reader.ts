import type { Collections, VersionDocument } from './collections.ts';
import { guarded } from './mongo-errors.ts';

export type Place = { noteId: string; version: number };
type Stored = Pick<VersionDocument, 'note' | 'commandKey'>;

/** How versions are found. Two ways with one result: which one is right depends on whether the server uses indexes. */
export type VersionReader = {
  /** Newest versions by note id; what is not there is absent. */
  heads(tenant: string, noteIds: readonly string[]): Promise<Map<string, Stored>>;
  /** Versions in any order; what is not there is absent. */
  at(tenant: string, places: readonly Place[]): Promise<Stored[]>;
  /** All versions of notes, oldest first within a note. */
  all(tenant: string, noteIds: readonly string[]): Promise<Stored[]>;
};

type Versions = Pick<Collections['versions'], 'find' | 'findOne'>;

const projection = { _id: 0, note: 1, commandKey: 1 } as const;

export const versionId = (tenant: string, { noteId, version }: Place) => `${tenant}/${noteId}/${version}`;

/** For mongod: two indexed reads for heads, one for the rest, however many there are. */
export function indexedReader(versions: Versions): VersionReader {
  const read = (filter: object) => guarded(versions.find(filter).project<Stored>(projection).toArray());
  return {
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
      const found = await read({ tenant, $or: [...newest].map(([noteId, { patientId, version }]) => ({ patientId, noteId, version })) });
      return new Map(found.map((stored) => [stored.note.id, stored]));
    },
    at: (tenant, places) => read({ _id: { $in: places.map((place) => versionId(tenant, place)) } }),
    async all(tenant, noteIds) {
      const found = await read({ tenant, noteId: { $in: [...noteIds] } });
      return found.sort((one, other) => one.note.version - other.note.version);
    },
  };
}

/**
 * For FerretDB on SQLite, which reads whole collections for every filter but `{_id: …}`: point reads only. A head is
 * found by asking for the version after the newest one known.
 */
export function pointReader(versions: Versions): VersionReader {
  /** Newest versions seen by this process: a place to start from, never an answer. */
  const known = new Map<string, number>();

  const one = (tenant: string, place: Place) => guarded(versions.findOne({ _id: versionId(tenant, place) }, { projection }));

  async function head(tenant: string, noteId: string): Promise<Stored | null> {
    const hint = `${tenant}/${noteId}`;
    let version = known.get(hint) ?? 1;
    let newest = await one(tenant, { noteId, version });
    if (!newest) return null;
    for (let next = await one(tenant, { noteId, version: version + 1 }); next; next = await one(tenant, { noteId, version: version + 1 })) {
      newest = next;
      version += 1;
    }
    if (known.size > 50_000) known.clear();
    known.set(hint, version);
    return newest;
  }

  const at: VersionReader['at'] = async (tenant, places) => (await Promise.all(places.map((place) => one(tenant, place)))).filter((stored) => stored !== null);
  return {
    at,
    async heads(tenant, noteIds) {
      const found = await Promise.all(noteIds.map((noteId) => head(tenant, noteId)));
      return new Map(found.flatMap((stored) => (stored ? [[stored.note.id, stored] as const] : [])));
    },
    async all(tenant, noteIds) {
      const heads = await this.heads(tenant, noteIds);
      return at(tenant, [...heads.values()].flatMap(({ note }) => Array.from({ length: note.version }, (_, index) => ({ noteId: note.id, version: index + 1 }))));
    },
  };
}
