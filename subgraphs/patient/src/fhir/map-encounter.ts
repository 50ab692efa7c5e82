import type { ResourceOf } from '@dra/fhir';
import type { Encounter, EncounterClass, EncounterStatus, Tracked } from '../domain/model.ts';
import { conceptOf, instantOf } from './elements.ts';
import { becomes, skipped } from './mapped.ts';
import type { Mapped } from './mapped.ts';

const statuses: Record<ResourceOf<'Encounter'>['status'], EncounterStatus | null> = {
  planned: 'PLANNED',
  arrived: 'ARRIVED',
  triaged: 'ARRIVED',
  'in-progress': 'IN_PROGRESS',
  onleave: 'IN_PROGRESS',
  finished: 'FINISHED',
  cancelled: 'CANCELLED',
  'entered-in-error': 'ENTERED_IN_ERROR',
  unknown: null,
};

/** HL7 v3 ActCode. */
const classes: Record<string, EncounterClass> = {
  AMB: 'AMBULATORY',
  EMER: 'EMERGENCY',
  IMP: 'INPATIENT',
  ACUTE: 'INPATIENT',
  NONAC: 'INPATIENT',
  OBSENC: 'INPATIENT',
  SS: 'INPATIENT',
  HH: 'HOME',
  FLD: 'HOME',
  VR: 'VIRTUAL',
};

export function mapEncounter(resource: ResourceOf<'Encounter'>, patientId: string, row: Tracked): Mapped<Encounter> {
  const status = statuses[resource.status];
  if (!status) return skipped('Encounter.status: unknown');
  const kind = classes[resource.class.code];
  if (!kind) return skipped('Encounter.class: not supported');
  const startedAt = instantOf(resource.period?.start);
  const reason = resource.reasonCode?.[0] ?? resource.type?.[0];
  return becomes({
    ...row,
    patientId,
    status,
    class: kind,
    reason: reason ? conceptOf(reason) : null,
    clinician: resource.participant?.find((one) => one.individual?.display)?.individual?.display ?? 'imported',
    startedAt,
    finishedAt: instantOf(resource.period?.end),
    sortAt: startedAt ?? row.createdAt,
  });
}
