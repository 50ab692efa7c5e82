import { encodeId } from '@dra/subgraph';
import type { FhirEntryResultResolvers, FhirImportResolvers } from '../../__generated__/resolvers.ts';
import { idPrefixes } from '../id-prefixes.ts';

export const fhirImportType: FhirImportResolvers = {
  id: (record) => encodeId('imp', record.id),
  status: (record) => (record.finishedAt === null ? 'RUNNING' : 'COMPLETED'),
};

export const fhirEntryResultType: FhirEntryResultResolvers = {
  id: ({ thing }) => (thing === null ? null : encodeId(idPrefixes[thing.kind], thing.id)),
};
