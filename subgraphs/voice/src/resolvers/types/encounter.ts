import { decodeId, encodeId } from '@dra/subgraph';
import type { EncounterResolvers } from '../../__generated__/resolvers.ts';

/** Rows named by ids that were read a moment ago; a failure of one is a failure of the list, never a shorter list. */
async function all<T>(loading: Promise<(T | null | Error)[]>): Promise<T[]> {
  return (await loading).map((row) => {
    if (row instanceof Error) throw row;
    return row as T;
  });
}

export const Encounter: EncounterResolvers = {
  __resolveReference: ({ id }: { id: string }) => ({ id: decodeId('enc', id) }),
  id: ({ id }) => encodeId('enc', id),
  recordings: async ({ id }, _, { reads }) => all(reads.recordings.loadMany(await reads.recordingIdsOfEncounter.load(id))),
  transcripts: async ({ id }, _, { reads }) => all(reads.transcripts.loadMany(await reads.transcriptIdsOfEncounter.load(id))),
};
