import { ServiceError } from '@dra/service';
import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';

export const recording: QueryResolvers['recording'] = async (_, { id }, { reads }) => {
  const found = await reads.recordings.load(decodeId('rec', id));
  if (!found) throw new ServiceError('NOT_FOUND', 'There is no such recording.');
  return found;
};
