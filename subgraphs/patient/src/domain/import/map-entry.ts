import { supportedResources, isSupportedType } from '@dra/fhir';
import type { ResourceOf } from '@dra/fhir';
import { assertsNoKnownAllergies, mapAllergy } from '../../fhir/map-allergy.ts';
import { mapCondition } from '../../fhir/map-condition.ts';
import { mapConsent } from '../../fhir/map-consent.ts';
import { mapEncounter } from '../../fhir/map-encounter.ts';
import { mapMedicationRequest, mapMedicationStatement } from '../../fhir/map-medication.ts';
import { mapObservation } from '../../fhir/map-observation.ts';
import { mapPatient } from '../../fhir/map-patient.ts';
import type { Mapped } from '../../fhir/mapped.ts';
import { isActiveAllergy } from '../allergy-rules.ts';
import type { EntryResult } from '../fhir-import.ts';
import type { Patient, Tracked } from '../model.ts';
import { tracked } from '../saved-change.ts';
import type { RecordKind, RecordKinds } from '../saved-change.ts';
import type { Work } from '../work.ts';
import { noRows } from './new-rows.ts';
import type { NewRows } from './new-rows.ts';
import type { Resolve, SliceEntry } from './resolve-references.ts';

type Became = Pick<EntryResult, 'outcome' | 'thing' | 'reason'>;

export type EntryMapper = {
  map(entry: SliceEntry): Promise<Became>;
  /** What the entries mapped so far become. */
  rows: NewRows;
  /** Patients for whom a bundle asserts that no allergies are known. */
  asserted: Set<string>;
};

const fails = (reason: string): Became => ({ outcome: 'FAILED', thing: null, reason });
const skips = (reason: string | null): Became => ({ outcome: 'SKIPPED_UNSUPPORTED', thing: null, reason });

/** Turns entries into rows, one after another, parents first. Reads what decides in a few statements beforehand. */
export async function createEntryMapper(work: Work, entries: readonly SliceEntry[], resolve: Resolve): Promise<EntryMapper> {
  const rows = noRows();
  const asserted = new Set<string>();
  const patients = await knownPatients(work, entries, resolve);
  const takenMrns = new Set((await work.patients.byMrns(mrnsOf(entries))).map((patient) => patient.mrn));

  const keep = <K extends RecordKind>(kind: K, mapped: Mapped<RecordKinds[K]>): Became => {
    if (mapped.kind === 'failed') return fails(mapped.reason);
    if (mapped.kind === 'skipped') return skips(mapped.reason);
    (rows[kind] as RecordKinds[K][]).push(mapped.thing);
    return { outcome: 'CREATED', thing: { kind, id: mapped.thing.id }, reason: mapped.note };
  };

  const subjectOf = async (reference: string | undefined): Promise<{ patient: Patient } | { became: Became }> => {
    const thing = resolve(reference);
    if (!thing || thing.kind !== 'patient') return { became: fails('its patient was not imported') };
    const patient = patients.get(thing.id) ?? rows.patient.find((one) => one.id === thing.id);
    if (!patient) return { became: fails('its patient was not imported') };
    if (patient.mergedInto) return { became: fails('its patient\'s record was merged into another') };
    return { patient };
  };
  const encounterOf = (reference: string | undefined): string | null => {
    const thing = resolve(reference);
    return thing?.kind === 'encounter' ? thing.id : null;
  };

  const assertNone = async (patient: Patient): Promise<Became> => {
    const active = (await work.allergies.ofPatient(patient.id)).some(isActiveAllergy) || rows.allergy.some((one) => one.patientId === patient.id && isActiveAllergy(one));
    if (active) return fails('"no known allergies", but an active allergy is on file');
    asserted.add(patient.id);
    const created = rows.patient.find((one) => one.id === patient.id);
    if (created) Object.assign(created, { noKnownAllergiesAssertedAt: work.now, noKnownAllergiesAssertedBy: work.actor.userId });
    return { outcome: 'CREATED', thing: { kind: 'patient', id: patient.id }, reason: '"no known allergies" is asserted' };
  };

  const consents = async (mapped: Mapped<RecordKinds['consent']>): Promise<Became> => {
    if (mapped.kind === 'thing' && mapped.thing.status === 'ACTIVE') {
      const { patientId, type } = mapped.thing;
      const inForce = rows.consent.find((one) => one.patientId === patientId && one.type === type && one.status === 'ACTIVE') ?? (await work.consents.activeOf(patientId, type));
      if (inForce) return { outcome: 'UNCHANGED', thing: { kind: 'consent', id: inForce.id }, reason: 'such a consent is in force already' };
    }
    return keep('consent', mapped);
  };

  const map = async (entry: SliceEntry): Promise<Became> => {
    const { resourceType } = entry.resource;
    if (!isSupportedType(resourceType)) return skips(null);
    const row: Tracked = tracked(work);
    const resource: unknown = supportedResources[resourceType].parse(entry.resource);
    if (resourceType === 'Patient') {
      const mapped = mapPatient(resource as ResourceOf<'Patient'>, row, work.now);
      if (mapped.kind === 'thing' && takenMrns.has(mapped.thing.mrn)) return fails('Patient.identifier: this medical record number belongs to another record');
      if (mapped.kind === 'thing') takenMrns.add(mapped.thing.mrn);
      return keep('patient', mapped);
    }
    const { subject, patient: owner, encounter } = resource as { subject?: { reference: string }; patient?: { reference: string }; encounter?: { reference: string } };
    if (!subject && !owner) return skips(`${resourceType}.subject: missing`);
    const found = await subjectOf((subject ?? owner)?.reference);
    if ('became' in found) return found.became;
    const patientId = found.patient.id;
    switch (resourceType) {
      case 'Encounter':
        return keep('encounter', mapEncounter(resource as ResourceOf<'Encounter'>, patientId, row));
      case 'AllergyIntolerance': {
        const allergy = resource as ResourceOf<'AllergyIntolerance'>;
        return assertsNoKnownAllergies(allergy) ? assertNone(found.patient) : keep('allergy', mapAllergy(allergy, patientId, row));
      }
      case 'Condition':
        return keep('condition', mapCondition(resource as ResourceOf<'Condition'>, patientId, encounterOf(encounter?.reference), row));
      case 'Observation':
        return keep('observation', mapObservation(resource as ResourceOf<'Observation'>, patientId, encounterOf(encounter?.reference), row));
      case 'MedicationRequest':
        return keep('medication', mapMedicationRequest(resource as ResourceOf<'MedicationRequest'>, patientId, row));
      case 'MedicationStatement':
        return keep('medication', mapMedicationStatement(resource as ResourceOf<'MedicationStatement'>, patientId, row));
      default:
        return consents(mapConsent(resource as ResourceOf<'Consent'>, patientId, row));
    }
  };
  return { map, rows, asserted };
}

/** Patients from earlier slices and bundles whom this slice speaks of. */
async function knownPatients(work: Work, entries: readonly SliceEntry[], resolve: Resolve): Promise<Map<string, Patient>> {
  const ids = new Set<string>();
  for (const { resource } of entries) {
    for (const field of ['subject', 'patient']) {
      const reference = (resource[field] as { reference?: unknown } | undefined)?.reference;
      const thing = typeof reference === 'string' ? resolve(reference) : undefined;
      if (thing?.kind === 'patient') ids.add(thing.id);
    }
  }
  return new Map((await work.patients.byIds([...ids])).map((patient) => [patient.id, patient]));
}

function mrnsOf(entries: readonly SliceEntry[]): string[] {
  return entries.flatMap(({ resource }) => {
    if (resource.resourceType !== 'Patient') return [];
    const { identifier } = supportedResources.Patient.parse(resource);
    return identifier.flatMap((one) => (one.value ? [one.value.trim()] : []));
  });
}
