# shellcheck shell=bash
# What the other scripts share: where things are, what is installed, how a stage reports itself. Source it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools="$root/.tools"
export PATH="$tools/bin:$root/scripts/tools/node_modules/.bin:$PATH"
# A question nobody is there to answer must not stop a build.
exec </dev/null
export DEBIAN_FRONTEND=noninteractive CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"

say() {
  printf '==> %s\n' "$*"
}

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# stage TITLE COMMAND...: says what begins, runs it, says how long it took.
stage() {
  local title=$1 begun=$SECONDS
  shift
  say "$title"
  # Not in a condition: there, the first failure inside a function would not end it.
  "$@"
  printf '    %s: %d s\n' "$title" $((SECONDS - begun))
}

# counted COMMAND...: runs cargo, and instead of a line a crate says from time to time how far it is.
counted() {
  local log status=0
  log=$(mktemp)
  "$@" 2>&1 | tee "$log" | awk '/^ *Compiling /{ if (++n % 25 == 0) { print "    " n " crates compiled"; fflush() } }' || status=$?
  [ "$status" = 0 ] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# The version of wasm-bindgen that the workspace is pinned to; its command line tool has to be the same.
bindgen_version() {
  sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' "$root/Cargo.toml"
}

# apt_install PACKAGE...: fails where there is no apt, or no right to use it.
apt_install() {
  local -a as_root=()
  have apt-get || return 1
  if [ "$(id -u)" != 0 ]; then
    have sudo && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  say "installing $* with apt"
  if [ ! -f "$tools/apt-updated" ]; then
    "${as_root[@]}" apt-get update -qq || return 1
    mkdir -p "$tools" && touch "$tools/apt-updated"
  fi
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# npm_ci FOLDER: installs what its lock file says, unless that has been done.
npm_ci() {
  local folder=$1 stamp="$1/node_modules/.everynode-lock"
  if ! cmp -s "$folder/package-lock.json" "$stamp"; then
    stage "npm packages of ${folder#"$root"/}" npm ci --prefix "$folder" --no-fund --no-audit --loglevel=error
    cp "$folder/package-lock.json" "$stamp"
  fi
}

# is_stale STAMP RESULT INPUT...: whether RESULT is missing or an input is newer than STAMP.
is_stale() {
  local stamp=$1 result=$2
  shift 2
  [ -f "$stamp" ] && [ -f "$result" ] || return 0
  [ -n "$(find "$@" \( -name node_modules -o -path web/editor/dist \) -prune -o -type f -newer "$stamp" -print -quit)" ]
}

# The toolchain that has a standard library for wasm32; empty means the default one. Written by setup.sh.
wasm_toolchain() {
  cat "$tools/wasm-toolchain" 2>/dev/null || true
}

# with_wasm COMMAND...: runs it with the toolchain that can build for wasm32.
with_wasm() {
  local toolchain
  toolchain=$(wasm_toolchain)
  if [ -n "$toolchain" ]; then
    RUSTUP_TOOLCHAIN=$toolchain "$@"
  else
    "$@"
  fi
}

# for_site COMMAND...: with_wasm for what browsers load: with names of functions that tell types apart, by which scripts/wasm/
# splits the engine, and with nothing of this machine's folders in messages.
for_site() {
  RUSTFLAGS="-Csymbol-mangling-version=v0 --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src/=" with_wasm "$@"
}

# The browser that tests and measurements use.
find_chrome() {
  local candidate
  for candidate in "${CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$candidate" ] && have "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# The browser of the other engine, where there is one.
find_firefox() {
  local candidate
  for candidate in "${FIREFOX:-}" firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox; do
    if [ -n "$candidate" ] && have "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}
