#!/bin/sh
# A fleet by GNU parallel: fleet.sh [SHARDS [SSHLOGINFILE]], in a folder with fleet.yaml and
# snapshots/, which all machines share. What was done before is not done again. RANCHER and MAX_AGE
# say for which version, and from which age on a snapshot decides nothing.
#
# Ends with the exit code of the merge, and with 2 where a shard failed: the rows of its clusters
# may be those of an earlier run.
set -eu
shards=${1:-$(nproc)}
failed=""
# On one machine the shards share its processors, and each needs one.
seq "$shards" | parallel ${2:+--sshloginfile "$2" --workdir .} --halt never --joblog fleet.log \
  importlint fleet check fleet.yaml --rancher "${RANCHER:-2.13.1}" --shard "{}/$shards" --jobs 1 \
  --out rows --keep-reports reports || failed=yes
code=0
importlint fleet merge rows --expect fleet.yaml --max-age "${MAX_AGE:-7d}" --reports reports \
  --format text --format html=fleet.html || code=$?
[ -z "$failed" ] || {
  echo "fleet: a shard failed (fleet.log): of its clusters the rows of an earlier run count" >&2
  exit 2
}
exit "$code"
