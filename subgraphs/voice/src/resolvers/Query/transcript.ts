import { ServiceError } from '@dra/service';
import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';

export const transcript: QueryResolvers['transcript'] = async (_, { id }, { reads }) => {
  const found = await reads.transcripts.load(decodeId('trn', id));
  if (!found) throw new ServiceError('NOT_FOUND', 'There is no such transcript.');
  return found;
};
