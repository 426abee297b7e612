use super::{KnownLabels, complete, complete_nodes, field_at};
use crate::language::Language;
use crate::manifest::nodes::read_nodes;

const HEAD: &str = "apiVersion: apps/v1\nkind: DaemonSet\n";

fn known() -> KnownLabels {
    let nodes = read_nodes("a zone=z1 gpu=true taint:dedicated=gpu:NoSchedule\nb zone=z2\n").nodes;
    KnownLabels::of(nodes.iter())
}

/// The proposals where `|` stands in the text.
fn proposed(text: &str) -> Vec<String> {
    let at = text.find('|').expect("a place");
    let found = complete(&text.replacen('|', "", 1), at, &known(), Language::English);
    found.map_or_else(Vec::new, |found| {
        found.proposals.into_iter().map(|proposal| proposal.label).collect()
    })
}

/// Each case: the text with the place, what is proposed among others, and what is not.
const CASES: &[(&str, &[&str], &[&str])] = &[
    (
        "spec:\n  |",
        &["selector", "template", "updateStrategy"],
        &["containers", "name"],
    ),
    ("spec:\n  sel|", &["selector"], &["containers"]),
    (
        "spec:\n  selector: {}\n  |\n  template:\n    spec: {}",
        &["updateStrategy"],
        &["selector", "template"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - |",
        &["name", "image"],
        &["containers"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        im|",
        &["image", "imagePullPolicy"],
        &["name"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n        - name: a\n          |\n        - name: b\n          image: b",
        &["image"],
        &["name"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - name: a\n      tol|",
        &["tolerations", "nodeSelector"],
        &["image", "containers"],
    ),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        ports:\n        - |",
        &["containerPort", "hostPort"],
        &["image"],
    ),
    (
        "spec:\n  template:\n    spec:\n      tolerations:\n      - operator: |",
        &["Exists", "Equal"],
        &["true"],
    ),
    (
        "spec:\n  template:\n    spec:\n      tolerations:\n      - key: |",
        &["dedicated"],
        &["zone"],
    ),
    (
        "spec:\n  template:\n    spec:\n      hostNetwork: |",
        &["true", "false"],
        &[],
    ),
    (
        "spec:\n  updateStrategy:\n    type: Ro|",
        &["RollingUpdate", "OnDelete"],
        &[],
    ),
    (
        "spec:\n  template:\n    spec:\n      nodeSelector:\n        |",
        &["zone", "gpu"],
        &["containers"],
    ),
    (
        "spec:\n  template:\n    spec:\n      nodeSelector:\n        zone: |",
        &["z1", "z2"],
        &["true"],
    ),
    ("|", &["metadata", "spec"], &["status", "kind"]),
    ("spec: [\nmetadata:\n  |", &["name", "labels"], &["spec"]),
    (
        "spec:\n  template:\n    spec:\n      containers:\n      - args:\n        - |",
        &[],
        &["name"],
    ),
    ("spec:\n  # |", &[], &["template"]),
];

#[test]
fn the_fields_of_the_place_are_proposed() {
    for (text, expected, unexpected) in CASES {
        let found = proposed(&format!("{HEAD}{text}"));
        for label in *expected {
            assert!(found.iter().any(|other| other == label), "{label} in {text}: {found:?}");
        }
        for label in *unexpected {
            assert!(
                !found.iter().any(|other| other == label),
                "no {label} in {text}: {found:?}"
            );
        }
    }
}

#[test]
fn what_is_written_fits_its_place() {
    let inserted = |text: &str, label: &str| {
        let at = text.find('|').unwrap();
        let found = complete(&text.replacen('|', "", 1), at, &known(), Language::English).unwrap();
        let proposal = found
            .proposals
            .into_iter()
            .find(|proposal| proposal.label == label)
            .unwrap();
        (proposal.insert, found.span)
    };
    assert_eq!(
        inserted("spec:\n  temp|", "template"),
        ("template:\n    ".to_owned(), (8, 12))
    );
    assert_eq!(
        inserted("spec:\n  temp|: {}", "template"),
        ("template".to_owned(), (8, 12))
    );
    assert_eq!(inserted("spec:\n  min|", "minReadySeconds").0, "minReadySeconds: ");
    let containers = "spec:\n  template:\n    spec:\n      |";
    assert_eq!(inserted(containers, "containers").0, "containers:\n      - ");
    let selector = "spec:\n  template:\n    spec:\n      nodeSelector:\n        gpu: |";
    assert_eq!(inserted(selector, "true").0, "\"true\"");
}

#[test]
fn a_field_says_what_it_is_for() {
    let text =
        "spec:\n  updateStrategy:\n    type: OnDelete\n  template:\n    spec:\n      containers:\n      - image: a\n";
    let about = |word: &str| field_at(text, text.find(word).unwrap() + 1, Language::English);
    let note = about("type").unwrap();
    assert_eq!(
        (&*note.name, &*note.type_name, &note.values[..]),
        ("type", "string", &["OnDelete", "RollingUpdate"][..])
    );
    assert_eq!(&text[note.span.0..note.span.1], "type");
    assert_eq!(about("containers").unwrap().type_name, "[]Container");
    assert!(about("image").unwrap().about.starts_with("The image"));
    assert_eq!(about("OnDelete"), None);
}

#[test]
fn nodes_are_completed_word_by_word() {
    let words = |text: &str| {
        let at = text.find('|').unwrap();
        let found = complete_nodes(&text.replacen('|', "", 1), at, &known());
        found.map_or_else(Vec::new, |found| {
            found.proposals.into_iter().map(|proposal| proposal.insert).collect()
        })
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
