#!/usr/bin/env bash
# What the page's first minute needs of the engine, seen in a browser, into scripts/wasm/idle.names.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh e2e
# A page that outgrew its budget may be what brings somebody here.
scripts/build.sh || say "going on with the site as it is"
CHROME=$(find_chrome) || die "this needs Chromium"
export CHROME
node scripts/wasm/train.mjs
say "make build splits the engine by it"
