import { DateScalar, DateTimeScalar, DecimalScalar, FhirResourceScalar } from '@dra/subgraph';
import { addCareTeamMember } from './Mutation/add-care-team-member.ts';
import { assertNoKnownAllergies } from './Mutation/assert-no-known-allergies.ts';
import { changeEncounterStatus } from './Mutation/change-encounter-status.ts';
import { createEncounter } from './Mutation/create-encounter.ts';
import { createPatient } from './Mutation/create-patient.ts';
import { giveConsent } from './Mutation/give-consent.ts';
import { importFhirEntries } from './Mutation/import-fhir-entries.ts';
import { mergePatient } from './Mutation/merge-patient.ts';
import { recordAllergy } from './Mutation/record-allergy.ts';
import { recordCondition } from './Mutation/record-condition.ts';
import { recordMedication } from './Mutation/record-medication.ts';
import { recordObservation } from './Mutation/record-observation.ts';
import { removeCareTeamMember } from './Mutation/remove-care-team-member.ts';
import { revokeConsent } from './Mutation/revoke-consent.ts';
import { startFhirImport } from './Mutation/start-fhir-import.ts';
import { unmergePatient } from './Mutation/unmerge-patient.ts';
import { updateAllergy } from './Mutation/update-allergy.ts';
import { updateCondition } from './Mutation/update-condition.ts';
import { updateMedication } from './Mutation/update-medication.ts';
import { updateObservation } from './Mutation/update-observation.ts';
import { updatePatient } from './Mutation/update-patient.ts';
import { auditEvents } from './Query/audit-events.ts';
import { encounter } from './Query/encounter.ts';
import { patient } from './Query/patient.ts';
import { patientByMrn } from './Query/patient-by-mrn.ts';
import { patients } from './Query/patients.ts';
import { safetySnapshot } from './Query/safety-snapshot.ts';
import { viewer } from './Query/viewer.ts';
import {
  allergyListType,
  allergyType,
  auditEventType,
  careTeamMemberType,
  conditionType,
  consentType,
  encounterType,
  medicationType,
  observationType,
  safetySnapshotType,
} from './types/clinical.ts';
import { fhirEntryResultType, fhirImportType } from './types/fhir-import.ts';
import { patientType } from './types/patient.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';

/** Mirrors schema/patient.graphql. */
export const resolvers: Resolvers = {
  Date: DateScalar,
  DateTime: DateTimeScalar,
  Decimal: DecimalScalar,
  FhirResource: FhirResourceScalar,
  Query: { auditEvents, encounter, patient, patientByMrn, patients, safetySnapshot, viewer },
  Mutation: {
    addCareTeamMember,
    assertNoKnownAllergies,
    changeEncounterStatus,
    createEncounter,
    createPatient,
    giveConsent,
    importFhirEntries,
    mergePatient,
    recordAllergy,
    recordCondition,
    recordMedication,
    recordObservation,
    removeCareTeamMember,
    revokeConsent,
    startFhirImport,
    unmergePatient,
    updateAllergy,
    updateCondition,
    updateMedication,
    updateObservation,
    updatePatient,
  },
  Patient: patientType,
  AllergyList: allergyListType,
  AllergyIntolerance: allergyType,
  Condition: conditionType,
  MedicationStatement: medicationType,
  Observation: observationType,
  Encounter: encounterType,
  Consent: consentType,
  CareTeamMember: careTeamMemberType,
  SafetySnapshot: safetySnapshotType,
  AuditEvent: auditEventType,
  FhirImport: fhirImportType,
  FhirEntryResult: fhirEntryResultType,
};
