#!/usr/bin/env bash
# How long a start takes, from the launch of the process to trading on, with journals of different lengths: the same folder, made longer with frames of
# a quiet market. The exchange in the box runs on the same machine, in a process of its own as a venue does; last a start that starts the exchange too,
# which plays its market from the beginning.
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
exchange=
trap '[ -z "$exchange" ] || kill "$exchange"; rm -rf "$folder"' EXIT
port=18710 # and the two after it
JAVA_HOME=$(./smc --print-java-home)
export JAVA_HOME

flags=$(sed -n 's:.*<jvm.flags>\(.*\)</jvm.flags>.*:\1:p' pom.xml)

# Until a line begins so in a file; ends it all if the process is gone before.
await() {
  until grep -q "^$1" "$2" 2>/dev/null; do
    kill -0 "$3" || { cat "$2" >&2; exit 1; }
    sleep 0.005
  done
}

./smc --version >/dev/null  # builds
./smc bench -l >/dev/null # likewise
libraries=.build/benchmarks/$(cat .build/benchmarks/current)/lib
./smc run --speed 3600 --for 20s --data "$folder/boxed" >"$folder/boxed.log" 2>&1
./smc exchange --port "$port" --speed 60 --market LIVELY --seed 6 --data "$folder/exchange" >"$folder/exchange.log" 2>&1 &
exchange=$!
await 'Ctrl-C ends it' "$folder/exchange.log" "$exchange"
apart=(--exchange "127.0.0.1:$port" --keys "$folder/exchange/accounts.json")
./smc run "${apart[@]}" --for 20s --data "$folder/first" >"$folder/first.log" 2>&1
for frames in "${lengths[@]}"; do
  cp -r "$folder/first" "$folder/$frames"
  # shellcheck disable=SC2086 # the flags are words
  "$JAVA_HOME/bin/java" $flags -cp "$libraries/*" smc.benchmarks.GrownJournal "$folder/$frames" \
    "$frames"
done

# Milliseconds from the launch to the line that says that it runs: of a folder, and of the options that say where it trades.
start() {
  local began ended log=$1.log
  began=$(date +%s%N)
  ./smc run --data "$@" >"$log" 2>&1 &
  local engine=$!
  await running "$log" "$engine"
  ended=$(date +%s%N)
  kill "$engine"
  wait "$engine" || true
  echo $(((ended - began) / 1000000))
}

# The median of the milliseconds in a file.
median() {
  sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"
}

# The first round warms the disk's cache.
for ((round = 0; round <= rounds; round++)); do
  for frames in "${lengths[@]}"; do
    millis=$(start "$folder/$frames" "${apart[@]}")
    if [ "$round" -gt 0 ]; then
      echo "$millis" >>"$folder/millis-$frames"
      printf 'round %d  %10d frames  %6d ms\n' "$round" "$frames" "$millis"
    fi
  done
  millis=$(start "$folder/boxed" --speed 3600)
  if [ "$round" -gt 0 ]; then
    echo "$millis" >>"$folder/millis-boxed"
    printf 'round %d  with the exchange  %6d ms\n' "$round" "$millis"
  fi
done

shortest=
for frames in "${lengths[@]}"; do
  median=$(median "$folder/millis-$frames")
  shortest=${shortest:-$median}
  printf 'median   %10d frames  %6d ms  %s.%02d times the first\n' "$frames" "$median" $((median / shortest)) \
    $((median * 100 / shortest % 100))
done
printf 'median   with the exchange  %6d ms\n' "$(median "$folder/millis-boxed")"
