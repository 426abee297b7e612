//! Templates as people write them for kubectl.

use super::*;
use serde_json::json;

fn object() -> Value {
    json!({
        "items": [
            { "metadata": { "name": "a", "labels": { "app": "x", "tier": "log" } }, "status": { "phase": "Running", "n": 3 } },
            { "metadata": { "name": "b" }, "status": { "phase": "Pending", "n": 0 } },
        ],
        "kind": "List",
        "count": 2,
    })
}

#[test]
fn templates_print_what_go_prints() {
    for (template, text) in [
        ("{{.kind}}", "List"),
        ("{{.count}}", "2"),
        ("{{ .nope }}", "<no value>"),
        ("{{range .items}}{{.metadata.name}}{{\"\\n\"}}{{end}}", "a\nb\n"),
        (
            "{{range $i, $x := .items}}{{$i}}={{$x.metadata.name}} {{end}}",
            "0=a 1=b ",
        ),
        (
            "{{range .items}}{{if eq .status.phase \"Running\"}}{{.metadata.name}}{{end}}{{end}}",
            "a",
        ),
        (
            "{{range .items}}{{if gt .status.n 1}}many{{else if .status.n}}few{{else}}none{{end}} {{end}}",
            "many none ",
        ),
        ("{{range .none}}x{{else}}empty{{end}}", "empty"),
        ("{{with .kind}}{{.}}!{{end}}", "List!"),
        ("{{(index .items 1).metadata.name}}", "b"),
        ("{{index .items 0 \"metadata\" \"labels\" \"tier\"}}", "log"),
        (
            "{{range $k, $v := (index .items 0).metadata.labels}}{{$k}}:{{$v}};{{end}}",
            "app:x;tier:log;",
        ),
        ("{{len .items}}", "2"),
        ("{{.kind | printf \"%-6s|\"}}", "List  |"),
        ("{{printf \"%s has %v\" .kind .count}}", "List has 2"),
        ("{{$n := .count}}{{range .items}}{{$n}}{{end}}", "22"),
        (
            "{{$last := \"\"}}{{range .items}}{{$last = .metadata.name}}{{end}}{{$last}}",
            "b",
        ),
        ("a {{- /* nothing */ -}} b", "ab"),
        ("a {{- .kind -}} b", "aListb"),
        ("{{not true}} {{and .kind .count}} {{or .nope \"or\"}}", "false 2 or"),
        (
            "{{(index .items 0).metadata}}",
            "map[labels:map[app:x tier:log] name:a]",
        ),
        ("{{if and (eq .kind \"List\") (ne .count 3)}}yes{{end}}", "yes"),
    ] {
        let parsed = GoTemplate::parse(template).unwrap();
        assert_eq!(parsed.text(&object()).as_deref(), Ok(text), "{template}");
    }
}

#[test]
fn mistakes_are_told() {
    for (template, error) in [
        ("{{.a", "unclosed action"),
        ("{{if .a}}", "unexpected EOF"),
        ("{{end}}", "unexpected {{end}}"),
        ("{{foo}}", "function \"foo\" not defined"),
        ("{{\"a}}", "unterminated quoted string"),
        ("{{}}", "missing value for command"),
    ] {
        assert_eq!(GoTemplate::parse(template), Err(error.to_owned()), "{template}");
    }
    let parsed = GoTemplate::parse("{{.nope.x}}").unwrap();
    assert_eq!(
        parsed.text(&object()),
        Err("nil pointer evaluating interface {}.x".to_owned())
    );
}
