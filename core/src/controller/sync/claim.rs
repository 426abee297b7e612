//! Which pods and revisions are the set's: owned ones whose labels match, and matching orphans, which it adopts.
//!
//! Models `pkg/controller/controller_ref_manager.go` (ClaimObject).

use crate::objects::{Cluster, ControllerRevision, DaemonSet, Labels, ObjectKey, OwnerReference, Pod};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the set does about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is the set's.
    Owned,
    /// It has no controller and matches: it becomes the set's.
    Adopted,
    /// It is the set's and no longer matches: it is let go.
    Released,
    /// It is somebody else's, or nobody's business.
    Ignored,
}

/// Decides about one object. Sets that are being deleted do not come here.
fn claim(set: &DaemonSet, controller: Option<&Arc<OwnerReference>>, labels: &Labels, terminating: bool) -> Claim {
    match controller {
        Some(controller) if controller.uid != set.uid => Claim::Ignored,
        Some(_) if set.selector.matches(labels) => Claim::Owned,
        Some(_) => Claim::Released,
        None if !terminating && set.selector.matches(labels) => Claim::Adopted,
        None => Claim::Ignored,
    }
}

/// What the set does about `pod`.
pub(super) fn claim_pod(set: &DaemonSet, pod: &Pod) -> Claim {
    claim(set, pod.controller.as_ref(), &pod.labels, pod.is_terminating())
}

/// What the set does about `revision`.
pub(super) fn claim_revision(set: &DaemonSet, revision: &ControllerRevision) -> Claim {
    claim(
        set,
        revision.controller.as_ref(),
        &revision.labels,
        revision.deletion.is_some(),
    )
}

/// The pods that are the set's after claiming, in the order of names, each with what was done about it.
pub(super) fn claimed_pods<'a>(
    cluster: &'a Cluster,
    set: &'a DaemonSet,
) -> impl Iterator<Item = (&'a Arc<Pod>, Claim)> + 'a {
    in_namespace(&cluster.pods, &set.namespace)
        .map(|pod| (pod, claim_pod(set, pod)))
        .filter(|(_, claim)| *claim != Claim::Ignored)
}

/// The objects of a namespace, in the order of names.
pub(super) fn in_namespace<'a, T>(
    objects: &'a BTreeMap<ObjectKey, Arc<T>>,
    namespace: &'a Arc<str>,
) -> impl Iterator<Item = &'a Arc<T>> + 'a {
    objects
        .range((Arc::clone(namespace), Arc::from(""))..)
        .take_while(move |((candidate, _), _)| candidate == namespace)
        .map(|(_, object)| object)
}
