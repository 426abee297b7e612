//! Where a field stands in the text, for marks in the editor: paths as Kubernetes writes them in its errors
//! (`field.Path`), found in the tree that was read.

use super::tree::{Entry, Tree, TreeKind};
use crate::diagnostic::Span;

/// Where a field is, or where it would go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The field's key; of an item of a list, and of a whole document, the value.
    pub key_span: Span,
    /// The field's value.
    pub value_span: Span,
    /// The field is there. Otherwise the spans are those of the nearest thing around it that is.
    pub exact: bool,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step<'p> {
    /// `.name`
    Name(&'p str),
    /// `[…]`: an index of a list, or a key of a map, whatever it contains.
    Bracket(&'p str),
}

/// Finds the field of a path such as `spec.template.spec.containers[0].ports[1].name` or
/// `metadata.labels[app.kubernetes.io/name]`.
///
/// Kubernetes reports labels and annotations of the template without the `metadata` they are in (semantics 2.4):
/// `spec.template.labels` finds `spec.template.metadata.labels`.
pub fn locate(tree: &Tree, path: &str) -> Location {
    let mut location = Location {
        key_span: tree.span,
        value_span: tree.span,
        exact: true,
    };
    let mut value = tree;
    for step in steps(path) {
        let Some((found, key_span)) = child(value, &step).or_else(|| in_metadata(value, &step)) else {
            location.exact = false;
            return location;
        };
        value = found;
        location.key_span = key_span;
        location.value_span = found.span;
    }
    location
}

/// The value that a path of the same kind leads to.
pub fn find<'t>(tree: &'t Tree, path: &str) -> Option<&'t Tree> {
    steps(path).try_fold(tree, |value, step| {
        let found = child(value, &step).or_else(|| in_metadata(value, &step));
        found.map(|(found, _)| found)
    })
}

fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('[') {
            let end = inside.find(']').unwrap_or(inside.len());
            rest = inside.get(end + 1..).unwrap_or_default();
            return Some(Step::Bracket(&inside[..end]));
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = &rest[end..];
        Some(Step::Name(name))
    })
}

fn child<'t>(value: &'t Tree, step: &Step) -> Option<(&'t Tree, Span)> {
    match (&value.kind, step) {
        (TreeKind::Sequence(items), Step::Bracket(index)) => {
            let item = items.get(index.parse::<usize>().ok()?)?;
            Some((item, item.span))
        }
        (TreeKind::Mapping(entries), Step::Name(key) | Step::Bracket(key)) => last(entries, key),
        (TreeKind::Sequence(_), Step::Name(_))
        | (TreeKind::Null | TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_), _) => None,
    }
}

fn last<'t>(entries: &'t [Entry], key: &str) -> Option<(&'t Tree, Span)> {
    let entry = entries.iter().rev().find(|entry| entry.key == key)?;
    Some((&entry.value, entry.key_span))
}

fn in_metadata<'t>(value: &'t Tree, step: &Step) -> Option<(&'t Tree, Span)> {
    match step {
        Step::Name("labels" | "annotations") => child(value.get("metadata")?, step),
        Step::Name(_) | Step::Bracket(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::yaml::read_first;

    const TEXT: &str = "\
metadata:
  labels: {app.kubernetes.io/name: x}
spec:
  template:
    metadata:
      labels: {app: a}
    spec:
      nodeSelector:
        a.b/c: d
      containers:
      - name: one
      - name: two
        ports: [{name: http}, {name: dns, name: udp}]
";

    /// The key that is marked, and the value; in brackets what is marked for a field that is not there.
    #[test]
    fn paths_lead_to_the_place_in_the_text() {
        let tree = &read_first(TEXT).documents[0].tree;
        for (path, exact, key, value) in [
            (
                "metadata.labels[app.kubernetes.io/name]",
                true,
                "app.kubernetes.io/name",
                "x",
            ),
            ("spec.template.labels", true, "labels", "{app: a}"),
            ("spec.template.labels[app]", true, "app", "a"),
            ("spec.template.spec.nodeSelector[a.b/c]", true, "a.b/c", "d"),
            ("spec.template.spec.containers[1].ports[1].name", true, "name", "udp"),
            ("spec.template.spec.containers[0]", true, "name: one", "name: one"),
            (
                "spec.template.spec.containers[0].image",
                false,
                "name: one",
                "name: one",
            ),
            ("spec.template.spec.containers[0].name.x", false, "name", "one"),
            ("spec.template.spec.nodeSelector[x]", false, "nodeSelector", "a.b/c: d"),
            (
                "metadata.labels.none[0]",
                false,
                "labels",
                "{app.kubernetes.io/name: x}",
            ),
            (
                "metadata.annotations",
                false,
                "metadata",
                "labels: {app.kubernetes.io/name: x}",
            ),
        ] {
            let location = locate(tree, path);
            let at = |span: Span| &TEXT[span.start..span.end];
            assert_eq!(
                (location.exact, at(location.key_span), at(location.value_span)),
                (exact, key, value),
                "{path}"
            );
            assert_eq!(find(tree, path).is_some(), exact);
        }
        assert_eq!(locate(tree, "status.x[").key_span, tree.span);
        assert_eq!(locate(tree, "").value_span, tree.span);
    }
}
