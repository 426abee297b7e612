#!/usr/bin/env bash
# What the page's first minute needs of the engine, seen in a browser, into scripts/wasm/idle.names.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh e2e
CHROME=$(find_chrome) || die "this needs Chromium"
export CHROME
node scripts/wasm/train.mjs
