import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

/** The record of imports: which bundle, how far, what became of each entry; and by what name an entry is known for ever. */
export const createFhirImportTables = sqlMigration(
  'CreateFhirImportTables',
  1764000000001,
  `
CREATE TABLE fhir_import (
  tenant text NOT NULL,
  id uuid NOT NULL,
  bundle_sha256 text NOT NULL,
  entries integer NOT NULL,
  applied integer NOT NULL,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant, id),
  CONSTRAINT fhir_import_bundle UNIQUE (tenant, bundle_sha256)
);

CREATE TABLE fhir_import_entry (
  tenant text NOT NULL,
  import_id uuid NOT NULL,
  index integer NOT NULL,
  resource_type text NOT NULL,
  resource_id text,
  outcome text NOT NULL CHECK (outcome IN ('CREATED', 'UNCHANGED', 'SKIPPED_UNSUPPORTED', 'FAILED')),
  thing_kind text,
  thing_id uuid,
  reason text,
  PRIMARY KEY (tenant, import_id, index),
  FOREIGN KEY (tenant, import_id) REFERENCES fhir_import (tenant, id)
);
CREATE INDEX fhir_import_entry_by_resource ON fhir_import_entry (tenant, import_id, resource_type, resource_id);

-- source_key: the entry's fullUrl. thing_id is null for what was skipped: known, but nothing here.
CREATE TABLE fhir_source (
  tenant text NOT NULL,
  source_key text NOT NULL,
  resource_type text NOT NULL,
  thing_kind text,
  thing_id uuid,
  content_hash text NOT NULL,
  import_id uuid NOT NULL,
  PRIMARY KEY (tenant, source_key)
);

${tenantIsolationSql('patient', ['fhir_import', 'fhir_import_entry', 'fhir_source'])}
`,
);
