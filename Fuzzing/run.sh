#!/bin/sh
# run.sh [TARGET...]: fuzzes each target for MINUTES minutes (10), one after another; all targets
# where none is named. Inputs that reached new code stay in .build-fuzz/corpus, and the next run
# begins with them. Ends with 1 where a target failed, and names the file that makes it fail again.
#
# RUNS=n ends a target after so many inputs, if its time is not over before. SANITIZERS=fuzzer is
# faster than the default, fuzzer,address, and finds no access outside of memory.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/.." && pwd)
place=$root/.build-fuzz
seconds=$((${MINUTES:-10} * 60))
fuzz=$("$here/build.sh" "${SANITIZERS:-fuzzer,address}")
[ $# -gt 0 ] || set -- $("$fuzz" --targets)
mkdir -p "$place/bin" "$place/failed" "$place/logs"

# Swift's own backtraces and the sanitizer's stand in each other's way.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS="detect_leaks=0:malloc_context_size=5:${ASAN_OPTIONS:-}"

# Files of this project that a target reads as they are.
examples() {
  case $1 in
  yaml) find "$root/Tests/Fixtures" "$root/rules" "$root/demo" -name '*.yaml' -size -8k ;;
  json) find "$root/Tests/Fixtures" "$root/demo" -name '*.json' -size -8k ;;
  rules) find "$root/rules" -path '*/*/*.yaml' -size -8k ;;
  esac
}

code=0
for target in "$@"; do
  ln -sf "$fuzz" "$place/bin/fuzz-$target"
  corpus=$place/corpus/$target
  seeds=$place/seeds/$target
  rm -rf "$seeds"
  mkdir -p "$corpus" "$seeds"
  "$fuzz" --seeds "$target" "$seeds"
  examples "$target" | while read -r file; do
    cp "$file" "$seeds/$(echo "${file#"$root"/}" | tr / -)"
  done
  log=$place/logs/$target.log
  failed=0
  "$place/bin/fuzz-$target" -max_total_time="$seconds" -runs="${RUNS:--1}" -timeout=20 -rss_limit_mb=4096 \
    -max_len=8192 -len_control=50 -print_final_stats=1 -verbosity=1 \
    -artifact_prefix="$place/failed/$target-" "$corpus" "$seeds" >"$log" 2>&1 </dev/null ||
    failed=1
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
  if [ "$failed" -eq 0 ]; then
    echo "$target: ${runs:-0} runs in $((seconds / 60)) minutes, ${peak:-?} MB at most, no failure"
  else
    code=1
    echo "$target: FAILED after ${runs:-?} runs; $log says how"
    sed -n 's/.*Test unit written to \(.*\)/  again: SWIFT_BACKTRACE=enable=no '\
"$(echo "$place/bin/fuzz-$target" | sed 's/\//\\\//g')"' \1/p' "$log"
  fi
done
exit "$code"
