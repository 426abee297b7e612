//! All messages in all languages, and whether they say the same.

use crate::LANGUAGES;
use crate::message::{Kind, Message, message};
use fluent_syntax::ast::{Entry, Pattern};
use std::collections::{BTreeMap, BTreeSet};

/// Messages that belong together, from one file a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The name of the file.
    pub name: String,
    /// The messages by their names, each in every language, in the order of [`LANGUAGES`].
    pub messages: BTreeMap<String, Vec<Message>>,
}

impl Area {
    /// The arguments of a message, as the languages together use them.
    pub(crate) fn arguments(messages: &[Message]) -> BTreeMap<&str, Kind> {
        let mut arguments = BTreeMap::new();
        for (name, kind) in messages.iter().flat_map(|message| &message.arguments) {
            let known = arguments.entry(name.as_str()).or_insert(*kind);
            *known = (*known).max(*kind);
        }
        arguments
    }
}

/// All messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// In the order of their names.
    pub areas: Vec<Area>,
}

/// The messages and terms of one file.
#[derive(Default)]
struct Texts {
    messages: BTreeMap<String, Pattern<String>>,
    terms: BTreeMap<String, Pattern<String>>,
}

impl Catalogue {
    /// Reads the texts of each language, as pairs of an area and its file.
    ///
    /// # Errors
    /// With every fault: a file that Fluent cannot read, a message or an argument that is not in every language.
    pub fn new(languages: &[Vec<(String, String)>; LANGUAGES.len()]) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        let read: Vec<BTreeMap<&str, Texts>> = languages
            .iter()
            .zip(LANGUAGES)
            .map(|(files, (language, _))| {
                let file = |(area, text): &'_ (String, String)| texts(&format!("{language}/{area}.ftl"), text);
                files
                    .iter()
                    .map(|entry| (entry.0.as_str(), collected(file(entry), &mut faults)))
                    .collect()
            })
            .collect();
        let names: BTreeSet<&str> = read.iter().flat_map(BTreeMap::keys).copied().collect();
        let areas = names.into_iter().map(|name| area(name, &read, &mut faults)).collect();
        if faults.is_empty() {
            Ok(Self { areas })
        } else {
            Err(faults)
        }
    }
}

fn collected((texts, found): (Texts, Vec<String>), faults: &mut Vec<String>) -> Texts {
    faults.extend(found);
    texts
}

fn texts(file: &str, text: &str) -> (Texts, Vec<String>) {
    let (resource, mut faults) = match fluent_syntax::parser::parse(text.to_owned()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (
            resource,
            errors.iter().map(|error| format!("{file}: {error}")).collect(),
        ),
    };
    let mut texts = Texts::default();
    for entry in resource.body {
        let former = match entry {
            Entry::Message(message) => {
                if !message.attributes.is_empty() {
                    faults.push(format!("{file}: {}: attributes are not known here", message.id.name));
                }
                let Some(value) = message.value else { continue };
                let name = message.id.name;
                texts.messages.insert(name.clone(), value).map(|_| name)
            }
            Entry::Term(term) => {
                let name = format!("-{}", term.id.name);
                texts.terms.insert(name.clone(), term.value).map(|_| name)
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
        };
        faults.extend(former.map(|name| format!("{file}: {name} is there twice")));
    }
    (texts, faults)
}

fn area(name: &str, languages: &[BTreeMap<&str, Texts>], faults: &mut Vec<String>) -> Area {
    let none = Texts::default();
    let files: Vec<&Texts> = languages.iter().map(|areas| areas.get(name).unwrap_or(&none)).collect();
    let ids: BTreeSet<&String> = files.iter().flat_map(|file| file.messages.keys()).collect();
    let mut messages = BTreeMap::new();
    for id in ids {
        let mut said = Vec::new();
        for (file, (language, _)) in files.iter().zip(LANGUAGES) {
            let lookup = |name: &str| file.messages.get(name).or_else(|| file.terms.get(name)).cloned();
            let read = file.messages.get(id).ok_or_else(|| "it is missing".to_owned());
            match read.and_then(|pattern| message(pattern, has_singular(language), &lookup)) {
                Ok(message) => said.push(message),
                Err(fault) => faults.push(format!("{language}/{name}.ftl: {id}: {fault}")),
            }
        }
        let all = Area::arguments(&said);
        for (message, (language, _)) in said.iter().zip(LANGUAGES) {
            let unused = all
                .keys()
                .filter(|argument| !message.arguments.contains_key(**argument));
            faults.extend(unused.map(|argument| format!("{language}/{name}.ftl: {id}: ${argument} is not used")));
        }
        messages.insert(id.clone(), said);
    }
    Area {
        name: name.to_owned(),
        messages,
    }
}

/// The plural rules of the two languages (CLDR): English has a form for 1, Chinese has one form for all numbers. A table
/// of all languages' rules would weigh more than these texts.
fn has_singular(language: &str) -> bool {
    language == "en"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(english: &str, chinese: &str) -> Vec<String> {
        let file = |text: &str| vec![("page".to_owned(), text.to_owned())];
        Catalogue::new(&[file(english), file(chinese)])
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn catalogues_that_say_the_same_have_no_fault() {
        let english = "nodes = { $count ->\n    [one] one node\n   *[other] { $count } nodes\n}\n";
        assert_eq!(
            faults(english, "nodes = { NUMBER($count) } 个节点\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_one_language_lacks_is_a_fault() {
        let cases = [
            ("a = A\nb = B\n", "a = 甲\n", "zh-CN/page.ftl: b: it is missing"),
            ("a = A\n", "a = 甲\nb = 乙\n", "en/page.ftl: b: it is missing"),
            (
                "a = { $pod } runs\n",
                "a = 在运行\n",
                "zh-CN/page.ftl: a: $pod is not used",
            ),
            (
                "a = it runs\n",
                "a = { $pod } 在运行\n",
                "en/page.ftl: a: $pod is not used",
            ),
        ];
        for (english, chinese, expected) in cases {
            assert_eq!(faults(english, chinese), [expected], "{english}");
        }
    }

    #[test]
    fn what_cannot_be_said_is_a_fault() {
        let cases = [
            ("a = A\na = B\n", "a is there twice"),
            ("a = { $pod\n", "en/page.ftl: "),
            ("a = { b }\n", "b is not there, or refers to itself"),
            ("a = { a }\n", "a is not there, or refers to itself"),
            ("a = { DATETIME($time) }\n", "DATETIME(…) is not known here"),
            ("a = A\n    .title = B\n", "attributes are not known here"),
        ];
        for (english, expected) in cases {
            let found = faults(english, "a = 甲\n");
            assert!(
                found.iter().any(|fault| fault.contains(expected)),
                "{english}: {found:?}"
            );
        }
        let plural = "a = { $count ->\n    [one] 一个\n   *[other] 多个\n}\n";
        let found = faults("a = { NUMBER($count) }\n", plural);
        assert!(
            found.iter().any(|fault| fault.contains("[one] never comes up")),
            "{found:?}"
        );
    }
}
