//! Texts and what Kubernetes makes of them.

use super::*;
use serde_json::json;

fn first(text: &str) -> serde_json::Value {
    let read = read_first(text);
    assert_eq!(read.error(), None, "{text:?}");
    read.documents[0].tree.to_json()
}

/// Scalars are YAML 1.1, as kubectl reads them.
#[test]
fn scalars_are_resolved_like_kubernetes_does() {
    for (text, expected) in [
        ("yes", json!(true)),
        ("Off", json!(false)),
        ("n", json!(false)),
        ("tRue", json!("tRue")),
        ("'yes'", json!("yes")),
        ("~", json!(null)),
        ("", json!(null)),
        ("0644", json!(420)),
        ("0o644", json!(420)),
        ("089", json!(89)),
        ("0x1F", json!(31)),
        ("0b-11", json!(-3)),
        ("1_000", json!(1000)),
        ("1e3", json!(1000)),
        ("1.50", json!(1.5)),
        ("1e400", json!("1e400")),
        ("18446744073709551615", json!(18_446_744_073_709_551_615_u64)),
        ("1:30", json!("1:30")),
        ("2001-01-01", json!("2001-01-01")),
        ("!!str 012", json!("012")),
        ("!!float 3", json!(3)),
        ("!!timestamp 2001-01-01T10:20:30Z", json!("2001-01-01T10:20:30Z")),
        ("!!binary aGk=", json!("hi")),
        ("!!binary /w==", json!("\u{fffd}")),
        ("! 12", json!("12")),
        ("!local 12", json!("12")),
    ] {
        assert_eq!(first(&format!("a: {text}\n")), json!({ "a": expected }), "{text}");
    }
}

/// A text that Kubernetes refuses is refused with its words, at the place.
#[test]
fn mistakes_have_the_words_of_kubernetes_a_place_and_advice() {
    let mut lines = include_str!("mistakes.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let mut checked = 0;
    while let (Some(text), Some(message), Some(place), Some(advice)) =
        (lines.next(), lines.next(), lines.next(), lines.next())
    {
        let text = serde_json::from_str::<String>(text).unwrap();
        let read = read_documents(&text);
        let finding = read.diagnostics.first().unwrap_or_else(|| panic!("{text:?} was taken"));
        assert_eq!(finding.message, message, "{text:?}");
        let span = finding.span.unwrap();
        assert_eq!(json!(text[span.start..span.end]).to_string(), place, "{text:?}");
        let hint = finding
            .hint
            .as_ref()
            .map_or_else(|| "-".to_owned(), ToString::to_string);
        assert!(hint.contains(advice), "{text:?}: {hint}");
        assert!(read.documents[0].broken);
        checked += 1;
    }
    assert_eq!(checked, 18);
}

/// A mistake in one document does not hide the next, and what stands before it is kept.
#[test]
fn documents_behind_a_broken_one_are_read() {
    let read = read_documents("a: 1\n---\nb: 'x\n--- # third\nc: 3\n...\n%YAML 1.1\n---\nd: 4\n");
    let found: Vec<_> = read
        .documents
        .iter()
        .map(|source| (source.broken, source.tree.to_json()))
        .collect();
    assert_eq!(
        found,
        [
            (false, json!({"a": 1})),
            (true, json!({"b": null})),
            (false, json!({"c": 3})),
            (false, json!({"d": 4}))
        ]
    );
    assert_eq!(read.diagnostics.len(), 1);
}

/// A text need not end with a line break; a block scalar has no more breaks than the text.
#[test]
fn the_last_line_may_be_unterminated() {
    for (text, expected) in [
        ("a: |\n  b", "b"),
        ("a: |\n  b\n", "b\n"),
        ("a: >+\n  b\n  c", "b c"),
        ("a: |\n  b\n   ", "b\n "),
        ("a: |\n  b\n ", "b\n"),
        ("a: |+\n  b\n ", "b\n"),
        ("a: &x !!str |+\n  b\n\n", "b\n\n"),
        ("a: |-\n  b", "b"),
        ("a: b", "b"),
        ("a: \"b\"", "b"),
    ] {
        assert_eq!(first(text), json!({ "a": expected }), "{text:?}");
    }
    for text in ["a: \"\\", "a: |", "a: \"\\x4", "a: [", "? |\n  b", "%", "&", "!", "!<"] {
        read_documents(text);
    }
}

/// A comma behind a tag is part of the tag; behind anything else it is a comma.
#[test]
fn commas_behind_tags_belong_to_them() {
    for (text, expected) in [
        ("a: [!x, b]", json!(["b"])),
        ("a: [!x,y,z b, c]", json!(["b", "c"])),
        ("a: [&x !y, b]", json!(["b"])),
        ("a: [b !x, c]", json!(["b !x", "c"])),
        ("a: [x!!, b!,!, c]", json!(["x!!", "b!", "c"])),
        ("a: \"f(!x, y)\"", json!("f(!x, y)")),
        ("a: |\n  f(1, !x, y)\n", json!("f(1, !x, y)\n")),
    ] {
        assert_eq!(first(text), json!({ "a": expected }), "{text:?}");
    }
    assert!(
        read_first("a: [!<x>, b]")
            .error()
            .unwrap()
            .ends_with("whitespace or line break")
    );
}

#[test]
fn json_texts_may_follow_each_other() {
    let read = read_documents("{\"a\": \"\\/\"}\n{\"b\": 2}\n");
    assert_eq!(read.diagnostics, []);
    let found: Vec<_> = read.documents.iter().map(|source| source.tree.to_json()).collect();
    assert_eq!(found, [json!({"a": "/"}), json!({"b": 2})]);
}

#[test]
fn texts_without_content_have_no_documents() {
    for text in ["", "\n", "# nothing\n", "\u{feff}"] {
        assert_eq!(
            read_documents(text),
            Read {
                documents: vec![],
                diagnostics: vec![]
            },
            "{text:?}"
        );
    }
    assert_eq!(first("---\n---\na: 1\n"), json!(null));
}

/// Repeated keys stay in the tree; strict reading names the line where the repeated value begins.
#[test]
fn repeated_keys_are_kept_and_named() {
    let read = read_first("a: 1\nb: {x: 1, x: 2}\na:\n  - c\n");
    let source = &read.documents[0];
    assert_eq!(source.tree.to_json(), json!({"a": ["c"], "b": {"x": 2}}));
    assert_eq!(
        read.strict_error().unwrap(),
        "yaml: unmarshal errors:\n  line 2: key \"x\" already set in map\n  line 4: key \"a\" already set in map"
    );
    assert_eq!(source.duplicates[1].span, Span::new(21, 22));
    let TreeKind::Mapping(entries) = &source.tree.kind else {
        panic!()
    };
    assert_eq!(entries.len(), 3);
}

/// `<<` sets what is behind it in the mapping's own order; what it overrides is gone from the tree.
#[test]
fn merge_keys_are_expanded() {
    let text = "x: &x {a: 1, b: 1}\ny: &y {a: 2, c: 2}\nz:\n  a: 0\n  <<: [*x, *y]\n  b: 9\n";
    let tree = &read_first(text).documents[0].tree;
    let z = tree.get("z").unwrap();
    assert_eq!(z.to_json(), json!({"a": 1, "b": 9, "c": 2}));
    let TreeKind::Mapping(entries) = &z.kind else { panic!() };
    assert_eq!(entries.len(), 3);
}

/// Every span is the text of its value, whatever line ends and characters there are.
#[test]
fn spans_point_into_the_original_text() {
    let text = "\u{feff}é: \"ü\"\r\nlist:\r\n- x\r\n- {k: [1,  2 ]}\r\nblock: |\r\n  one\r\n  two\r\n\r\nabsent:\r\n---\r\nnext: zwölf\r\n";
    let read = read_documents(text);
    let at = |tree: &Tree| text[tree.span.start..tree.span.end].to_owned();
    let [one, two] = &read.documents[..] else { panic!() };
    let list = one.tree.get("list").unwrap();
    assert_eq!(at(one.tree.get("é").unwrap()), "\"ü\"");
    assert_eq!(at(list), "- x\r\n- {k: [1,  2 ]}");
    assert_eq!(at(list.items().unwrap()[1].get("k").unwrap()), "[1,  2 ]");
    assert_eq!(at(one.tree.get("block").unwrap()), "|\r\n  one\r\n  two");
    let absent = one.tree.entry("absent").unwrap();
    assert_eq!(at(&absent.value), "");
    assert_eq!(absent.value.span.start, absent.key_span.end + 1);
    assert_eq!(at(two.tree.get("next").unwrap()), "zwölf");
    assert_eq!(&text[one.span.start..one.span.start + 2], "é");
}

/// Limits end the reading with one finding that names them, however the text tries to exhaust the reader.
#[test]
fn limits_are_named() {
    let bomb = (1..40).fold("a0: &a0 x\n".to_owned(), |text, level| {
        text + &format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1)
    });
    let (open, close) = ("[".repeat(90), "]".repeat(90));
    let nested = (1..9).fold("b0: &b0 x\n".to_owned(), |text, level| {
        text + &format!("b{level}: &b{level} {open}*b{}{close}\n", level - 1)
    });
    let unknown = "- *x\n".repeat(200);
    let read = read_documents(&unknown);
    assert_eq!(read.diagnostics.len(), 101);
    assert!(read.diagnostics[0].message.contains("more than 100 mistakes"));
    for (text, words) in [
        ("[".repeat(100_000), "nested deeper than 200 levels"),
        ("{a: ".repeat(100_000), "nested deeper than 200 levels"),
        ("- ".repeat(100_000), "nested deeper than 200 levels"),
        ("? ".repeat(100_000), "nested deeper than 200 levels"),
        (bomb, "excessive aliasing"),
        (nested, "nested deeper than 200 levels"),
        ("---\n".repeat(20_000), "more than 10000 documents"),
        ("{}\n".repeat(20_000), "more than 10000 documents"),
        ("%TAG ! tag:x\n".repeat(60), "more than 50 lines that begin with %"),
        ("- 1\n".repeat(1_000_001), "too many values"),
        (" ".repeat(9 << 20), "longer than 8 MiB"),
    ] {
        let read = read_documents(&text);
        let messages: Vec<_> = read
            .diagnostics
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(
            matches!(messages[..], [message] if message.contains(words)),
            "{words}: {messages:?}"
        );
    }
}
