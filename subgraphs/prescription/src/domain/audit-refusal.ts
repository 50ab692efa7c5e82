import type { Prescription, SafetyOverride } from './model.ts';
import type { Outcome } from './outcome.ts';
import type { Work } from './work.ts';

/** Puts on record that somebody was refused, with the codes of the reasons. */
export function auditRefusal(work: Work, action: 'prescription.sign' | 'prescription.resume', prescription: Prescription, outcome: Outcome): Outcome {
  work.audit({
    action,
    patientId: prescription.patientId,
    resource: { type: 'Prescription', id: prescription.id },
    outcome: 'DENIED',
    detail: { reason: outcome.faults.map((fault) => fault.code).join(' '), version: prescription.version },
  });
  return outcome;
}

/** Puts each override on record: codes and ids only, the words stay in the signature. */
export function auditOverrides(work: Work, prescription: Prescription, overrides: readonly SafetyOverride[], checkId: string): void {
  for (const { issueKey, reason } of overrides) {
    work.audit({
      action: 'prescription.safety-overridden',
      patientId: prescription.patientId,
      resource: { type: 'Prescription', id: prescription.id },
      outcome: 'ALLOWED',
      detail: { check: checkId, issueKey, reason, version: prescription.version },
    });
  }
}
