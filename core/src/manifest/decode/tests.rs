//! What decoding says of small objects, in the API server's words.

use super::{Decoded, decode_daemon_set, decode_request};
use crate::diagnostic::Span;
use crate::manifest::tree::{Entry, Tree, TreeKind};
use serde_json::{Value, json};

/// A tree without places.
fn tree(value: &Value) -> Tree {
    let kind = match value {
        Value::Null => TreeKind::Null,
        Value::Bool(value) => TreeKind::Bool(*value),
        Value::Number(value) => TreeKind::Number(value.clone()),
        Value::String(value) => TreeKind::String(value.clone()),
        Value::Array(items) => TreeKind::Sequence(items.iter().map(tree).collect()),
        Value::Object(members) => TreeKind::Mapping(
            members
                .iter()
                .map(|(key, value)| Entry {
                    key: key.clone(),
                    key_span: Span::default(),
                    value: tree(value),
                })
                .collect(),
        ),
    };
    Tree {
        span: Span::default(),
        kind,
    }
}

fn decode(value: &Value) -> Decoded {
    decode_daemon_set(&tree(value))
}

fn pod_spec(spec: &Value) -> Decoded {
    decode(&json!({"spec": {"template": {"spec": spec}}}))
}

/// Each with the words that people see and search for.
#[test]
fn names_the_wrong_type() {
    for (spec, error) in [
        (
            json!({"containers": [{"env": [{"name": "A", "value": true}]}]}),
            "json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.value of type string",
        ),
        (
            json!({"containers": {}}),
            "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container",
        ),
        (
            json!({"volumes": [{"hostPath": "/"}]}),
            "json: cannot unmarshal string into Go struct field Volume.spec.template.spec.volumes.VolumeSource.hostPath \
             of type v1.HostPathVolumeSource",
        ),
        (
            json!({"nodeSelector": {"gpu": true}}),
            "json: cannot unmarshal bool into Go struct field PodSpec.spec.template.spec.nodeSelector of type string",
        ),
        (
            json!({"priority": 3_000_000_000_u32}),
            "json: cannot unmarshal number 3000000000 into Go struct field PodSpec.spec.template.spec.priority of type int32",
        ),
        (
            json!({"overhead": {"cpu": "1 core"}}),
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        ),
    ] {
        let message = format!("DaemonSet in version \"v1\" cannot be handled as a DaemonSet: {error}");
        assert_eq!(pod_spec(&spec).decode_error(), Some(message.as_str()));
    }
}

/// An unreadable quantity ends Go's decoding, an ordinary wrong type before it does not; both are found.
#[test]
fn finds_all_errors_and_puts_the_answer_first() {
    let decoded = pod_spec(&json!({"hostPID": 1, "overhead": {"cpu": "x"}, "priority": "high"}));
    let paths: Vec<&str> = decoded.errors.iter().map(|error| error.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "spec.template.spec.overhead.cpu",
            "spec.template.spec.hostPID",
            "spec.template.spec.priority"
        ]
    );
    assert!(
        decoded.strict_errors().is_empty(),
        "nothing else is said of an object that cannot be decoded"
    );
}

#[test]
fn lists_unknown_fields_in_key_order() {
    let decoded = decode(&json!({
        "Spec": {},
        "spec": {"template": {"spec": {"nodeselector": {}, "containers": [{}, {"Image": "a"}]}}},
        "metadata": {"labels": {"free": "of choice"}},
    }));
    let expected = [
        "unknown field \"Spec\"",
        "unknown field \"spec.template.spec.containers[1].Image\"",
        "unknown field \"spec.template.spec.nodeselector\"",
    ];
    assert_eq!(decoded.strict_errors(), expected);
    assert_eq!(
        decoded.unknown[2].hint.as_ref().map(ToString::to_string).as_deref(),
        Some("you meant `nodeSelector`")
    );
}

/// Both repetitions are one answer, each is a finding with its path.
#[test]
fn lists_repeated_keys_by_line() {
    let text = "spec:\n  minReadySeconds: 1\n  minReadySeconds: 2\n  template:\n    spec:\n      containers:\n      \
                - name: a\n        name: b\n";
    let decoded = decode_request(text);
    let answer = "yaml: unmarshal errors:\n  line 3: key \"minReadySeconds\" already set in map\n  line 8: key \"name\" \
                  already set in map";
    assert_eq!(decoded.strict_errors(), [answer]);
    let paths: Vec<&str> = decoded.duplicates.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(paths, ["spec.minReadySeconds", "spec.template.spec.containers[0].name"]);
    let span = decoded.duplicates[0].span.unwrap();
    assert_eq!((&text[span.start..span.end], span.start), ("minReadySeconds", 29));
}

#[test]
fn quotes_as_go_does() {
    let decoded = decode(&json!({"a\"b\u{7f}": 1}));
    assert_eq!(decoded.strict_errors(), [r#"unknown field "a\"b\x7f""#]);
}

#[test]
fn reports_at_most_a_hundred_unknown_fields() {
    let many: Value = (0..300)
        .map(|index| (format!("x{index}"), Value::Null))
        .collect::<serde_json::Map<_, _>>()
        .into();
    assert_eq!(decode(&many).unknown.len(), 100);
}

#[test]
fn checks_who_the_object_says_it_is() {
    let registered = "in scheme \"k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30\"";
    for (object, error) in [
        (
            json!({"apiVersion": "apps/v2"}),
            format!(
                "DaemonSet in version \"v2\" cannot be handled as a DaemonSet: no kind \"DaemonSet\" is registered for \
                 version \"apps/v2\" {registered}"
            ),
        ),
        (
            json!({"apiVersion": "v1", "kind": "Pod"}),
            "Pod in version \"v1\" cannot be handled as a DaemonSet: converting (v1.Pod) to (apps.DaemonSet): unknown \
             conversion"
                .to_owned(),
        ),
        (
            json!({"apiVersion": "extensions/v1beta1", "spec": {"templateGeneration": 1}}),
            "the API version in the data (extensions/v1beta1) does not match the expected API version (apps/v1)"
                .to_owned(),
        ),
        (
            json!({"apiVersion": 1}),
            "the object provided is unrecognized (must be of type DaemonSet): couldn't get version/kind; json parse \
             error: json: cannot unmarshal number into Go struct field .apiVersion of type string"
                .to_owned(),
        ),
        (
            json!({"apiVersion": "a/b/c"}),
            "the object provided is unrecognized (must be of type DaemonSet): unexpected GroupVersion string: a/b/c"
                .to_owned(),
        ),
    ] {
        assert_eq!(decode(&object).decode_error(), Some(error.as_str()), "{object}");
    }
    assert_eq!(
        decode(&json!({"apiVersion": "apps/", "KIND": "DaemonSet"})).decode_error(),
        None
    );
    let old = json!({"apiVersion": "extensions/v1beta1", "spec": {"templateGeneration": 1, "replicas": 1}});
    assert_eq!(decode(&old).strict_errors(), ["unknown field \"spec.replicas\""]);
    assert_eq!(
        decode(&Value::Null).decode_error(),
        None,
        "an empty document is an empty object"
    );
}

/// Known fields only, null as if absent, structs always there, quantities in canonical form.
#[test]
fn writes_the_object_as_go_does() {
    let decoded = decode(&json!({
        "metadata": {"name": "agent", "labels": {}, "creationTimestamp": null},
        "spec": {
            "minReadySeconds": 0,
            "revisionHistoryLimit": 0,
            "updateStrategy": {"rollingUpdate": {"maxSurge": "10%"}},
            "template": {"spec": {
                "containers": [{"name": "c", "resources": {"limits": {"cpu": 1.5, "memory": "1024Mi"}}, "tty": false}],
                "hostUsers": false,
                "unknown": 1,
            }},
        },
    }));
    let expected = json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": {"name": "agent"},
        "spec": {
            "selector": null,
            "revisionHistoryLimit": 0,
            "updateStrategy": {"rollingUpdate": {"maxSurge": "10%"}},
            "template": {
                "metadata": {},
                "spec": {
                    "containers": [{"name": "c", "resources": {"limits": {"cpu": "1500m", "memory": "1Gi"}}}],
                    "hostUsers": false,
                },
            },
        },
        "status": {
            "currentNumberScheduled": 0, "numberMisscheduled": 0, "desiredNumberScheduled": 0, "numberReady": 0,
        },
    });
    assert_eq!(decoded.value, expected);
    assert_eq!(decoded.unknown.len(), 1);
}
