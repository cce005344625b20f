#!/bin/sh
# run.sh IMPORTLINT: builds what the benchmarks need, makes their data once, and measures.
# ROUNDS=n sets how often each command runs (5).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
importlint=$1
place=$here/../.build/bench
data=$place/data
baselines=$place/baselines
mkdir -p "$data" "$baselines"

swift build --package-path "$here" --scratch-path "$place" -c release -q
generator=$place/release/ClusterList

if [ ! "$data/complete" -nt "$generator" ]; then
  echo "bench: writing the Lists to $data (2.5 GB)"
  "$generator" "$data"
  for name in plain managed; do tar -C "$data" -czf "$data/$name.tar.gz" "$name.yaml"; done
  touch "$data/complete"
fi

# The toolchain of Swift brings this compiler; the flags are those that distributions build with.
clang -O2 -o "$baselines/libyaml_events" "$here/baselines/libyaml_events.c" \
  $(pkg-config --cflags --libs yaml-0.1)
rm -f "$baselines/simdjson_dom"
if [ -e /usr/include/simdjson.h ]; then
  clang++ -std=c++17 -O2 -o "$baselines/simdjson_dom" "$here/baselines/simdjson_dom.cpp" -lsimdjson
else
  echo "bench: libsimdjson-dev is not installed: nothing to compare the reading of JSON with"
fi

# Once through the page cache, so that the first round reads from memory as the others do.
cat "$data"/*.yaml "$data"/*.json "$data"/*.gz > /dev/null
exec "$place/release/Measure" "$importlint" "$data" "$baselines" "$here/.." "${ROUNDS:-5}"
