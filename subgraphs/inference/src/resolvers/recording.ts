import { decodeId } from '@dra/subgraph';
import type { RecordingResolvers } from '../__generated__/resolvers.ts';

export const Recording: RecordingResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  jobs: ({ id }, _, { jobs }) => jobs.ofRecording.load(decodeId('rec', id)),
};
