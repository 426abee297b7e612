#!/usr/bin/env bash
# Installs what is missing, and only that: setup.sh PART... with the parts native, wasm, bindgen, trunk, wasm-pack, node,
# browser, e2e. What it downloads goes to .tools/, except Debian packages and rustup targets.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

readonly TARGET=wasm32-unknown-unknown
# 0.22 asks for a newer compiler than today's stable.
readonly TRUNK_VERSION=0.21.14
readonly WASM_PACK_VERSION=0.15.1

need_native() {
  have cargo || die "Rust is missing: install it with rustup (see rustup.rs), then run this again."
  have cc || apt_install build-essential || die "a C compiler and linker are missing: install gcc or clang, then run this again."
}

# std_present TOOLCHAIN: whether it (empty: the default one) can compile for wasm32.
std_present() {
  local -x RUSTUP_TOOLCHAIN=${1:-${RUSTUP_TOOLCHAIN:-}}
  [ -n "$RUSTUP_TOOLCHAIN" ] || unset RUSTUP_TOOLCHAIN
  # To a file of our own: rustc puts a new file in the place of whatever `-o` names.
  mkdir -p "$tools"
  echo 'pub fn probe() {}' | rustc --target "$TARGET" --crate-type lib --emit metadata -o "$tools/probe.rmeta" - >/dev/null 2>&1
}

# Debian's compiler comes with the source of its standard library; built once, it is a toolchain like any other.
build_std() {
  local work=$tools/std libraries=/usr/lib/rustlib/$TARGET/lib
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm lld-22 || return 1
  # Clippy is for `make lint` only; not every release has it.
  apt_install rust-web-clippy || true
  rm -rf "$work" && mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$work/Cargo.toml"
  printf '#![no_std]\n' >"$work/src/lib.rs"
  (cd "$work" && env -u RUSTUP_TOOLCHAIN RUSTFLAGS=-Cembed-bitcode=yes RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
    /usr/bin/cargo build -Z build-std=std,panic_abort,panic_unwind,proc_macro,test --target "$TARGET" --release) || return 1
  local -a as_root=()
  [ -w /usr/lib/rustlib ] || as_root=(sudo -n)
  "${as_root[@]}" mkdir -p "$libraries"
  find "$work/target/$TARGET/release/deps" -name '*.rlib' ! -name 'libempty-*' -exec "${as_root[@]}" cp {} "$libraries/" \;
  rustup toolchain link debian /usr
  rm -rf "$work"
}

need_wasm() {
  need_native
  mkdir -p "$tools"
  local chosen=$tools/wasm-toolchain
  if [ -f "$chosen" ] && std_present "$(cat "$chosen")"; then
    return
  fi
  if std_present ""; then
    : >"$chosen"
  elif std_present debian; then
    echo debian >"$chosen"
  elif have rustup && say "adding $TARGET to rustup's toolchain" && timeout 300 rustup target add "$TARGET" && std_present ""; then
    : >"$chosen"
  elif have rustup && say "rustup has none; building it from Debian's source" && build_std && std_present debian; then
    echo debian >"$chosen"
  else
    die "Rust has no standard library for $TARGET: run 'rustup target add $TARGET' where rustup is online, then run this again."
  fi
}

# cargo_tool NAME FITTING VERSION PACKAGE [OPTION...]: a program from PATH if the version it tells matches the pattern
# FITTING, else VERSION of it built into .tools/.
cargo_tool() {
  local name=$1 fitting=$2 version=$3 package=$4
  shift 4
  # shellcheck disable=SC2053 # FITTING is a pattern.
  if have "$name" && [[ "$("$name" --version 2>/dev/null)" == "$name "$fitting ]]; then
    return
  fi
  stage "building $name $version (once, takes minutes)" install_tool "$version" "$package" "$@"
}

# install_tool VERSION PACKAGE [OPTION...]: into .tools/, with the dependencies that its makers tried; where a registry lacks
# one of them, with the newest that fit. It runs for seconds and somebody waits for it: no time for optimising.
install_tool() {
  local version=$1 package=$2
  shift 2
  local -a install=(env -u RUSTUP_TOOLCHAIN CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --root "$tools" --version "$version" "$@" "$package")
  counted "${install[@]}" --locked || counted "${install[@]}"
}

need_bindgen() {
  need_native
  local version
  version=$(bindgen_version)
  [ -n "$version" ] || die "Cargo.toml pins no wasm-bindgen"
  cargo_tool wasm-bindgen "$version" "$version" wasm-bindgen-cli
}

need_trunk() {
  need_bindgen
  cargo_tool trunk '0.2[1-9].*' "$TRUNK_VERSION" trunk --no-default-features --features rustls
}

need_wasm-pack() {
  need_bindgen
  cargo_tool wasm-pack '0.1[3-9].*' "$WASM_PACK_VERSION" wasm-pack
}

need_node() {
  have node && have npm || apt_install nodejs npm || die "Node.js is missing: install version 20 or newer, then run this again."
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "Node.js $(node --version) is too old: version 20 or newer is needed."
  npm_ci "$root/scripts/tools"
}

need_browser() {
  find_chrome >/dev/null && have chromedriver && return
  apt_install chromium chromium-driver && return
  # wasm-pack fetches a driver itself where there is a browser for it.
  find_chrome >/dev/null || die "the browser tests need Chromium: install Chromium or Chrome (or set CHROME to its program), then run this again."
}

need_e2e() {
  need_browser
  find_firefox >/dev/null || apt_install firefox-esr || say "no Firefox here: what is tested in it is left out"
  npm_ci "$root/tests/e2e"
}

for part in "$@"; do
  "need_$part"
done
