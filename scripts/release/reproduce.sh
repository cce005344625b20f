#!/bin/sh
# reproduce.sh: builds this commit in two folders of different names, and says whether the
# executables are equal, byte for byte. Takes two whole builds.
set -eu
cd "$(dirname "$0")/../.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
for name in one a-second-and-longer-name; do
  git clone -q . "$place/$name"
  # What was resolved here is resolved there.
  [ ! -e Package.resolved ] || cp Package.resolved "$place/$name/"
  "$place/$name/scripts/release/build.sh" "$place/$name/out" > "$place/$name.log" 2>&1 || {
    tail -20 "$place/$name.log" >&2
    exit 1
  }
  (cd "$place/$name/out" && sha256sum importlint importlint-static) > "$place/$name.sums"
  cat "$place/$name.sums"
done
if cmp "$place/one.sums" "$place/a-second-and-longer-name.sums"; then
  echo "reproduce: equal"
else
  echo "reproduce: the executables differ" >&2
  exit 1
fi
