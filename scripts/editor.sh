#!/usr/bin/env bash
# Bundles the text editors into web/editor/dist (Trunk runs this before each build). Does nothing when nothing changed.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

if [ ! -f "$root/web/editor/package.json" ]; then
  exit 0
fi
npm_ci "$root/web/editor"
cd "$root/web/editor"
if [ ! -f dist/editor.js ] || [ -n "$(find package.json package-lock.json build.js src ../styles -type f -newer dist/editor.js -print -quit)" ]; then
  stage "bundling the editors" npm run --silent build
fi
