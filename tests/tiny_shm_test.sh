#!/usr/bin/env bash
# A /dev/shm of 1 MB: rings that do not fit go to the run directory, nothing is lost, and no SIGBUS ever
# reaches the training. Usage: tiny_shm_test.sh RECORD_SMALL ORIEL
set -euo pipefail
recorder=$1
oriel=$2
unshare --map-root-user --mount true 2>/dev/null || { echo 'SKIPPED: this kernel allows no mount namespaces here'; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export recorder
unshare --map-root-user --mount bash -c '
  set -e
  mount -t tmpfs -o size=1m tmpfs /dev/shm
  "$recorder" runs 300000
  head -c 1000000 /dev/zero >/dev/shm/filler 2>/dev/null || true   # now no ring fits at all
  "$recorder" runs 300000
'
for run in run_001 run_002; do
  "$oriel" doctor "runs/t/$run" | tee doctor.txt
  grep -q '300,001 points' doctor.txt
  grep -q healthy doctor.txt
done
echo 'nothing was lost'
