//! The garbage collector: what a deleted DaemonSet owned goes with it, before it, or is left without an owner (semantics
//! 5.10).
//!
//! Models `pkg/controller/garbagecollector/garbagecollector.go` (attemptToDeleteItem, processDeletingDependentsItem).

use super::api::with_deletion;
use super::change::{Change, DeletionCause};
use super::event::Event;
use super::latency;
use super::turn::Turn;
use crate::objects::{DaemonSet, ObjectKey, Pod, json};
use crate::time::Millis;
use std::sync::Arc;

/// The finalizer of an object that waits for what it owns.
const FOREGROUND: &str = "foregroundDeletion";
/// From the last dependent's end to that of the owner.
const FINISH: Millis = Millis(15);

/// Deletes pods and revisions whose controller has `owner` as its uid. An owner that waits for them goes once there are
/// none.
pub(crate) fn collect_dependents(turn: &mut Turn<'_>, owner: &Arc<str>) {
    let (pods, revisions) = dependents(turn, owner);
    for key in pods {
        turn.delete_pod(&key, DeletionCause::OwnerGone);
    }
    for key in revisions {
        turn.remove_revision(&key);
    }
    let (pods, _) = dependents(turn, owner);
    let waiting = waiting_owner(turn, owner).filter(|_| pods.is_empty());
    let Some(set) = waiting else { return };
    let key = (set.namespace.clone(), set.name.clone());
    let mut kept = json::texts(json::metadata(&set.json), "finalizers");
    kept.retain(|finalizer| **finalizer != *FOREGROUND);
    if kept.is_empty() {
        turn.remove_daemon_set(&key);
    } else {
        let mut object = (*set.json).clone();
        object["metadata"]["finalizers"] = serde_json::json!(kept);
        turn.put_daemon_set(DaemonSet {
            status: set.status,
            ..DaemonSet::from_json(&object)
        });
    }
}

/// A pod is gone: its owner may have waited for that.
pub(crate) fn dependent_gone(turn: &mut Turn<'_>, pod: &Pod) {
    let Some(owner) = &pod.controller else { return };
    let key: ObjectKey = (pod.namespace.clone(), owner.name.clone());
    let set = turn.world.cluster.daemon_sets.get(&key);
    if set.is_none_or(|set| set.uid != owner.uid || set.deletion.is_none()) {
        return;
    }
    let event = Event::CollectDependents {
        owner: owner.uid.clone(),
    };
    // The work queue holds an owner once, however many of its dependents go at the same time.
    if !turn.is_queued_within(FINISH, &event) {
        turn.later(FINISH, event);
    }
}

/// `--cascade=foreground`: the set stays, marked, until what it owns is gone.
pub(crate) fn begin_foreground_deletion(turn: &mut Turn<'_>, set: &DaemonSet) {
    mark_deleted(turn, set, Some(FOREGROUND));
    turn.later(
        latency::GARBAGE_COLLECTOR,
        Event::CollectDependents { owner: set.uid.clone() },
    );
}

/// The set is being deleted and stays as long as it has finalizers.
pub(crate) fn mark_deleted(turn: &mut Turn<'_>, set: &DaemonSet, finalizer: Option<&str>) {
    let now = turn.now().floor_seconds().to_string();
    let marked = DaemonSet {
        status: set.status,
        template: set.template.clone(),
        ..DaemonSet::from_json(&with_deletion(set, &now, finalizer))
    };
    turn.say(Change::DaemonSetUpdated {
        namespace: marked.namespace.clone(),
        name: marked.name.clone(),
        generation: marked.generation,
        template_changed: false,
    });
    turn.put_daemon_set(marked);
}

/// A person deletes a revision; its set hears of it.
pub(crate) fn remove_revision(turn: &mut Turn<'_>, key: &ObjectKey) {
    let revision = turn.world.cluster.revisions.get(key);
    let owner = revision.and_then(|revision| revision.controller.clone());
    turn.remove_revision(key);
    let set = owner.map(|owner| (key.0.clone(), owner.name.clone()));
    if let Some(set) = set.filter(|set| turn.world.cluster.daemon_sets.contains_key(set)) {
        turn.enqueue(&set, latency::controller(turn.world.cluster.nodes.len()));
    }
}

fn waiting_owner(turn: &Turn<'_>, owner: &Arc<str>) -> Option<Arc<DaemonSet>> {
    let mut sets = turn.world.cluster.daemon_sets.values();
    let set = sets.find(|set| set.uid == *owner && set.deletion.is_some())?;
    let finalizers = json::texts(json::metadata(&set.json), "finalizers");
    let waits = finalizers.iter().any(|finalizer| **finalizer == *FOREGROUND);
    waits.then(|| set.clone())
}

/// Takes the owner reference from pods and revisions, as `--cascade=orphan` does before the owner goes.
pub(crate) fn orphan_dependents(turn: &mut Turn<'_>, owner: &Arc<str>) {
    let (pods, revisions) = dependents(turn, owner);
    for key in pods {
        if let Some(pod) = turn.world.cluster.pods.get(&key).cloned() {
            turn.say(Change::PodOwned {
                pod: pod.name.clone(),
                owner: None,
            });
            turn.put_pod(crate::objects::Pod {
                controller: None,
                ..(*pod).clone()
            });
        }
    }
    for key in revisions {
        if let Some(revision) = turn.world.cluster.revisions.get(&key).cloned() {
            turn.put_revision(crate::objects::ControllerRevision {
                controller: None,
                ..(*revision).clone()
            });
        }
    }
}

fn dependents(turn: &Turn<'_>, owner: &Arc<str>) -> (Vec<ObjectKey>, Vec<ObjectKey>) {
    let cluster = &turn.world.cluster;
    let is_dependent = |controller: &Option<Arc<crate::objects::OwnerReference>>| {
        controller.as_ref().is_some_and(|controller| controller.uid == *owner)
    };
    let pods = cluster
        .pods
        .iter()
        .filter(|(_, pod)| is_dependent(&pod.controller))
        .map(|(key, _)| key.clone());
    let revisions = cluster
        .revisions
        .iter()
        .filter(|(_, revision)| is_dependent(&revision.controller))
        .map(|(key, _)| key.clone());
    (pods.collect(), revisions.collect())
}
