import type { PrescriptionFieldsFragment } from '../__generated__/operations.ts';

export type Reason = { code: string; message: string };

type Signable = Pick<PrescriptionFieldsFragment, 'status' | 'missing' | 'unconfirmed' | 'safetyCheck'> & { drug: { controlledSchedule: string | null } };

/**
 * Why this client leaves a prescription for a person, or null when nothing stands against signing it. It never confirms a
 * field and never overrides an alert: both are a person's to do.
 */
export function whyNotSignable({ status, missing, unconfirmed, safetyCheck, drug }: Signable): Reason | null {
  if (status !== 'PENDING_REVIEW' && status !== 'DRAFT') return { code: 'INVALID_TRANSITION', message: `It is ${status}.` };
  if (drug.controlledSchedule) return { code: 'CONTROLLED_SUBSTANCE', message: `Schedule ${drug.controlledSchedule}: it can be drafted here, not signed.` };
  if (missing.length > 0) return { code: 'MISSING_FIELDS', message: `Nobody said ${missing.join(', ')}.` };
  if (unconfirmed.length > 0) return { code: 'UNCONFIRMED_FIELDS', message: `A person has to confirm ${unconfirmed.join(', ')}.` };
  if (!safetyCheck) return { code: 'SAFETY_UNAVAILABLE', message: 'It was never checked.' };
  if (safetyCheck.status === 'UNAVAILABLE') return { code: 'SAFETY_UNAVAILABLE', message: `It could not be checked${safetyCheck.unavailableReason ? `: ${safetyCheck.unavailableReason}` : ''}.` };
  const blocks = safetyCheck.issues.filter((issue) => issue.severity === 'HIGH');
  if (blocks.length > 0) return { code: 'SAFETY_BLOCK', message: `The check found ${blocks.map((issue) => issue.code).join(', ')}.` };
  return null;
}
