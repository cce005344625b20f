#!/bin/sh
# cel.sh [TIMINGS.JSON]: measures CEL expressions, beside Google's C++ and a Rust implementation.
# The peers are Python packages, installed into a virtual environment below .build; without Python or
# a network, ours are measured alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/..
timings=${1:-$root/../shared/cel-conformance/timings.json}
place=$root/.build/bench/cel-peers

if [ ! -e "$timings" ]; then
  echo "bench: $timings is not there: no CEL expressions to measure" >&2
  exit 0
fi
swift build --package-path "$root" -c release --product cel-bench -q
bench=$root/.build/release/cel-bench

if [ ! -x "$place/bin/python" ]; then
  python3 -m venv "$place" 2>/dev/null || true
  "$place/bin/pip" install -q cel-expr-python==0.1.3 common-expression-language==0.10.0 \
    2>/dev/null || rm -rf "$place"
fi
if [ -x "$place/bin/python" ]; then
  exec "$place/bin/python" "$here/cel_peers.py" "$bench" "$timings"
fi
echo "bench: the peers cannot be installed here" >&2
exec "$bench" "$timings"
