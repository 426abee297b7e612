#!/usr/bin/env bash
# Every test, stage by stage; a stage that fails does not stop the others. The last line is `N passed, N failed`.
# Named stages run alone: scripts/test.sh native wasm. Stages: lint native chaos fuzz wasm npm e2e. Their logs are in target/test/.
set -uo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root" || exit

readonly LOGS=target/test
passed=0
failed=0

run_lint() {
  scripts/lint.sh
}

run_native() {
  scripts/setup.sh native && cargo test --workspace
}

run_chaos() {
  scripts/setup.sh native && scripts/chaos.sh 1000
}

run_fuzz() {
  scripts/setup.sh native && scripts/fuzz.sh 20
}

# Crates with tests for the browser; their webdriver.json holds the browser's options.
run_wasm() {
  scripts/setup.sh wasm bindgen wasm-pack browser || return
  local crate status=0
  local -a driver=()
  have chromedriver && driver=(--chromedriver "$(command -v chromedriver)")
  for crate in core npm web; do
    if compgen -G "$crate/tests/*.rs" >/dev/null; then
      say "$crate in headless Chromium"
      with_wasm wasm-pack test --headless --chrome "${driver[@]}" "$crate" --test '*' || status=1
    fi
  done
  return $status
}

run_npm() {
  scripts/npm.sh && node --test npm/tests/*.test.mjs scripts/wasm/*.test.mjs
}

run_e2e() {
  scripts/setup.sh node e2e && scripts/build.sh || return
  local -a files=(tests/e2e/*.test.mjs)
  # Firefox comes from Debian or from whoever runs this; without it there is nothing to test in.
  find_firefox >/dev/null || mapfile -t files < <(printf '%s\n' "${files[@]}" | grep -v firefox)
  CHROME=$(find_chrome) FIREFOX=$(find_firefox || true) node --test --test-reporter=spec "${files[@]}"
}

# count LOG: adds up what the test runners reported in it.
count() {
  local log=$1 counts
  counts=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    match($0, /[0-9]+ passed; [0-9]+ failed/) { split(substr($0, RSTART, RLENGTH), n, " "); p += n[1]; f += n[3] }
    /^(#|ℹ) pass [0-9]+$/ { p += $3 }
    /^(#|ℹ) fail [0-9]+$/ { f += $3 }
    /^(lint|fuzz) .* ok$/ { p++ }
    /^(lint|fuzz) .* FAILED$/ { f++ }
    END { print p + 0, f + 0 }')
  echo "$counts"
}

run_stage() {
  local name=$1 begun=$SECONDS log=$LOGS/$1.log status=0 good bad
  say "tests: $name"
  "run_$name" 2>&1 | tee "$log" || status=1
  read -r good bad < <(count "$log")
  # A stage that fails without a failing test (it did not build, the browser did not start) is a failure of its own.
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  printf '    tests: %s: %d passed, %d failed, %d s\n' "$name" "$good" "$bad" $((SECONDS - begun))
}

mkdir -p "$LOGS"
if [ $# = 0 ]; then
  set -- lint native chaos fuzz wasm npm e2e
fi
for name in "$@"; do
  run_stage "$name"
done
echo "$passed passed, $failed failed" | tee "$LOGS/summary"
[ "$failed" = 0 ]
