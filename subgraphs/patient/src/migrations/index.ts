import type { Privilege } from '@dra/pg-store';
import { createFhirImportTables } from './create-fhir-import-tables.ts';
import { createPatientTables } from './create-patient-tables.ts';
import { indexMergedPatients } from './index-merged-patients.ts';

export const migrations = [createPatientTables, createFhirImportTables, indexMergedPatients];

/** Beyond SELECT, INSERT, UPDATE. patient_name is an index that follows the names: its words come and go. */
export const grants: Record<string, readonly Privilege[]> = {
  patient_name: ['SELECT', 'INSERT', 'DELETE'],
};
