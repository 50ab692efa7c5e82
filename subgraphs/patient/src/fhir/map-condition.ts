import type { ResourceOf } from '@dra/fhir';
import type { Condition, Tracked } from '../domain/model.ts';
import { conceptOf, firstCode, instantOf, verificationOf } from './elements.ts';
import { becomes } from './mapped.ts';
import type { Mapped } from './mapped.ts';

const clinical: Record<string, Condition['clinicalStatus']> = {
  active: 'ACTIVE',
  recurrence: 'RECURRENCE',
  relapse: 'RELAPSE',
  inactive: 'INACTIVE',
  remission: 'REMISSION',
  resolved: 'RESOLVED',
};

export function mapCondition(resource: ResourceOf<'Condition'>, patientId: string, encounterId: string | null, row: Tracked): Mapped<Condition> {
  const onset = instantOf(resource.onsetDateTime ?? resource.onsetPeriod?.start);
  const abatement = instantOf(resource.abatementDateTime);
  return becomes({
    ...row,
    patientId,
    encounterId,
    code: conceptOf(resource.code),
    clinicalStatus: clinical[firstCode(resource.clinicalStatus) ?? ''] ?? (abatement ? 'RESOLVED' : 'ACTIVE'),
    verificationStatus: verificationOf(resource.verificationStatus),
    onset,
    abatement,
    sortAt: onset ?? instantOf(resource.recordedDate) ?? row.createdAt,
  });
}
