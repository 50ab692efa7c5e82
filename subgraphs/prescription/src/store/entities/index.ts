import { EntitySchema } from '@dra/pg-store';
import type { Prescription } from '../../domain/model.ts';
import type { SafetyCheck } from '../../domain/safety/model.ts';
import { instant, integer, json, key, text, uuid } from './columns.ts';

export const prescriptionEntity = new EntitySchema<Prescription>({
  name: 'prescription',
  columns: {
    ...key,
    patientId: uuid('patient_id'),
    encounterId: uuid('encounter_id', true),
    status: text('status'),
    intent: text('intent'),
    origin: text('origin'),
    drug: json('drug'),
    sig: json('sig'),
    quantity: json('quantity', true),
    refills: integer('refills', true),
    substitutionAllowed: { name: 'substitution_allowed', type: 'boolean', nullable: true },
    indication: text('indication', true),
    evidence: json('evidence'),
    unconfirmed: json('unconfirmed'),
    flags: json('flags'),
    signature: json('signature', true),
    priorPrescriptionId: uuid('prior_prescription_id', true),
    statusReason: text('status_reason', true),
    sourceJobId: uuid('source_job_id', true),
    sourceIndex: integer('source_index', true),
    version: { type: 'integer' },
    createdAt: instant('created_at'),
    createdBy: text('created_by'),
    updatedAt: instant('updated_at'),
    updatedBy: text('updated_by'),
  },
});

export const safetyCheckEntity = new EntitySchema<SafetyCheck>({
  name: 'safety_check',
  columns: {
    ...key,
    prescriptionId: uuid('prescription_id'),
    patientId: uuid('patient_id'),
    prescriptionVersion: integer('prescription_version'),
    drugKey: text('drug_key'),
    status: text('status'),
    issues: json('issues'),
    notChecked: json('not_checked'),
    unavailableReason: text('unavailable_reason', true),
    rulesetVersion: text('ruleset_version'),
    inputsHash: text('inputs_hash'),
    inputs: json('inputs'),
    checkedAt: instant('checked_at'),
    checkedBy: text('checked_by'),
  },
});

export const entities = [prescriptionEntity, safetyCheckEntity] as EntitySchema<never>[];
