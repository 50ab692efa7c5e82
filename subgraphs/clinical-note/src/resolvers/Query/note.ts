import { ServiceError } from '@dra/service';
import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';

export const note: QueryResolvers['note'] = async (_, { id }, { loaders }) => {
  const found = await loaders.note.load(decodeId('not', id));
  if (!found) throw new ServiceError('NOT_FOUND', 'There is no such note.');
  return found;
};
