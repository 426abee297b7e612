use super::{Case, check, known, labels, placed, taken};
use crate::language::Language;
use crate::manifest::complete::{complete_nodes, field_of_node_at};

const HEAD: &str = "apiVersion: v1\nkind: Node\n";

fn proposed(text: &str) -> Vec<String> {
    let (text, at) = placed(text);
    labels(complete_nodes(&text, at, &known(), Language::English))
}

const CASES: &[Case] = &[
    ("|", &["metadata", "spec", "status"], &["kind", "nodeSelector"]),
    ("metadata:\n  |", &["name", "labels"], &["managedFields", "namespace"]),
    ("metadata:\n  labels:\n    |", &["zone", "gpu"], &["name"]),
    ("metadata:\n  labels:\n    zone: |", &["z1", "z2"], &[]),
    ("spec:\n  |", &["taints", "unschedulable"], &["template", "nodeName"]),
    ("spec:\n  unschedulable: |", &["true", "false"], &[]),
    ("spec:\n  taints:\n  - |", &["key", "value", "effect"], &["taints"]),
    ("spec:\n  taints:\n  - key: |", &["dedicated"], &["zone"]),
    ("spec:\n  taints:\n  - key: dedicated\n    value: |", &["gpu"], &["z1"]),
    (
        "spec:\n  taints:\n  - key: dedicated\n    effect: |",
        &["NoSchedule", "PreferNoSchedule", "NoExecute"],
        &[],
    ),
    ("spec:\n  taints: [{key: dedicated, value: |", &["gpu"], &[]),
    (
        "status:\n  |",
        &["conditions", "capacity", "allocatable", "nodeInfo"],
        &["desiredNumberScheduled"],
    ),
    ("status:\n  conditions:\n  - type: |", &["Ready", "DiskPressure"], &[]),
    (
        "status:\n  conditions:\n  - {type: Ready, status: |}",
        &["True", "False", "Unknown"],
        &[],
    ),
    (
        "status:\n  allocatable:\n    cpu: 4\n    |",
        &["memory", "pods", "ephemeral-storage"],
        &["cpu"],
    ),
    ("status:\n  addresses:\n  - type: |", &["InternalIP", "Hostname"], &[]),
];

#[test]
fn the_fields_of_nodes_are_proposed() {
    check(CASES, |text| proposed(&format!("{HEAD}{text}")));
}

#[test]
fn nodes_in_lists_are_nodes() {
    let of_node: &[&str] = &["taints", "unschedulable"];
    let not: &[&str] = &["template", "items"];
    let texts = [
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Node\n  spec:\n    |\n",
        "kind: NodeList\nitems:\n- metadata:\n    name: a\n  spec:\n    |\n",
        "- kind: Node\n  spec:\n    |\n",
        "kind: Node\nmetadata:\n  name: a\n---\nkind: Node\nspec:\n  |\n",
        "{\"kind\": \"List\", \"items\": [{\"kind\": \"Node\", \"spec\": {|}}]}",
        "[{\"kind\": \"Node\", \"spec\": {|}}]",
    ];
    check(&texts.map(|text| (text, of_node, not)), proposed);
    assert_eq!(proposed("kind: List\nitems:\n- kind: |"), ["Node"]);
    assert_eq!(proposed("kind: DaemonSet\nspec:\n  |"), [""; 0], "the text is of nodes");
    assert_eq!(proposed("NAME  STATUS\nnode-1  |"), [""; 0], "a table has no fields");
}

#[test]
fn what_yaml_would_misread_is_written_in_quotes() {
    let complete = |text: &str, at| complete_nodes(text, at, &known(), Language::English);
    let text = format!("{HEAD}status:\n  conditions:\n  - type: Ready\n    status:|");
    assert!(taken(&text, "True", complete).ends_with("status: \"True\"|"));
    assert!(taken(&text, "Unknown", complete).ends_with("status: Unknown|"));
    let text = format!("{HEAD}metadata:\n  labels:\n    gpu: |");
    assert!(taken(&text, "true", complete).ends_with("gpu: \"true\"|"));
}

#[test]
fn a_field_of_a_node_says_what_it_is_for_in_both_languages() {
    let text = format!("{HEAD}spec:\n  unschedulable: true\n  taints:\n  - effect: NoExecute\n");
    let about = |word: &str, language| field_of_node_at(&text, text.find(word).unwrap() + 1, language);
    let note = about("effect", Language::English).unwrap();
    assert_eq!(
        (&*note.type_name, &note.values[..]),
        ("string", &["NoExecute", "NoSchedule", "PreferNoSchedule"][..])
    );
    for word in ["spec", "unschedulable", "taints", "effect"] {
        let (english, chinese) = (about(word, Language::English), about(word, Language::Chinese));
        assert_ne!(english.map(|note| note.about), chinese.map(|note| note.about), "{word}");
    }
    let lines = "node-1 zone=a\n";
    assert_eq!(field_of_node_at(lines, 2, Language::English), None);
}

#[test]
fn nodes_are_completed_word_by_word() {
    let words = |text: &str| {
        let (text, at) = placed(text);
        labels(complete_nodes(&text, at, &known(), Language::English))
    };
    assert_eq!(words("no|"), [""; 0], "a name is anybody's");
    assert!(words("node-1 |").contains(&"zone=".to_owned()) && words("node-1 |").contains(&"taint:".to_owned()));
    assert_eq!(words("node-1 gpu=true zone=|"), ["zone=z1", "zone=z2"]);
    assert_eq!(words("node-1 taint:|"), ["taint:dedicated=gpu:"]);
    assert_eq!(
        words("node-1 taint:a=b:|"),
        [
            "taint:a=b:NoSchedule",
            "taint:a=b:PreferNoSchedule",
            "taint:a=b:NoExecute"
        ]
    );
    assert_eq!(words("node-1 # |"), [""; 0]);
}
