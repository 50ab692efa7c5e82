import { decodeId, encodeId } from '@dra/subgraph';
import type {
  AllergyIntoleranceResolvers,
  AllergyListResolvers,
  AuditEventResolvers,
  CareTeamMemberResolvers,
  ConditionResolvers,
  ConsentResolvers,
  EncounterResolvers,
  MedicationStatementResolvers,
  ObservationResolvers,
  SafetySnapshotResolvers,
} from '../../__generated__/resolvers.ts';
import type { Context } from '../../context.ts';
import { allergyListStatus } from '../../domain/allergy-rules.ts';
import { found } from '../found.ts';

const ofPatient = { patient: (row: { patientId: string }, _: unknown, { reads }: Context) => found(reads.patients.load(row.patientId)) };

const inEncounter = {
  encounter: (row: { encounterId: string | null }, _: unknown, { reads }: Context) => (row.encounterId === null ? null : reads.encounters.load(row.encounterId)),
};

export const allergyListType: AllergyListResolvers = {
  status: async ({ patient, allergies }, _, { reads }) => allergyListStatus(patient, allergies ?? (await reads.allergiesOf.load(patient.id))),
  items: async ({ patient, allergies }, { includeEnteredInError }, { reads }) =>
    (allergies ?? (await reads.allergiesOf.load(patient.id))).filter((allergy) => includeEnteredInError || allergy.verificationStatus !== 'ENTERED_IN_ERROR'),
  noKnownAllergiesAssertedAt: ({ patient }) => patient.noKnownAllergiesAssertedAt,
  noKnownAllergiesAssertedBy: ({ patient }) => patient.noKnownAllergiesAssertedBy,
};

export const allergyType: AllergyIntoleranceResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.allergies.load(decodeId('alg', reference.id))),
  id: (allergy) => encodeId('alg', allergy.id),
  ...ofPatient,
};

export const conditionType: ConditionResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.conditions.load(decodeId('cnd', reference.id))),
  id: (condition) => encodeId('cnd', condition.id),
  ...ofPatient,
  ...inEncounter,
};

export const medicationType: MedicationStatementResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.medications.load(decodeId('med', reference.id))),
  id: (medication) => encodeId('med', medication.id),
  ...ofPatient,
};

export const observationType: ObservationResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.observations.load(decodeId('obs', reference.id))),
  id: (observation) => encodeId('obs', observation.id),
  value: ({ value, unit }) => (value === null || unit === null ? null : { value, unit }),
  ...ofPatient,
  ...inEncounter,
};

export const encounterType: EncounterResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.encounters.load(decodeId('enc', reference.id))),
  id: (encounter) => encodeId('enc', encounter.id),
  ...ofPatient,
};

export const consentType: ConsentResolvers = {
  __resolveReference: (reference, { reads }) => found(reads.consents.load(decodeId('con', reference.id))),
  id: (consent) => encodeId('con', consent.id),
  ...ofPatient,
};

export const careTeamMemberType: CareTeamMemberResolvers = { id: (member) => encodeId('ctm', member.id) };

export const safetySnapshotType: SafetySnapshotResolvers = { allergies: ({ patient, allergies }) => ({ patient, allergies }) };

export const auditEventType: AuditEventResolvers = { id: (event) => encodeId('aud', event.id), ...ofPatient };
