#!/usr/bin/env bash
# How much memory a running engine with its exchange in the box takes at the most: it trades at an hour a second while clients of its exchange do
# everything that costs memory (ExchangeLoad: long answers, large bodies, sockets that nobody reads).
#
#   benchmarks/memory.sh [SECONDS]    of the load; 60 if not given. Linux only: the most that was resident is read from /proc
#
# Exit code 1 if it was more than 400 MB, if the engine ended, or if its journal does not replay. Each piece of work that adds to the process measures
# again (benchmarks/README.md, section Memory).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
limit_mb=400
folder=$(mktemp -d)
JAVA_HOME=$(./smc --print-java-home)

./smc --version >/dev/null # builds
./smc run --speed 3600 --data "$folder/data" >"$folder/log" 2>&1 &
engine=$! # the launcher becomes the engine
trap 'kill "$engine" 2>/dev/null || true; wait "$engine" 2>/dev/null || true; rm -rf "$folder"' EXIT

for _ in $(seq 600); do
  if grep -q '^running' "$folder/log"; then break; fi
  sleep 0.1
done
port=$(sed -n 's|.*in the box at http://[^:]*:\([0-9]*\)/.*|\1|p' "$folder/log" | head -n 1)
stream_port=$(sed -n 's|.*in the box at .*(stream on port \([0-9]*\)).*|\1|p' "$folder/log" | head -n 1)
if [ -z "$port" ] || [ -z "$stream_port" ]; then
  cat "$folder/log"
  exit 1
fi
most() {
  awk '/VmHWM/ { printf "%d", $2 / 1000 }' "/proc/$engine/status"
}
sleep 10
echo "resident at the most, MB, without load: $(most)"
"$JAVA_HOME/bin/java" -Xmx512m benchmarks/src/main/java/smc/benchmarks/ExchangeLoad.java "$port" "$stream_port" "$seconds"
if ! kill -0 "$engine" 2>/dev/null; then
  tail -n 20 "$folder/log"
  exit 1
fi
most_mb=$(most)
echo "resident at the most, MB, with load:    $most_mb of $limit_mb"
kill -TERM "$engine"
code=0
wait "$engine" || code=$?
echo "ended with $code; alarms: $(grep -c ALARM "$folder/log" || true)"
./smc journal verify --replay --data "$folder/data"
[ "$most_mb" -le "$limit_mb" ] && [ "$code" -eq 0 ]
