#!/bin/sh
# The password goes in through standard input, not through an argument. Redis is a cache here: nothing is written to
# disk, the oldest entries make room, and everything works without it, only slower.
set -eu
: "${REDIS_PASSWORD:?}"
exec redis-server - <<CONF
requirepass ${REDIS_PASSWORD}
bind 0.0.0.0
protected-mode yes
save ""
appendonly no
maxmemory ${REDIS_MAXMEMORY:-192mb}
maxmemory-policy allkeys-lru
dir /tmp
CONF
