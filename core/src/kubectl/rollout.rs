//! `kubectl rollout status` and `kubectl rollout history`.
//!
//! Models `kubectl/pkg/polymorphichelpers/{rollout_status,history}.go` and `kubectl/pkg/cmd/rollout`.

use super::columns::Sheet;
use super::describe::{is_controlled_by, write_pod_template};
use super::selector::Selector;
use crate::json::Fields;
use crate::ordered::Gather;
use serde_json::Value;
use std::collections::BTreeMap;

/// One look at a rollout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolloutStatus {
    /// The line, without its newline.
    pub message: String,
    /// Whether watching ends here.
    pub done: bool,
}

/// How far the rollout of `daemon_set` (API JSON) is; the error is kubectl's, after which it ends with status 1.
pub fn rollout_status(daemon_set: &Value) -> Result<RolloutStatus, String> {
    if daemon_set.text("spec.updateStrategy.type") != "RollingUpdate" {
        return Err("rollout status is only available for RollingUpdate strategy type".to_owned());
    }
    let status = daemon_set.at("status");
    let desired = status.integer("desiredNumberScheduled");
    let (updated, available) = (
        status.integer("updatedNumberScheduled"),
        status.integer("numberAvailable"),
    );
    let name = daemon_set.text("metadata.name");
    let waiting = |message: String| RolloutStatus { message, done: false };
    Ok(
        if daemon_set.integer("metadata.generation") > status.integer("observedGeneration") {
            waiting("Waiting for daemon set spec update to be observed...".to_owned())
        } else if updated < desired {
            waiting(format!(
                "Waiting for daemon set \"{name}\" rollout to finish: {updated} out of {desired} new pods have been updated..."
            ))
        } else if available < desired {
            waiting(format!(
                "Waiting for daemon set \"{name}\" rollout to finish: {available} of {desired} updated pods are available..."
            ))
        } else {
            RolloutStatus {
                message: format!("daemon set \"{name}\" successfully rolled out"),
                done: true,
            }
        },
    )
}

/// Those of `revisions` (ControllerRevisions as API JSON) that are the history of `daemon_set`, by number: selected by
/// its selector and controlled by it. Of two with one number the later in the list counts.
pub fn history<'a>(daemon_set: &Value, revisions: &'a [Value]) -> BTreeMap<i64, &'a Value> {
    let Some(selector) = Selector::read(daemon_set.at("spec.selector")) else {
        return BTreeMap::new();
    };
    revisions
        .iter()
        .filter(|revision| selector.selects(revision) && is_controlled_by(revision, daemon_set))
        .map(|revision| (revision.integer("revision"), revision))
        .gather()
}

/// The history as a table, or the template of one revision; `revision` 0 stands for the table. The error is kubectl's.
pub fn rollout_history(daemon_set: &Value, revisions: &[Value], revision: i64) -> Result<String, String> {
    let history = history(daemon_set, revisions);
    if history.is_empty() {
        return Ok("No rollout history found.".to_owned());
    }
    let mut sheet = Sheet::default();
    if revision > 0 {
        let found = history.get(&revision);
        let found = found.ok_or("unable to find the specified revision")?;
        write_pod_template(&mut sheet, found.at("data.spec.template"));
        return Ok(sheet.raw());
    }
    sheet.write(0, "REVISION\tCHANGE-CAUSE\n");
    for (number, revision) in history {
        let cause = revision.at("metadata.annotations").get("kubernetes.io/change-cause");
        let cause = cause
            .and_then(Value::as_str)
            .filter(|cause| !cause.is_empty())
            .unwrap_or("<none>");
        sheet.write(0, &format!("{number}\t{cause}\n"));
    }
    Ok(sheet.aligned())
}

/// All that `kubectl rollout history` prints: the object, then [`rollout_history`].
pub fn rollout_history_output(daemon_set: &Value, revisions: &[Value], revision: i64) -> Result<String, String> {
    let text = rollout_history(daemon_set, revisions, revision)?;
    let name = daemon_set.text("metadata.name");
    let which = if revision > 0 {
        format!("with revision #{revision}")
    } else {
        String::new()
    };
    Ok(format!("daemonset.apps/{name} {which}\n{text}\n"))
}
