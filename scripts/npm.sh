#!/usr/bin/env bash
# The npm package in npm/pkg/: loads in browsers and in plain Node.js, without a bundler. Does nothing if nothing changed.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

readonly STAMP=target/npm.stamp
# The features that the compiler uses; more would keep browsers from loading the module.
readonly -a FEATURES=(--enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue)

scripts/setup.sh wasm bindgen node

compile() {
  for_site cargo build --profile site -p everynode-wasm --target wasm32-unknown-unknown
}

bind() {
  rm -rf npm/pkg
  wasm-bindgen --target web --out-dir npm/pkg --out-name everynode target/wasm32-unknown-unknown/site/everynode_wasm.wasm
  # The names of functions, with -g, say which of them are loaded later. What is part of its only caller cannot be later than
  # that: only small functions become one.
  wasm-opt -Oz -g --one-caller-inline-max-function-size 60 "${FEATURES[@]}" npm/pkg/everynode_bg.wasm -o npm/pkg/everynode_bg.wasm
  node scripts/wasm/parts.mjs npm/pkg/everynode.js npm/pkg/everynode_bg.wasm
  cp npm/js/* LICENSE npm/pkg/
}

if is_stale "$STAMP" npm/pkg/package.json Cargo.toml Cargo.lock core npm/src npm/js npm/Cargo.toml scripts; then
  mkdir -p target
  touch "$STAMP.begun"
  stage "compiling the module" compile
  stage "making npm/pkg" bind
  mv "$STAMP.begun" "$STAMP"
else
  say "npm/pkg is up to date"
fi
node scripts/module-size.mjs npm/pkg/everynode_bg.wasm 345
