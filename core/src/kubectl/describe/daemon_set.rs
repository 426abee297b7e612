//! `kubectl describe daemonset`: `describeDaemonSet`.

use super::maps::{write_annotations, write_labels};
use super::write_pod_template;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::events::describe_events;
use crate::kubectl::selector::{Selector, format_labels};
use crate::time::SimTime;
use serde_json::Value;

/// The description of `daemon_set` (API JSON): of `pods`, which may be all there are, those that it controls are counted;
/// `events` are those that the server lists for it ([`crate::kubectl::events_about`]).
pub fn describe_daemon_set(daemon_set: &Value, pods: &[Value], events: &[Value], now: SimTime) -> String {
    let mut sheet = Sheet::default();
    let mut line = |text: String| sheet.write(0, &(text + "\n"));
    let selector = Selector::read(daemon_set.at("spec.selector"));
    line(format!("Name:\t{}", daemon_set.text("metadata.name")));
    line(format!("Namespace:\t{}", daemon_set.text("metadata.namespace")));
    line(format!(
        "Selector:\t{}",
        selector.as_ref().map_or_else(String::new, Selector::text)
    ));
    line(format!(
        "Node-Selector:\t{}",
        format_labels(daemon_set, "spec.template.spec.nodeSelector")
    ));
    write_labels(&mut sheet, "Labels", daemon_set.at("metadata.labels"));
    write_annotations(&mut sheet, "Annotations", daemon_set.at("metadata.annotations"));
    for (title, field) in [
        ("Desired Number of Nodes Scheduled", "desiredNumberScheduled"),
        ("Current Number of Nodes Scheduled", "currentNumberScheduled"),
        (
            "Number of Nodes Scheduled with Up-to-date Pods",
            "updatedNumberScheduled",
        ),
        ("Number of Nodes Scheduled with Available Pods", "numberAvailable"),
        ("Number of Nodes Misscheduled", "numberMisscheduled"),
    ] {
        sheet.write(0, &format!("{title}: {}\n", daemon_set.at("status").integer(field)));
    }
    let own: Vec<_> = pods
        .iter()
        .filter(|pod| selector.as_ref().is_some_and(|selector| selector.selects(pod)))
        .filter(|pod| is_controlled_by(pod, daemon_set))
        .collect();
    let count = |phase| own.iter().filter(|pod| pod.text("status.phase") == phase).count();
    sheet.write(
        0,
        &format!(
            "Pods Status:\t{} Running / {} Waiting / {} Succeeded / {} Failed\n",
            count("Running"),
            count("Pending"),
            count("Succeeded"),
            count("Failed")
        ),
    );
    write_pod_template(&mut sheet, daemon_set.at("spec.template"));
    describe_events(&mut sheet, events, daemon_set, "DaemonSet", now);
    sheet.aligned()
}

/// Whether an object in the same namespace has `owner` as its controller.
pub(crate) fn is_controlled_by(object: &Value, owner: &Value) -> bool {
    object.text("metadata.namespace") == owner.text("metadata.namespace")
        && controller(object).is_some_and(|reference| reference.text("uid") == owner.text("metadata.uid"))
}

/// The reference to the controller of an object.
pub(super) fn controller(object: &Value) -> Option<&Value> {
    object
        .list("metadata.ownerReferences")
        .iter()
        .find(|reference| reference.is_true("controller"))
}
