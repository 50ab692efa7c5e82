#!/bin/sh
# One shot: the services' account and the bucket that it owns. The root account stays with the operator.
# Everything may be there already; a password that changed in the environment is changed in the store.
set -eu
: "${ADMIN_ACCESS_KEY_ID:?}" "${ADMIN_SECRET_ACCESS_KEY:?}" "${ADMIN_ENDPOINT_URL:?}" "${S3_ACCESS_KEY_ID:?}" "${S3_SECRET_ACCESS_KEY:?}" "${S3_BUCKET:?}"
admin() { "${VERSITYGW:-versitygw}" admin "$@"; }

if admin list-users | awk '{ print $1 }' | grep -qx "$S3_ACCESS_KEY_ID"; then
  admin update-user --access "$S3_ACCESS_KEY_ID" --secret "$S3_SECRET_ACCESS_KEY" --role user
else
  # "user": reads and writes where it is allowed to, makes no buckets, manages nobody.
  admin create-user --access "$S3_ACCESS_KEY_ID" --secret "$S3_SECRET_ACCESS_KEY" --role user
fi

if ! admin list-buckets | awk '{ print $1 }' | grep -qx "$S3_BUCKET"; then
  admin create-bucket --bucket "$S3_BUCKET" --owner "$S3_ACCESS_KEY_ID"
fi
echo "bucket $S3_BUCKET belongs to its account"
