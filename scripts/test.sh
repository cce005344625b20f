#!/bin/bash
# test.sh [ARGUMENTS OF swift test]: builds and runs the tests, and prints what there is to know:
# warnings and errors of the compiler, tests that failed with their issues, tests that were skipped
# with the reason, and the closing line. Everything else is in .build/test.log.
set -uo pipefail
swift=${SWIFT:-swift}
mkdir -p .build
log=.build/test.log

echo "test: building (all output: $log)"
if ! $swift build --build-tests > "$log" 2>&1; then
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
