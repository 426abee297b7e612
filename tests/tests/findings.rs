//! Every kind of finding is in words of Kubernetes or in ours, and ours are said in Chinese too.

use everynode_core::admission::review_manifest;
use everynode_core::diagnostic::Diagnostic;
use everynode_core::language::Language;
use everynode_core::scenario::{Scenario, from_link, read_node_list, to_link};
use everynode_core::sim::{Command, Simulation};
use regex::Regex;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Codes of findings that Kubernetes words, always.
const KUBERNETES: [&str; 19] = [
    "already-exists",
    "api-warning",
    "bad-quantity",
    "duplicate-key",
    "duplicate-node",
    "field-duplicate",
    "field-invalid",
    "field-not-supported",
    "field-required",
    "invalid-number",
    "not-a-daemonset",
    "not-found",
    "pod-security-audit",
    "pod-security-warn",
    "refused",
    "unknown-api-version",
    "unknown-field",
    "wrong-type",
    "yaml-no-json",
];

/// A code that is ours, for which no small input is known: it takes 200,000 steps.
const TOO_LONG_TO_TRY: &str = "too-many-steps";

/// The codes that the engine's source writes where a finding is made, or right before.
fn codes_of_source(folder: &Path, code: &Regex, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the source is there") {
        let path = entry.expect("the source is there").path();
        if path.is_dir() {
            codes_of_source(&path, code, codes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("the source is text");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            codes.extend(code.captures_iter(text).map(|found| found[1].to_owned()));
        }
    }
}

/// Findings of all kinds that have words of ours: what one has to write to get them.
fn ours() -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in manifests() {
        found.extend(review_manifest(&text, None).diagnostics);
    }
    for text in node_lists() {
        found.extend(read_node_list(&text).findings);
    }
    for text in scenarios() {
        match Scenario::read(&text) {
            Ok(scenario) => found.extend(scenario.replay().findings),
            Err(findings) => found.extend(findings),
        }
    }
    for link in ["v9/AAAA", "v1/AAAA"] {
        found.extend(from_link(link).and_then(Result::err).into_iter().flatten());
    }
    let scenario = Scenario {
        manifest: (0..20_000_u64)
            .fold(String::new(), |mut text, index| {
                // Writing to a string cannot fail.
                let _ = write!(text, "{:x}", index * 2_654_435_761 % 4_294_967_296);
                text
            })
            .into(),
        ..Scenario::default()
    };
    found.extend(to_link(&scenario).err());
    for command in [
        json!({"command": "batch", "commands": [{"command": "requests", "requests": []}]}),
        json!({"command": "runPods", "nodes": [], "pod": {}, "replicas": 1000}),
    ] {
        let command: Command = serde_json::from_value(command).expect("these are commands");
        found.extend(Simulation::new(1).apply(command));
    }
    found
}

fn manifests() -> Vec<String> {
    let set = |spec: &str| {
        format!(
            "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: a, namespace: demo}}\nspec:\n  selector: {{matchLabels: {{a: b}}}}\n  \
             template:\n    metadata: {{labels: {{a: b}}}}\n    spec:\n      containers: [{{name: a, image: a}}]\n{spec}"
        )
    };
    let terms = |terms: &str| {
        let before =
            "      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms:";
        set(&format!("{before} [{terms}]}}}}}}\n"))
    };
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: demo, labels: {pod-security.kubernetes.io/enforce: restricted}}\n---\n";
    vec![
        String::new(),
        "kind: Deployment\napiVersion: apps/v1\n".to_owned(),
        "- 1\n".to_owned(),
        "[a]: 1\n".to_owned(),
        "{a: 1}: 1\n".to_owned(),
        format!("{}---\n{}", set(""), set("")),
        terms("{}"),
        terms("{matchExpressions: [{key: a, operator: Gt, values: ['x']}]}"),
        format!("{namespace}{}", set("")),
        format!("a: {}1{}\n", "[".repeat(2000), "]".repeat(2000)),
    ]
}

fn node_lists() -> Vec<String> {
    let node = |rest: &str| format!("kind: Node\napiVersion: v1\nmetadata: {{name: a{rest}}}\n");
    vec![
        String::new(),
        node(", labels: {gpu: true}"),
        node(", creationTimestamp: 1"),
        "kind: Service\napiVersion: v1\nmetadata: {name: web}\n".to_owned(),
        "kind: Node\napiVersion: example.com/v1\nmetadata: {name: a}\n".to_owned(),
        "n oops\n".repeat(2000),
        "n-[1-99999]\nm-[1-99999]\n".to_owned(),
        "NAME STATUS AGE OTHER\na Gone 1d x\n".to_owned(),
    ]
}

fn scenarios() -> Vec<String> {
    let with = |key: &str, value: Value| {
        let mut scenario = json!({"manifest": "", "nodes": "n\n"});
        scenario[key] = value;
        scenario.to_string()
    };
    let long = "x".repeat(5000);
    let mut texts = vec![
        "{".to_owned(),
        "[]".to_owned(),
        " ".repeat(9 * 1024 * 1024),
        with("version", json!(9)),
        with("cursor", json!({"step": 7, "time": 1})),
    ];
    for (key, value) in [
        ("manifest", json!(1)),
        ("seed", json!(-1)),
        ("cursor", json!(1)),
        ("title", json!(long)),
        ("view", json!({"a": long})),
        ("commands", json!(1)),
    ] {
        texts.push(with(key, value));
    }
    for command in [
        json!(1),
        json!({"command": "apply"}),
        json!({"command": "cordon", "time": -1}),
    ] {
        texts.push(with("commands", json!([command])));
    }
    texts
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

#[test]
fn what_we_say_is_said_in_chinese_and_what_kubernetes_says_is_not() {
    for finding in ours() {
        let chinese = finding.message_in(Language::Chinese);
        if KUBERNETES.contains(&finding.code) {
            assert_eq!(chinese, finding.message, "{}", finding.code);
        } else if finding.code != "kind" && finding.code != "yaml-syntax" && finding.code != "scenario-command" {
            assert!(is_chinese(&chinese), "{}: {chinese}", finding.code);
        }
        let hint = finding.hint.map(|hint| hint.text(Language::Chinese));
        assert!(hint.as_deref().is_none_or(is_chinese), "{}: {hint:?}", finding.code);
    }
}

/// A kind of finding that is new has to be put among those of Kubernetes, or tried.
#[test]
fn every_kind_of_finding_is_known_to_be_ours_or_kubernetes() {
    let code = r#"(?:Diagnostic::(?:error|warning)\(\s*|Diagnostic::new\(\s*[\w:]+,\s*|finding = info\(|code: |NO_JSON: &str = )"([a-z-]+)""#;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
    let mut codes = BTreeSet::new();
    codes_of_source(&source, &Regex::new(code).unwrap(), &mut codes);
    assert!(codes.len() > 40, "the source is read: {codes:?}");
    let ours = ours();
    let tried: BTreeSet<&str> = ours
        .iter()
        .filter(|finding| is_chinese(&finding.message_in(Language::Chinese)))
        .map(|finding| finding.code)
        .collect();
    let unknown = codes.iter().map(String::as_str);
    let unknown: Vec<_> = unknown
        .filter(|code| !KUBERNETES.contains(code) && !tried.contains(code) && *code != TOO_LONG_TO_TRY)
        .collect();
    assert_eq!(unknown, <[&str; 0]>::default());
}
