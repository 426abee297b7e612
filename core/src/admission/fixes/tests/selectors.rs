//! A selector and the labels of its template.

use super::{COURSE, FLOW, JSON, TEMPLATE_LABELS, WIDE, check, finding_at, titles, with};

#[test]
fn a_choice_of_nodes_in_the_selector_moves_to_the_node_selector() {
    let after_limits = "          limits: {memory: 64Mi}\n";
    check(
        COURSE,
        TEMPLATE_LABELS,
        "Move app: logging-node to the nodeSelector: spec.selector selects pods",
        &[
            (
                "      app: logging-node # only these nodes\n",
                "      name: my-daemonset-container\n",
            ),
            (
                after_limits,
                &format!("{after_limits}      nodeSelector:\n        app: logging-node\n"),
            ),
        ],
    );
    let titles_of = |text: &str| titles(&finding_at(text, TEMPLATE_LABELS)).join("\n");
    assert!(
        titles_of(COURSE).starts_with("Select the pods"),
        "{}",
        titles_of(COURSE)
    );
    let os = with(COURSE, &[("app: logging-node", "kubernetes.io/os: linux")]);
    assert!(
        titles_of(&os).starts_with("Move kubernetes.io/os: linux"),
        "{}",
        titles_of(&os)
    );
}

#[test]
fn selector_and_template_labels_are_brought_together_either_way() {
    check(
        COURSE,
        TEMPLATE_LABELS,
        "Select the pods by the template's labels: name: my-daemonset-container",
        &[(
            "      app: logging-node # only these nodes\n",
            "      name: my-daemonset-container\n",
        )],
    );
    check(
        COURSE,
        TEMPLATE_LABELS,
        "Give the template the selector's labels: app: logging-node",
        &[(
            "name: my-daemonset-container\n",
            "name: my-daemonset-container\n        app: logging-node\n",
        )],
    );
    let other = with(
        WIDE,
        &[(
            "        matchLabels:\n            app: wide",
            "        matchLabels:\n            app: broad",
        )],
    );
    check(
        &other,
        TEMPLATE_LABELS,
        "Select the pods by the template's labels: app: wide",
        &[("            app: broad", "            app: wide")],
    );
    let other = with(FLOW, &[("matchLabels: {app: flow}", "matchLabels: {app: f, tier: x}")]);
    check(
        &other,
        TEMPLATE_LABELS,
        "Give the template the selector's labels: app: f, tier: x",
        &[("labels: {app: flow}", "labels: {app: f, tier: x}")],
    );
    let other = with(
        JSON,
        &[(
            "\"matchLabels\": {\"app\": \"json\"}",
            "\"matchLabels\": {\"tier\": \"y\"}",
        )],
    );
    check(
        &other,
        TEMPLATE_LABELS,
        "Select the pods by the template's labels: app: json",
        &[("{\"tier\": \"y\"}", "{\"app\": \"json\"}")],
    );
}

#[test]
fn a_missing_selector_selects_the_labels_of_the_template() {
    let none = with(
        COURSE,
        &[(
            "  selector:\n    matchLabels:\n      app: logging-node # only these nodes\n",
            "",
        )],
    );
    check(
        &none,
        TEMPLATE_LABELS,
        "Select the pods by the template's labels: name: my-daemonset-container",
        &[(
            "  # the pod\n",
            "  selector:\n    matchLabels:\n      name: my-daemonset-container\n  # the pod\n",
        )],
    );
    let none = with(
        JSON,
        &[("    \"selector\": {\"matchLabels\": {\"app\": \"json\"}},\n", "")],
    );
    let selector = "\"selector\": {\n      \"matchLabels\": {\n        \"app\": \"json\"\n      }\n    },\n    ";
    check(
        &none,
        TEMPLATE_LABELS,
        "Select the pods by the template's labels: app: json",
        &[("\"template\"", &format!("{selector}\"template\""))],
    );
    let bare = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: bare\nspec:\n  template:\n    spec:\n      containers:\n      - {name: a, image: a}\n";
    check(
        bare,
        TEMPLATE_LABELS,
        "Label the pods app: bare and select them",
        &[(
            "  template:\n    spec:\n",
            "  selector:\n    matchLabels:\n      app: bare\n  template:\n    metadata:\n      labels:\n        app: bare\n    spec:\n",
        )],
    );
    let empty = with(
        WIDE,
        &[(
            "    selector:\n        matchLabels:\n            app: wide\n",
            "    selector: {}\n",
        )],
    );
    check(
        &empty,
        "spec.selector",
        "Select the pods by the template's labels: app: wide",
        &[("selector: {}", "selector: {matchLabels: {app: wide}}")],
    );
}
