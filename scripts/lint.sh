#!/usr/bin/env bash
# Formatting, clippy, and the rules of this project that no linter knows. Prints every fault, fails if there is one.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"
cd "$root"

scripts/setup.sh native wasm
faults=0

# check TITLE COMMAND...: counts a fault when it fails.
check() {
  local title=$1
  shift
  if "$@"; then
    printf 'lint %s ... ok\n' "$title"
  else
    printf 'lint %s ... FAILED\n' "$title"
    faults=$((faults + 1))
  fi
}

# none PATTERN COMMAND...: fails, showing them, if the command's output has lines that match.
none() {
  local pattern=$1
  shift
  ! "$@" | grep -E "$pattern"
}

engine_dependencies() {
  cargo tree -p everynode-core --target all -e normal,build --prefix none
}

components() {
  find web/src -name '*.rs' ! -path 'web/src/platform/*' ! -path web/src/platform.rs -exec grep -n "$1" {} + || true
}

long_files() {
  git ls-files '*.rs' '*.mjs' '*.js' '*.sh' '*.css' | xargs wc -l | awk '$2 != "total" && $1 > 500'
}

# A component is installed with rustup; a distribution's compiler has it as a package or not at all.
clippy_for_wasm() {
  with_wasm cargo clippy --version >/dev/null 2>&1
}

check "format" cargo fmt --all --check
check "clippy" cargo clippy --quiet --workspace --all-targets -- -D warnings
if clippy_for_wasm; then
  check "clippy for wasm32" with_wasm cargo clippy --quiet -p everynode-web -p everynode-wasm --target wasm32-unknown-unknown -- -D warnings
else
  say "skipping clippy for wasm32: the toolchain that can build for it has no clippy"
fi
check "the engine knows nothing of the browser" none '^(wasm-bindgen|js-sys|web-sys|gloo)' engine_dependencies
check "no style attributes (the security policy stops them)" none '[^-_a-z.]style=' components style
check "web-sys only in web/src/platform" none . components web_sys
check "no half merged file" none . git grep -nE '^(<<<<<<<|>>>>>>>) '
check "no file over 500 lines" none . long_files
if have shellcheck; then
  check "shell scripts" shellcheck -x scripts/*.sh .ci/run
fi

[ "$faults" = 0 ]
