import { command } from '../command.ts';
import type { Address, AdministrativeGender, ContactPoint, HumanName } from '../model.ts';
import { sortNameOf } from '../names.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import { faultsOfDemographics } from '../patient-rules.ts';
import { edited, tellSaved } from '../saved-change.ts';

/** Absent fields stay; null empties what may be empty. */
export type UpdatePatient = {
  patientId: string;
  expectedVersion: number;
  names?: HumanName[] | undefined;
  birthDate?: string | null | undefined;
  administrativeGender?: AdministrativeGender | undefined;
  telecom?: ContactPoint[] | undefined;
  address?: Address | null | undefined;
  language?: string | null | undefined;
  deceased?: boolean | undefined;
  active?: boolean | undefined;
};

export const updatePatient = command<UpdatePatient>('updatePatient', async (work, input) => {
  const patient = await work.patients.lock(input.patientId);
  if (!patient) return notFound('patient', 'patientId');
  if (patient.version !== input.expectedVersion) return conflict(patient.id);
  if (patient.mergedInto && input.active === true) {
    return refused({ code: 'INVALID_TRANSITION', message: 'A merged record is not active: take the merge back first.', path: ['active'] });
  }
  const { names, birthDate, administrativeGender, telecom, address, language, deceased, active } = input;
  const next = edited(patient, { names, birthDate, administrativeGender, telecom, address, language, deceased, active }, work);
  const faults = faultsOfDemographics(next, work.now);
  if (faults.length > 0) return refused(faults);
  const row = { ...next, sortName: sortNameOf(next.names) };
  await work.patients.save(row);
  tellSaved(work, 'patient', 'updated', row);
  return saved(row.id);
});
