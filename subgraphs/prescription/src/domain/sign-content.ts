import { createHash } from 'node:crypto';
import { canonicalJson } from '@dra/pg-store';
import type { Prescription } from './model.ts';

/** SHA-256 over what a signature stands for: everything that a pharmacist would read, for whom, and in which version. */
export const contentHashOf = ({ id, patientId, encounterId, drug, sig, quantity, refills, substitutionAllowed, indication, priorPrescriptionId, version }: Prescription): string =>
  createHash('sha256')
    .update(canonicalJson({ id, patientId, encounterId, drug, sig, quantity, refills, substitutionAllowed, indication, priorPrescriptionId, version }))
    .digest('hex');
