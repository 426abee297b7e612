//! Turns catalogues of [Project Fluent](https://projectfluent.org) into Rust, in the build scripts of the engine and the
//! page: a function for each message, that takes the language and the message's arguments. A message or an argument that
//! one language lacks fails the build, a message that nobody uses is dead code, and the page carries no parser.

mod catalogue;
mod generate;
mod message;

pub use catalogue::{Area, Catalogue};
pub use generate::{Value, functions, values};

use std::path::Path;

/// The languages, by the names of their folders, in the order of `Language`'s variants. The first is the reference.
pub const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh-CN", "Chinese")];

/// Reads `folder/LANGUAGE/*.ftl` for every language.
///
/// # Panics
/// With the list of all faults, when the languages do not say the same: that is how a build script fails.
#[expect(clippy::print_stdout, reason = "this is how a build script talks to cargo")]
pub fn read(folder: &Path) -> Catalogue {
    println!("cargo::rerun-if-changed={}", folder.display());
    let texts = LANGUAGES.map(|(language, _)| texts_of(&folder.join(language)));
    Catalogue::new(&texts).unwrap_or_else(|faults| panic!("{}:\n{}", folder.display(), faults.join("\n")))
}

/// The texts of a language, by area: the name of the file without its ending.
fn texts_of(folder: &Path) -> Vec<(String, String)> {
    let broken = |error: std::io::Error| -> ! { panic!("{}: {error}", folder.display()) };
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| broken(error));
    let mut texts = Vec::new();
    for entry in entries {
        let path = entry.unwrap_or_else(|error| broken(error)).path();
        if path.extension().is_some_and(|ending| ending == "ftl") {
            let area = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            texts.push((
                area,
                std::fs::read_to_string(&path).unwrap_or_else(|error| broken(error)),
            ));
        }
    }
    texts.sort();
    texts
}
