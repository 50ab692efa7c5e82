import type { Allergy, Patient } from './model.ts';

/** It counts against a prescription now. */
export function isActiveAllergy(allergy: Pick<Allergy, 'clinicalStatus' | 'verificationStatus'>): boolean {
  return allergy.clinicalStatus === 'ACTIVE' && allergy.verificationStatus !== 'REFUTED' && allergy.verificationStatus !== 'ENTERED_IN_ERROR';
}

export type AllergyListStatus = 'NEVER_ASKED' | 'NO_KNOWN_ALLERGIES' | 'ON_FILE';

/**
 * An active entry outweighs an assertion that there are none; an old, resolved or refuted one does not. With nothing at
 * all, nobody ever asked, which is not the same as none.
 */
export function allergyListStatus(
  patient: Pick<Patient, 'noKnownAllergiesAssertedAt'>,
  allergies: readonly Pick<Allergy, 'clinicalStatus' | 'verificationStatus'>[],
): AllergyListStatus {
  if (allergies.some(isActiveAllergy)) return 'ON_FILE';
  if (patient.noKnownAllergiesAssertedAt) return 'NO_KNOWN_ALLERGIES';
  return allergies.some((allergy) => allergy.verificationStatus !== 'ENTERED_IN_ERROR') ? 'ON_FILE' : 'NEVER_ASKED';
}
