#!/bin/bash
# check.sh: what action.yml runs. Judges by the variables that it is given, writes all reports into
# REPORTS, the outputs of the step and its summary, and ends with importlint's exit code.
set -euo pipefail
mkdir -p "$REPORTS"

arguments=()
# each OPTION TEXT: the option once for each line of the text that is not blank.
each() {
  local line
  while IFS= read -r line; do
    [ -z "${line// /}" ] || arguments+=(${1:+"$1"} "$line")
  done <<< "$2"
}
each "" "$SNAPSHOT"
[ ${#arguments[@]} -gt 0 ] || {
  echo "::error::the input snapshot is empty"
  printf '%s\n' exit-code=2 "conclusion=could not judge: the input snapshot is empty" \
    >> "$GITHUB_OUTPUT"
  exit 2
}
each --target "$TARGET"
each --rancher "$RANCHER"
each --pack "$PACKS"
each --waivers "$WAIVERS"
each --baseline "$BASELINE"
each --fail-on "$FAIL_ON"
# shellcheck disable=SC2153 # a variable of its own
each "" "$ARGUMENTS"

json=$REPORTS/result.json sarif=$REPORTS/importlint.sarif
markdown=$REPORTS/summary.md html=$REPORTS/report.html
formats=(--format github --format "json=$json" --format "sarif:github=$sarif"
  --format "markdown=$markdown" --format "html=$html")

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
code=0
importlint check "${arguments[@]}" "${formats[@]}" 2> "$errors" || code=$?
cat "$errors" >&2

{
  echo "exit-code=$code"
  echo "conclusion=$(tail -n 1 "$errors")"
  echo "sarif=$sarif"
  echo "markdown=$markdown"
  echo "html=$html"
  echo "json=$json"
} >> "$GITHUB_OUTPUT"
[ ! -s "$markdown" ] || cat "$markdown" >> "$GITHUB_STEP_SUMMARY"
exit "$code"
