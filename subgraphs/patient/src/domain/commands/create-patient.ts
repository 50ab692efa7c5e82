import { command } from '../command.ts';
import type { Address, AdministrativeGender, ContactPoint, HumanName, Identifier, Patient } from '../model.ts';
import { sortNameOf } from '../names.ts';
import { refused, saved } from '../outcome.ts';
import { faultsOfDemographics, faultsOfMrn, looksLikeTwin } from '../patient-rules.ts';
import { tellSaved, tracked } from '../saved-change.ts';

export type CreatePatient = {
  mrn: string;
  names: HumanName[];
  birthDate: string | null;
  administrativeGender: AdministrativeGender;
  identifiers: Identifier[];
  telecom: ContactPoint[];
  address: Address | null;
  language: string | null;
  allowDuplicate: boolean;
};

/** Opens a record. An MRN is never given twice; the same name and birthday only when the person insists. */
export const createPatient = command<CreatePatient>('createPatient', async (work, input) => {
  const faults = [...faultsOfMrn(input.mrn), ...faultsOfDemographics(input, work.now)];
  if (faults.length > 0) return refused(faults);

  const taken = async () => {
    const other = await work.patients.byMrn(input.mrn);
    return other && refused({ code: 'DUPLICATE', message: 'This MRN belongs to another record.', path: ['mrn'] }, other.id);
  };
  const first = await taken();
  if (first) return first;
  if (!input.allowDuplicate && input.birthDate !== null) {
    const twin = (await work.patients.byBirthDate(input.birthDate)).find((other) => !other.mergedInto && looksLikeTwin(other, input));
    if (twin) return refused({ code: 'DUPLICATE', message: 'A record with this name and birth date exists.', path: ['names'] }, twin.id);
  }

  const { allowDuplicate: _, ...demographics } = input;
  const patient: Patient = {
    ...tracked(work),
    ...pickDemographics(demographics),
    sortName: sortNameOf(input.names),
    deceased: false,
    active: true,
    mergedInto: null,
    noKnownAllergiesAssertedAt: null,
    noKnownAllergiesAssertedBy: null,
  };
  if (!(await work.patients.insertNew(patient))) return (await taken()) ?? refused({ code: 'DUPLICATE', message: 'This MRN belongs to another record.', path: ['mrn'] });
  tellSaved(work, 'patient', 'created', patient);
  return saved(patient.id);
});

/** By name, so that nothing else of an input reaches the row. */
function pickDemographics(input: Omit<CreatePatient, 'allowDuplicate'>) {
  const { mrn, names, birthDate, administrativeGender, identifiers, telecom, address, language } = input;
  return { mrn, names, birthDate, administrativeGender, identifiers, telecom, address, language };
}
