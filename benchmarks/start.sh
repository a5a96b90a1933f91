#!/usr/bin/env bash
# How long a start takes, from the launch of the process to trading on, with journals of different lengths: the same folder, made longer with frames of
# a quiet market. The exchange in the box starts with it, on the same machine.
#
#   benchmarks/start.sh [ROUNDS [FRAMES...]]    5 rounds; 20000, 2000000 and 20000000 frames added, if not given
#
# Prints milliseconds a round, the median of each length, and the longest to the shortest. The largest needs 3 GB in the temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=${1:-5}
shift || true
lengths=("${@:-20000}")
if [ $# -eq 0 ]; then lengths=(20000 2000000 20000000); fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
JAVA_HOME=$(./smc --print-java-home)
export JAVA_HOME

flags=$(sed -n 's:.*<jvm.flags>\(.*\)</jvm.flags>.*:\1:p' pom.xml)

./smc --version >/dev/null  # builds
./smc bench -l >/dev/null # likewise
libraries=.build/benchmarks/$(cat .build/benchmarks/current)/lib
./smc run --speed 3600 --for 20s --data "$folder/first" >"$folder/first.log" 2>&1
for frames in "${lengths[@]}"; do
  cp -r "$folder/first" "$folder/$frames"
  # shellcheck disable=SC2086 # the flags are words
  "$JAVA_HOME/bin/java" $flags -cp "$libraries/*" smc.benchmarks.GrownJournal "$folder/$frames" \
    "$frames"
done

# Milliseconds from the launch to the line that says that it runs.
start() {
  local began ended
  began=$(date +%s%N)
  ./smc run --speed 3600 --data "$1" >"$1.log" 2>&1 &
  local engine=$!
  until grep -q '^running' "$1.log" 2>/dev/null; do sleep 0.005; done
  ended=$(date +%s%N)
  kill "$engine"
  wait "$engine" || true
  echo $(((ended - began) / 1000000))
}

for ((round = 0; round <= rounds; round++)); do
  for frames in "${lengths[@]}"; do
    millis=$(start "$folder/$frames")
    if [ "$round" -gt 0 ]; then # the first warms the disk's cache
      echo "$millis" >>"$folder/millis-$frames"
      printf 'round %d  %10d frames  %6d ms\n' "$round" "$frames" "$millis"
    fi
  done
done

shortest=
for frames in "${lengths[@]}"; do
  median=$(sort -n "$folder/millis-$frames" | sed -n "$(((rounds + 1) / 2))p")
  shortest=${shortest:-$median}
  printf 'median   %10d frames  %6d ms  %s.%02d times the first\n' "$frames" "$median" $((median / shortest)) \
    $((median * 100 / shortest % 100))
done
