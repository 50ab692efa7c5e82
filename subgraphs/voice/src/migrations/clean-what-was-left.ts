import { sqlMigration } from '@dra/pg-store';

/** Sound is not kept without a reason: what a device abandoned, what lay in quarantine, and what arrived after consent ended goes too. */
export const cleanWhatWasLeft = sqlMigration(
  'CleanWhatWasLeft',
  1764100000000,
  `
ALTER TABLE recording ADD COLUMN swept_at timestamptz;
CREATE INDEX recording_unfinished ON recording (updated_at) WHERE status IN ('CREATED', 'UPLOADING', 'QUARANTINED');

DROP FUNCTION recordings_to_clean(integer);
-- Ids of all tenants and what is to be done with them, nothing else.
--   RETIRE   its time is over, or a device never came back: delete it
--   SWEEP    in quarantine, and every upload address has ended: delete what still arrived
--   FINISH   deleted, but its objects may not be
CREATE FUNCTION recordings_to_clean(most integer) RETURNS TABLE (tenant text, id uuid, todo text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT tenant, id, CASE
      WHEN status = 'DELETED' THEN 'FINISH'
      WHEN status = 'QUARANTINED' AND swept_at IS NULL THEN 'SWEEP'
      ELSE 'RETIRE' END
  FROM voice.recording
  WHERE (status IN ('UPLOADED', 'QUARANTINED') AND NOT legal_hold AND retain_until < clock_timestamp())
     OR (status IN ('CREATED', 'UPLOADING') AND NOT legal_hold AND updated_at < clock_timestamp() - interval '7 days')
     OR (status = 'QUARANTINED' AND swept_at IS NULL AND updated_at < clock_timestamp() - interval '10 minutes')
     OR (status = 'DELETED' AND objects_gone_at IS NULL AND updated_at < clock_timestamp() - interval '10 minutes')
  LIMIT most
$$;
`,
);
