import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { found } from '../found.ts';

export const encounter: QueryResolvers['encounter'] = (_, { id }, { reads }) => found(reads.encounters.load(decodeId('enc', id)));
