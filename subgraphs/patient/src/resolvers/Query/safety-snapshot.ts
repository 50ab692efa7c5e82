import { decodeId } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { readSafetySnapshot } from '../../reads/safety-snapshot.ts';
import { found } from '../found.ts';

export const safetySnapshot: QueryResolvers['safetySnapshot'] = async (_, { patientId }, { reads }) => {
  const id = decodeId('pat', patientId);
  const snapshot = await found(reads.session.read((tx) => readSafetySnapshot(tx, id)));
  reads.patients.prime(id, snapshot.patient);
  return snapshot;
};
