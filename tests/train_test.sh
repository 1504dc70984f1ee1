#!/usr/bin/env bash
# oriel-train as a person uses it: what it prints and leaves behind, every way to end it, and that the
# same seed gives the same losses to the last bit, whoever watches, pauses, or is killed meanwhile.
# Usage: train_test.sh ORIEL_TRAIN ORIEL [ORIEL_WINDOW]
set -euo pipefail
train=$(realpath "$1")
oriel=$(realpath "$2")
window=${3:+$(realpath "$3")}
dir=$(mktemp -d)
others=()  # processes to end
screen=
end_others() {
  local pid
  for pid in ${others[@]+"${others[@]}"}; do
    { kill -9 "$pid" && wait "$pid"; } 2>/dev/null || true
  done
  others=()
}
trap 'end_others; [ -z "$screen" ] || kill "$screen"; rm -rf "$dir"' EXIT
cd "$dir"
export OMP_WAIT_POLICY=passive
unset DISPLAY WAYLAND_DISPLAY ORIEL_RUN ORIEL_BIN
failures=0
fail() { printf 'FAILED %s\n' "$*"; failures=$((failures + 1)); }
# has NAME FILE PATTERN
has() { grep -qE -- "$3" "$2" || fail "$1: no /$3/ in:" "$(cat "$2")"; }
left() { local f; for f in "${@:2}"; do [ -s "$1/$f" ] || fail "$1/$f is missing"; done; }

# Three classes that overlap, so that there is something to learn and to get wrong.
python3 - <<'PY'
import random
random.seed(1)
for name, rows in (("train.csv", 240), ("val.csv", 90)):
    with open(name, "w") as out:
        for i in range(rows):
            c = i % 3
            point = (random.gauss(c, 0.8), random.gauss(-c, 0.8), random.gauss(0, 1), random.gauss(0, 1))
            print(*(f"{x:.4f}" for x in point), c, sep=",", file=out)
PY
# learn NAME OPTIONS…: in logs/NAME, models/NAME, NAME.log
learn() {
  local name=$1
  shift
  "$train" --train train.csv --val val.csv --model mlp --hidden 16,16 --batch-size 16 --logdir logs \
    --name "$name" --out-dir "models/$name" "$@" >"$name.log" 2>&1
}
# The console and the log of a training that is being started: wait for an epoch line.
begins() {
  local i
  for i in $(seq 600); do
    grep -q '^Epoch' "$1.log" 2>/dev/null && return
    sleep 0.05
  done
  fail "$1 does not begin: $(cat "$1.log")"
}
# ends NAME PID CODE: waits for it
ends() {
  local status=0
  wait "$2" || status=$?
  [ "$status" = "$3" ] || fail "$1: exit $status, want $3: $(tail -n 5 "$1.log")"
}
# Steps and values of every series that is the same in every training, without wall times.
points() { "$oriel" export "logs/$1" --format json | python3 -c '
import json, sys
run = json.load(sys.stdin)["runs"][0]
for s in sorted(run["series"], key=lambda s: s["name"]):
    if not s["name"].startswith("system/") and s["name"] != "throughput":
        for point in s["points"]: print(s["name"], point[0], repr(point[-1]))' >"$1.points"; }

# --- what it prints and leaves behind -----------------------------------------------------------
learn plain --epochs 3 --patience 0 --class-names 'a,b,"c"' || fail "plain: $(cat plain.log)"
number='[0-9]+\.[0-9]{4}'
has 'a line per epoch' plain.log "^Epoch 3/3 \| Train: $number \| Val: $number \| Gap: [+-]$number \| Δ: [+-]$number \|"
has 'a new best' plain.log '^  ✓ New best! Saved to models/plain/best.pt$'
has 'the end' plain.log '^Best epoch: [1-3] \| Best val loss: '
has 'curves' plain.log '^✓ Saved training curves to models/plain/training_curves.png$'
has 'metrics' plain.log '^✓ Saved training metrics to models/plain/training_metrics.json$'
has 'diagnosis' plain.log 'Training Diagnostics:$'
left models/plain best.pt training_curves.png training_metrics.json
python3 - <<'PY' || fail 'training_metrics.json'
import json
m = json.load(open("models/plain/training_metrics.json"))
assert len(m["train_loss"]) == len(m["val_loss"]) == 3, m
assert m["best_val_loss"] == min(m["val_loss"]), m
assert m["val_loss"][m["best_epoch"] - 1] == m["best_val_loss"], m
assert open("models/plain/training_curves.png", "rb").read(8) == b"\x89PNG\r\n\x1a\n"
PY
points plain
for series in train/loss val/loss val/accuracy val/recall/a 'val/recall/"c"' lr grad_norm epoch; do
  grep -qF -- "$series " plain.points || fail "$series is not recorded"
done

learn quiet --epochs 1 --no-plot || fail "quiet: $(cat quiet.log)"
[ ! -e models/quiet/training_curves.png ] || fail '--no-plot draws'
left models/quiet best.pt training_metrics.json

learn early --epochs 400 --lr-schedule plateau --patience 4 --lr 0.02 || fail "early: $(cat early.log)"
has 'early stopping' early.log '^⚠️  Early stopping: No improvement for 4 epochs$'
left models/early best.pt training_curves.png training_metrics.json

learn wide --epochs 1 --gui || fail "wide: $(cat wide.log)"
has 'no display' wide.log '^No window: there is no display; .*oriel serve logs'

status=0
# A window that stays, one that fails, one that is killed: the training does not care.
mkdir bin
window_does() { printf '#!/bin/sh\n%s\n' "$1" >bin/oriel-window; chmod +x bin/oriel-window; }
gui() { DISPLAY=:nowhere ORIEL_BIN=$dir/bin learn "$1" --epochs 30 --patience 0 --gui || fail "$1: $(cat "$1.log")"; }
window_does "echo \$\$ >$dir/pid; echo \"\$@\" >$dir/arguments; echo hello; exec sleep 1000"
gui stays
others+=("$(cat pid)")
has 'what the window is told' arguments 'logs/stays/run_001$'
kill -0 "$(cat pid)" || fail 'the window ended with the training'
! grep -qE 'hello|indow' stays.log || fail "the window is heard: $(cat stays.log)"
end_others
window_does 'echo "cannot open the display" >&2; exit 4'
gui fails
has 'a window that fails' fails.log '^The window ended \(cannot open the display\); the training goes on'
window_does 'kill -9 $$'
gui killed
! grep -q 'indow' killed.log || fail "a killed window: $(cat killed.log)"

learn broken --epochs 9 --patience 0 --lr 1000 --weight-decay 10 --lr-schedule none || status=$?
[ $status = 1 ] || fail "a diverged training exits with $status"
has 'divergence' broken.log 'no longer a finite number'
status=0
learn usage --class-names a,b || status=$?
[ $status = 2 ] || fail "bad class names exit with $status"

# --- every way to end it ------------------------------------------------------------------------
long=(--epochs 100000 --patience 0)
learn stopped "${long[@]}" & pid=$!
begins stopped
"$oriel" stop logs/stopped >answer || fail "oriel stop: $(cat answer)"
ends stopped $pid 0
has 'oriel stop' stopped.log '^⏹ Stopped on request$'
left models/stopped best.pt training_curves.png training_metrics.json

learn now "${long[@]}" & pid=$!
begins now
"$oriel" stop --now logs/now >answer || fail "oriel stop --now: $(cat answer)"
ends now $pid 0
left models/now best.pt training_curves.png training_metrics.json

for signals in 'INT' 'INT INT' 'TERM'; do
  name=signal${signals// /}
  learn "$name" "${long[@]}" & pid=$!
  begins "$name"
  child=$(pgrep -P $pid || echo $pid)  # learn runs in a shell of its own
  for signal in $signals; do kill "-$signal" "$child"; sleep 0.02; done
  ends "$name" $pid 0
  has "$name" "$name.log" '^⏹ Stopped on request$'
  left "models/$name" best.pt training_curves.png training_metrics.json
done

learn paused "${long[@]}" & pid=$!
begins paused
"$oriel" pause logs/paused >answer || fail "oriel pause: $(cat answer)"
kill -INT "$(pgrep -P $pid || echo $pid)"
ends paused $pid 0
left models/paused best.pt training_curves.png training_metrics.json

# --- bit for bit --------------------------------------------------------------------------------
seeded=(--epochs 150 --patience 0 --seed 7)
learn alone "${seeded[@]}" || fail "alone: $(cat alone.log)"
learn watched "${seeded[@]}" & pid=$!
begins watched
"$oriel" pause logs/watched >answer || fail "oriel pause: $(cat answer)"
for round in 1 2 3; do
  "$oriel" serve logs --port 0 >serve.log 2>&1 & others+=($!)
  if [ -n "$window" ] && command -v Xvfb >/dev/null; then
    [ "$round" != 1 ] || { Xvfb :$((90 + $$ % 900)) -nolisten tcp >/dev/null 2>&1 & screen=$!; }
    DISPLAY=:$((90 + $$ % 900)) LIBGL_ALWAYS_SOFTWARE=1 "$window" logs/watched >window.log 2>&1 & others+=($!)
  fi
  for i in $(seq 100); do grep -q 'http://' serve.log && break; sleep 0.02; done
  url=$(grep -oE 'http://[0-9.:]+' serve.log | head -n 1 || true)
  [ -n "$url" ] || fail "no server: $(cat serve.log)"
  "$oriel" resume logs/watched >answer 2>&1 || true
  python3 - "$url" <<'PY' || fail 'the server does not answer'
import sys, urllib.request
for _ in range(5): urllib.request.urlopen(sys.argv[1] + "/", timeout=5).read()
PY
  end_others  # kill -9
  grep -q '^Epoch 150' watched.log || "$oriel" pause logs/watched >answer 2>&1 || true
done
"$oriel" resume logs/watched >answer 2>&1 || true
ends watched $pid 0
points alone
points watched
[ "$(wc -l <alone.points)" -gt 4000 ] || fail "too few points: $(wc -l <alone.points)"
cmp alone.points watched.points || fail 'the losses differ'
learn other --epochs 1 --seed 8 || fail "other: $(cat other.log)"
points other
! cmp -s <(head -n 50 alone.points) <(head -n 50 other.points) || fail 'another seed changes nothing'

[ $failures = 0 ] && echo 'oriel-train does what it says'
exit $((failures > 0))
