//! What is taken with a warning.

use crate::admission::{review, review_manifest};

fn warnings(annotations: &str, pod: &str, container: &str) -> Vec<String> {
    let text = format!(
        "metadata: {{name: a}}\nspec:\n  selector: {{matchLabels: {{app: a}}}}\n  template:\n    metadata: {{labels: {{app: a}}, \
         annotations: {{{annotations}}}}}\n    spec: {{{pod}containers: [{{name: c, image: i{container}}}]}}\n"
    );
    let review = review(&text, None);
    assert_eq!(review.decode_error, None, "{text}");
    let short = |warning: &String| warning.replace("spec.template.", "");
    review.warnings.iter().map(short).collect()
}

/// Labels and annotations that mean nothing any more, and selectors that match nothing.
#[test]
fn dead_keys_are_named() {
    let affinity = "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: \
                    {matchExpressions: [{key: beta.kubernetes.io/arch, operator: In, values: [-x]}]}}]}, podAntiAffinity: \
                    {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: z}]}}, ";
    let actual = warnings("seccomp.security.alpha.kubernetes.io/pod: unconfined", affinity, "");
    let expression =
        "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0]";
    assert_eq!(
        actual[0],
        format!(
            "{expression}.key: beta.kubernetes.io/arch is deprecated since v1.14; use \"kubernetes.io/arch\" instead"
        )
    );
    assert!(
        actual[1].starts_with(&format!("{expression}.values[0]: -x is invalid, a valid label must be")),
        "{}",
        actual[1]
    );
    assert_eq!(
        actual[2..],
        [
            "metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]: non-functional in v1.27+; use the \"seccompProfile\" field instead",
            "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod",
        ]
    );
}

/// Files of a volume that overwrite each other, and sources that are gone.
#[test]
fn overlapping_files_are_named() {
    let volumes = "volumes: [{name: one, configMap: {name: m, items: [{key: k, path: a}, {key: l, path: a/b}]}}, {name: two, \
                   projected: {sources: [{serviceAccountToken: {path: t}}, {secret: {name: s, items: [{key: k, path: t/x}]}}, \
                   {podCertificate: {signerName: x/y, keyType: ED25519, keyPath: k}}]}}], ";
    assert_eq!(
        warnings("", volumes, ""),
        [
            "volume \"one\" (ConfigMap \"m\"): overlapping paths: \"a/b\" with \"a\"",
            "volume \"two\" (Projected) has no sources provided",
            "volume \"two\" (Projected): overlapping paths: \"t/x\" (Secret \"s\") with \"t\" (ServiceAccountToken)",
        ]
    );
}

/// Variables and ports that hide each other, amounts that are not whole.
#[test]
fn containers_do_not_hide_things() {
    let cases: &[(&str, &[&str])] = &[
        (
            "env: [{name: A, value: x}, {name: A, value: $(A)y}, {name: A, value: $(A)}]",
            &["spec.containers[0].env[2]: hides previous definition of \"A\", which may be dropped when using apply"],
        ),
        (
            "ports: [{containerPort: 1, hostPort: 5, hostIP: 10.0.0.1}, {containerPort: 1, hostPort: 5}, {containerPort: 1, protocol: UDP}]",
            &["spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]"],
        ),
        (
            "ports: [{containerPort: 1, name: p}, {containerPort: 1, hostPort: 5, name: q}]",
            &["spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]"],
        ),
        (
            "resources: {limits: {memory: 100m}}",
            &[
                "spec.containers[0].resources.limits[memory]: fractional byte value \"100m\" is invalid, must be an integer",
            ],
        ),
    ];
    for (container, expected) in cases {
        assert_eq!(warnings("", "", &format!(", {container}")), *expected, "{container}");
    }
}

/// Addresses have one way to be written.
#[test]
fn addresses_are_canonical() {
    let pod =
        "dnsConfig: {nameservers: [010.0.0.1, '2001:DB8::1', '::1']}, hostAliases: [{ip: 1.1.1.1}, {ip: 1.1.1.1}], ";
    assert_eq!(
        warnings("", pod, ""),
        [
            "spec.hostAliases[1].ip: duplicate ip \"1.1.1.1\"",
            "spec.dnsConfig.nameservers[0]: non-standard IP address \"010.0.0.1\" is invalid: use \"10.0.0.1\"",
            "spec.dnsConfig.nameservers[1]: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")",
        ]
    );
}

/// A key that is there twice refuses a manifest, and is marked once.
#[test]
fn repeated_keys_are_found_once() {
    let text = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec:\n  minReadySeconds: 1\n  minReadySeconds: 2\n  \
                selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: c, image: i}]}\n";
    for review in [review(text, None), review_manifest(text, None)] {
        assert!(!review.is_allowed());
        assert_eq!(review.strict_errors.len(), 1);
        let marked: Vec<_> = review
            .diagnostics
            .iter()
            .filter_map(|finding| finding.span)
            .map(|span| &text[span.start..span.end])
            .collect();
        assert_eq!(marked, ["minReadySeconds"], "{:?}", review.diagnostics);
        assert_eq!(review.stored.unwrap_or_default()["spec"]["minReadySeconds"], 2);
    }
}
