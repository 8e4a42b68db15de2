#!/usr/bin/env bash
# Runs the quick starts of client frameworks, as their documentation shows them, against a server:
# `test/frameworks/run.sh [--seed N] [--verbose] [--write] [GROUP | GROUP/PROGRAM]…`, by default all of them. Prints a
# line for each framework, and fails if a quick start fails that docs/frameworks.md does not say to fail. --write renders
# the results into that page; --verbose shows what the programs print. With FRAMEWORKS_URL set, a server that is already
# running is used.
#
# A group is a folder of programs whose packages can be installed together; what is installed stays in its .venv or
# node_modules. Python groups need Python 3.11 or newer with venv; PYTHON names another one. Their requirements.txt is
# compiled from requirements.in, with versions for Python 3.11 on Linux.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
node=$PWD/../../node_modules/.bin/node

shopt -s nullglob
flags=()
programs=()
while [ $# -gt 0 ]; do
  case $1 in
    --seed) flags+=("$1" "${2:?--seed needs a number}"); shift ;;
    --verbose | --write) flags+=("$1") ;;
    *.py | *.mjs) programs+=("$1") ;;
    *)
      [ -f "$1/requirements.txt" ] || [ -f "$1/package.json" ] || { echo "no such group: $1" >&2; exit 2; }
      programs+=("$1"/*.py "$1"/*.mjs)
      ;;
  esac
  shift
done
[ ${#programs[@]} -gt 0 ] || programs=(*/*.py */*.mjs)

install() {
  if [ -f "$1/package.json" ]; then
    cmp --silent "$1/package-lock.json" "$1/node_modules/installed.json" && return
    # Their install scripts download or build what no program here uses.
    npm --prefix "$1" ci --ignore-scripts --no-audit --no-fund --loglevel error
    cp "$1/package-lock.json" "$1/node_modules/installed.json"
  else
    cmp --silent "$1/requirements.txt" "$1/.venv/requirements.txt" && return
    "${PYTHON:-python3}" -m venv --clear "$1/.venv"
    "$1/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps \
      --requirement "$1/requirements.txt"
    cp "$1/requirements.txt" "$1/.venv/requirements.txt"
  fi
}
for group in $(dirname "${programs[@]}" | sort -u); do install "$group"; done

folder=$(mktemp -d)
# It is read before the server's process may have opened it.
touch "$folder/output"
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

url=${FRAMEWORKS_URL:-}
if [ -z "$url" ]; then
  env --chdir "$folder" "$node" "$PWD/../../src/bin.ts" serve --port 0 --fast --log-format json >"$folder/output" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$folder/output" | head -n 1)
    [ -z "$url" ] || break
    kill -0 "$server" 2>/dev/null || { cat "$folder/output" >&2; exit 1; }
    sleep 0.1
  done
  [ -n "$url" ] || { echo 'the server did not start' >&2; exit 1; }
fi

"$node" run.ts --url "$url" --folder "$folder" "${flags[@]}" "${programs[@]}"
