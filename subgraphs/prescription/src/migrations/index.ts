import type { Privilege } from '@dra/pg-store';
import { createPrescriptionTables } from './create-prescription-tables.ts';

export const migrations = [createPrescriptionTables];

/** Beyond SELECT, INSERT, UPDATE: what was saved and what was checked never changes again. */
export const grants: Record<string, readonly Privilege[]> = {
  prescription_version: ['SELECT', 'INSERT'],
  safety_check: ['SELECT', 'INSERT'],
};
