#!/bin/bash
# The replica's start: on an empty volume it copies the primary, afterwards it only streams.
# A copy that was cut off lies in a folder of its own and is begun again: PGDATA is whole or absent.
set -euo pipefail
: "${PGDATA:?}" "${PRIMARY_HOST:?}" "${DRA_REPLICATION_PASSWORD:?}" "${REPLICATION_SLOT:?}"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  copy="$(dirname "$PGDATA")/copy"
  rm -rf "$copy"
  mkdir -p "$(dirname "$PGDATA")"
  # -R writes standby.signal and the connection to the primary, password included, readable by this user alone.
  PGPASSWORD="$DRA_REPLICATION_PASSWORD" pg_basebackup --host "$PRIMARY_HOST" --port "${PRIMARY_PORT:-5432}" --username dra_replica \
    --pgdata "$copy" --wal-method stream --slot "$REPLICATION_SLOT" --checkpoint fast --write-recovery-conf --no-password
  rmdir "$PGDATA" 2>/dev/null || true
  mv "$copy" "$PGDATA"
fi
chmod 700 "$PGDATA"
exec postgres "$@"
