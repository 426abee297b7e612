mod flow;
mod nodes;

use super::{Completion, KnownLabels, complete, field_at};
use crate::language::Language;
use crate::manifest::nodes::read_nodes;

const HEAD: &str = "apiVersion: apps/v1\nkind: DaemonSet\n";

fn known() -> KnownLabels {
    let nodes = read_nodes("a zone=z1 gpu=true taint:dedicated=gpu:NoSchedule\nb zone=z2\n").nodes;
    KnownLabels::of(nodes.iter())
}

/// A text without the `|` in it, and where that stood.
fn placed(text: &str) -> (String, usize) {
    (text.replacen('|', "", 1), text.find('|').expect("a place"))
}

/// The names of what is proposed.
fn labels(found: Option<Completion>) -> Vec<String> {
    let proposals = found.map(|found| found.proposals).unwrap_or_default();
    proposals.into_iter().map(|proposal| proposal.label).collect()
}

/// The proposals where `|` stands in the text.
fn proposed(text: &str) -> Vec<String> {
    let (text, at) = placed(text);
    labels(complete(&text, at, &known(), Language::English))
}

/// The text after one of its proposals has been taken, with `|` where the cursor is then.
fn taken(text: &str, label: &str, complete: impl Fn(&str, usize) -> Option<Completion>) -> String {
    let (text, at) = placed(text);
    let found = complete(&text, at).unwrap_or_default();
    let is_it = |proposal: &&super::Proposal| proposal.label == label;
    let Some(proposal) = found.proposals.iter().find(is_it) else {
        return format!("no {label} in {text}");
    };
    let (start, end) = found.span;
    assert!(start <= at && at <= end, "the word holds the place: {text}");
    format!(
        "{}{}|{}{}",
        &text[..start],
        proposal.insert,
        proposal.after,
        &text[end..]
    )
}

/// Each case: the text with the place, what is proposed among others, and what is not.
type Case = (&'static str, &'static [&'static str], &'static [&'static str]);

fn check(cases: &[Case], proposed: impl Fn(&str) -> Vec<String>) {
    for (text, expected, unexpected) in cases {
        let found = proposed(text);
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

const CASES: &[Case] = &[
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
    check(CASES, |text| proposed(&format!("{HEAD}{text}")));
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
