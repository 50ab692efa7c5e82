import type { HumanName, Identifier, Patient } from './model.ts';
import { normaliseName } from './names.ts';
import { invalid } from './outcome.ts';
import type { Fault } from './outcome.ts';

export type Demographics = { names: readonly HumanName[]; birthDate: string | null; identifiers?: readonly Identifier[]; language: string | null };

const mrnPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const languagePattern = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

export function faultsOfMrn(mrn: string): Fault[] {
  return mrnPattern.test(mrn) ? [] : [invalid('1 to 64 letters, digits, dots, dashes or underscores.', 'mrn')];
}

/** @param now decides what lies in the future; a day's grace covers every time zone */
export function faultsOfDemographics(given: Demographics, now: Date): Fault[] {
  const faults: Fault[] = [];
  if (given.names.length === 0) faults.push(invalid('At least one name is needed.', 'names'));
  if (given.names.length > 20) faults.push(invalid('At most 20 names.', 'names'));
  given.names.forEach((name, index) => {
    const parts = [name.family ?? '', ...name.given];
    if (parts.every((part) => normaliseName(part) === '')) faults.push(invalid('A family or a given name is needed.', 'names', String(index)));
    if (parts.some((part) => part.length > 256)) faults.push(invalid('At most 256 characters.', 'names', String(index)));
  });
  if (given.birthDate !== null) {
    const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
    if (given.birthDate > tomorrow) faults.push(invalid('It lies in the future.', 'birthDate'));
    if (given.birthDate < '1850-01-01') faults.push(invalid('Nobody is that old.', 'birthDate'));
  }
  if (given.language !== null && !languagePattern.test(given.language)) faults.push(invalid('A language tag such as en-US.', 'language'));
  given.identifiers?.forEach((identifier, index) => {
    if (identifier.system.trim() === '' || identifier.value.trim() === '') faults.push(invalid('A system and a value are needed.', 'identifiers', String(index)));
  });
  return faults;
}

/** Why the record may not take new entries, or null. A merged twin points at the record that counts. */
export function whyNotWritable(patient: Pick<Patient, 'mergedInto'>): Fault | null {
  return patient.mergedInto ? { code: 'INVALID_TRANSITION', message: 'This record was merged: use the one in `mergedInto`.', path: ['patientId'] } : null;
}

/** The same person, as far as a name and a birthday can tell: same family name, same first given name, same day. */
export function looksLikeTwin(a: Pick<Patient, 'names' | 'birthDate'>, b: Pick<Patient, 'names' | 'birthDate'>): boolean {
  if (a.birthDate === null || a.birthDate !== b.birthDate) return false;
  const keys = (names: readonly HumanName[]) => names.map((name) => `${normaliseName(name.family ?? '')}|${normaliseName(name.given[0] ?? '')}`);
  const known = new Set(keys(a.names));
  return keys(b.names).some((key) => known.has(key));
}
