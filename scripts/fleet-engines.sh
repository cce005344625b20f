#!/bin/bash
# fleet-engines.sh IMPORTLINT [COUNT]: judges COUNT (24) made snapshots in one piece, by GNU parallel,
# by a Slurm array and in the environment of an Indexed Job, with the recipes in deploy/, and compares
# the merges in all formats byte for byte.
#
# Slurm runs on this machine for as long as the script does, on loopback, with files of its own; it
# needs root. STATES is a folder of states to make snapshots of. An engine that is not installed (apt install parallel slurm-wlm) is named and left out.
set -euo pipefail
cd "$(dirname "$0")/.."
importlint=$(realpath "$1")
count=${2:-24}
work=$(mktemp -d)
servers=()
finish() {
  for process in "${servers[@]}"; do kill "$process" 2> /dev/null || true; done
  for process in "${servers[@]}"; do wait "$process" 2> /dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

mkdir "$work/bin" "$work/made"
ln -s "$importlint" "$work/bin/importlint"
export PATH="$work/bin:$PATH" MAX_AGE=99999d
python3 -B Benchmarks/fleet_snapshots.py "$work/made" "$count" ${STATES:+--states "$STATES"}
mv "$work/made/fleet-$count.yaml" "$work/made/fleet.yaml"
failed=0
tried=()

# A folder for an engine, with the list and what it names.
place() { mkdir "$work/$1" && cp -r "$work/made/." "$work/$1/"; }

# Merges the rows of an engine, and compares the reports with those of one piece.
compare() {
  mkdir "$work/$1/merged"
  for format in text html json csv sarif prometheus rows; do
    (cd "$work/$1" && importlint fleet merge rows --expect fleet.yaml --reports reports \
      --format "$format" > "merged/$format" 2> /dev/null) || true
    cmp "$work/whole/merged/$format" "$work/$1/merged/$format" || failed=1
  done
  tried+=("$1 ($(find "$work/$1/rows" -name '*.ndjson' | wc -l) rows)")
}

place whole
(cd "$work/whole" && importlint fleet check fleet.yaml --rancher 2.13.1 --out rows \
  --keep-reports reports)
compare whole
[ "$(wc -l < "$work/whole/merged/rows")" = "$count" ] || failed=1

if command -v parallel > /dev/null; then
  place parallel
  (cd "$work/parallel" && sh "$OLDPWD/deploy/parallel/fleet.sh" 3 > log 2>&1) || true
  compare parallel
else
  echo "fleet-engines: GNU parallel is not installed" >&2
fi

# An Indexed Job: each pod has a folder of its own, fetches what is in the store and takes back.
place indexed-job
for index in 2 0 1; do
  cp -r "$work/indexed-job" "$work/pod"
  (cd "$work/pod" && JOB_COMPLETION_INDEX=$index importlint fleet check fleet.yaml \
    --rancher 2.13.1 --shards 3 --out rows --keep-reports reports)
  mkdir -p "$work/indexed-job/rows" "$work/indexed-job/reports"
  cp -ru "$work/pod/rows" "$work/pod/reports" "$work/indexed-job/"
  rm -r "$work/pod"
done
compare indexed-job

if command -v slurmctld > /dev/null && command -v munged > /dev/null && [ "$(id -u)" = 0 ]; then
  slurm=$work/slurm-state
  mkdir -m 755 "$slurm"
  chmod 755 "$work"
  mkdir -m 700 "$slurm/munge" "$slurm/control" "$slurm/node"
  (umask 077 && head -c 1024 /dev/urandom > "$slurm/munge/key")
  chmod 755 "$slurm/munge"
  munged --foreground --force --key-file="$slurm/munge/key" --socket="$slurm/munge/socket" \
    --pid-file="$slurm/munge/pid" --seed-file="$slurm/munge/seed" --log-file="$slurm/munge/log" \
    > "$slurm/munge.out" 2>&1 &
  servers+=($!)
  name=$(hostname -s)
  cat > "$slurm/slurm.conf" << CONF
ClusterName=importlint
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
AuthInfo=socket=$slurm/munge/socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$slurm/control
SlurmdSpoolDir=$slurm/node
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2048 State=UNKNOWN
PartitionName=main Nodes=$name Default=YES MaxTime=INFINITE State=UP
CONF
  export SLURM_CONF=$slurm/slurm.conf
  while [ ! -S "$slurm/munge/socket" ] && kill -0 "${servers[0]}"; do sleep 0.2; done
  slurmctld -D > "$slurm/control.log" 2>&1 &
  servers+=($!)
  slurmd -D -N "$name" > "$slurm/node.log" 2>&1 &
  servers+=($!)
  for _ in $(seq 60); do
    sinfo --noheader --format %t 2> /dev/null | grep -q idle && break
    sleep 1
  done
  place slurm
  (cd "$work/slurm" && sbatch --wait --array=0-3 "$OLDPWD/deploy/slurm/fleet.sbatch" > log 2>&1) ||
    { cat "$work/slurm"/*log "$slurm"/*.log >&2; failed=1; }
  compare slurm
else
  echo "fleet-engines: Slurm is not installed, or this is not root" >&2
fi

[ "$failed" = 0 ] || { echo "fleet-engines: the merges differ" >&2; exit 1; }
(IFS=,; echo "fleet-engines: $count clusters, the same merge byte for byte: ${tried[*]}")
