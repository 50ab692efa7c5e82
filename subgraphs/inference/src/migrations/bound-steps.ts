import { sqlMigration } from '@dra/pg-store';

/**
 * What a live visit's steps leave in tables does not grow with the visit: a step's row goes when the next one's words are
 * shown, all of them when the recording is complete, and the messages by which they were asked for soon after they were sent.
 */
export const boundSteps = sqlMigration(
  'BoundSteps',
  1764700000000,
  `
CREATE FUNCTION forget_steps_of(recording uuid, before integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM inference.inference_job
  WHERE tenant = current_setting('app.tenant', true) AND kind = 'transcription' AND source_id = recording AND source_version > 1
    AND source_version < coalesce(before, 2147483647) AND status NOT IN ('QUEUED', 'RUNNING')
$$;

CREATE INDEX outbox_live_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL AND subject LIKE 'jobs.transcription.live.%';
CREATE FUNCTION forget_step_messages(age interval, most integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH gone AS (
    DELETE FROM inference.outbox WHERE (tenant, id) IN (
      SELECT tenant, id FROM inference.outbox
      WHERE sent_at IS NOT NULL AND subject LIKE 'jobs.transcription.live.%' AND sent_at < clock_timestamp() - age
      ORDER BY sent_at LIMIT most
    ) RETURNING 1
  )
  SELECT count(*)::integer FROM gone
$$;
`,
);
