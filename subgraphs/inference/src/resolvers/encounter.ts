import { decodeId } from '@dra/subgraph';
import type { EncounterResolvers } from '../__generated__/resolvers.ts';

/** Another room's thing: what is ours of it is asked for by its id, within the tenant. */
export const Encounter: EncounterResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  jobs: ({ id }, _, { jobs }) => jobs.ofEncounter.load(decodeId('enc', id)),
};
