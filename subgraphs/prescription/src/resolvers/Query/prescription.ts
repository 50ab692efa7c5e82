import { ServiceError } from '@dra/service';
import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';

export const prescription: QueryResolvers['prescription'] = async (_, { id }, { reads }) => {
  const found = await reads.prescriptions.load(decodeId('rx', id));
  if (!found) throw new ServiceError('NOT_FOUND', 'There is no such prescription.');
  return found;
};
