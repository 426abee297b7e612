#!/usr/bin/env bash
# How long the engine takes, natively and as wasm in Node.js: a table, and target/bench.json. bench.sh [FILTER]
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

readonly FILTER=${1:-} ROWS=target/bench.rows

scripts/setup.sh wasm bindgen node

compile() {
  cargo build --release -q -p everynode-tests --bin bench
  for_site cargo build --profile site -q -p everynode-tests --bin bench --target wasm32-unknown-unknown
  wasm-bindgen --target nodejs --out-dir target/bench --out-name bench target/wasm32-unknown-unknown/site/bench.wasm
}

stage "compiling" compile
stage "measuring natively" target/release/bench "$FILTER" >"$ROWS.native"
grep '^{' "$ROWS.native" >"$ROWS"
stage "measuring wasm" node -e 'require("./target/bench/bench.js").measure(process.argv[1])' -- "$FILTER" >"$ROWS.wasm"
grep '^{' "$ROWS.wasm" >>"$ROWS"
node scripts/bench-table.mjs "$ROWS" target/bench.json
