#!/bin/sh
# A fleet by GNU parallel: fleet.sh [SHARDS [SSHLOGINFILE]], in a folder with fleet.yaml and
# snapshots/, which all machines share. What was done before is not done again.
set -eu
shards=${1:-$(nproc)}
# On one machine the shards share its processors, and each needs one.
seq "$shards" | parallel ${2:+--sshloginfile "$2" --workdir .} --halt never --joblog fleet.log \
  importlint fleet check fleet.yaml --rancher "${RANCHER:-2.13.1}" --shard "{}/$shards" --jobs 1 \
  --out rows --keep-reports reports || echo "a shard failed: see fleet.log" >&2
importlint fleet merge rows --expect fleet.yaml --reports reports --format text \
  --format html=fleet.html
