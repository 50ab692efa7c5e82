import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

/**
 * `tenant` leads every key: it is the distribution column. prescription_version keeps each version as it was saved, and
 * safety_check each answer: both only ever grow (grants). Ids are uuid v7, so the newest of a patient is the largest.
 */
export const createPrescriptionTables = sqlMigration(
  'CreatePrescriptionTables',
  1764000100000,
  `
CREATE TABLE prescription (
  tenant text NOT NULL,
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  encounter_id uuid,
  status text NOT NULL CHECK (status IN ('DRAFT', 'PENDING_REVIEW', 'SIGNED', 'SENT', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED', 'CANCELLED', 'ENTERED_IN_ERROR')),
  intent text NOT NULL CHECK (intent IN ('PROPOSAL', 'ORDER')),
  origin text NOT NULL CHECK (origin IN ('AI', 'CLINICIAN')),
  drug jsonb NOT NULL,
  sig jsonb NOT NULL,
  quantity jsonb,
  refills integer,
  substitution_allowed boolean,
  indication text,
  evidence jsonb NOT NULL,
  unconfirmed jsonb NOT NULL,
  flags jsonb NOT NULL,
  signature jsonb,
  prior_prescription_id uuid,
  status_reason text,
  source_job_id uuid,
  source_index integer,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, prior_prescription_id) REFERENCES prescription (tenant, id),
  -- What is in force was signed: no code path can skip the signature.
  CONSTRAINT prescription_in_force_is_signed CHECK (status NOT IN ('SIGNED', 'SENT', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'STOPPED') OR signature IS NOT NULL),
  CONSTRAINT prescription_signed_is_order CHECK (signature IS NULL OR intent = 'ORDER')
);
CREATE INDEX prescription_patient ON prescription (tenant, patient_id, id DESC);
CREATE INDEX prescription_in_force ON prescription (tenant, patient_id) WHERE status IN ('SIGNED', 'SENT', 'ACTIVE', 'ON_HOLD');
CREATE INDEX prescription_encounter ON prescription (tenant, encounter_id, id) WHERE encounter_id IS NOT NULL;
-- One draft for one order of one job, whatever is delivered again.
CREATE UNIQUE INDEX prescription_source ON prescription (tenant, source_job_id, source_index) WHERE source_job_id IS NOT NULL;

CREATE TABLE prescription_version (
  tenant text NOT NULL,
  prescription_id uuid NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by text NOT NULL,
  PRIMARY KEY (tenant, prescription_id, version),
  FOREIGN KEY (tenant, prescription_id) REFERENCES prescription (tenant, id)
);

CREATE TABLE safety_check (
  tenant text NOT NULL,
  id uuid NOT NULL,
  prescription_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  prescription_version integer NOT NULL,
  drug_key text NOT NULL,
  status text NOT NULL CHECK (status IN ('COMPLETE', 'PARTIAL', 'UNAVAILABLE')),
  issues jsonb NOT NULL,
  not_checked jsonb NOT NULL,
  unavailable_reason text,
  ruleset_version text NOT NULL,
  inputs_hash text NOT NULL,
  inputs jsonb NOT NULL,
  checked_at timestamptz NOT NULL,
  checked_by text NOT NULL,
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, prescription_id) REFERENCES prescription (tenant, id),
  CONSTRAINT safety_check_unavailable_says_why CHECK ((status = 'UNAVAILABLE') = (unavailable_reason IS NOT NULL))
);
CREATE INDEX safety_check_newest ON safety_check (tenant, prescription_id, id DESC);

${tenantIsolationSql('prescription', ['prescription', 'prescription_version', 'safety_check'])}
`,
);
