#!/bin/bash
# One member of the replica set. The members trust each other by a key file, which must be readable by nobody else:
# it is written to memory here, since a secret of a read-only container cannot have that mode.
set -euo pipefail
: "${MONGODB_KEYFILE:?}" "${REPLICA_SET:?}"
umask 077
printf '%s\n' "$MONGODB_KEYFILE" > /run/mongo/keyfile
unset MONGODB_KEYFILE
# Without --auth's users yet: the first one is made through the localhost exception by replica-set.js.
exec mongod --replSet "$REPLICA_SET" --keyFile /run/mongo/keyfile --bind_ip_all --port 27017 --dbpath /data/db \
  --unixSocketPrefix /tmp --wiredTigerCacheSizeGB "${WIREDTIGER_CACHE_GB:-0.25}" --quiet
