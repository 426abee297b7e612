//! Which part of the text to mark for a field that the API server names.

use crate::diagnostic::Span;
use crate::manifest::locate::{find, locate};
use crate::manifest::tree::{Tree, TreeKind};

/// Fields that Kubernetes reports under a name that the object does not have.
const REPORTED_AS: [(&str, &str); 7] = [
    (".persistentDisk", ".gcePersistentDisk"),
    (".downwarAPI", ".downwardAPI"),
    (".cephFS", ".cephfs"),
    (".storageOS", ".storageos"),
    (".HostPID", ".hostPID"),
    (".HostIPC", ".hostIPC"),
    (".initiatorname", ".initiatorName"),
];

/// The value of a field; the key of a list or map, whose value may be long; for an absent field the key of the
/// nearest field around it.
pub(super) fn place(tree: &Tree, path: &str) -> Span {
    let spell = |path: String, (reported, actual): &(&str, &str)| path.replace(reported, actual);
    let path = REPORTED_AS.iter().fold(path.to_owned(), spell);
    let location = locate(tree, &path);
    let is_long = |value: &Tree| matches!(value.kind, TreeKind::Sequence(_) | TreeKind::Mapping(_));
    if location.exact && !find(tree, &path).is_some_and(is_long) {
        location.value_span
    } else {
        location.key_span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::yaml::read_first;

    /// A path leads to its value, a list or map to its key, a missing field to what is nearest around it.
    #[test]
    fn paths_lead_to_what_is_marked() {
        let text = "metadata:\n  name: a\nspec:\n  template:\n    metadata:\n      labels: {b: c}\n    spec:\n      hostPID: true\n";
        let read = read_first(text);
        let cases = [
            ("metadata.name", "a"),
            ("spec.selector", "spec"),
            ("spec.template.labels", "labels"),
            ("spec.template.spec.HostPID", "true"),
        ];
        for (path, expected) in cases {
            let span = place(&read.documents[0].tree, path);
            assert_eq!(&text[span.start..span.end], expected, "{path}");
        }
    }
}
