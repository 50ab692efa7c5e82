import { sqlMigration, tenantIsolationSql } from '@dra/pg-store';

/**
 * What is heard of a visit while it goes on. `live_hearing`: how far it is, one row a live recording; `live_part`: what a
 * step heard, which never changes. Both go when the transcript is there, when consent ends, and with the sound.
 */
export const hearLiveVisits = sqlMigration(
  'HearLiveVisits',
  1764400000000,
  `
ALTER TABLE recording ADD COLUMN live boolean NOT NULL DEFAULT false;

CREATE TABLE live_hearing (
  tenant text NOT NULL,
  recording_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('HEARING', 'BEHIND', 'OFF', 'FINISHING')),
  reason text,
  -- Chunks from 0 on without a gap that the store holds as announced, and their bytes.
  stored_chunks integer NOT NULL DEFAULT 0,
  stored_bytes bigint NOT NULL DEFAULT 0,
  arrived_at timestamptz NOT NULL,
  -- The last step asked for, when, whether it is on its way, and up to which byte it reads.
  asked integer NOT NULL DEFAULT 0,
  asked_at timestamptz,
  under_way boolean NOT NULL DEFAULT false,
  asked_bytes bigint NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  -- The last step whose words are here, and what it left.
  heard integer NOT NULL DEFAULT 0,
  heard_ms bigint NOT NULL DEFAULT 0,
  heard_all boolean NOT NULL DEFAULT true,
  next_byte bigint NOT NULL DEFAULT 0,
  result jsonb,
  segments integer NOT NULL DEFAULT 0,
  tail text NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant, recording_id),
  FOREIGN KEY (tenant, recording_id) REFERENCES recording (tenant, id)
);
CREATE INDEX live_hearing_watched ON live_hearing (arrived_at) WHERE state IN ('HEARING', 'BEHIND');

CREATE TABLE live_part (
  tenant text NOT NULL,
  recording_id uuid NOT NULL,
  step integer NOT NULL,
  result_key text NOT NULL,
  first_seq integer NOT NULL,
  segments jsonb NOT NULL,
  PRIMARY KEY (tenant, recording_id, step),
  FOREIGN KEY (tenant, recording_id) REFERENCES live_hearing (tenant, recording_id) ON DELETE CASCADE
);

${tenantIsolationSql('voice', ['live_hearing', 'live_part'])}
CREATE POLICY watching ON live_hearing FOR SELECT TO CURRENT_USER USING (true);

-- Ids of all tenants and what is to be done with them, nothing else.
--   DUE      sound came while it was too early for another step
--   BEHIND   a step takes longer than it should
--   LOST     one has not come back at all
--   SILENT   its device sent nothing for an hour
CREATE FUNCTION live_hearings_to_look_after(most integer) RETURNS TABLE (tenant text, id uuid, todo text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT tenant, recording_id, CASE
      WHEN arrived_at < clock_timestamp() - interval '1 hour' THEN 'SILENT'
      WHEN NOT under_way THEN 'DUE'
      WHEN asked_at < clock_timestamp() - interval '5 minutes' THEN 'LOST'
      ELSE 'BEHIND' END
  FROM voice.live_hearing
  WHERE (state IN ('HEARING', 'BEHIND') AND arrived_at < clock_timestamp() - interval '1 hour')
     OR (state IN ('HEARING', 'BEHIND') AND under_way AND asked_at < clock_timestamp() - interval '5 minutes')
     OR (state IN ('HEARING', 'BEHIND') AND NOT under_way AND stored_bytes > asked_bytes AND asked_at < clock_timestamp() - interval '1500 milliseconds')
     OR (state = 'HEARING' AND under_way AND asked_at < clock_timestamp() - interval '20 seconds')
  LIMIT most
$$;
`,
);
