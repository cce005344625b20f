#!/bin/bash
# test.sh [ARGUMENTS OF swift test]: builds and runs the tests, and prints what there is to know:
# warnings and errors of the compiler, tests that failed with their issues, tests that were skipped
# with the reason, and the closing line. Everything else is in .build/test.log.
#
# The commands are tested as they are released; a check by the executable of the tests' own build takes
# ten times as long. BUILD, from the Makefile, builds a release one at the same time, and so in a
# folder of its own: the end of such a build keeps one processor busy. Whoever has one sets
# IMPORTLINT_EXECUTABLES to its folder.
set -uo pipefail
swift=${SWIFT:-swift}
mkdir -p .build
log=.build/test.log

echo "test: building (all output: $log)"
release=
if [ -z "${IMPORTLINT_EXECUTABLES:-}" ] && [ -n "${BUILD:-}" ]; then
  sh -c "$BUILD --scratch-path .build-tested" > .build/tested.log 2>&1 &
  release=$!
  export IMPORTLINT_EXECUTABLES=$PWD/.build-tested/release
fi
built=0
$swift build --build-tests > "$log" 2>&1 || built=1
if [ -n "$release" ] && ! wait "$release"; then
  cat .build/tested.log >> "$log"
  built=1
fi
if [ $built -ne 0 ]; then
  grep -E '(error|warning): ' "$log" | sort -u | head -100
  echo "test: the build failed" >&2
  exit 1
fi
# Of dependencies there is nothing that anybody here could mend.
grep -E "^$PWD/(Sources|Tests|Package).*: warning: " "$log" | sort -u

echo "test: running"
$swift test --disable-xctest --skip-build "$@" >> "$log" 2>&1
code=$?
awk '
  / skipped: | skipped\.$/ { print; next }
  /^✘/ { print; failed = 1; next }
  # The lines below an issue belong to it.
  failed && /^↳/ { print; next }
  { failed = 0 }
  /^(error|fatal error): / || /Fatal error: / { print }
' "$log" | head -400
grep -E 'Test run with [0-9]+ tests' "$log" | tail -1
exit $code
