import { connectionOf, decodeId, encodeId, pageSize, readCursor } from '@dra/subgraph';
import type { Connection } from '@dra/subgraph';
import type { Context } from '../../context.ts';
import type { PatientResolvers } from '../../__generated__/resolvers.ts';
import type { Patient, Tracked } from '../../domain/model.ts';
import { displayNameOf } from '../../domain/names.ts';
import { pagedLists, positionOf } from '../../reads/pages-of-patient.ts';
import type { PageFilter, PagedList, Position } from '../../reads/pages-of-patient.ts';
import { found } from '../found.ts';

type Row = Tracked & { patientId: string };
type PageArguments = { first?: number | null; after?: string | null };
type PageLoader<T> = { load(key: { patientId: string; after: Position | null; first: number; filter: PageFilter }): Promise<T[]> };

async function pageOf<T extends Row>(
  patient: Patient,
  field: string,
  list: PagedList<T>,
  loader: PageLoader<T>,
  { first, after }: PageArguments,
  filter: PageFilter,
  { actor }: Context,
): Promise<Connection<T>> {
  const size = pageSize(first);
  const scope = { tenant: actor.tenant, field: `Patient.${field}`, filter: { patient: patient.id, ...filter } };
  const key = readCursor(after, scope, 2);
  const position = key && { at: String(key[0]), id: String(key[1]) };
  const rows = await loader.load({ patientId: patient.id, after: position, first: size, filter });
  return connectionOf(rows, { first: size, after, scope, keyOf: (row) => positionOf(list, row) });
}

export const patientType: PatientResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.patients.load(decodeId('pat', reference.id))),
  id: (patient) => encodeId('pat', patient.id),
  displayName: (patient) => displayNameOf(patient.names),
  mergedInto: (patient, _, { reads }) => (patient.mergedInto === null ? null : reads.patients.load(patient.mergedInto)),
  allergies: (patient) => ({ patient }),
  conditions: (patient, page, context) => pageOf(patient, 'conditions', pagedLists.conditions, context.reads.conditionPages, page, {}, context),
  medications: (patient, { activeOnly, ...page }, context) =>
    pageOf(patient, 'medications', pagedLists.medications, context.reads.medicationPages, page, activeOnly ? { activeOnly: true } : {}, context),
  observations: (patient, { code, ...page }, context) =>
    pageOf(patient, 'observations', pagedLists.observations, context.reads.observationPages, page, typeof code === 'string' ? { code } : {}, context),
  encounters: (patient, page, context) => pageOf(patient, 'encounters', pagedLists.encounters, context.reads.encounterPages, page, {}, context),
  consents: (patient, _, { reads }) => reads.consentsOf.load(patient.id),
  careTeam: (patient, _, { reads }) => reads.careTeamOf.load(patient.id),
};
