import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

/**
 * What a live visit leaves in tables does not grow with its length: who watches it and whose device sends it is on record
 * once (`recording_act`: until the recording, or its hearing, ends), and the messages of its steps go soon after they were sent.
 */
export const boundLiveVisits = sqlMigration(
  'BoundLiveVisits',
  1764700000000,
  `
CREATE TABLE recording_act (
  tenant text NOT NULL,
  recording_id uuid NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  PRIMARY KEY (tenant, recording_id, actor, action)
);
${tenantIsolationSql('voice', ['recording_act'])}

CREATE INDEX outbox_live_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL AND subject LIKE 'events.live-%';
CREATE FUNCTION forget_live_messages(age interval, most integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH gone AS (
    DELETE FROM voice.outbox WHERE (tenant, id) IN (
      SELECT tenant, id FROM voice.outbox
      WHERE sent_at IS NOT NULL AND subject LIKE 'events.live-%' AND sent_at < clock_timestamp() - age
      ORDER BY sent_at LIMIT most
    ) RETURNING 1
  )
  SELECT count(*)::integer FROM gone
$$;
`,
);
