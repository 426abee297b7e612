//! Rust for a catalogue. Arguments are parameters in the order of their names, so that a translator who turns a sentence
//! around turns nothing else around.

use crate::LANGUAGES;
use crate::catalogue::{Area, Catalogue};
use crate::message::{Case, Form, Kind, Message, Part};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A module for each area with a function for each message. `language` is the path of the module that has `Language`,
/// `Number`, `Grouped` and `fill`.
pub fn functions(catalogue: &Catalogue, language: &str) -> String {
    let mut code = String::new();
    for area in &catalogue.areas {
        let mut body = String::new();
        let mut used = BTreeSet::from(["Language"]);
        for (id, messages) in &area.messages {
            function(&mut body, &mut used, id, messages);
        }
        let used: Vec<&str> = used.into_iter().collect();
        let _ = write!(
            code,
            "pub(crate) mod {} {{\nuse {language}::{{{}}};\n{body}}}\n",
            rust_name(&area.name),
            used.join(", ")
        );
    }
    code
}

/// An enum of texts that are values.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is, in a sentence.
    pub doc: &'a str,
    /// The path of the module with the area's functions.
    pub functions: &'a str,
    /// The path of the module that has `Language`.
    pub language: &'a str,
    /// Arguments that are values themselves, so that they too are said in the language of the sentence; and their enum.
    pub phrases: (&'a [&'a str], &'a str),
}

/// A closed enum with a variant for each message of an area, its arguments as fields: a text that is a value, and becomes
/// words when somebody reads it; English where nobody says which language.
///
/// # Panics
/// If there is no such area.
pub fn values(catalogue: &Catalogue, area: &str, value: &Value<'_>) -> String {
    let Value {
        name,
        doc: about,
        functions,
        language,
        phrases: (phrases, phrase),
    } = value;
    let found = catalogue.areas.iter().find(|candidate| candidate.name == area);
    let area = found.unwrap_or_else(|| panic!("there is no {area}.ftl"));
    let (mut variants, mut arms) = (String::new(), String::new());
    let long = if area.messages.len() > 78 {
        "#[expect(clippy::too_many_lines, reason = \"a line for each message\")]\n"
    } else {
        ""
    };
    for (id, messages) in &area.messages {
        let arguments = Area::arguments(messages);
        let fields: Vec<String> = arguments.keys().map(|argument| rust_name(argument)).collect();
        let declared = arguments.iter().map(|(argument, kind)| {
            let of = match kind {
                Kind::Number => "i64",
                Kind::Text | Kind::Choice if phrases.contains(argument) => phrase,
                Kind::Text | Kind::Choice => "String",
            };
            format!("/// `${argument}`\n{}: {of},\n", rust_name(argument))
        });
        let variant = variant_name(id);
        let _ = write!(variants, "{}", doc(messages));
        let passed = arguments.iter().map(|(argument, kind)| match kind {
            Kind::Number => format!(", *{}", rust_name(argument)),
            Kind::Text | Kind::Choice if phrases.contains(argument) => {
                format!(", &{}.text(language)", rust_name(argument))
            }
            Kind::Text | Kind::Choice => format!(", {}", rust_name(argument)),
        });
        let passed: String = passed.collect();
        let call = format!("{functions}::{}(language{passed})", rust_name(id));
        let call = if is_filled(messages) {
            call
        } else {
            format!("{call}.to_owned()")
        };
        if fields.is_empty() {
            let _ = writeln!(variants, "{variant},");
            let _ = writeln!(arms, "Self::{variant} => {call},");
        } else {
            let _ = writeln!(variants, "{variant} {{\n{}}},", declared.collect::<String>());
            let _ = writeln!(arms, "Self::{variant} {{ {} }} => {call},", fields.join(", "));
        }
    }
    format!(
        "/// {about}\n#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]\npub enum {name} {{\n{variants}}}\n\
         impl {name} {{\n/// What it says in a language.\n{long}pub fn text(&self, language: {language}::Language) -> String {{\n\
         match self {{\n{arms}}}\n}}\n}}\n\
         impl std::fmt::Display for {name} {{\nfn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
         formatter.write_str(&self.text({language}::Language::English))\n}}\n}}\n\
         impl serde::Serialize for {name} {{\nfn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{\n\
         serializer.collect_str(self)\n}}\n}}\n"
    )
}

fn function(code: &mut String, used: &mut BTreeSet<&'static str>, id: &str, messages: &[Message]) {
    let arguments = Area::arguments(messages);
    let placed: Vec<&str> = arguments
        .keys()
        .copied()
        .filter(|argument| messages.iter().any(|message| places(&message.form, argument)))
        .collect();
    let mut parameters = "language: Language".to_owned();
    let mut numbers = String::new();
    for (argument, kind) in &arguments {
        let name = rust_name(argument);
        let of = match kind {
            Kind::Text => "&dyn std::fmt::Display",
            Kind::Choice => "&str",
            Kind::Number => "impl Number",
        };
        let _ = write!(parameters, ", {name}: {of}");
        if *kind == Kind::Number {
            used.insert("Number");
            let _ = writeln!(numbers, "let {name} = {name}.number();");
        }
    }
    let pattern = pattern(messages, &placed);
    let _ = write!(code, "{}", doc(messages));
    let name = rust_name(id);
    if placed.is_empty() {
        let _ = writeln!(
            code,
            "pub(crate) fn {name}({parameters}) -> &'static str {{\n{numbers}{pattern}\n}}"
        );
        return;
    }
    used.insert("fill");
    let values = placed.iter().map(|argument| match arguments[argument] {
        Kind::Text => rust_name(argument),
        Kind::Choice => format!("&{}", rust_name(argument)),
        Kind::Number => {
            used.insert("Grouped");
            format!("&Grouped({})", rust_name(argument))
        }
    });
    let values: Vec<String> = values.collect();
    let _ = writeln!(
        code,
        "pub(crate) fn {name}({parameters}) -> String {{\n{numbers}fill({pattern}, &[{}])\n}}",
        values.join(", ")
    );
}

/// Whether any argument is said, so that the text has to be put together.
fn is_filled(messages: &[Message]) -> bool {
    let arguments = Area::arguments(messages);
    let mut names = arguments.keys();
    names.any(|argument| messages.iter().any(|message| places(&message.form, argument)))
}

fn places(form: &Form, argument: &str) -> bool {
    match form {
        Form::Pattern(parts) => parts.iter().any(|part| *part == Part::Argument(argument.to_owned())),
        Form::Select { cases, default, .. } => {
            places(default, argument) || cases.iter().any(|(_, form)| places(form, argument))
        }
    }
}

/// An expression for the pattern in each language.
fn pattern(messages: &[Message], placed: &[&str]) -> String {
    let said: Vec<String> = messages
        .iter()
        .map(|message| form(&message.form, &Area::arguments(messages), placed))
        .collect();
    if said.iter().all(|text| *text == said[0]) {
        return format!("{{ let _ = language; {} }}", said[0]);
    }
    let arms: BTreeMap<usize, String> = said
        .into_iter()
        .enumerate()
        .map(|(index, text)| (index, format!("Language::{} => {text},", LANGUAGES[index].1)))
        .collect();
    format!(
        "match language {{\n{}\n}}",
        arms.into_values().collect::<Vec<_>>().join("\n")
    )
}

/// Arguments stand in a pattern as control characters: the first as U+0001.
fn form(form_of: &Form, arguments: &BTreeMap<&str, Kind>, placed: &[&str]) -> String {
    match form_of {
        Form::Pattern(parts) => {
            let piece = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::Argument(name) => {
                    let index = placed.iter().position(|argument| argument == name).unwrap_or_default();
                    let index = u8::try_from(index + 1).ok().filter(|index| *index < 9);
                    char::from(index.expect("a message has at most eight arguments")).to_string()
                }
            };
            format!("{:?}", parts.iter().map(piece).collect::<String>())
        }
        Form::Select {
            argument,
            cases,
            default,
        } => {
            let name = rust_name(argument);
            let default = form(default, arguments, placed);
            let cases = cases.iter().map(|(case, text)| (case, form(text, arguments, placed)));
            if arguments.get(argument.as_str()) == Some(&Kind::Choice) {
                let arms = cases.map(|(case, text)| match case {
                    Case::Word(word) => format!("{word:?} => {text},"),
                    Case::Exactly(_) | Case::One => String::new(),
                });
                return format!(
                    "match {name} {{ {} _ => {default} }}",
                    arms.collect::<Vec<_>>().join(" ")
                );
            }
            let tests = cases.map(|(case, text)| match case {
                Case::Exactly(number) => format!("if {name} == {number} {{ {text} }} else "),
                Case::One => format!("if {name} == 1 {{ {text} }} else "),
                Case::Word(_) => String::new(),
            });
            let tests: String = tests.collect();
            if tests.is_empty() {
                default
            } else {
                format!("{tests}{{ {default} }}")
            }
        }
    }
}

/// What the message says in English, as a comment.
fn doc(messages: &[Message]) -> String {
    let Some(english) = messages.first() else {
        return String::new();
    };
    format!("/// `{}`\n", plain(&english.form).replace(['\n', '`'], " "))
}

fn plain(form: &Form) -> String {
    match form {
        Form::Pattern(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Argument(name) => format!("{{${name}}}"),
            })
            .collect(),
        Form::Select { default, .. } => plain(default),
    }
}

/// `step-of` is `step_of`; a word of the language gets an underscore.
fn rust_name(name: &str) -> String {
    let name = name.replace('-', "_").to_lowercase();
    match name.as_str() {
        "continue" | "move" | "return" | "type" | "match" | "in" | "for" | "loop" | "break" | "where" | "use"
        | "ref" | "language" => format!("{name}_"),
        _ => name,
    }
}

/// `step-of` is `StepOf`.
fn variant_name(id: &str) -> String {
    id.split('-')
        .map(|word| {
            let mut characters = word.chars();
            let first = characters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(characters).collect::<String>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(english: &str, chinese: &str) -> String {
        let file = |text: &str| vec![("page".to_owned(), text.to_owned())];
        functions(
            &Catalogue::new(&[file(english), file(chinese)]).unwrap(),
            "crate::language",
        )
    }

    #[test]
    fn a_message_is_a_function_and_its_arguments_are_parameters_by_name() {
        let code = code(
            "bound = bound { $pod } to { $node }\n",
            "bound = 把 { $pod } 绑定到 { $node }\n",
        );
        assert!(code.contains("use crate::language::{Language, fill};"), "{code}");
        assert!(
            code.contains(
                "fn bound(language: Language, node: &dyn std::fmt::Display, pod: &dyn std::fmt::Display) -> String"
            ),
            "{code}"
        );
        assert!(
            code.contains(r#"Language::English => "bound \u{2} to \u{1}""#),
            "{code}"
        );
        assert!(
            code.contains(r#"Language::Chinese => "把 \u{2} 绑定到 \u{1}""#),
            "{code}"
        );
    }

    #[test]
    fn a_number_chooses_the_form_where_the_language_has_several() {
        let english = "nodes = { $count ->\n    [0] no node\n    [one] one node\n   *[other] { $count } nodes\n}\n";
        let code = code(english, "nodes = { NUMBER($count) } 个节点\n");
        assert!(code.contains("count: impl Number"), "{code}");
        assert!(
            code.contains(r#"if count == 0 { "no node" } else if count == 1 { "one node" } else { "\u{1} nodes" }"#),
            "{code}"
        );
        assert!(code.contains(r#"Language::Chinese => "\u{1} 个节点""#), "{code}");
    }

    #[test]
    fn a_message_without_arguments_is_a_constant_and_may_refer_to_others() {
        let code = code(
            "-set = DaemonSet\nnew = New { -set }\n",
            "-set = DaemonSet\nnew = 新 { -set }\n",
        );
        assert!(code.contains("fn new(language: Language) -> &'static str"), "{code}");
        assert!(
            code.contains(r#""New DaemonSet""#) && code.contains(r#""新 DaemonSet""#),
            "{code}"
        );
    }
}
