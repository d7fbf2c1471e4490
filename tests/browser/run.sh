#!/usr/bin/env bash
# Usage: run.sh FOLDER CLI [TEST]. Runs a test in headless Chromium with what npm fetched into FOLDER; without TEST it
# fetches. What is missing skips the tests with a line.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 cli=$2 test=${3:-}

skip() {
  echo "$1"
  echo "every test of this file was skipped"
  exit 0
}

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$chromium" ] || skip "There is no Chromium (Debian: apt-get install chromium)."
for tool in node npm; do
  command -v $tool >/dev/null || skip "There is no $tool (Debian: apt-get install npm)."
done
"$cli" serve --help >/dev/null

mkdir -p "$folder"
if [ -z "$test" ]; then
  cmp -s "$here/package-lock.json" "$folder/fetched.json" && exit 0
  cp "$here/package.json" "$here/package-lock.json" "$folder"
  (cd "$folder" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --no-update-notifier) ||
    skip "npm could not fetch the tests' libraries, for the reason above."
  cp "$here/package-lock.json" "$folder/fetched.json"
  exit 0
fi
[ -f "$folder/fetched.json" ] || skip "The tests' libraries were not fetched (see the test browser/libraries)."
export NODE_PATH=$folder/node_modules SCRIPTORIUM_CLI=$cli SCRIPTORIUM_CHROMIUM=$chromium
exec node "$here/$test"
