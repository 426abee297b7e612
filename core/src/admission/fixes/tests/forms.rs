//! Versions, kinds and names of fields, and texts that are written in an unusual way.

use super::{COURSE, FLOW, JSON, TEMPLATE_LABELS, WIDE, check, finding_at, findings, with};
use crate::admission::fixes::MAX_TRIED;
use crate::diagnostic::Severity;

#[test]
fn old_versions_become_apps_v1_and_keep_their_behaviour() {
    let old = with(
        COURSE,
        &[
            ("apps/v1", "extensions/v1beta1 # old"),
            (
                "  selector:\n    matchLabels:\n      app: logging-node # only these nodes\n",
                "  templateGeneration: 3\n",
            ),
        ],
    );
    check(
        &old,
        "apiVersion",
        "Write apiVersion: apps/v1, with the selector that was implied",
        &[
            ("extensions/v1beta1", "apps/v1"),
            (
                "  templateGeneration: 3\n",
                "  selector:\n    matchLabels:\n      name: my-daemonset-container\n  updateStrategy:\n    type: OnDelete\n",
            ),
        ],
    );
    let old = with(WIDE, &[("apps/v1", "apps/v1beta2")]);
    check(
        &old,
        "apiVersion",
        "Write apiVersion: apps/v1",
        &[("apps/v1beta2", "apps/v1")],
    );
    let none = with(WIDE, &[("apiVersion: apps/v1\n", "")]);
    check(
        &none,
        "apiVersion",
        "Write apiVersion: apps/v1",
        &[("kind:", "apiVersion: apps/v1\nkind:")],
    );
    let small = with(WIDE, &[("DaemonSet", "daemonset")]);
    check(&small, "kind", "Write kind: DaemonSet", &[("daemonset", "DaemonSet")]);
    let second = format!(
        "kind: ConfigMap\napiVersion: v1\nmetadata: {{name: c}}\n---\n{}",
        with(WIDE, &[("apps/v1", "v1")])
    );
    check(
        &second,
        "apiVersion",
        "Write apiVersion: apps/v1",
        &[(": v1\nkind: DaemonSet", ": apps/v1\nkind: DaemonSet")],
    );
}

#[test]
fn misspelt_keys_get_their_right_name() {
    let capital = with(
        COURSE,
        &[
            ("      labels:", "      Labels:"),
            ("app: logging-node", "name: my-daemonset-container"),
        ],
    );
    let change = &[("      Labels:", "      labels:")];
    check(&capital, "spec.template.metadata.Labels", "Write labels", change);
    check(&capital, TEMPLATE_LABELS, "Write labels", change);
    let small = with(
        WIDE,
        &[(
            "            containers:",
            "            nodeselector: {a: b}\n            containers:",
        )],
    );
    check(
        &small,
        "spec.template.spec.nodeselector",
        "Write nodeSelector",
        &[("nodeselector", "nodeSelector")],
    );
    check(
        &small,
        "spec.template.spec.nodeselector",
        "Remove nodeselector",
        &[("            nodeselector: {a: b}\n", "")],
    );
    let replicas = with(JSON, &[("    \"template\"", "    \"replicas\": 3,\n    \"template\"")]);
    check(
        &replicas,
        "spec.replicas",
        "Remove replicas",
        &[("    \"replicas\": 3,\n", "")],
    );
    let last = with(FLOW, &[("image: a}", "image: a, imagePullpolicy: Always}")]);
    check(
        &last,
        "spec.template.spec.containers[0].imagePullpolicy",
        "Write imagePullPolicy",
        &[("imagePullpolicy", "imagePullPolicy")],
    );
    check(
        &last,
        "spec.template.spec.containers[0].imagePullpolicy",
        "Remove imagePullpolicy",
        &[(", imagePullpolicy: Always", "")],
    );
    let strategy = with(
        WIDE,
        &[("    template:", "    strategy: {type: OnDelete}\n    template:")],
    );
    check(
        &strategy,
        "spec.strategy",
        "Write updateStrategy",
        &[("    strategy", "    updateStrategy")],
    );
    let first = with(WIDE, &[("-   name: a", "-   Name: a")]);
    check(
        &first,
        "spec.template.spec.containers[0].Name",
        "Write name",
        &[("Name", "name")],
    );
}

/// Aliases and merged mappings stand in two places: either the fix is right or there is none.
#[test]
fn shared_parts_of_a_text_are_not_broken() {
    let shared = with(
        WIDE,
        &[
            (
                "        matchLabels:\n            app: wide",
                "        matchLabels: &labels\n            app: wide",
            ),
            (
                "            labels:\n                app: wide",
                "            labels: *labels",
            ),
        ],
    );
    assert!(
        findings(&shared)
            .iter()
            .all(|finding| finding.severity != Severity::Error)
    );
    let typo = with(
        &shared,
        &[(
            "            containers:",
            "            hostnetwork: true\n            containers:",
        )],
    );
    check(
        &typo,
        "spec.template.spec.hostnetwork",
        "Write hostNetwork",
        &[("hostnetwork", "hostNetwork")],
    );
    let merged = with(
        WIDE,
        &[(
            "                app: wide",
            "                <<: {app: broad}\n                tier: x",
        )],
    );
    for fix in &finding_at(&merged, TEMPLATE_LABELS).fixes {
        let left = findings(&fix.apply(&merged));
        assert!(
            left.iter().all(|finding| finding.path != TEMPLATE_LABELS),
            "{}",
            fix.apply(&merged)
        );
    }
}

/// A text with very many mistakes is still answered at once, and one without any has no fixes.
#[test]
fn only_the_first_mistakes_of_a_text_are_tried() {
    let many = (0..90)
        .map(|index| format!("    wrong{index}: 1\n"))
        .collect::<Vec<_>>()
        .concat();
    let text = with(WIDE, &[("    template:", &format!("{many}    template:"))]);
    let fixes: usize = findings(&text).iter().map(|finding| finding.fixes.len()).sum();
    assert_eq!(fixes, MAX_TRIED);
    assert!(findings(WIDE).is_empty(), "{:#?}", findings(WIDE));
}
