//! Texts that were meant to be a DaemonSet: old versions become `apps/v1`, keeping what their defaults did.
//!
//! The differences are those of `pkg/apis/extensions/v1beta1/defaults.go` as it was before Kubernetes v1.16.

use super::draft::Way;
use super::render::New;
use super::{Candidate, Case};
use crate::diagnostic::FixTitle;
use crate::manifest::tree::TreeKind;
use serde_json::Value;

/// Fields that only old versions have.
const GONE: [&str; 2] = ["templateGeneration", "rollbackTo"];

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let change = match case.finding.path.as_str() {
        "apiVersion" => to_apps_v1(case),
        "kind" => case.write("kind: DaemonSet", |draft| draft.set(&["kind"], &New::text("DaemonSet"))),
        _ => None,
    };
    let revealed = change.map(|change| Candidate::revealing(change.fix));
    revealed.into_iter().collect()
}

fn to_apps_v1(case: &Case<'_>) -> Option<Candidate> {
    let object = case.tree.to_json();
    let is_extensions = object["apiVersion"] == "extensions/v1beta1";
    let spec = &object["spec"];
    let text = || "apiVersion: apps/v1".to_owned();
    let mut title = FixTitle::Write { text: text() };
    case.write("", |draft| {
        draft.set(&["apiVersion"], &New::text("apps/v1"))?;
        if spec["selector"].is_null()
            && let Some(labels) = label_map(&spec["template"]["metadata"]["labels"])
        {
            draft.set(&["spec", "selector", "matchLabels"], &labels)?;
            title = FixTitle::WriteVersionAndSelector { text: text() };
        }
        if is_extensions && matches!(case.tree.get("spec")?.kind, TreeKind::Mapping(_)) {
            keep_on_delete(spec, draft)?;
        }
        for field in GONE.iter().filter(|field| spec.get(**field).is_some()) {
            draft.remove(&["spec", field])?;
        }
        Some(())
    })
    .map(|mut change| {
        change.fix.title = title;
        change
    })
}

/// Without a type the strategy was OnDelete; in apps/v1 it is RollingUpdate.
fn keep_on_delete(spec: &Value, draft: &mut super::Draft<'_>) -> Option<()> {
    const TYPE: Way<'static> = &["spec", "updateStrategy", "type"];
    match spec["updateStrategy"]["type"].as_str() {
        Some(text) if !text.is_empty() => Some(()),
        _ => draft.set(TYPE, &New::text("OnDelete")),
    }
}

/// Labels as they are written, if there are any.
fn label_map(labels: &Value) -> Option<New> {
    let labels = labels.as_object().filter(|labels| !labels.is_empty())?;
    let entry = |(key, value): (&String, &Value)| (key.clone(), New::Scalar(value.clone()));
    Some(New::Map(labels.iter().map(entry).collect()))
}
