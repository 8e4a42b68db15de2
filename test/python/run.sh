#!/usr/bin/env bash
# Runs the suite of the official Python client: `test/python/run.sh [pytest arguments]`. Needs Python 3.10 or newer with
# venv; PYTHON names another one. Everything it installs goes into test/python/.venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Builds the program if its sources changed since the last build.
npm --prefix ../.. start --silent -- --version >&2

if ! cmp --silent requirements.txt .venv/requirements.txt; then
  "${PYTHON:-python3}" -m venv --clear .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
  cp requirements.txt .venv/requirements.txt
fi

export PYTHONDONTWRITEBYTECODE=1
exec .venv/bin/python -m pytest "$@"
