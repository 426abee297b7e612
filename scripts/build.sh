#!/usr/bin/env bash
# The release site in dist/, compressed, with the size of what a visitor loads. Does nothing if nothing changed.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

readonly STAMP=target/site.stamp
readonly -a INPUTS=(index.html Trunk.toml Cargo.toml Cargo.lock core web scripts)

scripts/setup.sh wasm bindgen trunk node

changed() {
  [ -f "$STAMP" ] && [ -f dist/index.html ] || return 0
  [ -n "$(find "${INPUTS[@]}" \( -name node_modules -o -path web/editor/dist \) -prune -o -type f -newer "$STAMP" -print -quit)" ]
}

if changed; then
  mkdir -p target
  touch "$STAMP.begun"
  stage "building the site" with_wasm trunk build --release
  stage "compressing it" node scripts/site-size.mjs --compress
  mv "$STAMP.begun" "$STAMP"
else
  say "dist/ is up to date"
fi
node scripts/site-size.mjs
