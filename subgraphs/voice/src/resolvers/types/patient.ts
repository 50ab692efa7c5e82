import { connectionOf, decodeId, encodeId, pageSize, readCursor } from '@dra/subgraph';
import type { PatientResolvers } from '../../__generated__/resolvers.ts';
import type { Recording } from '../../domain/model.ts';

export const Patient: PatientResolvers = {
  // Whether the patient exists is the patient subgraph's to say: here are only the things that name them.
  __resolveReference: ({ id }: { id: string }) => ({ id: decodeId('pat', id) }),
  id: ({ id }) => encodeId('pat', id),
  async recordings({ id }, { first, after }, { reads, actor }) {
    const scope = { tenant: actor.tenant, field: 'Patient.recordings', filter: { patient: id } };
    const size = pageSize(first);
    const [before] = readCursor(after, scope, 1) ?? [null];
    const ids = await reads.pages.load({ patientId: id, before: before === null ? null : String(before), limit: size + 1 });
    const rows = (await reads.recordings.loadMany(ids)).map((row) => {
      if (row instanceof Error) throw row;
      return row as Recording;
    });
    return connectionOf(rows, { first: size, after, scope, keyOf: (row) => [row.id] });
  },
};
