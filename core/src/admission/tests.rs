//! What people write, and what they are told: messages, the marked part of the text, advice.

use super::{Review, review, review_manifest};
use serde_json::Value;

/// A DaemonSet that is fine, with a place for more of the spec, of the pod spec, and of the container.
fn manifest(spec: &str, pod: &str, container: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: agent}}\nspec:\n{spec}  selector: {{matchLabels: {{app: agent}}}}\n  \
         template:\n    metadata:\n      labels: {{app: agent}}\n    spec:\n{pod}      containers:\n      - name: agent\n        \
         image: nginx\n{container}"
    )
}

/// `message | marked text | advice begins with` of every finding.
fn findings(text: &str, review: &Review) -> Vec<[String; 3]> {
    let row = |finding: &crate::diagnostic::Diagnostic| {
        let span = finding.span.unwrap_or_default();
        let marked = text[span.start..span.end].to_owned();
        [
            finding.message.clone(),
            marked,
            finding.hint.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
    };
    review.diagnostics.iter().map(row).collect()
}

#[track_caller]
fn expect(text: &str, expected: &[[&str; 3]]) {
    let review = review(text, None);
    let actual = findings(text, &review);
    assert_eq!(actual.len(), expected.len(), "{actual:#?}");
    for ([message, marked, advice], [want_message, want_marked, want_advice]) in actual.iter().zip(expected) {
        assert_eq!(message, want_message);
        assert_eq!(marked, want_marked, "{message}");
        assert!(
            advice.starts_with(want_advice) && advice.is_empty() == want_advice.is_empty(),
            "{advice:?}"
        );
    }
}

/// A plain manifest is taken without a word, filled with defaults, as generation 1.
#[test]
fn a_good_manifest_is_stored() {
    let review = review(&manifest("", "", ""), None);
    assert!(review.is_allowed(), "{:?}", review.diagnostics);
    assert_eq!(review.diagnostics, []);
    let stored = review.stored.unwrap_or_default();
    assert_eq!(stored["metadata"]["generation"], 1);
    assert_eq!(stored["spec"]["updateStrategy"]["rollingUpdate"]["maxUnavailable"], 1);
}

/// The mistakes that the course shows: `Labels` with a capital letter loses the labels.
#[test]
fn capital_labels_are_explained() {
    let text = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: my-ds}\nspec:\n  selector:\n    matchLabels: {app: my-ds}\n  \
                template:\n    metadata:\n      Labels: {app: my-ds}\n    spec:\n      containers:\n      - {name: c, image: i}\n";
    let review = review(text, None);
    assert_eq!(
        review.strict_errors,
        ["unknown field \"spec.template.metadata.Labels\""]
    );
    let mismatch = &findings(text, &review)[1];
    assert_eq!(
        mismatch[0],
        "spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`"
    );
    assert!(mismatch[2].starts_with("Labels is not labels"), "{}", mismatch[2]);
}

/// A selector with labels of nodes is a nodeSelector in the wrong place.
#[test]
fn node_labels_belong_into_the_node_selector() {
    let text = manifest("", "", "").replace(
        "{matchLabels: {app: agent}}",
        "{matchLabels: {kubernetes.io/os: linux}}",
    );
    let message = "spec.template.metadata.labels: Invalid value: {\"app\":\"agent\"}: `selector` does not match template `labels`";
    let advice = "spec.selector picks pods, and kubernetes.io/os is a label of nodes: to choose nodes, put it under \
                  spec.template.spec.nodeSelector";
    expect(&text, &[[message, "labels", advice]]);
}

/// Wrong limits of a rolling update, and how to say what was meant.
#[test]
fn update_limits_are_judged() {
    let strategy = |limits: &str| manifest(&format!("  updateStrategy:\n    rollingUpdate: {{{limits}}}\n"), "", "");
    let path = "spec.updateStrategy.rollingUpdate";
    let cases = [
        (
            "maxSurge: 1",
            format!("{path}.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero"),
            "1",
            "maxUnavailable is 1 unless",
        ),
        (
            "maxUnavailable: 0",
            format!("{path}.maxUnavailable: Required value: cannot be 0 when maxSurge is 0"),
            "0",
            "one of maxUnavailable and maxSurge",
        ),
        (
            "maxUnavailable: 101%",
            format!("{path}.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%"),
            "101%",
            "",
        ),
    ];
    for (limits, message, marked, advice) in cases {
        expect(&strategy(limits), &[[&message, marked, advice]]);
    }
}

/// Values that are almost right, and fields that a DaemonSet does not have.
#[test]
fn pods_of_daemon_sets_always_restart() {
    let text = manifest("", "      restartPolicy: always\n      activeDeadlineSeconds: 5\n", "");
    let path = "spec.template.spec.restartPolicy: Unsupported value: \"always\": supported values:";
    let deadline =
        "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported";
    expect(
        &text,
        &[
            [
                &format!("{path} \"Always\", \"OnFailure\", \"Never\""),
                "always",
                "pods of a DaemonSet always restart",
            ],
            [
                &format!("{path} \"Always\""),
                "always",
                "pods of a DaemonSet always restart",
            ],
            [deadline, "5", "pods of a DaemonSet run until"],
        ],
    );
    let text = manifest("", "", "        imagePullPolicy: ifnotpresent\n");
    let message = "spec.template.spec.containers[0].imagePullPolicy: Unsupported value: \"ifnotpresent\": supported values: \
                   \"Always\", \"IfNotPresent\", \"Never\"";
    expect(
        &text,
        &[[
            message,
            "ifnotpresent",
            "capital letters matter: imagePullPolicy: IfNotPresent",
        ]],
    );
}

/// What is accepted with a warning, and what is accepted although it never works.
#[test]
fn warnings_and_advice_do_not_refuse() {
    let affinity = "      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: \
                    [{matchExpressions: [{key: cores, operator: Gt, values: [four]}]}]}}}\n";
    let text = manifest(
        "",
        &format!("      nodeSelector: {{beta.kubernetes.io/os: linux}}\n{affinity}"),
        "",
    );
    assert!(review(&text, None).is_allowed());
    let deprecated = "spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \
                      \"kubernetes.io/os\" instead";
    let never = "Gt and Lt compare whole numbers: with any other value they match no node";
    expect(&text, &[[deprecated, "linux", ""], [never, "four", ""]]);
}

/// An update keeps identity, moves the generation with the spec, and may not change the selector.
#[test]
fn updates_follow_their_own_rules() {
    let old = review(&manifest("", "", ""), None).stored.unwrap_or_default();
    let mut old: Value = old;
    old["metadata"]["uid"] = "u".into();
    old["metadata"]["resourceVersion"] = "1".into();
    let generation = |text: &str| {
        let stored = review(text, Some(&old)).stored.unwrap_or_default();
        stored["metadata"]["generation"].as_i64()
    };
    assert_eq!(generation(&manifest("", "", "")), Some(1));
    assert_eq!(generation(&manifest("  minReadySeconds: 5\n", "", "")), Some(2));
    let other = manifest("", "", "").replace("app: agent", "app: other");
    let refused = review(&other, Some(&old));
    assert_eq!(refused.stored, None);
    let messages: Vec<_> = refused.errors.iter().map(super::FieldError::message).collect();
    assert_eq!(
        messages,
        ["spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable"]
    );
}

/// Of a manifest with several objects the DaemonSet is reviewed; without one nothing is stored.
#[test]
fn the_daemon_set_of_a_manifest_is_found() {
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n";
    let text = format!("{account}---\n{}", manifest("  replicas: 3\n", "", ""));
    let reviewed = review_manifest(&text, None);
    assert!(reviewed.stored.is_some() && !reviewed.is_allowed());
    assert_eq!(reviewed.strict_errors, ["unknown field \"spec.replicas\""]);
    assert_eq!(review_manifest(account, None).stored, None);
    let broken = review_manifest(&format!("{text}    x: y: z\n"), None);
    assert_eq!(broken.stored, None);
    assert!(
        broken.diagnostics.iter().any(|finding| finding.code == "yaml-syntax"),
        "{:?}",
        broken.diagnostics
    );
}
