import { domainEvent } from '@dra/events';
import type { OutgoingMessage } from '@dra/events';
import type { Allergy, Condition, Consent, Encounter, Medication, Observation, Patient, Tracked } from './model.ts';
import type { Work } from './work.ts';

export type RecordKinds = {
  patient: Patient;
  allergy: Allergy;
  condition: Condition;
  medication: Medication;
  observation: Observation;
  encounter: Encounter;
  consent: Consent;
};
export type RecordKind = keyof RecordKinds;

export const resourceTypes: Record<RecordKind, string> = {
  patient: 'Patient',
  allergy: 'AllergyIntolerance',
  condition: 'Condition',
  medication: 'MedicationStatement',
  observation: 'Observation',
  encounter: 'Encounter',
  consent: 'Consent',
};

/** What was changed and by which step, as the audit names it: `allergy.recorded`, `encounter.finished`. */
export function tellSaved<K extends RecordKind>(work: Work, kind: K, step: string, row: RecordKinds[K]): void {
  const patientId = patientIdOf(kind, row);
  work.audit({ action: `${kind}.${step}`, patientId, resource: { type: resourceTypes[kind], id: row.id }, outcome: 'ALLOWED', detail: { version: row.version } });
  work.tell(changeEvent(work, kind, row));
  work.notice(kind === 'encounter' ? { type: 'Encounter', id: row.id, encounterId: row.id } : { type: 'Patient', id: patientId, encounterId: null });
}

/** The domain event of a saved row. Ids and states only. */
export function changeEvent<K extends RecordKind>(work: Pick<Work, 'actor' | 'now'>, kind: K, row: RecordKinds[K]): OutgoingMessage {
  const base = {
    tenant: row.tenant,
    patientId: patientIdOf(kind, row),
    requestedBy: work.actor.userId,
    occurredAt: work.now.toISOString(),
    version: row.version,
  };
  switch (kind) {
    case 'patient':
      return domainEvent('patient-changed.v1', base);
    case 'allergy':
      return domainEvent('allergy-changed.v1', { ...base, allergyId: row.id });
    case 'condition':
      return domainEvent('condition-changed.v1', { ...base, conditionId: row.id });
    case 'medication':
      return domainEvent('medication-changed.v1', { ...base, medicationId: row.id });
    case 'observation':
      return domainEvent('observation-changed.v1', { ...base, observationId: row.id });
    case 'encounter':
      return domainEvent('encounter-changed.v1', { ...base, encounterId: row.id, status: (row as Encounter).status });
    default: {
      const { type, status } = row as Consent;
      return domainEvent('consent-changed.v1', { ...base, consentId: row.id, type, status });
    }
  }
}

function patientIdOf(kind: RecordKind, row: Tracked): string {
  return kind === 'patient' ? row.id : (row as Tracked & { patientId: string }).patientId;
}

/** The fields of a new row. */
export function tracked(work: Pick<Work, 'actor' | 'now' | 'newId'>): Tracked {
  const by = work.actor.userId;
  return { tenant: work.actor.tenant, id: work.newId(), version: 1, createdAt: work.now, createdBy: by, updatedAt: work.now, updatedBy: by };
}

/** The row with `changes`, as its next version. Absent (undefined) changes leave a field as it is; null empties it. */
export function edited<T extends Tracked>(row: T, changes: Partial<T>, work: Pick<Work, 'actor' | 'now'>): T {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
  return { ...row, ...given, version: row.version + 1, updatedAt: work.now, updatedBy: work.actor.userId };
}
