//! Makes a function of every sentence of the engine, in both languages: see `locales/`.

use std::path::Path;

fn main() {
    let catalogue = everynode_locales::read(Path::new("locales"));
    let code = everynode_locales::functions(&catalogue, "crate::language");
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    let target = Path::new(&folder).join("texts.rs");
    std::fs::write(&target, code).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
}
