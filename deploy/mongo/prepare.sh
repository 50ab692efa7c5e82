#!/bin/bash
# One shot, in the network of the first member, because the first user can only be made from its localhost.
# mongosh reads the passwords from its environment.
set -euo pipefail
exec mongosh --quiet --norc --host 127.0.0.1 --port 27017 --file /etc/dra/replica-set.js
