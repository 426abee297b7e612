//! What a person reads is in the catalogue (`web/locales`), not in the sources: this reads every string literal of the
//! page's sources and tells words from names.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

/// Attributes whose values no person reads.
const FOR_MACHINES: [&str; 10] = [
    "class",
    "d",
    "viewBox",
    "preserveAspectRatio",
    "reason",
    "type",
    "points",
    "cx",
    "transform",
    "expected",
];
/// Attributes whose values a person reads or hears.
const FOR_PEOPLE: [&str; 6] = [
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
];

/// A string literal, and the name of the attribute that it is the value of, if it is one.
struct Literal<'a> {
    attribute: &'a str,
    text: &'a str,
    line: usize,
}

fn literals(source: &str) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let mut rest = line;
        let mut was_class = false;
        while let Some(start) = rest.find(['"', '/']) {
            if rest[start..].starts_with("//") {
                break;
            }
            if rest[start..].starts_with('/') {
                rest = &rest[start + 1..];
                continue;
            }
            let head = &rest[..start];
            let tail = &rest[start + 1..];
            let Some(end) = closing(tail) else { break };
            let name = head.trim_end_matches([' ', '=']).rsplit([' ', '(', ',', '<']).next();
            let is_class = head.contains("classes!(") || was_class && head.contains("then_some(");
            let attribute = match name {
                _ if is_class => "class",
                Some(name) if head.trim_end().ends_with('=') => name,
                _ => "",
            };
            found.push(Literal {
                attribute,
                text: &tail[..end],
                line: index + 1,
            });
            was_class = is_class;
            rest = &tail[end + 1..];
        }
    }
    found
}

/// The place of the quotation mark that ends a literal.
fn closing(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(index, character)| {
        let ends = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        ends.then_some(index)
    })
}

/// Whether a literal is something that a person reads.
fn is_for_people(literal: &Literal<'_>) -> bool {
    if FOR_PEOPLE.contains(&literal.attribute) {
        return true;
    }
    let is_command = literal.text.starts_with("kubectl ");
    let is_yaml = literal.text.starts_with("    ") && literal.text.contains(": ");
    if FOR_MACHINES.contains(&literal.attribute) || literal.text.contains("is-") || is_command || is_yaml {
        return false;
    }
    // A sentence, or the beginning of one: two words in a row.
    let is_word = |word: &&str| {
        word.len() > 1
            && word
                .trim_end_matches([',', '.', ':', ';'])
                .chars()
                .all(char::is_alphabetic)
    };
    let words: Vec<bool> = literal.text.split(' ').map(|word| is_word(&word)).collect();
    words.windows(2).any(|pair| pair[0] && pair[1])
}

/// The source without its tests.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}

fn check(folder: &Path, faults: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            check(&path, faults);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(!source.is_empty(), "{} cannot be read", path.display());
            let found = literals(without_tests(&source));
            let found = found.iter().filter(|literal| is_for_people(literal));
            faults.extend(found.map(|literal| format!("{}:{}: {:?}", path.display(), literal.line, literal.text)));
        }
    }
}

#[test]
fn what_a_person_reads_is_in_the_catalogue() {
    let mut faults = Vec::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // The engine says why things are as they are in words of ours too; its own catalogue is core/locales.
    for folder in ["components", "view", "state", "../../core/src/explain"] {
        check(&sources.join(folder), &mut faults);
    }
    assert!(faults.is_empty(), "put these into web/locales:\n{}", faults.join("\n"));
}

#[test]
fn words_are_told_from_names() {
    let source = r#"html! { <p class="one two" title="Close">{ "At this moment" }</p> } // "a comment here"
        classes!("tile", is_away.then_some("is-away")); format!("{name}: cannot be pulled")"#;
    let found = literals(source);
    let texts: Vec<&str> = found
        .iter()
        .filter(|each| is_for_people(each))
        .map(|each| each.text)
        .collect();
    assert_eq!(texts, ["Close", "At this moment", "{name}: cannot be pulled"]);
}
