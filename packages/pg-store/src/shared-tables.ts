/**
 * The tables that every PostgreSQL subgraph has: outbox, inbox, audit_event, idempotency_key.
 *
 * Distribution: `tenant` leads every primary key and unique index, so Citus can take each table with
 * `create_distributed_table(t, 'tenant')` as it is. Partitions: audit_event and outbox grow without end; when they are
 * partitioned by month, `at` / `created_at` joins the primary key, which nothing refers to.
 */
export function sharedTablesSql(schema: string): string {
  const s = quoteIdentifier(schema);
  return `
CREATE TABLE ${s}.outbox (
  tenant text NOT NULL,
  id uuid NOT NULL,
  subject text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  sent_at timestamptz,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX outbox_due ON ${s}.outbox (next_attempt_at, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON ${s}.outbox (sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE ${s}.inbox (
  tenant text NOT NULL,
  consumer text NOT NULL,
  msg_id text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, consumer, msg_id)
);
CREATE INDEX inbox_age ON ${s}.inbox (received_at);

CREATE TABLE ${s}.idempotency_key (
  tenant text NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  input_hash text NOT NULL,
  response jsonb,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant, actor, key)
);
CREATE INDEX idempotency_key_age ON ${s}.idempotency_key (created_at);

CREATE TABLE ${s}.audit_event (
  tenant text NOT NULL,
  chain_key text NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  actor_roles text[] NOT NULL,
  request_id text,
  action text NOT NULL,
  patient_id uuid,
  resource_type text NOT NULL,
  resource_id text,
  outcome text NOT NULL CHECK (outcome IN ('ALLOWED', 'DENIED')),
  detail jsonb,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant, chain_key, seq)
);
CREATE INDEX audit_event_patient ON ${s}.audit_event (tenant, patient_id, at) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_event_actor ON ${s}.audit_event (tenant, actor, at);

-- The chain is made here and not by the services, which could forget it. READ COMMITTED (the only level we use) lets
-- the SELECT after the lock see what the previous holder committed.
CREATE FUNCTION ${s}.audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant || chr(31) || NEW.chain_key, 20251));
  SELECT seq, hash INTO last FROM ${s}.audit_event
    WHERE tenant = NEW.tenant AND chain_key = NEW.chain_key ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.prev_hash := coalesce(last.hash, '\\x'::bytea);
  NEW.at := clock_timestamp();
  NEW.hash := ${auditHashSql('NEW')};
  RETURN NEW;
END $$;
CREATE TRIGGER audit_event_chain BEFORE INSERT ON ${s}.audit_event
  FOR EACH ROW EXECUTE FUNCTION ${s}.audit_event_chain();

${tenantIsolationSql(schema, ['outbox', 'inbox', 'idempotency_key', 'audit_event'])}

-- The relay and the pruning see all tenants, through these functions only: they run as the owner of the schema, for
-- whom the policies below open, and do nothing else.
CREATE POLICY relay ON ${s}.outbox TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY pruning ON ${s}.inbox TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY pruning ON ${s}.idempotency_key TO CURRENT_USER USING (true) WITH CHECK (true);

CREATE FUNCTION ${s}.outbox_take(batch integer) RETURNS SETOF ${s}.outbox
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT * FROM ${s}.outbox WHERE sent_at IS NULL AND next_attempt_at <= clock_timestamp()
  ORDER BY next_attempt_at, id LIMIT batch FOR UPDATE SKIP LOCKED
$$;

-- What was not sent comes again after 250 ms, doubling up to 5 s: a broker's restart is over soon, and one message
-- that cannot be published does not hold up the others.
CREATE FUNCTION ${s}.outbox_settle(sent uuid[], unsent uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  UPDATE ${s}.outbox SET sent_at = clock_timestamp(), attempts = attempts + 1 WHERE id = ANY (sent) AND sent_at IS NULL;
  UPDATE ${s}.outbox SET attempts = attempts + 1,
    next_attempt_at = clock_timestamp() + least(interval '5 s', interval '250 ms' * power(2, least(attempts, 6)))
  WHERE id = ANY (unsent) AND sent_at IS NULL;
$$;

CREATE FUNCTION ${s}.outbox_backlog() RETURNS TABLE (pending bigint, oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::double precision
  FROM ${s}.outbox WHERE sent_at IS NULL
$$;

CREATE FUNCTION ${s}.prune_shared(outbox_age interval, inbox_age interval, key_age interval) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM ${s}.outbox WHERE sent_at < clock_timestamp() - outbox_age;
  DELETE FROM ${s}.inbox WHERE received_at < clock_timestamp() - inbox_age;
  DELETE FROM ${s}.idempotency_key WHERE created_at < clock_timestamp() - key_age;
$$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${s} FROM PUBLIC;
`;
}

/** Chains are verified over all tenants, by the owner: who may take this policy away can grant it, so nothing is lost by it. */
export function ownerReadsAuditSql(schema: string): string {
  return `CREATE POLICY verification ON ${quoteIdentifier(schema)}.audit_event FOR SELECT TO CURRENT_USER USING (true);`;
}

/**
 * Row-level security for tables that carry `tenant`: enabled and forced, visible only to the tenant that the transaction
 * set. Without one, `current_setting(…, true)` is null or empty and no row matches: forgetting it shows nothing.
 */
export function tenantIsolationSql(schema: string, tables: readonly string[]): string {
  return tables
    .map((table) => {
      const name = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
      return `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${name} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON ${name} USING (tenant = current_setting('app.tenant', true)) WITH CHECK (tenant = current_setting('app.tenant', true));`;
    })
    .join('\n');
}

/** The hash of one audit row: everything in it except `hash`, as canonical jsonb text. Shared by trigger and verification. */
export function auditHashSql(row: string): string {
  const r = row;
  return `sha256(convert_to(jsonb_build_array(encode(${r}.prev_hash, 'hex'), ${r}.tenant, ${r}.chain_key, ${r}.seq, ${r}.id,
    to_char(${r}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), ${r}.actor, to_jsonb(${r}.actor_roles), ${r}.request_id, ${r}.action,
    ${r}.patient_id, ${r}.resource_type, ${r}.resource_id, ${r}.outcome, ${r}.detail)::text, 'UTF8'))`;
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
