//! Makes a function of every sentence of the engine, in both languages, and values of those that findings carry: see
//! `locales/`.

use everynode_locales::Value;
use std::path::Path;

fn main() {
    const LANGUAGE: &str = "crate::language";
    let catalogue = everynode_locales::read(Path::new("locales"));
    write("texts.rs", &everynode_locales::functions(&catalogue, LANGUAGE));
    let values = |area: &str, name, doc| {
        let functions = format!("crate::texts::{area}");
        let value = Value {
            name,
            doc,
            functions: &functions,
            language: LANGUAGE,
            phrases: (&["found", "wanted", "gap"], "Phrase"),
        };
        everynode_locales::values(&catalogue, area, &value)
    };
    write("advice.rs", &values("advice", "Advice", "What to do about a finding."));
    write(
        "remarks.rs",
        &values("remarks", "Remark", "What is wrong, in our own words."),
    );
    write(
        "phrases.rs",
        &values("phrases", "Phrase", "A part of a sentence of ours."),
    );
    write(
        "fixes.rs",
        &values("fixes", "FixTitle", "What an edit of a text does, as an order."),
    );
}

fn write(name: &str, code: &str) {
    let folder = std::env::var_os("OUT_DIR").unwrap_or_default();
    let target = Path::new(&folder).join(name);
    std::fs::write(&target, code).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
}
