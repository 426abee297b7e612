#!/usr/bin/env bash
# Coverage-guided fuzzing of the readers: fuzz.sh [SECONDS a target, 20 if absent]. Needs a nightly compiler; without one it
# says so, and the same checks run over damaged texts in tests/tests/properties.rs, which `make test` runs anyway.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

readonly SECONDS_EACH=${1:-20}
# More than the readers need, and less than a machine has: a text that eats memory is a finding.
readonly MEMORY_MB=1024

if ! rustup run nightly rustc --version >/dev/null 2>&1; then
  say "no fuzzing: it needs a nightly compiler (rustup toolchain install nightly); the property tests check the same on damaged texts"
  exit 0
fi
if ! have cargo-fuzz; then
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    stage "building cargo-fuzz (once, takes minutes)" counted env -u RUSTUP_TOOLCHAIN cargo install --root "$tools" cargo-fuzz
fi

fuzz() {
  local target=$1 corpus=target/fuzz/$1 log=target/fuzz/$1.log status=0
  mkdir -p "$corpus"
  cargo +nightly fuzz run --fuzz-dir fuzz --sanitizer none "$target" "$corpus" fuzz/seeds/"$target" -- \
    -max_total_time="$SECONDS_EACH" -rss_limit_mb="$MEMORY_MB" -timeout=10 -max_len=16384 -print_final_stats=1 \
    >"$log" 2>&1 || status=$?
  if [ "$status" = 0 ]; then
    grep -E '^Done|number_of_executed_units|peak_rss' "$log"
  else
    tail -n 40 "$log"
  fi
  return "$status"
}

failed=0
for target in manifest nodes; do
  if stage "fuzzing: $target" fuzz "$target"; then
    echo "fuzz $target ... ok"
  else
    echo "fuzz $target ... FAILED"
    failed=$((failed + 1))
  fi
done
[ "$failed" = 0 ]
