import { sqlMigration } from '@dra/pg-store';

/** Twins are looked for at every safety check; few records are ever merged. */
export const indexMergedPatients = sqlMigration(
  'IndexMergedPatients',
  1764000000002,
  `CREATE INDEX patient_twins ON patient (tenant, merged_into) WHERE merged_into IS NOT NULL;`,
);
