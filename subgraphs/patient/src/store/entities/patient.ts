import { EntitySchema } from '@dra/pg-store';
import type { Patient } from '../../domain/model.ts';
import { instant, json, text, trackedColumns, uuid } from './tracked-columns.ts';

export const patientEntity = new EntitySchema<Patient>({
  name: 'patient',
  columns: {
    ...trackedColumns,
    mrn: text('mrn'),
    identifiers: json('identifiers'),
    names: json('names'),
    sortName: text('sort_name'),
    birthDate: { name: 'birth_date', type: 'date', nullable: true },
    administrativeGender: text('administrative_gender'),
    telecom: json('telecom'),
    address: json('address', true),
    language: text('language', true),
    deceased: { type: 'boolean' },
    active: { type: 'boolean' },
    mergedInto: uuid('merged_into', true),
    noKnownAllergiesAssertedAt: instant('no_known_allergies_asserted_at', true),
    noKnownAllergiesAssertedBy: text('no_known_allergies_asserted_by', true),
  },
});
