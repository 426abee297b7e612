//! What differs between a node before and after, as changes.

use super::change::Change;
use super::event::NodeConditionKind;
use crate::node::taints::taint_text;
use crate::objects::{ConditionStatus, Node, NodeConditions};
use std::sync::Arc;

/// Says everything that differs between `old` and `new`.
pub(crate) fn describe(old: Option<&Node>, new: &Arc<Node>, mut say: impl FnMut(Change)) {
    let node = &new.name;
    let Some(old) = old else {
        say(Change::NodeAdded { node: node.clone() });
        return;
    };
    for (key, value) in new.labels.iter() {
        if old.labels.get(key) != Some(value) {
            say(Change::LabelSet {
                node: node.clone(),
                key: key.clone(),
                value: value.clone(),
            });
        }
    }
    for (key, _) in old.labels.iter().filter(|(key, _)| !new.labels.contains_key(key)) {
        say(Change::LabelRemoved {
            node: node.clone(),
            key: key.clone(),
        });
    }
    for taint in new.taints.iter().filter(|taint| !old.taints.contains(taint)) {
        say(Change::TaintAdded {
            node: node.clone(),
            taint: taint_text(taint),
        });
    }
    for taint in old.taints.iter().filter(|taint| !new.taints.contains(taint)) {
        say(Change::TaintRemoved {
            node: node.clone(),
            taint: taint_text(taint),
        });
    }
    if old.unschedulable != new.unschedulable {
        say(Change::Cordoned {
            node: node.clone(),
            unschedulable: new.unschedulable,
        });
    }
    for ((condition, before), (_, after)) in conditions(old.conditions).into_iter().zip(conditions(new.conditions)) {
        if before != after {
            say(Change::ConditionChanged {
                node: node.clone(),
                condition,
                status: after,
            });
        }
    }
}

fn conditions(of: NodeConditions) -> [(NodeConditionKind, ConditionStatus); 5] {
    let status = |holds| {
        if holds {
            ConditionStatus::True
        } else {
            ConditionStatus::False
        }
    };
    [
        (NodeConditionKind::Ready, of.ready),
        (NodeConditionKind::MemoryPressure, status(of.memory_pressure)),
        (NodeConditionKind::DiskPressure, status(of.disk_pressure)),
        (NodeConditionKind::PidPressure, status(of.pid_pressure)),
        (NodeConditionKind::NetworkUnavailable, status(of.network_unavailable)),
    ]
}
