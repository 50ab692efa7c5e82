import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

/**
 * `tenant` leads every key, so each table can be distributed by it. Sound and transcripts for the engines lie in the object
 * store; a transcript version is one row that never changes, its segments inside it.
 */
export const createVoiceTables = sqlMigration(
  'CreateVoiceTables',
  1764000000000,
  `
CREATE TABLE recording (
  tenant text NOT NULL,
  id uuid NOT NULL,
  patient_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('CREATED', 'UPLOADING', 'UPLOADED', 'QUARANTINED', 'DELETED')),
  media_type text NOT NULL,
  consent_id uuid NOT NULL,
  sha256 text,
  byte_length bigint,
  duration_ms bigint,
  retain_until timestamptz,
  legal_hold boolean NOT NULL DEFAULT false,
  objects_gone_at timestamptz,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id),
  CHECK (status <> 'UPLOADED' OR (sha256 IS NOT NULL AND byte_length IS NOT NULL))
);
CREATE INDEX recording_of_encounter ON recording (tenant, encounter_id, id);
CREATE INDEX recording_of_patient ON recording (tenant, patient_id, id);
CREATE INDEX recording_expiring ON recording (retain_until) WHERE status = 'UPLOADED' AND NOT legal_hold;
CREATE INDEX recording_to_clean ON recording (updated_at) WHERE status = 'DELETED' AND objects_gone_at IS NULL;

CREATE TABLE recording_chunk (
  tenant text NOT NULL,
  recording_id uuid NOT NULL,
  seq integer NOT NULL CHECK (seq >= 0),
  byte_length integer NOT NULL CHECK (byte_length > 0),
  sha256 text NOT NULL,
  address_issued_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, recording_id, seq),
  FOREIGN KEY (tenant, recording_id) REFERENCES recording (tenant, id)
);

CREATE TABLE transcript (
  tenant text NOT NULL,
  id uuid NOT NULL,
  root_id uuid NOT NULL,
  version integer NOT NULL,
  previous_id uuid,
  patient_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  recording_id uuid,
  origin text NOT NULL CHECK (origin IN ('ENGINE', 'UPLOADED', 'CORRECTED')),
  timing text NOT NULL CHECK (timing IN ('TIMED', 'NONE')),
  language text NOT NULL,
  engine jsonb NOT NULL,
  segments jsonb NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (tenant, id),
  CONSTRAINT transcript_version UNIQUE (tenant, root_id, version)
);
CREATE INDEX transcript_of_encounter ON transcript (tenant, encounter_id, id);
CREATE INDEX transcript_of_recording ON transcript (tenant, recording_id, id) WHERE recording_id IS NOT NULL;

${tenantIsolationSql('voice', ['recording', 'recording_chunk', 'transcript'])}
CREATE POLICY cleaning ON recording FOR SELECT TO CURRENT_USER USING (true);

-- Recordings whose time is over, or whose sound is still stored although they are deleted: ids of all tenants, nothing else.
CREATE FUNCTION recordings_to_clean(most integer) RETURNS TABLE (tenant text, id uuid, status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT tenant, id, status FROM voice.recording
  WHERE (status = 'UPLOADED' AND NOT legal_hold AND retain_until < clock_timestamp())
     OR (status = 'DELETED' AND objects_gone_at IS NULL AND updated_at < clock_timestamp() - interval '10 minutes')
  LIMIT most
$$;
`,
);
