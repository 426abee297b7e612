//! Node lists as people have them.

use super::*;
use crate::objects::{ConditionStatus, TaintEffect};
use std::fmt::Write;

/// Nodes as `name labels… taints… states`, which is the short form without what is assumed.
fn lines(text: &str) -> Vec<String> {
    let list = read_nodes(text);
    assert_eq!(list.nodes.len(), list.sources.len());
    write_nodes_short(&list.nodes).lines().map(str::to_owned).collect()
}

/// The findings as `code path: marked text`.
fn findings(text: &str) -> Vec<String> {
    let list = read_nodes(text);
    let marked = |finding: &Diagnostic| finding.span.map(|span| text[span.start..span.end].to_owned()).unwrap();
    let line = |finding: &Diagnostic| format!("{} {}: {}", finding.code, finding.path, marked(finding));
    list.diagnostics.iter().map(line).collect()
}

#[test]
fn one_line_is_one_node() {
    let text = "# my nodes\n\
                node-1 zone=a gpu=true taint:dedicated=gpu:NoSchedule # the big one\n\
                node-2 notready cordoned node-role.kubernetes.io/control-plane taint:x:NoExecute\n\
                \n\
                node-3 cpu=500m memory=8Gi pods=20 allocatable:nvidia.com/gpu=2 label:cpu=arm unknown disk-pressure\n";
    assert_eq!(
        lines(text),
        [
            "node-1 gpu=true zone=a taint:dedicated=gpu:NoSchedule",
            "node-2 node-role.kubernetes.io/control-plane= taint:x:NoExecute notready cordoned",
            "node-3 label:cpu=arm unknown disk-pressure cpu=500m memory=8Gi allocatable:nvidia.com/gpu=2 pods=20",
        ]
    );
    assert_eq!(findings(text), [""; 0]);
    let list = read_nodes(text);
    assert_eq!(list.form, NodeForm::Short);
    assert_eq!(
        list.nodes[0].labels.get("kubernetes.io/hostname").map(|name| &**name),
        Some("node-1")
    );
    assert_eq!(list.nodes[0].allocatable["memory"], 16 * 1024 * 1024 * 1024 * 1000);
    assert_eq!(list.nodes[2].allocatable["cpu"], 500);
    let source = &list.sources[1];
    assert_eq!(&text[source.span.start..source.span.end], text.lines().nth(2).unwrap());
    assert_eq!(read_nodes(&write_nodes_short(&list.nodes)).nodes, list.nodes);
}

#[test]
fn a_range_is_several_nodes() {
    assert_eq!(
        lines("n-[9-11].x zone=a\n"),
        ["n-9.x zone=a", "n-10.x zone=a", "n-11.x zone=a"]
    );
    assert_eq!(lines("n-[08-10]\n"), ["n-08", "n-09", "n-10"]);
    assert_eq!(
        findings("n-[1-999999999]\n"),
        ["field-invalid metadata.name: n-[1-999999999]"]
    );
}

#[test]
fn mistakes_in_a_line_are_marked_and_the_rest_is_read() {
    for (text, finding, line) in [
        ("n notredy zone=a\n", "node-word : notredy", "n zone=a"),
        ("n a=b! zone=a\n", "field-invalid metadata.labels: a=b!", "n zone=a"),
        (
            "n taint:a=b:NoShedule\n",
            "field-not-supported spec.taints.effect: taint:a=b:NoShedule",
            "n",
        ),
        ("n taint:a\n", "field-required spec.taints.effect: taint:a", "n"),
        (
            "n taint:a=1:NoExecute taint:a=2:NoExecute\n",
            "field-duplicate spec.taints: taint:a=2:NoExecute",
            "n taint:a=1:NoExecute",
        ),
        ("n cpu=lots\n", "field-invalid status.allocatable[cpu]: cpu=lots", "n"),
        ("n a=1\nn a=2\n", "duplicate-node metadata.name: n", "n a=1"),
        ("UPPER\nn\n", "field-invalid metadata.name: UPPER", "n"),
    ] {
        assert_eq!(findings(text), [finding], "{text}");
        assert_eq!(lines(text), [line], "{text}");
    }
    assert_eq!(findings("# nobody\n"), ["no-nodes : # nobody\n"]);
}

const TABLE: &str = "\
$ kubectl get nodes
NAME     STATUS                        ROLES                  AGE   VERSION
cp-1     Ready                         control-plane,master   4d    v1.36.2
node-1   NotReady,SchedulingDisabled   <none>                 12h   v1.36.2
";

#[test]
fn the_table_of_kubectl_is_read_by_its_headings() {
    assert_eq!(
        lines(TABLE),
        [
            "cp-1 kubernetes.io/os=linux node-role.kubernetes.io/control-plane= node-role.kubernetes.io/master=",
            "node-1 kubernetes.io/os=linux notready cordoned",
        ]
    );
    let list = read_nodes(TABLE);
    assert_eq!(list.form, NodeForm::Table);
    assert_eq!(list.nodes[0].info.kubelet_version, "v1.36.2");
    assert_eq!(list.diagnostics.len(), 1, "{:?}", list.diagnostics);
    let source = &list.sources[1];
    assert!(TABLE[source.span.start..source.span.end].starts_with("node-1   NotReady"));

    let labelled = "\
NAME   STATUS   ROLES    AGE   VERSION   LABELS
a      Ready    worker   5s    v1.36.2   kubernetes.io/hostname=a,zone=b,empty=
b      Ready    <none>   5s    v1.36.2   <none>
";
    assert_eq!(lines(labelled), ["a empty= zone=b", "b"]);
    assert!(read_nodes(labelled).nodes[1].labels.is_empty());
    assert_eq!(findings(labelled), [""; 0]);
}

#[test]
fn wide_and_realigned_tables_are_read() {
    let wide = "\
NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION   CONTAINER-RUNTIME
a      Ready    <none>   5s    v1.36.2   10.0.0.1      <none>        Ubuntu 24.04.1 LTS   6.8.0 (arm64)    containerd://2.1.4
";
    let node = &read_nodes(wide).nodes[0];
    assert_eq!(node.info.os_image, "Ubuntu 24.04.1 LTS");
    assert_eq!(
        (&*node.info.kernel_version, &*node.info.internal_ip),
        ("6.8.0", "10.0.0.1")
    );
    assert_eq!(
        node.labels.get("kubernetes.io/arch").map(|value| &**value),
        Some("arm64")
    );
    // Pasted through something that took the spaces apart.
    let squeezed = "NAME STATUS ROLES AGE VERSION\nlonger-name Ready <none> 5s v1.36.2\n";
    assert_eq!(lines(squeezed), ["longer-name kubernetes.io/os=linux"]);
    let gaps = "NAME  STATUS  ROLES  AGE  VERSION  ZONE\nlonger-name  Ready  <none>  5s  v1.36.2  a\n";
    assert_eq!(lines(gaps), ["longer-name kubernetes.io/os=linux"]);
    assert!(read_nodes(gaps).diagnostics[0].message.contains("ZONE"));
    let broken = "NAME   STATUS   ROLES\na      v1.36.2   x\n";
    assert!(findings(broken).iter().any(|finding| finding.starts_with("node-row")));
}

/// Documents, lists, items without a kind, objects without anything, JSON: all of them hold nodes.
#[test]
fn objects_are_found_in_every_wrapping() {
    let node = "apiVersion: v1\nkind: Node\nmetadata: {name: a, labels: {zone: x}}\nspec: {unschedulable: true}\n";
    let bare = "metadata: {name: a, labels: {zone: x}}\nspec: {unschedulable: true}\n";
    let flow = "{apiVersion: v1, kind: Node, metadata: {name: a, labels: {zone: x}}, spec: {unschedulable: true}}";
    let item = "{metadata: {name: a, labels: {zone: x}}, spec: {unschedulable: true}}";
    for text in [
        node.to_owned(),
        bare.to_owned(),
        node.replace("apiVersion", "extra: 1\napiVersion"),
        format!("kind: Pod\napiVersion: v1\n---\n{node}"),
        format!("apiVersion: v1\nkind: List\nitems:\n- {flow}\n"),
        format!("apiVersion: v1\nkind: NodeList\nitems:\n- {item}\n"),
        format!("- {flow}\n").replace("- {", "[{").replace("}}\n", "}}]\n"),
        r#"{"items": [{"metadata": {"name": "a", "labels": {"zone": "x"}}, "spec": {"unschedulable": true}}]}"#
            .to_owned(),
    ] {
        assert_eq!(lines(&text), ["a zone=x cordoned"], "{text}");
        assert_eq!(read_nodes(&text).form, NodeForm::Objects);
    }
}

#[test]
fn everything_a_node_keeps_is_read() {
    let text = r#"{"apiVersion": "v1", "kind": "Node",
 "metadata": {"name": "a", "creationTimestamp": "2026-01-02T20:02:19Z", "annotations": {"x": "y"}},
 "spec": {"taints": [{"key": "k", "value": "v", "effect": "NoExecute", "timeAdded": "2026-01-02T20:02:20Z"}]},
 "status": {"capacity": {"cpu": "2", "memory": "1Gi"}, "nodeInfo": {"kubeletVersion": "v1.36.2"},
  "addresses": [{"type": "InternalIP", "address": "10.0.0.9"}],
  "conditions": [{"type": "MemoryPressure", "status": "True"}, {"type": "Ready", "status": "Unknown"}]}}"#;
    let list = read_nodes(text);
    assert_eq!(list.diagnostics, []);
    let node = &list.nodes[0];
    assert_eq!(node.created.unwrap().to_string(), "2026-01-02T20:02:19Z");
    assert_eq!(node.annotations.get("x").map(|value| &**value), Some("y"));
    assert_eq!(
        (&*node.taints[0].key, node.taints[0].effect),
        ("k", TaintEffect::NoExecute)
    );
    assert_eq!(node.taints[0].time_added.unwrap().to_string(), "2026-01-02T20:02:20Z");
    assert_eq!(
        (node.conditions.ready, node.conditions.memory_pressure),
        (ConditionStatus::Unknown, true)
    );
    assert_eq!(node.allocatable["memory"], 1024 * 1024 * 1024 * 1000);
    assert_eq!(
        (&*node.info.kubelet_version, &*node.info.internal_ip),
        ("v1.36.2", "10.0.0.9")
    );
}

#[test]
fn what_is_wrong_with_an_object_has_a_path_and_a_place() {
    let wrap = |body: &str| format!("apiVersion: v1\nkind: Node\nstatus: {{capacity: {{cpu: 1}}}}\n{body}\n");
    for (body, finding) in [
        (
            "metadata: {name: a, labels: {gpu: true}}",
            "field-type metadata.labels[gpu]: true",
        ),
        ("metadata: {name: a, labels: [x]}", "field-type metadata.labels: [x]"),
        (
            "metadata: {name: a, labels: {b: c d}}",
            "field-invalid metadata.labels: b: c d",
        ),
        (
            "metadata: {name: a}\nspec: {taints: [{key: x}]}",
            "field-required spec.taints[0].effect: {key: x}",
        ),
        (
            "metadata: {name: a}\nspec: {taints: {key: x}}",
            "field-type spec.taints: {key: x}",
        ),
        (
            "metadata: {name: a}\nspec: {unschedulable: 'yes'}",
            "field-type spec.unschedulable: 'yes'",
        ),
        ("metadata: {name: a}\nspec: []", "field-type spec: []"),
        (
            "metadata: {name: a, creationTimestamp: today}",
            "field-type metadata.creationTimestamp: today",
        ),
        ("metadata: {name: Big}", "field-invalid metadata.name: Big"),
    ] {
        let text = wrap(body);
        assert_eq!(findings(&text), [finding], "{text}");
        assert_eq!(read_nodes(&text).nodes.len(), 1, "{text}");
    }
    let list = "kind: NodeList\nitems:\n- {metadata: {name: a}}\n- {metadata: {name: a}}\n- {metadata: {}}\n";
    assert_eq!(
        findings(list)[..2],
        [
            "duplicate-node items[1].metadata.name: a",
            "field-required items[2].metadata.name: {metadata: {}}"
        ]
    );
}

/// Other projects have a kind `Node` too.
#[test]
fn what_is_no_node_is_left_out() {
    let other = "kind: Node\napiVersion: projectcalico.org/v3\nmetadata: {name: a}\n";
    assert_eq!(findings(other)[0], "kind apiVersion: projectcalico.org/v3");
    assert_eq!(read_nodes(other).nodes, []);
    let mixed = "kind: Pod\napiVersion: v1\n---\nkind: Service\napiVersion: v1\n---\nkind: Pod\napiVersion: v1\n";
    let list = read_nodes(mixed);
    assert_eq!(
        list.diagnostics[0].message,
        "3 objects are no nodes and are left out: Pod, Service"
    );
    assert_eq!(list.diagnostics[1].code, "no-nodes");
    assert_eq!(
        findings("kind: node\napiVersion: v1\nmetadata: {name: a}\n"),
        ["kind kind: node"]
    );
    assert!(findings("kind: Node\napiVersion: v1\nmetadata: {name: 'a}\n")[0].starts_with("yaml-syntax"));
}

/// Findings are limited like everything else.
#[test]
fn a_text_full_of_mistakes_ends() {
    let text = "n oops\n".repeat(2000);
    let list = read_nodes(&text);
    assert_eq!((list.nodes.len(), list.diagnostics.len()), (1, MAX_FINDINGS + 1));
    let many = (0..3).fold(String::new(), |mut text, index| {
        let _ = writeln!(text, "n{index}-[1-100000]");
        text
    });
    let list = read_nodes(&many);
    assert_eq!(list.nodes.len(), MAX_NODES);
    assert_eq!(list.diagnostics.last().unwrap().code, "node-limit");
}
