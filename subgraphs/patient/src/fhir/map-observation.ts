import { observationCodes } from '@dra/fhir';
import type { ResourceOf } from '@dra/fhir';
import type { Observation, Tracked } from '../domain/model.ts';
import { faultsOfObservation } from '../domain/observation-rules.ts';
import { conceptOf, instantOf, quantityOf } from './elements.ts';
import { becomes, failed, skipped } from './mapped.ts';
import type { Mapped } from './mapped.ts';

const statuses: Record<ResourceOf<'Observation'>['status'], Observation['status'] | null> = {
  registered: null,
  preliminary: 'PRELIMINARY',
  final: 'FINAL',
  amended: 'AMENDED',
  corrected: 'AMENDED',
  cancelled: null,
  'entered-in-error': 'ENTERED_IN_ERROR',
  unknown: null,
};

export function mapObservation(resource: ResourceOf<'Observation'>, patientId: string, encounterId: string | null, row: Tracked): Mapped<Observation> {
  const code = resource.code.coding?.find((coding) => coding.system === 'http://loinc.org' && coding.code !== undefined && Object.hasOwn(observationCodes, coding.code))?.code;
  if (code === undefined) return skipped('Observation.code: not among the supported LOINC codes');
  const status = statuses[resource.status];
  if (!status) return skipped(`Observation.status: ${resource.status}`);
  const quantities = [resource.valueQuantity, ...(resource.component ?? []).map((component) => component.valueQuantity)];
  // "< 5" read as 5 would be a lie.
  if (quantities.some((quantity) => quantity?.comparator)) return skipped('Observation.valueQuantity.comparator: not supported');
  const effectiveAt = instantOf(resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.issued);
  if (!effectiveAt) return failed('Observation.effective: missing');
  const value = resource.valueQuantity ? quantityOf(resource.valueQuantity) : null;
  const given = {
    code: conceptOf(resource.code),
    effectiveAt,
    value,
    valueConcept: resource.valueCodeableConcept ? conceptOf(resource.valueCodeableConcept) : null,
    components: (resource.component ?? []).map((component) => ({ code: conceptOf(component.code), value: component.valueQuantity ? quantityOf(component.valueQuantity) : null })),
  };
  const faults = faultsOfObservation(given, row.createdAt);
  if (faults.length > 0) return failed(`Observation.${faults.map((fault) => fault.path?.join('.')).join(', ')}: not acceptable`);
  return becomes({
    ...row,
    patientId,
    encounterId,
    ...given,
    primaryCode: code,
    status,
    category: observationCodes[code] ?? 'OTHER',
    value: value?.value ?? null,
    unit: value?.unit ?? null,
  });
}
