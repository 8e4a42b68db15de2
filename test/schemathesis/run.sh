#!/usr/bin/env bash
# Tests the server against its own OpenAPI document with Schemathesis, which generates valid and invalid requests for
# every operation: `test/schemathesis/run.sh [seconds]`, by default for five minutes. Fails if an answer is a 5xx, stays
# silent for 30 seconds, or is not what the document says; if a request that the document forbids is accepted; and if
# one that it allows is refused for a reason that it does not name (hooks.py).
#
# Needs Python 3.10 or newer with venv; PYTHON names another one. Everything it installs goes into
# test/schemathesis/.venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-300}
key=sk-fakeai-1234567890abcdef

# Builds the program if its sources changed since the last build.
npm --prefix ../.. start --silent -- --version >&2

if ! cmp --silent requirements.txt .venv/requirements.txt; then
  "${PYTHON:-python3}" -m venv --clear .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
  cp requirements.txt .venv/requirements.txt
fi

folder=$(mktemp -d)
# It is read before the server's process may have opened it.
touch "$folder/output"
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

env --chdir "$folder" "$PWD/../../node_modules/.bin/node" "$PWD/../../dist/bin.js" serve --port 0 --fast --log-format json \
  >"$folder/output" 2>&1 &
server=$!
url=
for _ in $(seq 300); do
  url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$folder/output" | head -n 1)
  [ -z "$url" ] || break
  kill -0 "$server" 2>/dev/null || { cat "$folder/output" >&2; exit 1; }
  sleep 0.1
done
[ -n "$url" ] || { echo 'the server did not start' >&2; exit 1; }

# While the engine sleeps, all other operations refuse to work. positive_data_acceptance is replaced by the check in hooks.py. A fixed seed repeats the requests as far as the time
# allows.
status=0
(cd "$folder" && SCHEMATHESIS_HOOKS=$OLDPWD/hooks.py "$OLDPWD/.venv/bin/schemathesis" run "$url/openapi.json" \
  --header "Authorization: Bearer $key" --phases coverage,fuzzing --max-time "$seconds" --seed 1 \
  --generation-database none --exclude-path /sleep --checks all --exclude-checks positive_data_acceptance --request-timeout 30 \
  --warnings off --no-color) || status=$?

# It must still be running and stop cleanly.
kill -INT "$server"
wait "$server" || status=$?
server=
exit "$status"
