import { domainEvent } from '@dra/events';
import type { Prescription, Tracked } from './model.ts';
import type { Work } from './work.ts';

/** What was changed and by which step, as the audit names it: `prescription.created`, `prescription.signed`. */
export function tellSaved(work: Work, step: string, row: Prescription, detail: Record<string, unknown> = {}): void {
  const { patientId, encounterId, id, status, version } = row;
  work.audit({ action: `prescription.${step}`, patientId, resource: { type: 'Prescription', id }, outcome: 'ALLOWED', detail: { version, ...detail } });
  const base = { tenant: row.tenant, patientId, encounterId, prescriptionId: id, requestedBy: work.actor.userId, occurredAt: work.now.toISOString() };
  work.tell(domainEvent('prescription-changed.v1', { ...base, status, version }));
  if (step === 'signed') work.tell(domainEvent('prescription-signed.v1', { ...base, version }));
  work.notice({ type: 'Prescription', id, encounterId });
}

/** The fields of a new row. */
export function tracked(work: Pick<Work, 'actor' | 'now' | 'newId'>): Tracked {
  const by = work.actor.userId;
  return { tenant: work.actor.tenant, id: work.newId(), version: 1, createdAt: work.now, createdBy: by, updatedAt: work.now, updatedBy: by };
}

/** The row with `changes`, as its next version. */
export function edited(row: Prescription, changes: Partial<Prescription>, work: Pick<Work, 'actor' | 'now'>): Prescription {
  return { ...row, ...changes, version: row.version + 1, updatedAt: work.now, updatedBy: work.actor.userId };
}
