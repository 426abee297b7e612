use super::{Case, HEAD, check, known, proposed, taken};
use crate::language::Language;
use crate::manifest::complete::{complete, field_at};

fn took(text: &str, label: &str) -> String {
    taken(text, label, |text, at| complete(text, at, &known(), Language::English))
}

const IN_YAML: &[Case] = &[
    ("spec: {|", &["selector", "template"], &["containers", "name"]),
    ("spec: {sel|", &["selector"], &["containers"]),
    ("spec: { selector: {}, | }", &["template"], &["selector"]),
    ("spec: { |, selector: {} }", &["template"], &["selector"]),
    (
        "spec: {updateStrategy: {|}, template: {}}",
        &["rollingUpdate", "type"],
        &["selector"],
    ),
    (
        "spec: {updateStrategy: {type: |}}",
        &["RollingUpdate", "OnDelete"],
        &["type"],
    ),
    ("spec: {updateStrategy: {type: Ro|}}", &["RollingUpdate"], &[]),
    ("spec: {updateStrategy: {type: \"|\"}}", &["RollingUpdate"], &[]),
    (
        "spec:\n  template:\n    spec:\n      containers: [{|",
        &["image", "name"],
        &["containers"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers: [{name: a}, {|}]",
        &["image", "name"],
        &[],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers: [|]",
        &["image", "name"],
        &["containers"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - {name: a, |}",
        &["image"],
        &["name"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        ports: [{|}]",
        &["hostPort"],
        &["image"],
    ),
    (
        "spec:\n  template:\n    spec:\n      hostNetwork: true\n      nodeSelector: {|",
        &["zone", "gpu"],
        &["hostPID"],
    ),
    (
        "spec:\n  template:\n    spec:\n      nodeSelector: {zone: |}",
        &["z1", "z2"],
        &[],
    ),
    (
        "spec:\n  template:\n    spec:\n      tolerations: [{key: dedicated, value: |}]",
        &["gpu"],
        &["z1"],
    ),
    (
        "spec:\n  template:\n    spec:\n      tolerations: [{key: a, effect: NoExecute}, {operator: |",
        &["Exists"],
        &[],
    ),
    // Over several lines.
    (
        "spec: {\n  selector: {matchLabels: {app: a}}, # ours\n  |\n}\n",
        &["template"],
        &["selector"],
    ),
    ("spec: {\n  # |\n}\n", &[], &["template"]),
    (
        "spec: {\n  minReadySeconds: 5\n  |\n}\n",
        &["template"],
        &["minReadySeconds"],
    ),
    ("spec: {minReadySeconds: 5 |}", &[], &["template"]),
    // Behind brackets that are closed, and behind those that never will be.
    (
        "spec:\n  selector: {matchLabels: {app: a}}\n  |",
        &["template"],
        &["selector", "matchLabels"],
    ),
    (
        "spec:\n  selector: {\n    matchLabels: {app: a}\n  }\n  |",
        &["template"],
        &["selector"],
    ),
    ("metadata: {name: a\nspec:\n  |", &["template"], &["labels"]),
    ("metadata: {name: \"a\nspec: {|", &["template"], &["labels"]),
    // Brackets that are none.
    (
        "metadata:\n  annotations:\n    a: >-\n      {\n  |",
        &["name"],
        &["template"],
    ),
    ("metadata:\n  annotations:\n    a: b{\n  |", &["name"], &["template"]),
    (
        "metadata:\n  annotations:\n    a: it's {\n    b: '['\n  |",
        &["name"],
        &["template"],
    ),
    ("# {\nspec:\n  |", &["template"], &["labels"]),
    ("spec: {}\n---\nspec: {|", &["template"], &["labels"]),
];

#[test]
fn fields_and_values_are_proposed_between_brackets() {
    check(IN_YAML, |text| proposed(&format!("{HEAD}{text}")));
}

const IN_JSON: &[Case] = &[
    ("{|", &["kind", "spec"], &["template"]),
    ("{\n|\n}", &["kind", "spec"], &["template"]),
    ("{\"kind\": \"|\"}", &["DaemonSet"], &[]),
    ("{\"kind\": |}", &["DaemonSet"], &[]),
    ("{\"kind\": \"DaemonSet\", \"spec\": {|}}", &["template"], &["kind"]),
    ("{\"kind\": \"Pod\", \"spec\": {|}}", &["containers"], &["template"]),
    ("{\"spec\": {|}, \"kind\": \"Pod\"}", &["containers"], &["template"]),
    ("{\n  \"spec\": {\n    \"te|\n  }\n}\n", &["template"], &["kind"]),
    (
        "{\n  \"sp|\n  \"metadata\": {\"name\": \"a\"}\n}\n",
        &["spec"],
        &["metadata"],
    ),
    (
        "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"a, {\\\"b\\\"\", \"imagePullPolicy\": \"|\"}]}}}}",
        &["IfNotPresent"],
        &[],
    ),
    (
        "{\"spec\": {\"template\": {\"spec\": {\"hostNetwork\": |}}}}",
        &["true"],
        &[],
    ),
    (
        "{\"spec\": {\"template\": {\"spec\": {\"hostNetwork\": \"|\"}}}}",
        &[],
        &["true"],
    ),
    (
        "{\"spec\": {\"template\": {\"spec\": {\"nodeSelector\": {\"|\"}}}}}",
        &["zone"],
        &["containers"],
    ),
    ("{}|", &[], &["kind"]),
];

#[test]
fn fields_and_values_are_proposed_in_json() {
    check(IN_JSON, proposed);
}

#[test]
fn label_values_are_proposed_for_the_key_beside_their_list() {
    let term = "spec:\n  template:\n    spec:\n      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n            - matchExpressions:\n";
    for item in [
        "              - key: zone\n                operator: In\n                values: [|]",
        "              - {key: zone, operator: In, values: [z1, |",
    ] {
        assert_eq!(proposed(&format!("{HEAD}{term}{item}")), ["z1", "z2"], "{item}");
    }
}

#[test]
fn what_is_written_is_closed_and_quoted_as_the_text_is() {
    for (text, label, expected) in [
        ("spec: {|}", "template", "spec: {template: {|}}"),
        ("spec: {temp|}", "template", "spec: {template: {|}}"),
        ("spec: {temp|: {}}", "template", "spec: {template|: {}}"),
        ("spec: {min|}", "minReadySeconds", "spec: {minReadySeconds: |}"),
        (
            "spec: {updateStrategy: {type:|}}",
            "OnDelete",
            "spec: {updateStrategy: {type: OnDelete|}}",
        ),
        (
            "spec: {updateStrategy: {type: 'On|'}}",
            "OnDelete",
            "spec: {updateStrategy: {type: 'OnDelete'|}}",
        ),
        (
            "spec: {\"selector\": {}, |}",
            "template",
            "spec: {\"selector\": {}, \"template\": {|}}",
        ),
        (
            "spec: {template: {spec: {|}}}",
            "containers",
            "spec: {template: {spec: {containers: [{|}]}}}",
        ),
        (
            "spec: {template: {spec: {containers: [|]}}}",
            "args",
            "spec: {template: {spec: {containers: [{args: [|]}]}}}",
        ),
        (
            "spec: {template: {spec: {nodeSelector: {gpu: |}}}}",
            "true",
            "spec: {template: {spec: {nodeSelector: {gpu: \"true\"|}}}}",
        ),
        ("{|}", "kind", "{\"kind\": \"|\"}"),
        ("{\"|\"}", "kind", "{\"kind\": \"|\"}"),
        ("{\"ki|", "kind", "{\"kind\": \"|\""),
        ("{\"ki|\": \"Pod\"}", "kind", "{\"kind\"|: \"Pod\"}"),
        ("{\"ki|}", "kind", "{\"kind\": \"|\"}"),
        ("{\"ki|: \"Pod\"}", "kind", "{\"kind\"|: \"Pod\"}"),
        (
            "{\"spec\": {\"temp|}, \"kind\": \"DaemonSet\"}",
            "template",
            "{\"spec\": {\"template\": {|}}, \"kind\": \"DaemonSet\"}",
        ),
        ("{\"kind\": |}", "DaemonSet", "{\"kind\": \"DaemonSet\"|}"),
        ("{\"kind\": \"Dae|\"}", "DaemonSet", "{\"kind\": \"DaemonSet\"|}"),
        (
            "{\"spec\": {|}}",
            "minReadySeconds",
            "{\"spec\": {\"minReadySeconds\": |}}",
        ),
        (
            "spec:\n  updateStrategy:\n    type: \"On|\"\n",
            "OnDelete",
            "spec:\n  updateStrategy:\n    type: \"OnDelete\"|\n",
        ),
    ] {
        assert_eq!(took(text, label), expected);
    }
}

#[test]
fn a_field_between_brackets_says_what_it_is_for() {
    for text in [
        "spec: {updateStrategy: {type: OnDelete}}\n",
        "{\"spec\": {\"updateStrategy\": {\"type\": \"OnDelete\"}}}",
    ] {
        let note = field_at(text, text.find("type").unwrap() + 1, Language::English).unwrap();
        assert_eq!((&*note.name, &text[note.span.0..note.span.1]), ("type", "type"));
        assert_eq!(note.values, ["OnDelete", "RollingUpdate"]);
    }
}

/// Wherever somebody stops typing, there is an answer, and the word that it is about holds the place.
#[test]
fn every_beginning_of_a_text_has_an_answer() {
    let text = "kind: DaemonSet\nspec: {selector: {matchLabels: {app: 'é'}}, # ü\n  template: {\"spec\": {containers: [{name: \"ö, {\"}]}}}\n---\n{\"a\": [\"é\\\"\", {}]}\n";
    let places = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
    for at in places {
        for shown in [text, &text[..at]] {
            let found = complete(shown, at, &known(), Language::English);
            if let Some((start, end)) = found.map(|found| found.span) {
                assert!(start <= at && at <= end && shown.get(start..end).is_some(), "{at}");
            }
        }
    }
    assert_eq!(
        proposed("{\"spec\"| : {}, \"metadata\": {}}"),
        ["spec", "kind", "apiVersion"],
        "what stands there already can be put there again"
    );
}
