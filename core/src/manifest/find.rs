//! Which objects a text holds, and which of them is the DaemonSet: what `kubectl apply -f` would send, one object after
//! the other, lists taken apart (`cli-runtime`, `resource.Builder` with Flatten).

use super::locate::locate;
use super::tree::{Tree, TreeKind};
use super::yaml::{DuplicateKey, Read, read_documents};
use crate::diagnostic::{Advice, Diagnostic, Message, Remark, Severity, Span};

/// One object of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The object.
    pub tree: Tree,
    /// `apiVersion`, empty if there is none.
    pub api_version: String,
    /// `kind`, empty if there is none.
    pub kind: String,
    /// `metadata.name`, else `metadata.generateName`, else empty.
    pub name: String,
    /// Which document of the text it is in, from 0.
    pub index: usize,
    /// Where it stands.
    pub span: Span,
    /// Kubernetes cannot read the document: good for looking things up and nothing else.
    pub broken: bool,
    /// Keys that a mapping of the object has twice.
    pub duplicates: Vec<DuplicateKey>,
}

/// The objects of a text and the DaemonSets among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Every object, in order.
    pub documents: Vec<Document>,
    /// Which of them are `apps/v1` DaemonSets, in order. The first is the one that is looked at.
    pub daemon_sets: Vec<usize>,
    /// What is wrong with the text and with its choice of objects.
    pub diagnostics: Vec<Diagnostic>,
}

impl Found {
    /// The DaemonSet that is looked at: the first one.
    pub fn daemon_set(&self) -> Option<&Document> {
        self.daemon_sets.first().and_then(|index| self.documents.get(*index))
    }
}

/// Reads a manifest and finds its DaemonSets.
pub fn find_daemon_sets(text: &str) -> Found {
    let read = read_documents(text);
    let mut found = Found {
        daemon_sets: Vec::new(),
        diagnostics: read.diagnostics.clone(),
        documents: objects(read),
    };
    for index in 0..found.documents.len() {
        let document = &found.documents[index];
        match role(document) {
            Role::DaemonSet => found.daemon_sets.push(index),
            Role::Other => {}
            Role::Mistaken(finding) => found.diagnostics.push(*finding),
        }
    }
    found.diagnostics.extend(choice(text, &found));
    found
}

/// Every object of what was read; the items of lists are objects.
pub fn objects(read: Read) -> Vec<Document> {
    let mut documents = Vec::new();
    for source in read.documents {
        let (tree, items) = taken_apart(source.tree);
        let trees = items.unwrap_or_else(|| vec![tree]);
        for tree in trees {
            if matches!(tree.kind, TreeKind::Null) && !source.broken {
                continue;
            }
            let inside = tree.span.start..tree.span.end;
            let is_inside = |key: &&DuplicateKey| inside.contains(&key.span.start);
            let text = |key: &str| tree.get(key).and_then(Tree::as_str).unwrap_or_default().to_owned();
            let metadata = |key: &str| tree.get("metadata")?.get(key)?.as_str().filter(|name| !name.is_empty());
            documents.push(Document {
                api_version: text("apiVersion"),
                kind: text("kind"),
                name: metadata("name")
                    .or_else(|| metadata("generateName"))
                    .unwrap_or_default()
                    .to_owned(),
                index: source.index,
                span: tree.span,
                broken: source.broken,
                duplicates: source.duplicates.iter().filter(is_inside).cloned().collect(),
                tree,
            });
        }
    }
    documents
}

/// The items of a `List` or `DaemonSetList`, each with the kind that the list's kind gives it if it has none.
fn taken_apart(mut tree: Tree) -> (Tree, Option<Vec<Tree>>) {
    let kind = tree.get("kind").and_then(Tree::as_str).unwrap_or_default();
    let Some(item_kind) = kind.strip_suffix("List").map(str::to_owned) else {
        return (tree, None);
    };
    let api_version = tree.get("apiVersion").cloned();
    let TreeKind::Mapping(entries) = &mut tree.kind else {
        return (tree, None);
    };
    let Some(position) = entries.iter().rposition(|entry| entry.key == "items") else {
        return (tree, None);
    };
    if !matches!(entries[position].value.kind, TreeKind::Sequence(_)) {
        return (tree, None);
    }
    let kind_of_items = entries.iter().rev().find(|entry| entry.key == "kind").cloned();
    let TreeKind::Sequence(mut items) = entries.remove(position).value.kind else {
        return (tree, None);
    };
    if item_kind.is_empty() {
        return (tree, Some(items));
    }
    for item in &mut items {
        let has_kind = item.get("kind").is_some();
        let TreeKind::Mapping(fields) = &mut item.kind else {
            continue;
        };
        if let (false, Some(mut kind)) = (has_kind, kind_of_items.clone()) {
            kind.value.kind = TreeKind::String(item_kind.clone());
            if let Some(api_version) = &api_version {
                fields.push(super::tree::Entry {
                    key: "apiVersion".to_owned(),
                    key_span: kind.key_span,
                    value: api_version.clone(),
                });
            }
            fields.push(kind);
        }
    }
    (tree, Some(items))
}

enum Role {
    DaemonSet,
    Other,
    /// Meant to be a DaemonSet, but no API server would take it for one.
    Mistaken(Box<Diagnostic>),
}

fn role(document: &Document) -> Role {
    let Document {
        tree,
        kind,
        api_version,
        ..
    } = document;
    if document.broken {
        return Role::Other;
    }
    let at = |field: &str| locate(tree, field);
    let error = |field: &str, message: Message, hint: Advice| {
        let finding = Diagnostic::error("kind", field, message)
            .hint(hint)
            .at(at(field).value_span);
        Role::Mistaken(Box::new(finding))
    };
    if !matches!(tree.kind, TreeKind::Mapping(_)) {
        return error("", Remark::NoObject.into(), Advice::BeginObject);
    }
    let looks_like_one = tree.get("spec").is_some_and(|spec| spec.get("template").is_some());
    match (kind.as_str(), api_version.as_str()) {
        ("DaemonSet", "apps/v1") => Role::DaemonSet,
        ("DaemonSet", "") => error(
            "apiVersion",
            "Object 'apiVersion' is missing".into(),
            Advice::AddVersion,
        ),
        ("DaemonSet", "extensions/v1beta1" | "apps/v1beta2") => error(
            "apiVersion",
            format!("no matches for kind \"DaemonSet\" in version \"{api_version}\"").into(),
            Advice::GoneVersion,
        ),
        ("DaemonSet", _) => error(
            "apiVersion",
            format!("no matches for kind \"DaemonSet\" in version \"{api_version}\"").into(),
            Advice::RightVersion,
        ),
        ("", _) if api_version.is_empty() && !looks_like_one && tree.get("kind").is_none() => Role::Other,
        ("", _) => error("kind", "Object 'Kind' is missing".into(), Advice::AddKind),
        _ if kind.eq_ignore_ascii_case("daemonset") || kind.eq_ignore_ascii_case("daemonsets") => error(
            "kind",
            format!("no matches for kind \"{kind}\" in version \"{api_version}\"").into(),
            Advice::SpellingOfKind,
        ),
        _ => Role::Other,
    }
}

/// What to say about which DaemonSet is looked at.
fn choice(text: &str, found: &Found) -> Option<Diagnostic> {
    match &found.daemon_sets[..] {
        [_] => None,
        [_, second, ..] => {
            let count = found.daemon_sets.len();
            let name = &found.daemon_set()?.name;
            let finding = Diagnostic::new(
                Severity::Info,
                "several-daemon-sets",
                "",
                Remark::SeveralDaemonSets {
                    count: count.to_string(),
                    name: name.clone(),
                },
            );
            Some(finding.at(found.documents[*second].span))
        }
        [] if found
            .diagnostics
            .iter()
            .any(|finding| finding.severity == Severity::Error) =>
        {
            None
        }
        [] if found.documents.is_empty() => Some(
            Diagnostic::error("empty", "", Remark::NothingHere)
                .hint(Advice::PasteDaemonSet)
                .at(Span::new(0, text.len())),
        ),
        [] => {
            let workload = found.documents.iter().find(|document| {
                matches!(
                    document.kind.as_str(),
                    "Deployment" | "StatefulSet" | "ReplicaSet" | "Job" | "CronJob" | "Pod"
                )
            });
            let finding = Diagnostic::error("no-daemon-set", "kind", Remark::NoDaemonSet);
            Some(match workload {
                Some(document) => finding
                    .hint(Advice::OtherWorkload {
                        kind: document.kind.clone(),
                    })
                    .at(locate(&document.tree, "kind").value_span),
                None => finding.hint(Advice::PasteObject).at(found
                    .documents
                    .first()
                    .map_or_else(Span::default, |document| document.span)),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SET: &str = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\n";

    /// The names of the DaemonSets, and the findings as `code at TEXT`.
    fn check(text: &str, names: &[&str], findings: &[(&str, &str)]) {
        let found = find_daemon_sets(text);
        let found_names: Vec<_> = found
            .daemon_sets
            .iter()
            .map(|index| found.documents[*index].name.as_str())
            .collect();
        let found_findings: Vec<_> = found
            .diagnostics
            .iter()
            .map(|finding| {
                finding
                    .span
                    .map(|span| (finding.code, &text[span.start..span.end]))
                    .unwrap()
            })
            .collect();
        assert_eq!((&found_names[..], &found_findings[..]), (names, findings), "{text}");
    }

    #[test]
    fn daemon_sets_are_found_wherever_they_are() {
        check(SET, &["agent"], &[]);
        check(
            &format!("kind: Service\napiVersion: v1\n---\n{SET}---\n"),
            &["agent"],
            &[],
        );
        check(
            "{apiVersion: apps/v1, kind: DaemonSet, metadata: {generateName: a-}}",
            &["a-"],
            &[],
        );
        let item = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: b}}";
        check(
            &format!("apiVersion: v1\nkind: List\nitems:\n- {item}\n- {{kind: Pod, apiVersion: v1}}\n"),
            &["b"],
            &[],
        );
        check(
            "apiVersion: apps/v1\nkind: DaemonSetList\nitems: [{metadata: {name: c}}]\n",
            &["c"],
            &[],
        );
        check(
            "kind: List\napiVersion: v1\nitems: []\n",
            &[],
            &[("empty", "kind: List\napiVersion: v1\nitems: []\n")],
        );
    }

    #[test]
    fn the_first_of_several_is_taken() {
        check(
            &format!("{SET}---\n{SET}"),
            &["agent", "agent"],
            &[("several-daemon-sets", SET.trim_end())],
        );
    }

    #[test]
    fn what_is_no_daemon_set_is_explained() {
        for (text, finding) in [
            ("", ("empty", "")),
            ("# only words\n", ("empty", "# only words\n")),
            ("kind: DaemonSet\n", ("kind", "kind: DaemonSet")),
            (
                "apiVersion: extensions/v1beta1\nkind: DaemonSet\n",
                ("kind", "extensions/v1beta1"),
            ),
            ("apiVersion: v1\nkind: DaemonSet\n", ("kind", "v1")),
            ("apiVersion: apps/v1\nkind: daemonset\n", ("kind", "daemonset")),
            (
                "apiVersion: apps/v1\nspec: {template: {}}\n",
                ("kind", "apiVersion: apps/v1\nspec: {template: {}}"),
            ),
            (
                "apiVersion: apps/v1\nkind: Deployment\n",
                ("no-daemon-set", "Deployment"),
            ),
            (
                "apiVersion: v1\nkind: Secret\n",
                ("no-daemon-set", "apiVersion: v1\nkind: Secret"),
            ),
            ("just words\n", ("kind", "just words")),
            ("a: b: c\n", ("yaml-syntax", ":")),
        ] {
            check(text, &[], &[finding]);
        }
    }
}
