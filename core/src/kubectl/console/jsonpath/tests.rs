//! Templates as they stand in documentation and in people's shells.

use super::*;
use serde_json::json;

fn list() -> Value {
    json!({
        "kind": "List",
        "items": [
            {
                "metadata": { "name": "a", "labels": { "app.kubernetes.io/name": "x", "tier": "log" } },
                "status": { "phase": "Running", "conditions": [
                    { "type": "Ready", "status": "True" }, { "type": "PodScheduled", "status": "True" },
                ], "restarts": 0 },
                "ready": true,
            },
            {
                "metadata": { "name": "b" },
                "status": { "phase": "Pending", "conditions": [{ "type": "Ready", "status": "False" }], "restarts": 3 },
                "ready": false,
            },
            { "metadata": { "name": "c" }, "status": { "phase": "Running", "restarts": 12 } },
        ],
    })
}

#[test]
fn templates_print_what_kubectl_prints() {
    for (template, text) in [
        ("{.kind}", "List"),
        ("{.items[*].metadata.name}", "a b c"),
        ("{.items[0].metadata.name}", "a"),
        ("{.items[-1].metadata.name}", "c"),
        ("{.items[-1:].metadata.name}", "c"),
        ("{.items[0:2].metadata.name}", "a b"),
        ("{.items[::2].metadata.name}", "a c"),
        ("{.items[0,2].metadata.name}", "a c"),
        (
            "{.items[*]['metadata.name', 'status.phase']}",
            "a b c Running Pending Running",
        ),
        ("{.items[?(@.status.phase==\"Running\")].metadata.name}", "a c"),
        ("{.items[?(@.status.phase!='Running')].metadata.name}", "b"),
        ("{.items[?(@.status.restarts>2)].metadata.name}", "b c"),
        ("{.items[?(@.ready==true)].metadata.name}", "a"),
        ("{.items[?(@.metadata.labels)].metadata.name}", "a"),
        ("{.items[*].status.conditions[?(@.type=='Ready')].status}", "True False"),
        ("{.items[0].metadata.labels.app\\.kubernetes\\.io/name}", "x"),
        ("{.items[0].metadata.labels['app\\.kubernetes\\.io/name']}", "x"),
        (
            "{.items[0].metadata.labels}",
            "{\"app.kubernetes.io/name\":\"x\",\"tier\":\"log\"}",
        ),
        ("{..phase}", "Running Pending Running"),
        ("{.items..name}", "a b c"),
        (
            "{range .items[*]}{.metadata.name}{\"\\t\"}{.status.phase}{\"\\n\"}{end}",
            "a\tRunning\nb\tPending\nc\tRunning\n",
        ),
        (
            "{range .items[*]}[{.metadata.name}, {.ready}] {end}!",
            "[a, true] [b, false] [c, ] !",
        ),
        (
            "{range .items[*]}{.metadata.name}:{range .status.conditions[*]}{.type}={.status};{end}{'\\n'}{end}",
            "a:Ready=True;PodScheduled=True;\nb:Ready=False;\nc:\n",
        ),
        ("{range .nothing[*]}x{end}y", "y"),
        ("{.nope}", ""),
        ("{.items[?(@.metadata.name=='z')].x}", ""),
        ("plain", "plain"),
        ("{$.kind} {@.kind}", "List List"),
        ("{.items[*].status.restarts}", "0 3 12"),
    ] {
        let path = JsonPath::parse(template, true).unwrap();
        assert_eq!(path.text(&list()).as_deref(), Ok(text), "{template}");
    }
}

#[test]
fn mistakes_have_the_words_of_the_parser() {
    for (template, error) in [
        ("{.items", "unclosed action"),
        ("{.items[0}", "unterminated array"),
        ("{.items[a]}", "invalid array index a"),
        ("{.items[?(@.a==1}", "unterminated filter"),
        ("{.a....b}", "invalid multiple recursive descent"),
        ("{\"a}", "unterminated quoted string"),
        ("{%}", "unrecognized character in action: U+0025 '%'"),
    ] {
        assert_eq!(JsonPath::parse(template, true), Err(error.to_owned()), "{template}");
    }
}

#[test]
fn what_cannot_be_found_is_said() {
    for (template, error) in [
        ("{.items[3]}", "array index out of bounds: index 3, length 3"),
        ("{.kind[0]}", "string is not array or slice"),
        ("{.items[?(@.ready=='x')]}", "incompatible types for comparison"),
        ("{end}", "not in range, nothing to end"),
        ("{foo}", "unrecognized identifier foo"),
    ] {
        let path = JsonPath::parse(template, true).unwrap();
        assert_eq!(path.text(&list()), Err(error.to_owned()), "{template}");
    }
    let strict = JsonPath::parse("{.nope}", false).unwrap();
    assert_eq!(strict.text(&list()), Err("nope is not found".to_owned()));
}

#[test]
fn paths_may_be_written_with_or_without_braces_and_dot() {
    for path in [".a.b", "a.b", "{.a.b}", "{a.b}"] {
        assert_eq!(JsonPath::parse_relaxed(path).unwrap().1, "{.a.b}", "{path}");
    }
    assert!(JsonPath::parse_relaxed("{.a").is_err());
}
