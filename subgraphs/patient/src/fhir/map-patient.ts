import type { ResourceOf } from '@dra/fhir';
import type { Patient, Tracked } from '../domain/model.ts';
import { sortNameOf } from '../domain/names.ts';
import { faultsOfDemographics, faultsOfMrn } from '../domain/patient-rules.ts';
import { becomes, failed } from './mapped.ts';
import type { Mapped } from './mapped.ts';

const genders = { male: 'MALE', female: 'FEMALE', other: 'OTHER', unknown: 'UNKNOWN' } as const;
const languagePattern = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** The record's number is the identifier of type MR; a patient without one cannot be told from another. */
export function mapPatient(resource: ResourceOf<'Patient'>, row: Tracked, now: Date): Mapped<Patient> {
  const mrn = resource.identifier.find((identifier) => identifier.type?.coding?.some((coding) => coding.code === 'MR'))?.value?.trim();
  if (!mrn) return failed('Patient.identifier: no medical record number (type MR)');

  const partialBirthDate = resource.birthDate !== undefined && resource.birthDate.length < 10;
  const language = (resource.communication?.find((one) => one.preferred) ?? resource.communication?.[0])?.language.coding?.[0]?.code;
  const address = resource.address?.[0];
  const names = resource.name.map((name) => ({
    use: name.use ?? null,
    family: name.family ?? (name.given ? null : (name.text ?? null)),
    given: name.given ?? [],
    prefix: name.prefix ?? [],
  }));
  const patient: Patient = {
    ...row,
    mrn,
    identifiers: resource.identifier.flatMap(({ system, value }) => (value ? [{ system: system ?? 'urn:unknown', value }] : [])),
    names,
    sortName: sortNameOf(names),
    birthDate: partialBirthDate ? null : (resource.birthDate ?? null),
    administrativeGender: genders[resource.gender ?? 'unknown'],
    telecom: (resource.telecom ?? []).flatMap(({ system, value, use }) => (value ? [{ system: system ?? 'other', value, use: use ?? null }] : [])),
    address: address
      ? { lines: address.line ?? [], city: address.city ?? null, state: address.state ?? null, postalCode: address.postalCode ?? null, country: address.country ?? null }
      : null,
    language: language && languagePattern.test(language) ? language : null,
    deceased: resource.deceasedBoolean ?? resource.deceasedDateTime !== undefined,
    active: resource.active ?? true,
    mergedInto: null,
    noKnownAllergiesAssertedAt: null,
    noKnownAllergiesAssertedBy: null,
  };
  const faults = [...faultsOfMrn(patient.mrn), ...faultsOfDemographics(patient, now)];
  if (faults.length > 0) return failed(`Patient.${faults.map((fault) => fault.path?.join('.')).join(', ')}: not acceptable`);
  return becomes(patient, partialBirthDate ? 'Patient.birthDate: not a full date, left out' : null);
}
