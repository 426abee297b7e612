//! What Pod Security says of a DaemonSet and of its pods, given the labels of their namespace (semantics 11.1).
//!
//! The DaemonSet itself is never refused: `warn` and `audit` speak when it is stored, `enforce` refuses its pods later.

use super::pod_security::{Evaluation, Level, Modes, evaluate};
use crate::diagnostic::{Advice, Diagnostic, Remark, Span};
use crate::manifest::find::Document;
use crate::manifest::locate::locate;
use serde::Serialize;
use serde_json::{Value, json};

/// How the levels judge a set's pods, and what its namespace asks for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodSecurity {
    /// The set's namespace.
    pub namespace: String,
    /// What the namespace's labels ask for; `None` if the text does not hold the namespace.
    pub modes: Option<Modes>,
    /// What `baseline` finds.
    pub baseline: Evaluation,
    /// What `restricted` finds.
    pub restricted: Evaluation,
}

impl PodSecurity {
    /// The strictest level that takes the pods.
    pub fn strictest(&self) -> Level {
        match (self.baseline.allowed(), self.restricted.allowed()) {
            (true, true) => Level::Restricted,
            (true, false) => Level::Baseline,
            (false, _) => Level::Privileged,
        }
    }

    /// What `level` finds; nothing at `privileged`.
    fn at(&self, level: Level) -> Option<&Evaluation> {
        match level {
            Level::Privileged => None,
            Level::Baseline => Some(&self.baseline),
            Level::Restricted => Some(&self.restricted),
        }
    }
}

/// The labels of a `v1.Namespace`, as a JSON object.
pub(crate) fn labels(namespace: &Document) -> Value {
    let labels = namespace
        .tree
        .get("metadata")
        .and_then(|metadata| metadata.get("labels"));
    labels.map_or_else(|| json!({}), crate::manifest::tree::Tree::to_json)
}

/// Whether a document is the `v1.Namespace` of that name.
pub(crate) fn is_namespace(document: &Document, name: &str) -> bool {
    document.api_version == "v1" && document.kind == "Namespace" && document.name == name
}

/// Judges the stored set. `documents` are those of its text, among which its namespace may be.
pub(crate) fn judge(stored: &Value, documents: &[Document]) -> PodSecurity {
    let name = stored["metadata"]["namespace"].as_str().unwrap_or_default();
    let template = &stored["spec"]["template"];
    let namespace = documents.iter().find(|document| is_namespace(document, name));
    PodSecurity {
        namespace: name.to_owned(),
        modes: namespace.map(|namespace| Modes::from_namespace_labels(&labels(namespace))),
        baseline: evaluate(Level::Baseline, template),
        restricted: evaluate(Level::Restricted, template),
    }
}

/// What the namespace's modes say, as findings at the labels that say it.
pub(crate) fn findings(security: &PodSecurity, documents: &[Document]) -> Vec<Diagnostic> {
    let Some(modes) = security.modes else { return Vec::new() };
    let at = |mode: &str| -> Span {
        let path = format!("metadata.labels[pod-security.kubernetes.io/{mode}]");
        let namespace = documents
            .iter()
            .find(|document| is_namespace(document, &security.namespace));
        namespace.map_or_else(Span::default, |namespace| locate(&namespace.tree, &path).value_span)
    };
    let mut findings = Vec::new();
    if let Some(message) = security.at(modes.enforce).and_then(|found| found.enforce("NAME")) {
        let message = Remark::PodsRefused { message };
        findings.push(
            Diagnostic::warning("pod-security-enforce", "metadata.namespace", message)
                .hint(Advice::PodsRefused)
                .at(at("enforce")),
        );
    }
    if let Some(message) = security.at(modes.warn).and_then(Evaluation::warning) {
        findings.push(Diagnostic::warning("pod-security-warn", "metadata.namespace", message).at(at("warn")));
    }
    if let Some(message) = security.at(modes.audit).and_then(Evaluation::audit) {
        let severity = crate::diagnostic::Severity::Info;
        findings.push(Diagnostic::new(severity, "pod-security-audit", "metadata.namespace", message).at(at("audit")));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::review_manifest;
    use crate::diagnostic::Severity;

    const SET: &str = "
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: demo}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      hostNetwork: true
      containers: [{name: agent, image: 'agent:1'}]
";

    fn with_namespace(labels: &str) -> String {
        format!("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: demo\n  labels:\n{labels}---{SET}")
    }

    #[test]
    fn without_its_namespace_a_set_is_judged_and_nothing_is_found() {
        let review = review_manifest(SET, None);
        let security = review.pod_security.unwrap();
        assert_eq!((security.modes, security.strictest()), (None, Level::Privileged));
        assert!(review.diagnostics.is_empty(), "{:?}", review.diagnostics);
    }

    #[test]
    fn an_enforced_level_takes_the_set_and_says_that_its_pods_are_refused() {
        let text = with_namespace("    pod-security.kubernetes.io/enforce: baseline\n");
        let review = review_manifest(&text, None);
        assert!(review.is_allowed());
        let found = review
            .diagnostics
            .iter()
            .find(|finding| finding.code == "pod-security-enforce")
            .unwrap();
        assert_eq!(found.severity, Severity::Warning);
        assert!(
            found.message.contains("host namespaces (hostNetwork=true)"),
            "{}",
            found.message
        );
        let span = found.span.unwrap();
        assert_eq!(&text[span.start..span.end], "baseline");
    }

    #[test]
    fn warnings_and_audit_speak_of_their_own_levels() {
        let text = with_namespace(
            "    pod-security.kubernetes.io/warn: restricted\n    pod-security.kubernetes.io/audit: privileged\n",
        );
        let codes: Vec<_> = review_manifest(&text, None)
            .diagnostics
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert_eq!(codes, ["pod-security-warn"]);
    }
}
