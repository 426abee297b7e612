//! The revisions of the set: which is of the present template, which are old, and what has to be written about them.
//!
//! Models `pkg/controller/daemon/update.go` (constructHistory, dedupCurHistories, snapshot, cleanupHistory).

use super::census::{Census, count};
use super::claim::{Claim, claim_revision, claimed_pods, in_namespace};
use super::plan::{SyncError, SyncPlan};
use crate::controller::revision::{HASH_LABEL, is_revision_of, new_revision, template_hash};
use crate::objects::{Cluster, ControllerRevision, DaemonSet};
use crate::ordered::Order;
use crate::time::SimTime;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A claimed revision with the hash label that it has or gets.
struct Claimed<'a> {
    revision: &'a ControllerRevision,
    hash: Arc<str>,
}

/// The revisions of the set, settled.
pub(super) struct History {
    /// The hash label of the revision of the present template.
    pub(super) hash: Arc<str>,
    /// Name and hash label of the others, oldest first.
    old: Vec<(Arc<str>, Arc<str>)>,
}

/// Finds or makes the current revision, and plans what has to be written for it.
pub(super) fn construct(
    cluster: &Cluster,
    set: &DaemonSet,
    now: SimTime,
    plan: &mut SyncPlan,
) -> Result<History, SyncError> {
    if let Some((requirement, _)) = set.selector.problem() {
        return Err(SyncError::UnusableSelector {
            key: Arc::clone(&requirement.key),
        });
    }
    let claimed = claim_revisions(cluster, set, plan);
    let (current, mut old): (Vec<_>, Vec<_>) = claimed
        .into_iter()
        .partition(|claimed| is_revision_of(&claimed.revision.data, &set.template.json));
    old.order_by_key(|claimed| claimed.revision.revision);
    let next = old.last().map_or(0, |newest| newest.revision.revision.max(0)) + 1;
    let hash = if current.is_empty() {
        snapshot(cluster, set, next, now, plan)?
    } else {
        keep_newest(cluster, set, &current, next, plan)
    };
    plan.revision_hash = Some(Arc::clone(&hash));
    let old = old
        .into_iter()
        .map(|claimed| (Arc::clone(&claimed.revision.name), claimed.hash))
        .collect();
    Ok(History { hash, old })
}

fn claim_revisions<'a>(cluster: &'a Cluster, set: &'a DaemonSet, plan: &mut SyncPlan) -> Vec<Claimed<'a>> {
    let mut claimed = Vec::new();
    for revision in in_namespace(&cluster.revisions, &set.namespace) {
        match claim_revision(set, revision) {
            Claim::Owned => {}
            Claim::Adopted => plan.adopted_revisions.push(Arc::clone(&revision.name)),
            Claim::Released => {
                plan.released_revisions.push(Arc::clone(&revision.name));
                continue;
            }
            Claim::Ignored => continue,
        }
        let hash = revision.labels.get(HASH_LABEL).cloned().unwrap_or_else(|| {
            plan.labelled_revisions.push(Arc::clone(&revision.name));
            Arc::clone(&revision.name)
        });
        claimed.push(Claimed { revision, hash });
    }
    claimed
}

/// Of several revisions of the present template keeps the newest, and brings its number to the top. Equal numbers: the
/// last name, where Kubernetes leaves it to the order of its cache.
fn keep_newest(
    cluster: &Cluster,
    set: &DaemonSet,
    current: &[Claimed<'_>],
    next: i64,
    plan: &mut SyncPlan,
) -> Arc<str> {
    let mut kept = &current[0];
    for candidate in current {
        if candidate.revision.revision >= kept.revision.revision {
            kept = candidate;
        }
    }
    for duplicate in current
        .iter()
        .filter(|claimed| claimed.revision.name != kept.revision.name)
    {
        plan.revisions_merged.push(Arc::clone(&duplicate.revision.name));
    }
    if current.len() > 1 {
        let pods = claimed_pods(cluster, set).filter(|(_, claim)| *claim != Claim::Released);
        plan.relabelled_pods = pods
            .filter(|(pod, _)| pod.labels.get(HASH_LABEL) != Some(&kept.hash))
            .map(|(pod, _)| Arc::clone(&pod.name))
            .collect();
    }
    if kept.revision.revision < next {
        plan.renumbered_revision = Some((Arc::clone(&kept.revision.name), next));
    }
    Arc::clone(&kept.hash)
}

/// Makes a revision of the present template. If its name is taken by one of the same template, that one is used; if by
/// another, the collision count moves and the sync fails.
fn snapshot(
    cluster: &Cluster,
    set: &DaemonSet,
    next: i64,
    now: SimTime,
    plan: &mut SyncPlan,
) -> Result<Arc<str>, SyncError> {
    let hash = template_hash(set);
    let revision = new_revision(set, &hash, next, now);
    let key = (Arc::clone(&revision.namespace), Arc::clone(&revision.name));
    match cluster.revisions.get(&key) {
        None => {
            plan.created_revision = Some(Arc::new(revision));
            Ok(hash)
        }
        Some(existing) if is_revision_of(&existing.data, &set.template.json) => {
            Ok(existing.labels.get(HASH_LABEL).cloned().unwrap_or_default())
        }
        Some(_) => {
            let mut status = set.status;
            status.collision_count = Some(status.collision_count.unwrap_or_default() + 1);
            plan.status = Some(status);
            Err(SyncError::RevisionNameTaken { name: revision.name })
        }
    }
}

/// Plans the deletion of the oldest revisions beyond `revisionHistoryLimit` that no pod uses.
pub(super) fn truncate(set: &DaemonSet, history: &History, census: &Census, plan: &mut SyncPlan) {
    let Some(limit) = set.revision_history_limit else {
        return;
    };
    let surplus = usize::try_from(count(history.old.len()) - limit).unwrap_or_default();
    if surplus == 0 {
        return;
    }
    let live: BTreeSet<&str> = census
        .all_pods()
        .filter_map(|pod| pod.labels.get(HASH_LABEL))
        .map(AsRef::as_ref)
        .filter(|hash: &&str| !hash.is_empty())
        .collect();
    let unused = history.old.iter().filter(|(_, hash)| !live.contains(&**hash));
    plan.revisions_truncated = unused.take(surplus).map(|(name, _)| Arc::clone(name)).collect();
}
