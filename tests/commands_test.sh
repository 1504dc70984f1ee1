#!/usr/bin/env bash
# The `oriel` command as a person uses it: what it prints, where its messages go, its exit codes, on a
# real run, on nonsense and on damage. Usage: commands_test.sh ORIEL RECORDER
set -euo pipefail
oriel=$1
recorder=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
failures=0

# expect NAME CODE PATTERN COMMAND…: exit code, and an extended regular expression in its output.
expect() {
  local name=$1 code=$2 pattern=$3 status=0 output
  shift 3
  output=$("$@" 2>&1) || status=$?
  if [ "$status" -ne "$code" ] || ! grep -qE -- "$pattern" <<<"$output"; then
    printf 'FAILED %s: exit %s (want %s), want /%s/ in:\n%s\n' "$name" "$status" "$code" "$pattern" "$output"
    failures=$((failures + 1))
  fi
}

"$recorder" runs 2000
expect version 0 '^oriel [0-9]+\.[0-9]+' "$oriel" version
expect help 0 'doctor' "$oriel" --help
expect 'help of a command' 0 'repair' "$oriel" doctor --help
expect 'no command' 2 'no command was given' "$oriel"
expect 'a word that is nearly one' 2 'Did you mean: oriel serve' "$oriel" serv
expect 'a word that is none' 2 'no command bogus' "$oriel" bogus
expect 'port out of range' 2 'oriel: --port.*65535' "$oriel" serve --port 99999
expect 'unknown option' 2 'nonsense' "$oriel" runs --nonsense
expect runs 0 't/run_001 +finished' "$oriel" runs runs
expect 'no directory' 1 'there is no directory nowhere' "$oriel" runs nowhere
expect show 0 'train/loss +2,000' "$oriel" show runs/t
expect 'show nothing' 1 'there is no nowhere' "$oriel" show nowhere
expect doctor 0 'healthy' "$oriel" doctor runs/t/run_001
mkdir empty
expect 'doctor of no run' 1 'no run in empty' "$oriel" doctor empty
expect 'the newest below' 0 'healthy' "$oriel" doctor .
expect 'serve a file' 1 'not a directory' "$oriel" serve runs/t/run_001/run.json
expect 'repair of a healthy run' 0 'healthy' "$oriel" doctor --repair runs/t

"$oriel" runs runs --json | python3 -c '
import json, sys
runs = json.load(sys.stdin)["runs"]
assert [r["id"] for r in runs] == ["t/run_001"], runs
assert runs[0]["config"] == {"lr": 0.001} and runs[0]["status"] == "finished", runs'
"$oriel" export runs/t --series 'train/*' --out points.csv
python3 - <<'PY'
import csv
rows = list(csv.DictReader(open("points.csv")))
assert len(rows) == 2000, len(rows)
for i, row in enumerate(rows):
    assert int(row["step"]) == i and float(row["value"]) == 1 / (i + 1), row
    assert int(row["wall_us"]) > 10**15, row
PY
"$oriel" export runs/t --format json | python3 -c '
import json, sys
run = json.load(sys.stdin)["runs"][0]
names = {s["name"]: len(s["points"]) for s in run["series"]}
assert names == {"train/loss": 2000, "big step": 1}, names
step = [s for s in run["series"] if s["name"] == "big step"][0]["points"][0][0]
assert step == 2**53 + 1, step'
expect 'export to nowhere' 1 'cannot write no/such/place.csv' "$oriel" export runs/t --out no/such/place.csv
expect 'export of a series that is not there' 1 'no series .* nope' "$oriel" export runs/t --series nope --out nope.csv
[ ! -e nope.csv ] || { echo 'FAILED a failed export left a file'; failures=$((failures + 1)); }
# A pipe stays a pipe and a link a link.
mkfifo pipe
touch end.csv
ln -s end.csv link.csv
cat pipe >read.csv &
"$oriel" export runs/t --out pipe
wait "$!"
"$oriel" export runs/t --out link.csv
"$oriel" export runs/t --out whole.csv
[ -p pipe ] && [ -L link.csv ] && cmp read.csv whole.csv && cmp end.csv whole.csv ||
  { echo 'FAILED export to a pipe or a link'; failures=$((failures + 1)); }
ls ./*.tmp 2>/dev/null && { echo 'FAILED export left a temporary file'; failures=$((failures + 1)); }
expect 'export of nonsense' 2 'xml' "$oriel" export runs/t --format xml
"$oriel" export runs/t | head -n 1 >/dev/null || { echo 'FAILED export | head'; failures=$((failures + 1)); }

# Figures on paper.
for end in png svg pdf; do
  expect "plot $end" 0 '' "$oriel" plot runs/t --out "curves.$end" --theme dark --log-y
  "$oriel" plot runs/t --out "again.$end" --theme dark --log-y
  cmp "curves.$end" "again.$end" || { echo "FAILED plot $end is not the same again"; failures=$((failures + 1)); }
done
expect 'plot is a PNG' 0 '137 +80 +78 +71' od -An -tu1 -N4 curves.png
expect 'plot of two runs' 0 '' "$oriel" plot runs/t runs/t/run_001 --out two.svg --series 'train/*' --smoothing 0.6 --size 400x300
expect 'plot of an unknown panel' 2 'There are .*curves' "$oriel" plot runs/t --out x.png --panel nonsense
expect 'plot of nothing' 1 'oriel show' "$oriel" plot runs/t --out x.png --series 'no/such'
expect 'plot of no run' 1 'there is no nowhere' "$oriel" plot nowhere --out x.png
expect 'plot to an unknown format' 2 'png, .svg or .pdf' "$oriel" plot runs/t --out x.gif
expect 'plot to nowhere' 1 'cannot write no/such/x.png' "$oriel" plot runs/t --out no/such/x.png
expect 'plot of an odd size' 2 'not a size' "$oriel" plot runs/t --out x.png --size huge
[ ! -e x.png ] || { echo 'FAILED a failed plot left a file'; failures=$((failures + 1)); }

# Damage: one byte in the middle of the log.
log=$(ls runs/t/run_001/log/*.log)
size=$(stat -c %s "$log")
printf '\xff\x00\xff\x00\xff' | dd of="$log" bs=1 seek=$((size / 2)) conv=notrunc status=none
expect 'doctor of a damaged run' 3 'DAMAGE' "$oriel" doctor runs/t
printf 'nonsense' >runs/t/run_001/run.json
expect 'doctor without run.json' 3 'run.json is unreadable' "$oriel" doctor runs/t
expect 'runs with damage' 0 't/run_001' "$oriel" runs runs

# A port that is taken, an address that is not loopback.
"$oriel" serve runs --port 0 >serve.txt &
server=$!
for _ in $(seq 200); do grep -q http serve.txt && break; sleep 0.05; done
port=$(sed -nE 's@.*127\.0\.0\.1:([0-9]+)/.*@\1@p' serve.txt | head -n 1)
expect 'port taken' 1 "$port" timeout 20 "$oriel" serve runs --port "$port"
expect 'not loopback' 1 'loopback' timeout 20 "$oriel" serve runs --port 0 --address 0.0.0.0
kill -TERM "$server"
wait "$server" || { echo 'FAILED serve did not end cleanly'; failures=$((failures + 1)); }

[ "$failures" -eq 0 ] && echo 'all commands behave'
exit "$((failures > 0))"
