#!/bin/bash
# Runs once, on the primary's first start (the image's docker-entrypoint-initdb.d), as the superuser.
# Three kinds of role, so that no process holds more than it needs: the superuser (people, in an emergency),
# dra_owner (migrations: owns the database, makes the services' roles), dra_replica (streams the WAL, reads no table).
# The services' own roles are made by their migrations.
set -euo pipefail
: "${DRA_OWNER_PASSWORD:?}" "${DRA_REPLICATION_PASSWORD:?}" "${REPLICATION_SLOT:?}"

# The passwords reach psql through its environment and never through an argument, which `ps` would show.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv owner_password DRA_OWNER_PASSWORD
\getenv replication_password DRA_REPLICATION_PASSWORD
\getenv slot REPLICATION_SLOT
CREATE ROLE dra_owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE dra_replica LOGIN REPLICATION PASSWORD :'replication_password';
SELECT current_database() AS database \gset
ALTER DATABASE :"database" OWNER TO dra_owner;
-- Whoever may log in is not thereby let in: migrations grant CONNECT to each service's role.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Reserved at once: what the replica has not read is kept, up to max_slot_wal_keep_size.
SELECT pg_create_physical_replication_slot(:'slot', true);
SQL

# The image's own line covers databases; replication is a database of its own to pg_hba.
echo 'host replication dra_replica samenet scram-sha-256' >> "$PGDATA/pg_hba.conf"
