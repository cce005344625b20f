#!/bin/bash
# validate.sh IMPORTLINT: holds action, workflows, templates and manifests against their schemas
# (check-jsonschema, kubernetes-validate and pre-commit, all on PyPI), scripts against shellcheck,
# recipes of images against hadolint, and runs what action.yml, the component, the hooks and the
# recipe for GNU parallel run. A tool that is missing fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
executable=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong() { echo "validate: $*" >&2; exit 1; }

check-jsonschema --builtin-schema vendor.github-actions action.yml
check-jsonschema --builtin-schema vendor.github-workflows docs/examples/github/*.yaml \
  deploy/github/*.yml
# A component is two documents: what it takes, and what it is. The schema is of the second, and
# knows no inputs in the place of a job's name.
sed '1,/^---$/d' templates/importlint.yml > "$work/component.yml"
check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci \
  docs/examples/gitlab/*.yaml deploy/gitlab/*.yml "$work/component.yml"
kubernetes-validate --strict --quiet -k 1.31 deploy/kubernetes/*.yaml
pre-commit validate-manifest .pre-commit-hooks.yaml
shellcheck packaging/install.sh packaging/ci/*.sh scripts/*.sh scripts/release/*.sh \
  deploy/parallel/*.sh deploy/slurm/*.sbatch
hadolint packaging/container/Containerfile deploy/Containerfile

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
: > "$work/output"
code=0
run SNAPSHOT="" || code=$?
[ $code -eq 2 ] || wrong "exit code $code where 2 was expected"
grep -q '^exit-code=2$' "$work/output"

# What the component runs, with and without a target.
component=$(python3 - "$work/component.yml" <<'PYTHON'
import re, sys
script = re.search(r"- >-\n(.*?)\n  allow_failure", open(sys.argv[1]).read(), re.S)[1]
print(" ".join(script.split()))
PYTHON
)
included() {
  (cd "$work" && env PATH="$work/bin:$PATH" IMPORTLINT_SNAPSHOT="$OLDPWD/demo/snapshot" \
    IMPORTLINT_ARGUMENTS="--select loopback-resolver --max-age 9999d" "$@" \
    sh -c "$component" > "$work/log" 2>&1)
}
for target in "" "$PWD/demo/target.yaml"; do
  code=0
  included IMPORTLINT_TARGET="$target" || code=$?
  [ $code -eq 1 ] || { cat "$work/log" >&2; wrong "the component ended with $code, not with 1"; }
done

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
      - id: importlint-waivers
        args: [waivers.yaml, demo/snapshot, --target, demo/target.yaml]
HOOKS
commit "$work/user"
hook() { (cd "$work/user" && PATH="$work/bin:$PATH" pre-commit run -a "$1" > "$work/log" 2>&1); }
hook importlint-pack || { cat "$work/log" >&2; wrong "the hook importlint-pack failed"; }
if hook importlint-snapshot; then wrong "the hook importlint-snapshot passed"; fi
grep -q 'not ready: 2 failing findings' "$work/log"
"$executable" check demo/snapshot --target demo/target.yaml --format "json=$work/result.json" \
  2> "$work/log" || [ $? -eq 1 ]
fingerprint=$(sed -n 's/.*"fingerprint": "\([0-9a-f]*\)".*/\1/p' "$work/result.json" | head -1)
"$executable" waivers add "$fingerprint" --result "$work/result.json" --owner platform \
  --file "$work/user/waivers.yaml" --reason "for this test" \
  --expires "$(date -u -d "30 days" +%F)" > "$work/log"
git -C "$work/user" add -A
hook importlint-waivers || { cat "$work/log" >&2; wrong "the hook importlint-waivers failed"; }
sed -i 's/expires: .*/expires: 2025-01-01/' "$work/user/waivers.yaml"
if hook importlint-waivers; then wrong "the hook importlint-waivers passed"; fi
grep -q 'expired' "$work/log"

# The recipe for GNU parallel: the exit code of the merge, and 2 where a shard failed, whatever
# rows an earlier run has left.
mkdir -p "$work/fleet/snapshots"
cp -r demo/snapshot "$work/fleet/snapshots/edge"
printf 'schema: 1\nclusters: [{name: edge, inputs: [snapshots/edge]}]\n' > "$work/fleet/fleet.yaml"
fleet() {
  (cd "$work/fleet" && env PATH="$work/bin:$PATH" MAX_AGE=9999d "$@" \
    sh "$OLDPWD/deploy/parallel/fleet.sh" 2 > "$work/log" 2>&1)
}
code=0
fleet RANCHER=2.13.1 || code=$?
[ $code -eq 1 ] || { cat "$work/log" >&2; wrong "the fleet ended with $code, not with 1"; }
code=0
fleet RANCHER=none || code=$?
[ $code -eq 2 ] || { cat "$work/log" >&2; wrong "a failed shard ended with $code, not with 2"; }
echo "validate: all of it holds"
