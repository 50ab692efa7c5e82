import { connectionOf, decodeId, encodeId, makeCursor, pageSize, readCursor } from '@dra/subgraph';
import type { EncounterResolvers, PatientResolvers } from '../__generated__/resolvers.ts';
import type { Note } from '../domain/model.ts';

/** A thing of another subgraph's, known here by its id only. */
export type Reference = { id: string };

/** A root without a version is a note that never came to be: its writer died before the first version. */
const present = (notes: (Note | Error | null)[]): Note[] =>
  notes.flatMap((note) => {
    if (note instanceof Error) throw note;
    return note ? [note] : [];
  });

export const Patient: PatientResolvers = {
  __resolveReference: ({ id }) => ({ id: encodeId('pat', decodeId('pat', id)) }),
  notes: async ({ id }, { first, after }, { actor, loaders }) => {
    const size = pageSize(first);
    const scope = { tenant: actor.tenant, field: 'Patient.notes', filter: id };
    const [before] = readCursor(after, scope, 1) ?? [null];
    const ids = await loaders.patientNotes.load({ patientId: decodeId('pat', id), limit: size + 1, before: before === null ? null : String(before) });
    const shown = present(await loaders.note.loadMany(ids.slice(0, size)));
    const { edges, nodes, pageInfo } = connectionOf(shown, { first: size, after, scope, keyOf: (note) => [note.id] });
    const endCursor = ids.length === 0 ? null : makeCursor(scope, [ids.slice(0, size).at(-1)!]);
    return { edges, nodes, pageInfo: { ...pageInfo, endCursor, hasNextPage: ids.length > size } };
  },
};

export const Encounter: EncounterResolvers = {
  __resolveReference: ({ id }) => ({ id: encodeId('enc', decodeId('enc', id)) }),
  notes: async ({ id }, _, { loaders }) => present(await loaders.note.loadMany(await loaders.encounterNotes.load(decodeId('enc', id)))),
};
