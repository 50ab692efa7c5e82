import { sqlMigration } from '@dra/pg-store';

/**
 * A live visit of an hour is heard in hundreds of steps, whose rows nobody reads once they have ended. They stay as long as the
 * broker may still hand out a step's message (24 h): it must find its row, ended, and not a job that nobody knows. What steps
 * leave in the object store is voice's to delete, and goes sooner.
 */
export const forgetSteps = sqlMigration(
  'ForgetSteps',
  1764500000000,
  `
CREATE POLICY old_steps ON inference_job FOR DELETE TO CURRENT_USER USING (kind = 'transcription' AND source_version > 1 AND status NOT IN ('QUEUED', 'RUNNING'));
CREATE INDEX inference_job_ended_step ON inference_job (finished_at) WHERE kind = 'transcription' AND source_version > 1 AND status NOT IN ('QUEUED', 'RUNNING');

CREATE FUNCTION forget_steps(age interval, most integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH gone AS (
    DELETE FROM inference.inference_job WHERE (tenant, id) IN (
      SELECT tenant, id FROM inference.inference_job
      WHERE kind = 'transcription' AND source_version > 1 AND status NOT IN ('QUEUED', 'RUNNING') AND finished_at < clock_timestamp() - age
      ORDER BY finished_at LIMIT most
    ) RETURNING 1
  )
  SELECT count(*)::integer FROM gone
$$;
`,
);
