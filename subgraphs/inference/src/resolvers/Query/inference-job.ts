import { ServiceError } from '@dra/service';
import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';

export const inferenceJob: QueryResolvers['inferenceJob'] = async (_, { id }, { jobs }) => {
  const job = await jobs.byId.load(decodeId('job', id));
  if (!job) throw new ServiceError('NOT_FOUND', 'There is no such job.');
  return job;
};
