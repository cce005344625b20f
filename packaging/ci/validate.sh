#!/bin/bash
# validate.sh IMPORTLINT: holds action, workflows, templates and manifests against their schemas
# (check-jsonschema and pre-commit, both on PyPI), shell scripts against shellcheck, the image's
# recipe against hadolint, and runs what action.yml runs. A tool that is missing fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
executable=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong() { echo "validate: $*" >&2; exit 1; }

check-jsonschema --builtin-schema vendor.github-actions action.yml
check-jsonschema --builtin-schema vendor.github-workflows docs/examples/github/*.yaml
# A component is two documents: what it takes, and what it is. The schema is of the second, and
# knows no inputs in the place of a job's name.
sed '1,/^---$/d' templates/importlint.yml > "$work/component.yml"
check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci \
  docs/examples/gitlab/*.yaml "$work/component.yml"
pre-commit validate-manifest .pre-commit-hooks.yaml
shellcheck packaging/install.sh packaging/ci/*.sh scripts/*.sh scripts/release/*.sh
hadolint packaging/container/Containerfile

# What action.yml runs, with variables as GitHub gives them.
mkdir "$work/bin" && ln -s "$executable" "$work/bin/importlint"
run() {
  env PATH="$work/bin:$PATH" GITHUB_OUTPUT="$work/output" GITHUB_STEP_SUMMARY="$work/summary" \
    REPORTS="$work/reports" RANCHER="" PACKS="" WAIVERS="" BASELINE="" FAIL_ON="" \
    ARGUMENTS="" TARGET=demo/target.yaml "$@" bash packaging/ci/check.sh > "$work/log" 2>&1
}
code=0
options=$'--select\nloopback-resolver\n--max-age\n9999d'
run SNAPSHOT=$'demo/snapshot\n' ARGUMENTS="$options" || code=$?
[ $code -eq 1 ] || { cat "$work/log" >&2; wrong "exit code $code where 1 was expected"; }
grep -q '^exit-code=1$' "$work/output"
grep -q '^conclusion=not ready: ' "$work/output"
for file in result.json importlint.sarif summary.md report.html; do
  [ -s "$work/reports/$file" ] || wrong "$file was not written"
done
[ -s "$work/summary" ] || wrong "there is no summary"
# Nothing of an input is run.
code=0
run SNAPSHOT="\$(touch $work/run)" || code=$?
[ $code -eq 2 ] || wrong "exit code $code where 2 was expected"
[ ! -e "$work/run" ] || wrong "a part of an input was run"

# The hooks, from a repository of theirs, in another one: what is well passes, what is not fails.
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.com
export GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.com
commit() { git init -q "$1" && git -C "$1" add -A && git -C "$1" commit -qm "All"; }
mkdir "$work/hooks" "$work/user"
cp .pre-commit-hooks.yaml "$work/hooks/"
commit "$work/hooks"
cp -r demo "$work/user/demo"
"$executable" pack init "$work/user/acme" > "$work/log"
cat > "$work/user/.pre-commit-config.yaml" <<HOOKS
repos:
  - repo: $work/hooks
    rev: $(git -C "$work/hooks" rev-parse HEAD)
    hooks:
      - {id: importlint-pack, args: [acme]}
      - {id: importlint-snapshot, args: [demo/snapshot, --target, demo/target.yaml]}
HOOKS
commit "$work/user"
hook() { (cd "$work/user" && PATH="$work/bin:$PATH" pre-commit run -a "$1" > "$work/log" 2>&1); }
hook importlint-pack || { cat "$work/log" >&2; wrong "the hook importlint-pack failed"; }
if hook importlint-snapshot; then wrong "the hook importlint-snapshot passed"; fi
grep -q 'not ready: 2 failing findings' "$work/log"
echo "validate: all of it holds"
