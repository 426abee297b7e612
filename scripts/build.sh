#!/usr/bin/env bash
# The release site in dist/, compressed, with the size of what a visitor loads. Does nothing if nothing changed.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

readonly STAMP=target/site.stamp

scripts/setup.sh wasm bindgen trunk node

if is_stale "$STAMP" dist/index.html index.html Trunk.toml Cargo.toml Cargo.lock core web scripts; then
  mkdir -p target
  touch "$STAMP.begun"
  stage "building the site" for_site trunk build --release
  stage "compressing it" node scripts/site-size.mjs --compress
  mv "$STAMP.begun" "$STAMP"
else
  say "dist/ is up to date"
fi
node scripts/site-size.mjs
