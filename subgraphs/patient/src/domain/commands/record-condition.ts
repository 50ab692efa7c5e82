import { command } from '../command.ts';
import { faultsOfConcept } from '../concept-rules.ts';
import { faultOfEncounter, findWritablePatient } from '../find-patient.ts';
import type { CodeableConcept, Condition } from '../model.ts';
import { conflict, invalid, notFound, refused, saved } from '../outcome.ts';
import { edited, tellSaved, tracked } from '../saved-change.ts';

export type RecordCondition = {
  patientId: string;
  encounterId: string | null;
  code: CodeableConcept;
  clinicalStatus: Condition['clinicalStatus'];
  verificationStatus: Condition['verificationStatus'];
  onset: Date | null;
};

export const recordCondition = command<RecordCondition>('recordCondition', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const elsewhere = await faultOfEncounter(work, input.encounterId, input.patientId);
  if (elsewhere) return elsewhere;
  const faults = faultsOfConcept(input.code, 'code');
  if (input.verificationStatus === 'ENTERED_IN_ERROR') faults.push(invalid('A new entry is not an error yet.', 'verificationStatus'));
  if (input.onset && input.onset.getTime() > work.now.getTime() + 86_400_000) faults.push(invalid('It lies in the future.', 'onset'));
  if (faults.length > 0) return refused(faults);
  const { patientId, encounterId, code, clinicalStatus, verificationStatus, onset } = input;
  const condition: Condition = { ...tracked(work), patientId, encounterId, code, clinicalStatus, verificationStatus, onset, abatement: null, sortAt: onset ?? work.now };
  await work.conditions.insert([condition]);
  tellSaved(work, 'condition', 'recorded', condition);
  return saved(condition.id);
});

export type UpdateCondition = {
  conditionId: string;
  expectedVersion: number;
  clinicalStatus?: Condition['clinicalStatus'] | undefined;
  verificationStatus?: Condition['verificationStatus'] | undefined;
  abatement?: Date | null | undefined;
};

export const updateCondition = command<UpdateCondition>('updateCondition', async (work, input) => {
  const condition = await work.conditions.lock(input.conditionId);
  if (!condition) return notFound('condition', 'conditionId');
  if (condition.version !== input.expectedVersion) return conflict(condition.id);
  if (condition.verificationStatus === 'ENTERED_IN_ERROR') {
    return refused({ code: 'INVALID_TRANSITION', message: 'It was entered in error: record a new one.', path: ['conditionId'] });
  }
  if (input.abatement && condition.onset && input.abatement < condition.onset) return refused(invalid('It ended before it began.', 'abatement'));
  const { clinicalStatus, verificationStatus, abatement } = input;
  const next = edited(condition, { clinicalStatus, verificationStatus, abatement }, work);
  await work.conditions.save(next);
  tellSaved(work, 'condition', next.verificationStatus === 'ENTERED_IN_ERROR' ? 'entered-in-error' : 'updated', next);
  return saved(next.id);
});
