import type { PrescriptionStatus } from './model.ts';

/**
 * Steps by `changePrescriptionStatus`. Into PENDING_REVIEW leads submit, into SIGNED only the signature, into SENT a pharmacy
 * network (not yet here). Nothing leads out of ENTERED_IN_ERROR.
 */
const steps: Readonly<Record<PrescriptionStatus, readonly PrescriptionStatus[]>> = {
  DRAFT: ['CANCELLED', 'ENTERED_IN_ERROR'],
  PENDING_REVIEW: ['CANCELLED', 'ENTERED_IN_ERROR'],
  SIGNED: ['ACTIVE', 'ON_HOLD', 'STOPPED', 'CANCELLED', 'ENTERED_IN_ERROR'],
  SENT: ['ACTIVE', 'ON_HOLD', 'STOPPED', 'CANCELLED', 'ENTERED_IN_ERROR'],
  ACTIVE: ['ON_HOLD', 'COMPLETED', 'STOPPED', 'CANCELLED', 'ENTERED_IN_ERROR'],
  ON_HOLD: ['ACTIVE', 'STOPPED', 'CANCELLED', 'ENTERED_IN_ERROR'],
  COMPLETED: ['ENTERED_IN_ERROR'],
  STOPPED: ['ENTERED_IN_ERROR'],
  CANCELLED: ['ENTERED_IN_ERROR'],
  ENTERED_IN_ERROR: [],
};

export const mayBecome = (from: PrescriptionStatus, to: PrescriptionStatus): boolean => steps[from].includes(to);

/** Renewed is what was once signed, and neither called off nor a mistake. */
export const renewable: readonly PrescriptionStatus[] = ['SIGNED', 'SENT', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED'];
