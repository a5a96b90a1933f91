#!/bin/sh
# Runs clients that nobody here wrote against ./smc exchange, and prints the table of ../exchange-clients.md.
#
#   docs/exchange-clients/run.sh [--strict]     with --strict the exchange refuses their mistakes too
#
# Needs Node 20 or later and npm. The clients are installed, at the versions below, in a folder that goes again.
# Exit code 0 if every call ended as expected, 1 if not, 2 if there is no Node.
# SMC is the command to start the exchange with; ./smc if it is not set.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
command -v node >/dev/null && command -v npm >/dev/null || { echo "run.sh: expected node and npm on the path" >&2; exit 2; }
folder=$(mktemp -d)
exchange=
cleanup() {
  [ -z "$exchange" ] || kill "$exchange" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" ccxt@4.5.84 ws@8.23.0 >&2

${SMC:-"$here/../../smc"} exchange --port 0 --market lively "$@" >"$folder/exchange.txt" &
exchange=$!
tries=0
until grep -q 'Ctrl-C ends it' "$folder/exchange.txt" 2>/dev/null; do
  kill -0 "$exchange" 2>/dev/null || { echo "run.sh: the exchange did not start" >&2; cat "$folder/exchange.txt" >&2; exit 1; }
  tries=$((tries + 1))
  [ "$tries" -lt 1200 ] || { echo "run.sh: the exchange took too long to start" >&2; exit 1; }
  sleep 0.5
done

cp "$here/clients.mjs" "$folder/clients.mjs"
status=0
(cd "$folder" && node clients.mjs exchange.txt) || status=$?
echo
echo "What the exchange said of them:"
grep '^mistake of a client' "$folder/exchange.txt" || echo "nothing"
exit "$status"
