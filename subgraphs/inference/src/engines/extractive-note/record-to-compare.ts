import type { MedicineOnFile, NoteResult, PatientRecordOnFile } from '@dra/events';
import type { PatientRecord } from './facts/find-contradictions.ts';
import { listedMedicine } from './facts/medicine-list.ts';

/** What is on file as its owners gave it; null is what could not be read. */
export type RecordOnFile = { record: PatientRecordOnFile | null; prescriptions: readonly MedicineOnFile[] | null };

export type Comparable = {
  /** What there is of it. */
  record: PatientRecord;
  comparedWith: NonNullable<NoteResult['comparedWith']>;
  /** What could not be compared: the draft must not look as if it had been. */
  warnings: NoteResult['warnings'];
};

export function recordToCompare({ record, prescriptions }: RecordOnFile): Comparable {
  const found: PatientRecord = {
    allergies: record?.allergies?.items ?? [],
    noKnownAllergies: record?.allergies?.noneAsserted ?? false,
    medicines: [...(record?.medicines ?? []).map((one) => listedMedicine(one, 'MedicationStatement')), ...(prescriptions ?? []).map((one) => listedMedicine(one, 'Prescription'))],
    conditions: record?.conditions ?? [],
  };
  if (!record) {
    return { record: found, comparedWith: { readAt: null, complete: false }, warnings: [{ code: 'RECORD_NOT_COMPARED', message: 'The patient\'s record could not be read: what was said was not compared with the allergies, medicines and problems on file.' }] };
  }
  const missing = [
    ...(record.allergies ? [] : ['the allergies']),
    ...(record.medicines ? [] : ['the medicines']),
    ...(record.conditions ? [] : ['the problems']),
    ...(prescriptions ? [] : ['the prescriptions written here']),
    ...(record.complete ? [] : ['all entries of a list that is too long']),
  ];
  return {
    record: found,
    comparedWith: { readAt: record.readAt, complete: missing.length === 0 },
    warnings: missing.length === 0 ? [] : [{ code: 'RECORD_PARTLY_COMPARED', message: `What was said could not be compared with ${missing.join(', ')}.` }],
  };
}
