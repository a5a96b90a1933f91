#!/usr/bin/env bash
# Lets the engine trade on paper for a time, with everything that can go wrong going wrong again and again, and says whether it stayed sound: it ends
# well, what it holds levels off, its journal replays to the same bytes, and the exchange agrees with it about every position afterwards.
#
#   benchmarks/soak.sh [DURATION [FOLDER]]    30m and a new temporary folder, if not given; the folder must be empty
#
# Environment: SOAK_SPEED, how much faster than real time the market runs, 100. SOAK_SAMPLE, seconds between samples, 60. SOAK_FAULTS, a file of other
# faults: these have 429s, after which the quota is gone and the market waits for up to five minutes, too long for a run of two.
# Exit code 0 if all of it held, else 1. What the runs said is in FOLDER/run.log and FOLDER/restart.log.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

duration=${1:-30m}
folder=${2:-$(mktemp -d)}
speed=${SOAK_SPEED:-100}
sample_seconds=${SOAK_SAMPLE:-60}
data=$folder/data
JAVA_HOME=$(./smc --print-java-home)
export JAVA_HOME

mkdir -p "$folder"
if [ -n "$(ls -A "$folder")" ]; then
  echo "soak: expected an empty folder, $folder is not" >&2
  exit 2
fi

# Each strikes again and again: every so many frames, or requests, that it is meant for. The numbers have no common divisor, so they meet in all ways.
faults=${SOAK_FAULTS:-$folder/faults.json}
cat >"$folder/faults.json" <<'END'
[
  {"kind": "drop", "target": "public", "after": 9001, "count": 1000000},
  {"kind": "drop", "target": "private", "after": 211, "count": 1000000},
  {"kind": "stall", "target": "public", "after": 14009, "count": 1000000, "millis": 1500},
  {"kind": "duplicate", "target": "public", "after": 1009, "count": 1000000},
  {"kind": "duplicate", "target": "private", "after": 17, "count": 1000000},
  {"kind": "reorder", "target": "public", "after": 1511, "count": 1000000},
  {"kind": "reorder", "target": "private", "after": 23, "count": 1000000},
  {"kind": "malformed", "target": "public", "after": 6007, "count": 1000000},
  {"kind": "http_429", "target": "/v2", "after": 97, "count": 2},
  {"kind": "http_5xx", "target": "/v2", "after": 29, "count": 1000000},
  {"kind": "slow", "target": "/v2/orders", "after": 13, "count": 1000000, "millis": 700},
  {"kind": "answer_lost", "target": "/v2/orders", "after": 7, "count": 1000000},
  {"kind": "reject", "target": "/v2/orders", "after": 11, "count": 1000000}
]
END

failed=0

# check WHAT COMMAND...
check() {
  local what=$1
  shift
  if "$@"; then
    echo "ok      $what"
  else
    echo "FAILED  $what"
    failed=1
  fi
}

# KiB that live after a collection.
heap() {
  "$JAVA_HOME/bin/jcmd" "$1" GC.run >/dev/null &&
    "$JAVA_HOME/bin/jcmd" "$1" GC.heap_info | sed -n 's/.*[ ,]used \([0-9]*\)K.*/\1/p' | head -n 1
}

# Positions that no stop stands behind, of what ./smc status said.
naked() {
  awk '
    $2 ~ /USD$/ && $4 ~ /^-?[0-9]+$/ && ($3 == "on" || $3 == "off") {
      if ($4 != 0) held[($1 == "A" ? 0 : 1) " " $2] = $0
    }
    $3 ~ /USD$/ && $4 == "STOP" { stopped[$2 " " $3] = 1 }
    END { for (each in held) if (!(each in stopped)) print held[each] }' <<<"$status"
}

./smc --version >/dev/null # builds, so that no sample sees a compiler
./smc run --speed "$speed" --for "$duration" --data "$data" --faults "$faults" >"$folder/run.log" 2>&1 &
engine=$! # the launcher becomes the engine
trap 'kill "$engine" 2>/dev/null || true' EXIT

printf '%8s %10s %11s %12s  %s\n' seconds heap_KiB descriptors frames positions
naked_seen=0
began=$SECONDS
next=$sample_seconds
while kill -0 "$engine" 2>/dev/null; do
  sleep 1
  if [ $((SECONDS - began)) -lt "$next" ]; then continue; fi
  next=$((next + sample_seconds))
  status=$(./smc status --data "$data" 2>/dev/null) || continue # it is starting, or stopping
  used=$(heap "$engine") || continue
  if [ -n "$(naked)" ]; then naked_seen=1; fi
  printf '%8d %10d %11d %12s  %s\n' $((SECONDS - began)) "$used" "$(find "/proc/$engine/fd" -mindepth 1 2>/dev/null | wc -l)" \
    "$(sed -n 's/.*frame \([0-9]*\),.*/\1/p' <<<"$status")" \
    "$(awk '($3 == "on" || $3 == "off") && $4 != 0 { printf "%s %s %s  ", $1, $2, $4 }' <<<"$status")" | tee -a "$folder/samples"
done
exit_code=0
wait "$engine" || exit_code=$?
trap - EXIT

# The first half is warming up: of the second, the last sample is held against the first.
levels_off() {
  awk -v column="$1" -v more="$2" '
    { value[NR] = $column }
    END {
      if (NR < 4) { print "        too few samples to tell"; exit 0 }
      exit !(value[NR] <= value[int(NR / 2) + 1] * 1.25 + more)
    }' "$folder/samples"
}

is_agreed() {
  ./smc run --speed "$speed" --for 15s --data "$data" >"$folder/restart.log" 2>&1 &&
    grep -q '2 of 2 accounts may trade' "$folder/restart.log"
}

verifies() {
  ./smc journal verify --replay --data "$data" >"$folder/verify.log" 2>&1
}

grep -c ALARM "$folder/run.log" | sed 's/^/alarms: /' || true
sed -n 's/^[^ ]*  ALARM  //p' "$folder/run.log" | sed 's/[0-9][0-9,.]*/N/g' | sort | uniq -c | sort -rn | head -n 20
touch "$folder/samples"
check "the run ends with 0, was $exit_code" test "$exit_code" -eq 0
check 'the heap after a collection levels off' levels_off 2 8192
check 'so do the open descriptors' levels_off 3 8
check 'every position that was seen had its stop' test "$naked_seen" -eq 0
check 'the journal replays to the same bytes' verifies
check 'started again, engine and exchange agree about every position' is_agreed
check 'what both runs wrote replays to the same bytes' verifies
echo "all of it is in $folder"
exit "$failed"
