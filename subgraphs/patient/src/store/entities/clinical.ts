import { EntitySchema } from '@dra/pg-store';
import type { Allergy, CareTeamMember, Condition, Consent, Encounter, Medication, Observation } from '../../domain/model.ts';
import { instant, json, text, trackedColumns, uuid } from './tracked-columns.ts';

const ofPatient = { ...trackedColumns, patientId: uuid('patient_id') };

export const allergyEntity = new EntitySchema<Allergy>({
  name: 'allergy_intolerance',
  columns: {
    ...ofPatient,
    code: json('code'),
    category: text('category', true),
    criticality: text('criticality'),
    clinicalStatus: text('clinical_status'),
    verificationStatus: text('verification_status'),
    reactions: json('reactions'),
  },
});

export const conditionEntity = new EntitySchema<Condition>({
  name: 'condition',
  columns: {
    ...ofPatient,
    encounterId: uuid('encounter_id', true),
    code: json('code'),
    clinicalStatus: text('clinical_status'),
    verificationStatus: text('verification_status'),
    onset: instant('onset', true),
    abatement: instant('abatement', true),
    sortAt: instant('sort_at'),
  },
});

export const medicationEntity = new EntitySchema<Medication>({
  name: 'medication_statement',
  columns: {
    ...ofPatient,
    code: json('code'),
    status: text('status'),
    dosageText: text('dosage_text', true),
    effectiveStart: instant('effective_start', true),
    effectiveEnd: instant('effective_end', true),
    sortAt: instant('sort_at'),
  },
});

export const observationEntity = new EntitySchema<Observation>({
  name: 'observation',
  columns: {
    ...ofPatient,
    encounterId: uuid('encounter_id', true),
    code: json('code'),
    primaryCode: text('primary_code', true),
    status: text('status'),
    category: text('category'),
    effectiveAt: instant('effective_at'),
    // numeric comes and goes as text: nothing is rounded.
    value: { type: 'numeric', nullable: true },
    unit: text('unit', true),
    valueConcept: json('value_concept', true),
    components: json('components'),
  },
});

export const encounterEntity = new EntitySchema<Encounter>({
  name: 'encounter',
  columns: {
    ...ofPatient,
    status: text('status'),
    class: text('class'),
    reason: json('reason', true),
    clinician: text('clinician'),
    startedAt: instant('started_at', true),
    finishedAt: instant('finished_at', true),
    sortAt: instant('sort_at'),
  },
});

export const consentEntity = new EntitySchema<Consent>({
  name: 'consent',
  columns: {
    ...ofPatient,
    type: text('type'),
    status: text('status'),
    basis: text('basis'),
    givenAt: instant('given_at'),
    recordedBy: text('recorded_by'),
    revokedAt: instant('revoked_at', true),
    revokedBy: text('revoked_by', true),
  },
});

export const careTeamEntity = new EntitySchema<CareTeamMember>({
  name: 'care_team_member',
  columns: {
    tenant: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    patientId: uuid('patient_id'),
    userId: text('user_id'),
    role: text('role'),
    since: instant('since'),
    addedBy: text('added_by'),
    until: instant('until', true),
    removedBy: text('removed_by', true),
  },
});
