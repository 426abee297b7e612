//! Values that are refused or warned about.

use super::{COURSE, FLOW, JSON, WIDE, check, with};

#[test]
fn values_that_only_one_other_can_replace_are_replaced() {
    let spec = |line: &str| {
        with(
            WIDE,
            &[(
                "            containers:",
                &format!("            {line}\n            containers:"),
            )],
        )
    };
    check(
        &spec("restartPolicy: Never # why"),
        "spec.template.spec.restartPolicy",
        "Write restartPolicy: Always",
        &[("Never", "Always")],
    );
    check(
        &spec("activeDeadlineSeconds: 5"),
        "spec.template.spec.activeDeadlineSeconds",
        "Remove activeDeadlineSeconds",
        &[("            activeDeadlineSeconds: 5\n", "")],
    );
    check(
        &spec("dnsPolicy: default"),
        "spec.template.spec.dnsPolicy",
        "Write Default",
        &[("default", "Default")],
    );
    check(
        &spec("tolerations: [{key: a, operator: Exists, value: b}]"),
        "spec.template.spec.tolerations[0].operator",
        "Remove value: Exists takes any",
        &[(", value: b", "")],
    );
    let strategy = |lines: &str| {
        with(
            WIDE,
            &[("    template:", &format!("    updateStrategy:\n{lines}    template:"))],
        )
    };
    let surge = "spec.updateStrategy.rollingUpdate.maxSurge";
    let lines = "        rollingUpdate:\n            # one more\n            maxSurge: 1\n";
    check(
        &strategy(lines),
        surge,
        "Write maxUnavailable: 0 beside maxSurge",
        &[(
            "            # one more\n",
            "            maxUnavailable: 0\n            # one more\n",
        )],
    );
    let lines = "        rollingUpdate: {maxSurge: 1, maxUnavailable: 50%}\n";
    check(
        &strategy(lines),
        surge,
        "Write maxUnavailable: 0 beside maxSurge",
        &[("50%", "0")],
    );
    let lines = "        rollingUpdate: {maxUnavailable: 0}\n";
    check(
        &strategy(lines),
        "spec.updateStrategy.rollingUpdate.maxUnavailable",
        "Update one node at a time: maxUnavailable: 1",
        &[("maxUnavailable: 0", "maxUnavailable: 1")],
    );
}

#[test]
fn deprecated_labels_get_their_new_names() {
    let selector = "            nodeSelector:\n                beta.kubernetes.io/os: linux # all\n";
    let text = with(
        WIDE,
        &[("            containers:", &format!("{selector}            containers:"))],
    );
    let path = "spec.template.spec.nodeSelector[beta.kubernetes.io/os]";
    check(
        &text,
        path,
        "Write kubernetes.io/os",
        &[("beta.kubernetes.io/os", "kubernetes.io/os")],
    );
    let both = with(
        &text,
        &[(": linux # all\n", ": linux\n                kubernetes.io/os: linux\n")],
    );
    check(
        &both,
        path,
        "Remove it: kubernetes.io/os is there",
        &[("                beta.kubernetes.io/os: linux\n", "")],
    );
    let json = with(
        JSON,
        &[(
            "\"containers\"",
            "\"nodeSelector\": {\"beta.kubernetes.io/arch\": \"amd64\"},\n        \"containers\"",
        )],
    );
    check(
        &json,
        "spec.template.spec.nodeSelector[beta.kubernetes.io/arch]",
        "Write kubernetes.io/arch",
        &[("beta.kubernetes.io/arch", "kubernetes.io/arch")],
    );
    let terms = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: \
                 [{key: failure-domain.beta.kubernetes.io/zone, operator: Exists}]}]}}}, ";
    let flow = with(FLOW, &[("containers:", &format!("{terms}containers:"))]);
    check(
        &flow,
        "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].\
         matchExpressions[0].key",
        "Write topology.kubernetes.io/zone",
        &[("failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone")],
    );
    let dead = "        metadata:\n            annotations:\n                scheduler.alpha.kubernetes.io/critical-pod: \"\"\n";
    let text = with(WIDE, &[("        metadata:\n", dead)]);
    check(
        &text,
        "spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]",
        "Remove scheduler.alpha.kubernetes.io/critical-pod",
        &[(dead, "        metadata:\n")],
    );
}

#[test]
fn amounts_are_written_so_that_kubernetes_reads_them() {
    let path = "spec.template.spec.containers[0].resources.limits";
    let limits = |line: &str| {
        with(
            COURSE,
            &[
                ("{memory: 64Mi}", line),
                ("app: logging-node", "name: my-daemonset-container"),
            ],
        )
    };
    for (written, resource, title, mended) in [
        ("500Mb", "memory", "Write 500M", "500M"),
        ("500Mb", "memory", "Write 500Mi", "500Mi"),
        ("1 Gi", "memory", "Write 1Gi", "1Gi"),
        ("0.5cores", "cpu", "Write 0.5", "0.5"),
        ("\"200 MiB\"", "memory", "Write 200Mi", "\"200Mi\""),
    ] {
        let text = limits(&format!("{{{resource}: {written}}}"));
        check(&text, &format!("{path}.{resource}"), title, &[(written, mended)]);
    }
    for (written, title, mended) in [
        ("512m", "Write 512Mi", "512Mi"),
        ("512m", "Write 512M", "512M"),
        ("1.5", "Write 2", "2"),
    ] {
        let text = limits(&format!("{{memory: {written}}}"));
        check(&text, &format!("{path}[memory]"), title, &[(written, mended)]);
    }
}

#[test]
fn numbers_and_booleans_that_are_text_get_quotes() {
    let env = |value: &str| {
        with(
            COURSE,
            &[
                (
                    "        image: agent:1\n",
                    &format!(
                        "        image: agent:1\n        env:\n        - name: X\n          value: {value} # here\n"
                    ),
                ),
                ("app: logging-node", "name: my-daemonset-container"),
            ],
        )
    };
    for value in ["yes", "8080", "0644", "1e3", "true"] {
        let quoted = format!("\"{value}\"");
        check(
            &env(value),
            "spec.template.spec.containers[0].env[0].value",
            &format!("Write {quoted}"),
            &[(&format!("value: {value} # here"), &format!("value: {quoted} # here"))],
        );
    }
    let text = with(
        FLOW,
        &[(
            "metadata: {name: flow}",
            "metadata: {name: flow, annotations: {scrape: true}}",
        )],
    );
    check(
        &text,
        "metadata.annotations.scrape",
        "Write \"true\"",
        &[("true", "\"true\"")],
    );
    let text = with(
        JSON,
        &[(
            "\"containers\"",
            "\"nodeSelector\": {\"gpu\": true},\n        \"containers\"",
        )],
    );
    check(
        &text,
        "spec.template.spec.nodeSelector.gpu",
        "Write \"true\"",
        &[("true", "\"true\"")],
    );
    let text = with(WIDE, &[("    template:", "    minReadySeconds: \"5\"\n    template:")]);
    check(
        &text,
        "spec.minReadySeconds",
        "Write 5, without quotes",
        &[("\"5\"", "5")],
    );
    let text = with(
        WIDE,
        &[("image: a\n", "image: a\n                    command: sleep\n")],
    );
    check(
        &text,
        "spec.template.spec.containers[0].command",
        "Write a list: [sleep]",
        &[("command: sleep", "command: [sleep]")],
    );
}
