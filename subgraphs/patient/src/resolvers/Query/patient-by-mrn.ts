import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { searchPatients } from '../../reads/search-patients.ts';

/** Null and no error when nobody has it: whoever types a number wants to know that, and not that something failed. */
export const patientByMrn: QueryResolvers['patientByMrn'] = async (_, { mrn }, { reads }) => {
  const [patient] = await reads.session.read((tx) => searchPatients(tx, { words: [], birthDate: null, mrn }, 1, null));
  if (patient) reads.patients.prime(patient.id, patient);
  return patient ?? null;
};
