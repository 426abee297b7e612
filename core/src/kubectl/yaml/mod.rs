//! `-o yaml`: API objects as kubectl writes them.
//!
//! `libyaml-safer` lays the text out; it is a port of libyaml, as is `go-yaml` v2 below `sigs.k8s.io/yaml`, which kubectl
//! uses. What the two do not have in common is done here: the order of keys (`sorter.go`), double quotes around texts
//! that YAML 1.1 would take for something else (`encode.go`, `stringv`), and lines folded after 80 columns.

mod fold;
mod order;

use crate::manifest::yaml::is_plain_text;
use crate::ordered::Order;
use libyaml_safer::{Emitter, Encoding, Event, MappingStyle, ScalarStyle, SequenceStyle};
use serde_json::Value;

/// `value` as YAML, with a newline at the end. A reader of YAML 1.1, such as kubectl, reads the same value from it.
pub fn to_yaml(value: &Value) -> String {
    let mark = unused_character(value);
    let mut bytes = Vec::new();
    let mut emitter = Emitter::new();
    emitter.set_output_string(&mut bytes);
    emitter.set_unicode(true);
    // Lines are folded afterwards, as the marks have to count.
    emitter.set_width(-1);
    let mut events = vec![
        Event::stream_start(Encoding::Utf8),
        Event::document_start(None, &[], true),
    ];
    push_events(value, mark, &mut events);
    events.push(Event::document_end(true));
    for event in events {
        // The events of a JSON value are always a document, and a text has room for it.
        if emitter.emit(event).is_err() {
            break;
        }
    }
    let _ = emitter.flush();
    drop(emitter);
    fold::fold_lines(&String::from_utf8_lossy(&bytes)).replace(mark, "\"")
}

/// What `kubectl get -o yaml` prints of several objects.
pub fn to_yaml_list(objects: &[Value]) -> String {
    to_yaml(&serde_json::json!({
        "apiVersion": "v1",
        "items": objects,
        "kind": "List",
        "metadata": {"resourceVersion": ""},
    }))
}

/// A character that occurs nowhere in `value`. It stands for the double quotes that libyaml would not write.
fn unused_character(value: &Value) -> char {
    let text = value.to_string();
    // The areas for private use hold more characters than any text that is read may have.
    ('\u{e000}'..='\u{f8ff}')
        .chain('\u{f0000}'..='\u{ffffd}')
        .find(|candidate| !text.contains(*candidate))
        .unwrap_or('\u{10fffd}')
}

fn push_events(value: &Value, mark: char, events: &mut Vec<Event>) {
    match value {
        Value::Null => events.push(scalar("null", ScalarStyle::Plain)),
        Value::Bool(value) => events.push(scalar(if *value { "true" } else { "false" }, ScalarStyle::Plain)),
        Value::Number(number) => events.push(scalar(&number.to_string(), ScalarStyle::Plain)),
        Value::String(text) => events.push(text_event(text, mark)),
        Value::Array(items) => {
            events.push(Event::sequence_start(None, None, true, SequenceStyle::Any));
            for item in items {
                push_events(item, mark, events);
            }
            events.push(Event::sequence_end());
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.order_by(|(a, _), (b, _)| order::natural(a, b));
            events.push(Event::mapping_start(None, None, true, MappingStyle::Any));
            for (key, value) in members {
                events.push(text_event(key, mark));
                push_events(value, mark, events);
            }
            events.push(Event::mapping_end());
        }
    }
}

/// Texts that look like something else hold no character that would need escaping in quotes. (kubectl leaves the key `<<`
/// bare, and cannot read it back.)
fn text_event(text: &str, mark: char) -> Event {
    let has_lines = text.contains('\n');
    if has_lines && text.contains(['\u{2028}', '\u{2029}']) {
        return scalar(&format!("{mark}{}{mark}", escaped(text)), ScalarStyle::Any);
    }
    let style = if has_lines {
        ScalarStyle::Literal
    } else {
        ScalarStyle::Any
    };
    if is_plain_text(text) && text != "<<" {
        scalar(text, style)
    } else {
        scalar(&format!("{mark}{text}{mark}"), style)
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Event {
    Event::scalar(None, None, text, true, true, style)
}

/// The inside of double quotes. (libyaml would write a block, and it breaks lines at Unicode's line breaks too, but forgets to
/// indent what follows.)
fn escaped(text: &str) -> String {
    let escape = |character: char| match character {
        '0'..='9' | 'A'..='Z' | 'a'..='z' => character.to_string(),
        '\n' => "\\n".to_owned(),
        _ => format!("\\U{:08X}", u32::from(character)),
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::yaml::read_first;
    use serde_json::json;

    /// Each text stands as kubectl writes it.
    #[test]
    fn texts_are_quoted_as_kubectl_quotes_them() {
        for (text, written) in [
            ("web", "web"),
            ("", "\"\""),
            ("yes", "\"yes\""),
            ("on", "\"on\""),
            ("Off", "\"Off\""),
            ("y", "\"y\""),
            ("true", "\"true\""),
            ("null", "\"null\""),
            ("~", "\"~\""),
            ("0644", "\"0644\""),
            ("0o17", "\"0o17\""),
            ("089", "\"089\""),
            ("1e3", "\"1e3\""),
            ("1_000", "\"1_000\""),
            ("0x1F", "\"0x1F\""),
            ("-1", "\"-1\""),
            (".5", "\".5\""),
            (".inf", "\".inf\""),
            ("12:30", "\"12:30\""),
            ("2026-03-01", "\"2026-03-01\""),
            ("2026-03-01T12:15:41Z", "\"2026-03-01T12:15:41Z\""),
            ("10.0.0.1", "10.0.0.1"),
            ("1.2.3", "1.2.3"),
            ("100m", "100m"),
            ("-x", "-x"),
            ("a: b", "'a: b'"),
            ("it's # not", "'it''s # not'"),
            ("*", "'*'"),
            ("{}", "'{}'"),
            ("- x", "'- x'"),
            ("tab\there", "\"tab\\there\""),
            ("a\nb\n", "|\n  a\n  b"),
            ("a\nb", "|-\n  a\n  b"),
        ] {
            assert_eq!(to_yaml(&json!({ "a": text })), format!("a: {written}\n"), "{text:?}");
        }
    }

    /// What was written is read back as it was, by a reader with kubectl's ideas.
    #[test]
    fn a_yaml_1_1_reader_reads_the_same_value() {
        let value = json!({
            "yes": "no", "1": 1, "<<": "<<", "null": null, "float": 1.5, "empty": {}, "none": [],
            "long": "word ".repeat(60) + "end", "quoted": "a: ".repeat(50) + "end",
            "list": ["on", "0777", true, {"a": "b", "c": ["d"]}, [["x"]]],
            "lines": "  indented\n\n# not a comment: |\n", "marks": "\u{e000}\u{e001}\"",
            "text": "é 名 \u{1f600} \u{7f} \u{85}", "spaces": " a  b ", "break": "a \nb",
            "unicode": "a: \"b\"\n\u{2028}", "unicode paragraph\n\u{2029}": ["\n\u{2029}\u{2028}"], "bare": "a\u{2028}",
            "very long".repeat(20): [["word ".repeat(30) + "end"]], "a key ".repeat(18): {" quoted key".repeat(10): [{" in a list".repeat(10): 1}]},
        });
        let read = read_first(&to_yaml(&value));
        assert_eq!(read.diagnostics, []);
        assert_eq!(read.documents[0].tree.to_json(), value);
    }

    /// Keys and lists are laid out as kubectl lays them out, and long lines are folded.
    #[test]
    fn the_layout_is_kubectls() {
        let pod = json!({
            "metadata": {"name": "agent", "labels": {"a10": "x", "a9": "y", "a-b": "1"}},
            "status": {"conditions": [{
                "type": "PodScheduled",
                "message": "0/3 nodes are available: 3 node(s) had untolerated taint(s). no new claims to deallocate, preemption: none",
            }]},
            "spec": {"volumes": [], "nodeSelector": {}, "args": ["a", "b"]},
        });
        assert_eq!(
            to_yaml(&pod),
            "metadata:\n  labels:\n    a-b: \"1\"\n    a9: \"y\"\n    a10: x\n  name: agent\n\
             spec:\n  args:\n  - a\n  - b\n  nodeSelector: {}\n  volumes: []\n\
             status:\n  conditions:\n  - message: '0/3 nodes are available: 3 node(s) had untolerated taint(s). no new\n      \
             claims to deallocate, preemption: none'\n    type: PodScheduled\n"
        );
    }
}
