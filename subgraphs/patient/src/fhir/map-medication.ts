import type { FhirConcept, ResourceOf } from '@dra/fhir';
import type { Medication, MedicationStatus, Tracked } from '../domain/model.ts';
import { conceptOf, instantOf } from './elements.ts';
import { becomes, skipped } from './mapped.ts';
import type { Mapped } from './mapped.ts';

type Order = ResourceOf<'MedicationRequest'>;
type Statement = ResourceOf<'MedicationStatement'>;

const orderStatuses: Record<Order['status'], MedicationStatus | null> = {
  active: 'ACTIVE',
  'on-hold': 'ON_HOLD',
  cancelled: 'STOPPED',
  completed: 'COMPLETED',
  'entered-in-error': 'ENTERED_IN_ERROR',
  stopped: 'STOPPED',
  draft: null,
  unknown: 'UNKNOWN',
};

const statementStatuses: Record<Statement['status'], MedicationStatus | null> = {
  active: 'ACTIVE',
  completed: 'COMPLETED',
  'entered-in-error': 'ENTERED_IN_ERROR',
  intended: null,
  stopped: 'STOPPED',
  'on-hold': 'ON_HOLD',
  unknown: 'UNKNOWN',
  'not-taken': null,
};

/** What somebody ordered elsewhere is known here as a medicine that the patient takes; it is no prescription of ours. */
export function mapMedicationRequest(resource: Order, patientId: string, row: Tracked): Mapped<Medication> {
  if (resource.doNotPerform) return skipped('MedicationRequest.doNotPerform');
  if (['proposal', 'plan', 'option'].includes(resource.intent)) return skipped(`MedicationRequest.intent: ${resource.intent}`);
  const status = orderStatuses[resource.status];
  if (!status) return skipped(`MedicationRequest.status: ${resource.status}`);
  const code = drugOf(resource);
  if (!code) return skipped('MedicationRequest.medicationReference: only a contained medication is supported');
  return becomes(medication(row, patientId, code, status, resource.dosageInstruction, instantOf(resource.authoredOn), null));
}

export function mapMedicationStatement(resource: Statement, patientId: string, row: Tracked): Mapped<Medication> {
  const status = statementStatuses[resource.status];
  if (!status) return skipped(`MedicationStatement.status: ${resource.status}`);
  const code = drugOf(resource);
  if (!code) return skipped('MedicationStatement.medicationReference: only a contained medication is supported');
  const start = instantOf(resource.effectivePeriod?.start ?? resource.effectiveDateTime ?? resource.dateAsserted);
  return becomes(medication(row, patientId, code, status, resource.dosage, start, instantOf(resource.effectivePeriod?.end)));
}

function drugOf(resource: Order | Statement): FhirConcept | undefined {
  if (resource.medicationCodeableConcept) return resource.medicationCodeableConcept;
  const id = /^#(.+)$/.exec(resource.medicationReference?.reference ?? '')?.[1];
  return id === undefined ? undefined : resource.contained?.find((one) => one.resourceType === 'Medication' && one.id === id)?.code;
}

function medication(
  row: Tracked,
  patientId: string,
  code: FhirConcept,
  status: MedicationStatus,
  dosage: readonly { text?: string | undefined; patientInstruction?: string | undefined }[] | undefined,
  effectiveStart: Date | null,
  effectiveEnd: Date | null,
): Medication {
  const directions = (dosage ?? []).flatMap((one) => one.text ?? one.patientInstruction ?? []).join('; ');
  return {
    ...row,
    patientId,
    code: conceptOf(code),
    status,
    dosageText: directions === '' ? null : directions.slice(0, 4_000),
    effectiveStart,
    effectiveEnd,
    sortAt: effectiveStart ?? row.createdAt,
  };
}
