import { sqlMigration } from '@dra/pg-store';

/**
 * Jobs wait in the table until their tenant's window has a place; a run that may publish its result is marked, a run
 * whose worker was lost is counted apart. Adds
 * columns and functions, takes nothing away: the former version's processes go on (what they queue is taken as handed
 * over, which it is).
 */
export const addTenantWindows = sqlMigration(
  'AddTenantWindows',
  1764100000000,
  `
-- What is there was handed to the broker when it was queued. The default stays: it is true for the former version's rows.
ALTER TABLE inference_job ADD COLUMN dispatched_at timestamptz DEFAULT clock_timestamp();
ALTER TABLE inference_job ADD COLUMN settled_at timestamptz;
ALTER TABLE inference_job ADD COLUMN losses integer NOT NULL DEFAULT 0;
CREATE INDEX inference_job_inside ON inference_job (tenant, kind, priority) WHERE status IN ('QUEUED', 'RUNNING') AND dispatched_at IS NOT NULL;
CREATE INDEX inference_job_waiting ON inference_job (tenant, kind, priority, queued_at, id) WHERE status = 'QUEUED' AND dispatched_at IS NULL;
CREATE INDEX inference_job_line ON inference_job (kind, priority, dispatched_at, id) WHERE status = 'QUEUED' AND dispatched_at IS NOT NULL;
CREATE INDEX inference_job_done ON inference_job (kind, finished_at) WHERE status = 'SUCCEEDED';

-- How many jobs of its kind and priority go before each of these. With the broker: in the order in which they were handed
-- over. Waiting for a place in its tenant's window: all that are with the broker, its own tenant's older ones, and of each
-- other tenant's waiting ones as many as take turns with those. Counted up to 10,000.
CREATE OR REPLACE FUNCTION queue_positions(ids uuid[]) RETURNS TABLE (id uuid, before integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT j.id, CASE WHEN j.dispatched_at IS NOT NULL THEN (
    SELECT count(*)::integer FROM (
      SELECT 1 FROM inference.inference_job o
      WHERE o.kind = j.kind AND o.priority = j.priority AND o.status = 'QUEUED' AND o.dispatched_at IS NOT NULL AND (o.dispatched_at, o.id) < (j.dispatched_at, j.id)
      LIMIT 10000
    ) AS ahead
  ) ELSE (
    SELECT least(10000, inside.count + own.count + coalesce((
      SELECT sum(least(own.count + 1, waiting.count)) FROM (
        SELECT count(*) AS count FROM (
          SELECT o.tenant FROM inference.inference_job o
          WHERE o.kind = j.kind AND o.priority = j.priority AND o.status = 'QUEUED' AND o.dispatched_at IS NULL AND o.tenant <> j.tenant LIMIT 10000
        ) AS others GROUP BY others.tenant
      ) AS waiting
    ), 0))::integer
    FROM
      (SELECT count(*) AS count FROM inference.inference_job o WHERE o.kind = j.kind AND o.priority = j.priority AND o.status = 'QUEUED' AND o.dispatched_at IS NOT NULL) AS inside,
      (SELECT count(*) AS count FROM (
        SELECT 1 FROM inference.inference_job o
        WHERE o.tenant = j.tenant AND o.kind = j.kind AND o.priority = j.priority AND o.status = 'QUEUED' AND o.dispatched_at IS NULL AND (o.queued_at, o.id) < (j.queued_at, j.id)
        LIMIT 10000
      ) AS ahead) AS own
  ) END
  FROM inference.inference_job j
  WHERE j.id = ANY (ids) AND j.status = 'QUEUED' AND j.tenant = current_setting('app.tenant', true)
$$;

-- How fast jobs of a kind went of late (the newest 50 that succeeded within the last hour), how many run, and how many of
-- each priority are with the broker. Counts and means over all tenants, nothing else.
CREATE FUNCTION job_pace(of_kind text) RETURNS TABLE (ended integer, mean_seconds double precision, seconds_per_minute_of_sound double precision, running integer, live integer, normal integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH late AS (
    SELECT extract(epoch FROM finished_at - started_at) AS seconds, (input->>'durationMs')::double precision / 60000 AS minutes
    FROM inference.inference_job
    WHERE kind = of_kind AND status = 'SUCCEEDED' AND finished_at > clock_timestamp() - interval '1 hour' AND started_at IS NOT NULL
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
