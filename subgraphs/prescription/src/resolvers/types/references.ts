import { ServiceError } from '@dra/service';
import { connectionOf, decodeId, encodeId, pageSize, readCursor } from '@dra/subgraph';
import type { EncounterResolvers, PatientResolvers } from '../../__generated__/resolvers.ts';
import type { Prescription } from '../../domain/model.ts';

/** A thing of another subgraph's, known here by its id only. */
export type Reference = { id: string };

/** A list names what is there; an absence between the two reads is a fault, never a shorter list. */
const present = (rows: (Prescription | Error | null)[]): Prescription[] =>
  rows.map((row) => {
    if (row instanceof Error) throw row;
    if (!row) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'A prescription of this list could not be read.');
    return row;
  });

export const Patient: PatientResolvers = {
  __resolveReference: ({ id }) => ({ id: encodeId('pat', decodeId('pat', id)) }),
  prescriptions: async ({ id }, { status, first, after }, { actor, reads }) => {
    const size = pageSize(first);
    const wanted = status && status.length > 0 ? [...new Set(status)].sort() : null;
    const scope = { tenant: actor.tenant, field: 'Patient.prescriptions', filter: [id, wanted] };
    const [before] = readCursor(after, scope, 1) ?? [null];
    const ids = await reads.pages.load({ patientId: decodeId('pat', id), status: wanted, before: before === null ? null : String(before), limit: size + 1 });
    const shown = present(await reads.prescriptions.loadMany(ids.slice(0, size)));
    const { edges, nodes, pageInfo } = connectionOf(shown, { first: size, after, scope, keyOf: (row) => [row.id] });
    return { edges, nodes, pageInfo: { ...pageInfo, hasNextPage: ids.length > size } };
  },
};

export const Encounter: EncounterResolvers = {
  __resolveReference: ({ id }) => ({ id: encodeId('enc', decodeId('enc', id)) }),
  prescriptions: async ({ id }, _, { reads }) => present(await reads.prescriptions.loadMany(await reads.ofEncounter.load(decodeId('enc', id)))),
};
