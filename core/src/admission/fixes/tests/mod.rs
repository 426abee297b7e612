//! Fixes over small manifests: what each does to the text, and that it ends the finding it is for.

mod forms;
mod placement;
mod selectors;
mod values;

use crate::admission::review_manifest;
use crate::diagnostic::{Diagnostic, Severity};

const TEMPLATE_LABELS: &str = "spec.template.metadata.labels";

/// The DaemonSet of the course: a label of nodes in the selector of pods.
const COURSE: &str = "\
# the logging agent
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: my-ds
spec:
  selector:
    matchLabels:
      app: logging-node # only these nodes
  # the pod
  template:
    metadata:
      labels:
        name: my-daemonset-container
    spec:
      containers:
      - name: agent
        image: agent:1
        # as little as possible
        resources:
          limits: {memory: 64Mi}
";

const WIDE: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
    name: wide
spec:
    selector:
        matchLabels:
            app: wide
    template:
        metadata:
            labels:
                app: wide
        spec:
            containers:
                -   name: a
                    image: a
";

const FLOW: &str = "\
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: flow}, spec: {
  selector: {matchLabels: {app: flow}}, template: {metadata: {labels: {app: flow}},
    spec: {containers: [{name: a, image: a}]}}}}
";

const JSON: &str = r#"{
  "apiVersion": "apps/v1",
  "kind": "DaemonSet",
  "metadata": {"name": "json"},
  "spec": {
    "selector": {"matchLabels": {"app": "json"}},
    "template": {
      "metadata": {"labels": {"app": "json"}},
      "spec": {
        "containers": [
          {"name": "a", "image": "a"}
        ]
      }
    }
  }
}
"#;

/// `text` with some of its parts exchanged; each of them is there once.
fn with(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from:?} in\n{text}");
        text.replacen(from, to, 1)
    })
}

fn findings(text: &str) -> Vec<Diagnostic> {
    review_manifest(text, None).diagnostics
}

/// The one finding at `path`.
fn finding_at(text: &str, path: &str) -> Diagnostic {
    let findings = findings(text);
    let at_path = findings.iter().find(|finding| finding.path == path);
    at_path
        .cloned()
        .unwrap_or_else(|| panic!("nothing at {path} but {findings:#?} in\n{text}"))
}

fn titles(finding: &Diagnostic) -> Vec<String> {
    finding.fixes.iter().map(|fix| fix.title.to_string()).collect()
}

/// The text after the fix with this title; the finding is gone then, and no error has come.
fn fixed(text: &str, path: &str, title: &str) -> String {
    let finding = finding_at(text, path);
    let fix = finding.fixes.iter().find(|fix| fix.title.to_string() == title);
    let fix = fix.unwrap_or_else(|| panic!("no {title:?} among {:?} in\n{text}", titles(&finding)));
    let after = fix.apply(text);
    let left = findings(&after);
    assert!(
        !left
            .iter()
            .any(|other| (other.code, &other.path) == (finding.code, &finding.path)),
        "{path} is still there: {left:#?}\n{after}"
    );
    let before = findings(text);
    for error in left.iter().filter(|other| other.severity == Severity::Error) {
        assert!(
            before.iter().any(|known| known.path == error.path),
            "{error:#?}\n{after}"
        );
    }
    after
}

/// The fix of `title` at `path` of `text` changes just these parts of it.
fn check(text: &str, path: &str, title: &str, changes: &[(&str, &str)]) {
    assert_eq!(fixed(text, path, title), with(text, changes), "{title}");
    // The same text from a machine where lines end otherwise.
    let ending = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(
        fixed(&ending(text), path, title),
        ending(&with(text, changes)),
        "{title}, CRLF"
    );
}
