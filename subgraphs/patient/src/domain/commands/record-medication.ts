import { command } from '../command.ts';
import { faultsOfConcept } from '../concept-rules.ts';
import { findWritablePatient } from '../find-patient.ts';
import type { CodeableConcept, Medication, MedicationStatus } from '../model.ts';
import { conflict, invalid, notFound, refused, saved } from '../outcome.ts';
import { edited, tellSaved, tracked } from '../saved-change.ts';

const longestDosage = 4_000;

export type RecordMedication = {
  patientId: string;
  code: CodeableConcept;
  status: MedicationStatus;
  dosageText: string | null;
  effectiveStart: Date | null;
};

export const recordMedication = command<RecordMedication>('recordMedication', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const faults = faultsOfConcept(input.code, 'code');
  if (input.status === 'ENTERED_IN_ERROR') faults.push(invalid('A new entry is not an error yet.', 'status'));
  if ((input.dosageText?.length ?? 0) > longestDosage) faults.push(invalid(`At most ${longestDosage} characters.`, 'dosageText'));
  if (faults.length > 0) return refused(faults);
  const { patientId, code, status, dosageText, effectiveStart } = input;
  const medication: Medication = { ...tracked(work), patientId, code, status, dosageText, effectiveStart, effectiveEnd: null, sortAt: effectiveStart ?? work.now };
  await work.medications.insert([medication]);
  tellSaved(work, 'medication', 'recorded', medication);
  return saved(medication.id);
});

export type UpdateMedication = {
  medicationId: string;
  expectedVersion: number;
  status?: MedicationStatus | undefined;
  dosageText?: string | null | undefined;
  effectiveEnd?: Date | null | undefined;
};

export const updateMedication = command<UpdateMedication>('updateMedication', async (work, input) => {
  const medication = await work.medications.lock(input.medicationId);
  if (!medication) return notFound('medication statement', 'medicationId');
  if (medication.version !== input.expectedVersion) return conflict(medication.id);
  if (medication.status === 'ENTERED_IN_ERROR') {
    return refused({ code: 'INVALID_TRANSITION', message: 'It was entered in error: record a new one.', path: ['medicationId'] });
  }
  if (input.effectiveEnd && medication.effectiveStart && input.effectiveEnd < medication.effectiveStart) {
    return refused(invalid('It ended before it began.', 'effectiveEnd'));
  }
  if ((input.dosageText?.length ?? 0) > longestDosage) return refused(invalid(`At most ${longestDosage} characters.`, 'dosageText'));
  const { status, dosageText, effectiveEnd } = input;
  const next = edited(medication, { status, dosageText, effectiveEnd }, work);
  await work.medications.save(next);
  tellSaved(work, 'medication', next.status === 'ENTERED_IN_ERROR' ? 'entered-in-error' : 'updated', next);
  return saved(next.id);
});
