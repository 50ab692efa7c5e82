import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

/**
 * One row a job. `tenant` leads every key, so the table can be distributed by it; partitioned by month, queued_at joins
 * the primary key.
 *
 * The queue is one for all tenants: positions, backlog and the reaper look across them through functions that run as the
 * schema's owner and give out ids and counts, nothing else.
 */
export const createInferenceJob = sqlMigration(
  'CreateInferenceJob',
  1764000000000,
  `
CREATE TABLE inference_job (
  tenant text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('transcription', 'note', 'prescription')),
  priority text NOT NULL CHECK (priority IN ('live', 'normal', 'bulk')),
  status text NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'NO_SPEECH', 'FAILED', 'CANCELLED')),
  patient_id uuid NOT NULL,
  encounter_id uuid NOT NULL,
  source_id uuid NOT NULL,
  source_version integer NOT NULL,
  input jsonb NOT NULL,
  requested_by text NOT NULL,
  progress real NOT NULL CHECK (progress BETWEEN 0 AND 1),
  attempt integer NOT NULL CHECK (attempt >= 0),
  attempt_limit integer NOT NULL,
  claim_id text,
  worker_id text,
  engine jsonb,
  failure jsonb,
  queued_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  last_seen_at timestamptz NOT NULL,
  requeues integer NOT NULL,
  PRIMARY KEY (tenant, id),
  CONSTRAINT inference_job_of_source UNIQUE (tenant, kind, source_id, source_version),
  CHECK ((status = 'FAILED') = (failure IS NOT NULL)),
  CHECK ((status IN ('QUEUED', 'RUNNING')) = (finished_at IS NULL)),
  CHECK (status <> 'RUNNING' OR claim_id IS NOT NULL)
);
CREATE INDEX inference_job_of_encounter ON inference_job (tenant, encounter_id, id);
CREATE INDEX inference_job_of_patient ON inference_job (tenant, patient_id) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX inference_job_queue ON inference_job (kind, priority, queued_at, id) WHERE status = 'QUEUED';
CREATE INDEX inference_job_silent ON inference_job (last_seen_at) WHERE status IN ('QUEUED', 'RUNNING');

${tenantIsolationSql('inference', ['inference_job'])}
CREATE POLICY whole_queue ON inference_job FOR SELECT TO CURRENT_USER USING (true);

-- How many queued jobs of its kind and priority are before each of these; counted up to 10,000.
CREATE FUNCTION queue_positions(ids uuid[]) RETURNS TABLE (id uuid, before integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT j.id, (
    SELECT count(*)::integer FROM (
      SELECT 1 FROM inference.inference_job o
      WHERE o.kind = j.kind AND o.priority = j.priority AND o.status = 'QUEUED' AND (o.queued_at, o.id) < (j.queued_at, j.id)
      LIMIT 10000
    ) AS ahead
  )
  FROM inference.inference_job j
  WHERE j.id = ANY (ids) AND j.status = 'QUEUED' AND j.tenant = current_setting('app.tenant', true)
$$;

CREATE FUNCTION silent_jobs(silence interval, most integer) RETURNS TABLE (tenant text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT tenant, id FROM inference.inference_job
  WHERE status IN ('QUEUED', 'RUNNING') AND last_seen_at < clock_timestamp() - silence
  ORDER BY last_seen_at LIMIT most
$$;

CREATE FUNCTION job_backlog() RETURNS TABLE (kind text, priority text, status text, jobs bigint, oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT kind, priority, status, count(*), extract(epoch FROM clock_timestamp() - min(queued_at))::double precision
  FROM inference.inference_job WHERE status IN ('QUEUED', 'RUNNING') GROUP BY kind, priority, status
$$;
`,
);
