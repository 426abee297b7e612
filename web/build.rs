//! Makes a function of every message of the page, in both languages: see `locales/`.

use std::path::Path;

fn main() {
    let catalogue = everynode_locales::read(Path::new("locales"));
    let code = everynode_locales::functions(&catalogue, "everynode_core::language");
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    let target = Path::new(&folder).join("texts.rs");
    std::fs::write(&target, code).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
}
