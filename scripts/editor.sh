#!/usr/bin/env bash
# Bundles the text editors into web/editor/dist (Trunk runs this before each build). Does nothing when nothing changed.
set -euo pipefail
editor="$(dirname "$0")/../web/editor"

if [ ! -f "$editor/package.json" ]; then
  exit 0
fi
cd "$editor"

if [ ! -f node_modules/.everynode ] || ! cmp -s package-lock.json node_modules/.everynode; then
  echo "editor: installing its packages" >&2
  npm ci --no-fund --no-audit --loglevel=error
  cp package-lock.json node_modules/.everynode
fi

newest=$(find package.json package-lock.json src -type f -newer dist/editor.js 2>/dev/null | head -n 1 || true)
if [ ! -f dist/editor.js ] || [ -n "$newest" ]; then
  echo "editor: bundling" >&2
  npm run --silent build
fi
