import { sqlMigration } from '@dra/pg-store';

/** Steps of hearing a visit that goes on are short: they say nothing of how long a whole recording takes. */
export const setStepsApart = sqlMigration(
  'SetStepsApart',
  1764400000000,
  `
CREATE OR REPLACE FUNCTION job_pace(of_kind text) RETURNS TABLE (ended integer, mean_seconds double precision, seconds_per_minute_of_sound double precision, running integer, live integer, normal integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH late AS (
    SELECT extract(epoch FROM finished_at - started_at) AS seconds, (input->>'durationMs')::double precision / 60000 AS minutes
    FROM inference.inference_job
    WHERE kind = of_kind AND status = 'SUCCEEDED' AND finished_at > clock_timestamp() - interval '1 hour' AND started_at IS NOT NULL
      AND (of_kind <> 'transcription' OR source_version = 1)
    ORDER BY finished_at DESC LIMIT 50
  )
  SELECT (SELECT count(*)::integer FROM late), (SELECT avg(seconds)::double precision FROM late),
    (SELECT (sum(seconds) / nullif(sum(minutes), 0))::double precision FROM late WHERE minutes > 0),
    count(*) FILTER (WHERE status = 'RUNNING')::integer,
    count(*) FILTER (WHERE status = 'QUEUED' AND priority = 'live')::integer,
    count(*) FILTER (WHERE status = 'QUEUED' AND priority = 'normal')::integer
  FROM inference.inference_job WHERE kind = of_kind AND status IN ('QUEUED', 'RUNNING') AND dispatched_at IS NOT NULL
$$;
`,
);
