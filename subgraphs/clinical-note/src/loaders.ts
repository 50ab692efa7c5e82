import type { Actor } from '@dra/access';
import { createListLoader, createLoader } from '@dra/subgraph';
import DataLoader from 'dataloader';
import type { Services } from './context.ts';
import type { Note } from './domain/model.ts';
import { missed } from './domain/reads.ts';
import type { VersionLine } from './store/notes.ts';

export type PatientPage = { patientId: string; limit: number; before: string | null };

export type Loaders = {
  /** Newest versions; what is shown, and what was asked for in vain, is on record when it resolves. */
  note: DataLoader<string, Note | null>;
  /** Ids of notes, newest first, up to `limit`. */
  patientNotes: DataLoader<PatientPage, string[], string>;
  encounterNotes: DataLoader<string, string[]>;
  versionLines: DataLoader<string, VersionLine[]>;
  /** By `<note id>/<version>`. Not on record by itself: who reads an older version has read the note. */
  version: DataLoader<string, Note | null>;
};

/** One request's reads: however many notes, patients or references it names, each kind is read in one go. */
export function createLoaders({ notes, readAudit, commands }: Services, actor: Actor, recordReads: (notes: readonly Note[]) => Promise<void>): Loaders {
  const { tenant } = actor;
  return {
    note: createLoader(async (ids) => {
      const heads = await notes.heads(tenant, ids);
      const absent = ids.filter((id) => !heads.has(id));
      await Promise.all([recordReads([...heads.values()]), ...(absent.length > 0 ? [readAudit.append([missed(absent, actor, commands.now())])] : [])]);
      return heads;
    }),
    patientNotes: new DataLoader<PatientPage, string[], string>(
      async (pages) => {
        // Pages of one shape are one read; in practice all patients of a list have the same.
        const shapes = new Map<string, PatientPage[]>();
        for (const page of pages) shapes.set(shapeOf(page), [...(shapes.get(shapeOf(page)) ?? []), page]);
        const found = new Map<string, string[]>();
        await Promise.all(
          [...shapes.values()].map(async (alike) => {
            const lists = await notes.listIds(tenant, 'patientId', alike.map(({ patientId }) => patientId), { limit: alike[0]!.limit, before: alike[0]!.before });
            for (const page of alike) found.set(keyOf(page), lists.get(page.patientId) ?? []);
          }),
        );
        return pages.map((page) => found.get(keyOf(page)) ?? []);
      },
      { cacheKeyFn: keyOf },
    ),
    encounterNotes: createListLoader((ids) => notes.listIds(tenant, 'encounterId', ids)),
    versionLines: createListLoader((ids) => notes.versionLines(tenant, ids)),
    version: createLoader((keys) => notes.versions(tenant, keys)),
  };
}

const shapeOf = ({ limit, before }: PatientPage) => JSON.stringify([limit, before]);
const keyOf = (page: PatientPage) => JSON.stringify([page.patientId, page.limit, page.before]);
