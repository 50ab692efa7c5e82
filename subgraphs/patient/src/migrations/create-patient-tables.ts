import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

const tracked = `
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL`;

const ofPatient = `
  tenant text NOT NULL,
  id uuid NOT NULL,
  patient_id uuid NOT NULL,`;

const toPatient = `
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, patient_id) REFERENCES patient (tenant, id)`;

/**
 * `tenant` leads every key: it is the distribution column. Within a tenant the large tables (observation, encounter)
 * can be hash-partitioned by patient_id, which then joins their keys; every query of them names the patient or ids.
 *
 * Row security lets the planner use an index only for comparisons that leak nothing: equality and ranges do, LIKE and
 * jsonb operators do not. Hence names are searched as ranges of a "C"-collated column, and pg_trgm is not needed.
 */
export const createPatientTables = sqlMigration(
  'CreatePatientTables',
  1764000000000,
  `
CREATE TABLE patient (
  tenant text NOT NULL,
  id uuid NOT NULL,
  mrn text NOT NULL,
  identifiers jsonb NOT NULL,
  names jsonb NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  birth_date date,
  administrative_gender text NOT NULL CHECK (administrative_gender IN ('MALE', 'FEMALE', 'OTHER', 'UNKNOWN')),
  telecom jsonb NOT NULL,
  address jsonb,
  language text,
  deceased boolean NOT NULL,
  active boolean NOT NULL,
  merged_into uuid,
  no_known_allergies_asserted_at timestamptz,
  no_known_allergies_asserted_by text,
  ${tracked},
  PRIMARY KEY (tenant, id),
  CONSTRAINT patient_mrn UNIQUE (tenant, mrn),
  FOREIGN KEY (tenant, merged_into) REFERENCES patient (tenant, id),
  CHECK (merged_into <> id)
);
CREATE INDEX patient_by_name ON patient (tenant, sort_name, id);
CREATE INDEX patient_by_birth_date ON patient (tenant, birth_date, sort_name, id);

-- The words of a patient's names as they are searched; derived from patient.names in the same transaction.
CREATE TABLE patient_name (
  tenant text NOT NULL,
  patient_id uuid NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, word, patient_id),
  FOREIGN KEY (tenant, patient_id) REFERENCES patient (tenant, id)
);
CREATE INDEX patient_name_of ON patient_name (tenant, patient_id);

CREATE TABLE encounter (${ofPatient}
  status text NOT NULL CHECK (status IN ('PLANNED', 'ARRIVED', 'IN_PROGRESS', 'FINISHED', 'CANCELLED', 'ENTERED_IN_ERROR')),
  class text NOT NULL CHECK (class IN ('AMBULATORY', 'EMERGENCY', 'INPATIENT', 'HOME', 'VIRTUAL')),
  reason jsonb,
  clinician text NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  sort_at timestamptz NOT NULL,
  ${tracked},
  ${toPatient}
);
CREATE INDEX encounter_of_patient ON encounter (tenant, patient_id, sort_at DESC, id DESC);

CREATE TABLE allergy_intolerance (${ofPatient}
  code jsonb NOT NULL,
  category text CHECK (category IN ('FOOD', 'MEDICATION', 'ENVIRONMENT', 'BIOLOGIC')),
  criticality text NOT NULL CHECK (criticality IN ('LOW', 'HIGH', 'UNABLE_TO_ASSESS')),
  clinical_status text NOT NULL CHECK (clinical_status IN ('ACTIVE', 'INACTIVE', 'RESOLVED')),
  verification_status text NOT NULL,
  reactions jsonb NOT NULL,
  ${tracked},
  ${toPatient}
);
CREATE INDEX allergy_of_patient ON allergy_intolerance (tenant, patient_id, created_at, id);

CREATE TABLE condition (${ofPatient}
  encounter_id uuid,
  code jsonb NOT NULL,
  clinical_status text NOT NULL,
  verification_status text NOT NULL,
  onset timestamptz,
  abatement timestamptz,
  sort_at timestamptz NOT NULL,
  ${tracked},
  ${toPatient},
  FOREIGN KEY (tenant, encounter_id) REFERENCES encounter (tenant, id)
);
CREATE INDEX condition_of_patient ON condition (tenant, patient_id, sort_at DESC, id DESC);

CREATE TABLE medication_statement (${ofPatient}
  code jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('ACTIVE', 'COMPLETED', 'STOPPED', 'ON_HOLD', 'UNKNOWN', 'ENTERED_IN_ERROR')),
  dosage_text text,
  effective_start timestamptz,
  effective_end timestamptz,
  sort_at timestamptz NOT NULL,
  ${tracked},
  ${toPatient}
);
CREATE INDEX medication_of_patient ON medication_statement (tenant, patient_id, sort_at DESC, id DESC);

CREATE TABLE observation (${ofPatient}
  encounter_id uuid,
  code jsonb NOT NULL,
  primary_code text,
  status text NOT NULL CHECK (status IN ('PRELIMINARY', 'FINAL', 'AMENDED', 'ENTERED_IN_ERROR')),
  category text NOT NULL CHECK (category IN ('VITAL_SIGNS', 'LABORATORY', 'SOCIAL_HISTORY', 'SURVEY', 'OTHER')),
  effective_at timestamptz NOT NULL,
  value numeric,
  unit text,
  value_concept jsonb,
  components jsonb NOT NULL,
  ${tracked},
  ${toPatient},
  FOREIGN KEY (tenant, encounter_id) REFERENCES encounter (tenant, id)
);
CREATE INDEX observation_of_patient ON observation (tenant, patient_id, effective_at DESC, id DESC);
CREATE INDEX observation_by_code ON observation (tenant, patient_id, primary_code, effective_at DESC, id DESC);

CREATE TABLE consent (${ofPatient}
  type text NOT NULL CHECK (type IN ('RECORDING', 'AI_PROCESSING', 'DATA_SHARING')),
  status text NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
  basis text NOT NULL CHECK (basis IN ('VERBAL', 'WRITTEN', 'ELECTRONIC', 'IMPORTED')),
  given_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  revoked_at timestamptz,
  revoked_by text,
  ${tracked},
  ${toPatient},
  CHECK ((status = 'REVOKED') = (revoked_at IS NOT NULL))
);
CREATE UNIQUE INDEX consent_in_force ON consent (tenant, patient_id, type) WHERE status = 'ACTIVE';
CREATE INDEX consent_of_patient ON consent (tenant, patient_id, given_at DESC, id DESC);

CREATE TABLE care_team_member (${ofPatient}
  user_id text NOT NULL,
  role text NOT NULL,
  since timestamptz NOT NULL,
  added_by text NOT NULL,
  until timestamptz,
  removed_by text,
  ${toPatient}
);
CREATE UNIQUE INDEX care_team_now ON care_team_member (tenant, patient_id, user_id) WHERE until IS NULL;

${tenantIsolationSql('patient', ['patient', 'patient_name', 'encounter', 'allergy_intolerance', 'condition', 'medication_statement', 'observation', 'consent', 'care_team_member'])}
`,
);
