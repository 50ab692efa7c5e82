import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { found } from '../found.ts';

export const patient: QueryResolvers['patient'] = (_, { id }, { reads }) => found(reads.patients.load(decodeId('pat', id)));
