//! The garbage collector: what a deleted DaemonSet owned goes with it, or is left without an owner (semantics 5.10).

use super::change::{Change, DeletionCause};
use super::turn::Turn;
use crate::objects::ObjectKey;
use std::sync::Arc;

/// Deletes pods and revisions whose controller has `owner` as its uid (background propagation).
pub(crate) fn collect_dependents(turn: &mut Turn<'_>, owner: &Arc<str>) {
    let (pods, revisions) = dependents(turn, owner);
    for key in pods {
        turn.delete_pod(&key, DeletionCause::OwnerGone);
    }
    for key in revisions {
        turn.remove_revision(&key);
    }
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
