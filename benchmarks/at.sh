#!/usr/bin/env bash
# How long `./smc at` takes at moments all over a journal of 20 million frames, from the launch of the process to its end: once while it folds all of
# it and keeps snapshots on its way, then at seven moments. Each lies right before a place where a snapshot is kept, so that as much as there can be
# is folded.
#
#   benchmarks/at.sh [ROUNDS [FRAMES]]    5 rounds; 20000000 frames added, if not given
#
# Prints milliseconds a round and moment, the median of each moment, and the worst of all. It needs 2 GB in the temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=${1:-5}
frames=${2:-20000000}
moments=7
apart=65536 # SnapshotCache.FRAMES_APART
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
JAVA_HOME=$(./smc --print-java-home)
export JAVA_HOME

flags=$(sed -n 's:.*<jvm.flags>\(.*\)</jvm.flags>.*:\1:p' pom.xml)

./smc --version >/dev/null  # builds
./smc bench -l >/dev/null # likewise
libraries=.build/benchmarks/$(cat .build/benchmarks/current)/lib
./smc run --speed 3600 --for 20s --data "$folder/data" >"$folder/log" 2>&1
# shellcheck disable=SC2086 # the flags are words
"$JAVA_HOME/bin/java" $flags -cp "$libraries/*" smc.benchmarks.GrownJournal "$folder/data" "$frames"

# Milliseconds from the launch to the answer.
at() {
  local began ended
  began=$(date +%s%N)
  ./smc at "#$1" --data "$folder/data" >"$folder/answer" 2>"$folder/log"
  ended=$(date +%s%N)
  echo $(((ended - began) / 1000000))
}

printf 'first, all folded  %10d frames  %6d ms\n' "$frames" "$(at "$frames")"
printf 'snapshots kept     %10d\n' "$(find "$folder/data/cache" -name '*.json' | wc -l)"

for ((round = 0; round <= rounds; round++)); do
  for ((i = 1; i <= moments; i++)); do
    moment=$((frames * i / moments / apart * apart - 1))
    millis=$(at "$moment")
    if [ "$round" -gt 0 ]; then # the first warms the disk's cache
      echo "$millis" >>"$folder/millis-$i"
      printf 'round %d  at %10d  %6d ms\n' "$round" "$moment" "$millis"
    fi
  done
done

for ((i = 1; i <= moments; i++)); do
  printf 'median   at %10d  %6d ms\n' $((frames * i / moments / apart * apart - 1)) \
    "$(sort -n "$folder/millis-$i" | sed -n "$(((rounds + 1) / 2))p")"
done
printf 'worst    %6d ms\n' "$(sort -n "$folder"/millis-* | tail -1)"
