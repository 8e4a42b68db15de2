#!/usr/bin/env bash
# Plain HTTP against a server: start one with `npx fakeai --fast`.
set -euo pipefail

url=${FAKEAI_URL:-http://127.0.0.1:8000}
key=${FAKEAI_KEY:-sk-fakeai-1234567890abcdef}

ask() {
  curl --fail-with-body --silent --show-error --no-buffer "$url/v1/chat/completions" \
    -H "Authorization: Bearer $key" \
    -H 'Content-Type: application/json' \
    -d "$1"
  echo
}

# A complete response.
ask '{"model": "gpt-4o", "messages": [{"role": "user", "content": "What is 12 * 12?"}]}'

# A streamed response; the last event is [DONE].
ask '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Say hello"}], "stream": true}'
