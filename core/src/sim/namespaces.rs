//! The namespace controller: what is in a namespace goes first, the namespace last.
//!
//! Models `pkg/controller/namespace/deletion/namespaced_resources_deleter.go`.

use super::change::{Change, DeletionCause};
use super::event::Event;
use super::turn::Turn;
use crate::api::Resource;
use crate::objects::{Namespace, ObjectKey};
use crate::time::Millis;
use std::sync::Arc;

/// From the deletion to the controller's first pass.
const FIRST_PASS: Millis = Millis(50);
/// While pods are stopping, the next pass comes after half of what they may take, and a second: 30 s of grace are usual.
const NEXT_PASS: Millis = Millis::seconds(16);

/// Marks a namespace as going; nothing new can be made in it from now on.
pub(crate) fn begin_deletion(turn: &mut Turn<'_>, name: &Arc<str>) {
    let now = turn.now();
    let known = turn.world.namespaces.get(name).map(|namespace| (**namespace).clone());
    let namespace = known.unwrap_or_else(|| Namespace {
        name: name.clone(),
        created: super::EPOCH,
        ..Namespace::default()
    });
    if namespace.deletion.is_some() {
        return;
    }
    let going = Namespace {
        deletion: Some(now.floor_seconds()),
        ..namespace
    };
    turn.set_namespace(name, Some(going));
    turn.say(Change::ObjectUpdated {
        kind: "Namespace",
        namespace: "".into(),
        name: name.clone(),
    });
    turn.later(
        FIRST_PASS,
        Event::EmptyNamespace {
            namespace: name.clone(),
        },
    );
}

/// Deletes what is in the namespace; once that is nothing, the namespace.
pub(crate) fn empty(turn: &mut Turn<'_>, name: &Arc<str>) {
    if turn
        .world
        .namespaces
        .get(name)
        .is_none_or(|namespace| namespace.deletion.is_none())
    {
        return;
    }
    let inside = |key: &&ObjectKey| key.0 == *name;
    let cluster = &turn.world.cluster;
    let sets: Vec<_> = cluster.daemon_sets.keys().filter(inside).cloned().collect();
    let pods: Vec<_> = cluster.pods.keys().filter(inside).cloned().collect();
    let revisions: Vec<_> = cluster.revisions.keys().filter(inside).cloned().collect();
    let others: Vec<_> = turn
        .world
        .others
        .keys()
        .filter(|(_, key)| key.0 == *name)
        .cloned()
        .collect();
    for key in sets {
        turn.remove_daemon_set(&key);
    }
    for key in revisions {
        turn.remove_revision(&key);
    }
    for key in pods {
        turn.delete_pod(&key, DeletionCause::NamespaceGone);
    }
    for (resource, key) in others {
        remove_other(turn, resource, &key);
    }
    if turn.world.cluster.pods.keys().any(|key| key.0 == *name) {
        turn.later(
            NEXT_PASS,
            Event::EmptyNamespace {
                namespace: name.clone(),
            },
        );
        return;
    }
    turn.set_namespace(name, None);
    turn.say(Change::ObjectDeleted {
        kind: "Namespace",
        namespace: "".into(),
        name: name.clone(),
    });
}

fn remove_other(turn: &mut Turn<'_>, resource: Resource, key: &ObjectKey) {
    turn.set_other(resource, key, None);
    turn.say(Change::ObjectDeleted {
        kind: resource.kind(),
        namespace: key.0.clone(),
        name: key.1.clone(),
    });
}
