//! The DaemonSet controller's turn: ask for a plan, and write everything in it.

use super::Simulation;
use super::admission;
use super::change::{Change, ClusterEvent, DeletionCause};
use super::latency;
use super::turn::Turn;
use super::world::World;
use crate::api::Resource;
use crate::controller::{self, ControllerEvent, Create, Delete, SyncPlan};
use crate::objects::{
    ControllerRevision, DaemonSet, Labels, ObjectKey, OwnerReference, Pod, PodPhase, PodRuntime, PodTemplate,
};
use std::sync::Arc;

/// One sync of one set.
pub(crate) fn sync(turn: &mut Turn<'_>, key: &ObjectKey) {
    let mut plan = plan(turn.world, key);
    remember(turn, key, &mut plan);
    let Some(set) = turn.world.cluster.daemon_sets.get(key).cloned() else {
        return;
    };
    own(turn, &set, &plan);
    write_revisions(turn, &set, &plan);
    for event in std::mem::take(&mut plan.events) {
        record(turn, &set, event);
    }
    let refused = create_pods(turn, &set, &plan).is_err();
    for delete in &plan.deletes {
        delete_pod(turn, &set, delete);
    }
    for name in plan.revisions_truncated.iter().filter(|_| !refused) {
        turn.remove_revision(&(key.0.clone(), name.clone()));
    }
    if let Some(status) = plan.status {
        turn.say(Change::StatusWritten {
            namespace: key.0.clone(),
            name: key.1.clone(),
            status: Box::new(status),
        });
        turn.put_daemon_set(DaemonSet {
            status,
            ..(*set).clone()
        });
    }
    for delay in &plan.requeue_after {
        turn.enqueue_after(key, *delay);
    }
    let failures = turn.world.failures.get(key).copied().unwrap_or(0);
    if plan.error.is_some() || refused {
        turn.set_failures(key, Some(failures.saturating_add(1)));
        turn.enqueue_after(key, latency::retry(failures));
    } else if failures > 0 {
        turn.set_failures(key, None);
    }
}

/// What the controller wants done about a set now.
pub(crate) fn plan(world: &mut World, key: &ObjectKey) -> SyncPlan {
    let mut census = world.censuses.take(key);
    let plan = controller::sync_again(&world.cluster, &world.memory, key, world.clock.now, &mut census);
    world.censuses.keep(key, census);
    plan
}

/// Keeps the back-offs. What was created and deleted is seen at once here, so nothing stays expected.
fn remember(turn: &mut Turn<'_>, key: &ObjectKey, plan: &mut SyncPlan) {
    let update = std::mem::take(&mut plan.memory);
    if !update.forgets_set && update.back_off.is_empty() {
        return;
    }
    let mut memory = (*turn.world.memory).clone();
    memory.update(key, update);
    memory.expectations.remove(key);
    memory.collect_garbage(turn.now());
    turn.set_memory(memory);
}

/// Adoption, release, and the hash labels of pods whose revisions were merged.
fn own(turn: &mut Turn<'_>, set: &DaemonSet, plan: &SyncPlan) {
    let owner = Arc::new(controller::controller_reference(set));
    for name in &plan.adopted_pods {
        edit_pod(turn, set, name, |pod| pod.controller = Some(owner.clone()));
        turn.say(Change::PodOwned {
            pod: name.clone(),
            owner: Some(set.name.clone()),
        });
    }
    for name in &plan.released_pods {
        edit_pod(turn, set, name, |pod| pod.controller = None);
        turn.say(Change::PodOwned {
            pod: name.clone(),
            owner: None,
        });
    }
    let Some(hash) = &plan.revision_hash else { return };
    for name in &plan.relabelled_pods {
        edit_pod(turn, set, name, |pod| {
            let mut labels = (*pod.labels).clone();
            labels.insert(controller::HASH_LABEL, hash.clone());
            pod.labels = Arc::new(labels);
        });
        turn.say(Change::PodRelabeled {
            pod: name.clone(),
            hash: hash.clone(),
        });
    }
}

fn edit_pod(turn: &mut Turn<'_>, set: &DaemonSet, name: &Arc<str>, change: impl FnOnce(&mut Pod)) {
    let key = (set.namespace.clone(), name.clone());
    if let Some(pod) = turn.world.cluster.pods.get(&key) {
        let mut edited = (**pod).clone();
        change(&mut edited);
        turn.put_pod(edited);
    }
}

fn write_revisions(turn: &mut Turn<'_>, set: &DaemonSet, plan: &SyncPlan) {
    let owner = Arc::new(controller::controller_reference(set));
    for name in &plan.adopted_revisions {
        edit_revision(turn, set, name, |revision| revision.controller = Some(owner.clone()));
    }
    for name in &plan.released_revisions {
        edit_revision(turn, set, name, |revision| revision.controller = None);
    }
    for name in &plan.labelled_revisions {
        edit_revision(turn, set, name, |revision| {
            let mut labels = (*revision.labels).clone();
            labels.insert(controller::HASH_LABEL, name.clone());
            revision.labels = Arc::new(labels);
        });
    }
    if let Some(created) = &plan.created_revision {
        let uid = turn.new_uid();
        turn.put_revision(ControllerRevision {
            uid,
            ..(**created).clone()
        });
    }
    for name in &plan.revisions_merged {
        turn.remove_revision(&(set.namespace.clone(), name.clone()));
    }
    if let Some((name, number)) = &plan.renumbered_revision {
        edit_revision(turn, set, name, |revision| revision.revision = *number);
    }
}

fn edit_revision(turn: &mut Turn<'_>, set: &DaemonSet, name: &Arc<str>, change: impl FnOnce(&mut ControllerRevision)) {
    let key = (set.namespace.clone(), name.clone());
    if let Some(revision) = turn.world.cluster.revisions.get(&key) {
        let mut edited = (**revision).clone();
        change(&mut edited);
        turn.put_revision(edited);
    }
}

/// A create that the API server refused. The batch it was in is the last.
struct Refused;

/// Creates the plan's pods in batches that double, as the controller does: where one is refused, so are those of its
/// batch, and the rest is not tried.
fn create_pods(turn: &mut Turn<'_>, set: &DaemonSet, plan: &SyncPlan) -> Result<(), Refused> {
    if plan.creates.is_empty() {
        return Ok(());
    }
    let security = admission::pod_security(turn.world, &set.namespace, &set.template.json);
    let template = admission::with_priority(turn.world, &set.template);
    let hash = plan.revision_hash.as_deref().unwrap_or_default();
    let shared = Shared {
        labels: Arc::new(controller::pod_labels(set, hash)),
        owner: Arc::new(controller::controller_reference(set)),
        generate_name: controller::generate_name(&set.name),
    };
    let mut creates = plan.creates.iter();
    for batch in controller::slow_start_batches(plan.creates.len()) {
        let mut result = Ok(());
        for create in creates.by_ref().take(batch) {
            let refusal = security.enforce(NAME).or_else(|| refusal(turn.world, set, &template));
            if let (None, Ok(template)) = (&refusal, &template) {
                create_pod(turn, set, create, template, &shared);
            } else {
                let name = turn.new_name(&shared.generate_name);
                let error = refusal.unwrap_or_default().replacen(NAME, &name, 1);
                record(turn, set, ControllerEvent::create_failed(&error));
                result = Err(Refused);
            }
        }
        result?;
    }
    Ok(())
}

/// Stands for the name of a pod until that is made.
const NAME: &str = "\0";

/// Why the API server does not take one more pod of the set, if it does not.
fn refusal(world: &World, set: &DaemonSet, template: &Result<Arc<PodTemplate>, String>) -> Option<String> {
    let forbidden = |detail: &str| format!("pods \"{NAME}\" is forbidden: {detail}");
    let refusal = admission::namespace_refusal(world, Resource::Pods, &set.namespace, NAME);
    if let Some(status) = refusal {
        return Some(status.message);
    }
    match template {
        Err(detail) => Some(forbidden(detail)),
        Ok(_) => admission::quota_refusal(world, &set.namespace).map(|detail| forbidden(&detail)),
    }
}

impl Simulation {
    /// What the API server would say against one more pod of the set, if it would; the end of the name is made up.
    pub fn pod_refusal(&self, set: &DaemonSet) -> Option<String> {
        let world = &self.world;
        let security = admission::pod_security(world, &set.namespace, &set.template.json);
        let refusal = security
            .enforce(NAME)
            .or_else(|| refusal(world, set, &admission::with_priority(world, &set.template)))?;
        Some(refusal.replacen(NAME, &format!("{}xxxxx", controller::generate_name(&set.name)), 1))
    }
}

/// What all pods of one sync have in common.
struct Shared {
    labels: Arc<Labels>,
    owner: Arc<OwnerReference>,
    generate_name: String,
}

fn create_pod(turn: &mut Turn<'_>, set: &DaemonSet, create: &Create, template: &Arc<PodTemplate>, shared: &Shared) {
    let legacy = controller::legacy::is_used(&turn.world.cluster);
    let pod = Pod {
        name: turn.new_name(&shared.generate_name),
        namespace: set.namespace.clone(),
        uid: turn.new_uid(),
        labels: shared.labels.clone(),
        controller: Some(shared.owner.clone()),
        created: turn.now().floor_seconds(),
        deletion: None,
        deletion_grace: None,
        node_name: if legacy {
            Some(create.node.clone())
        } else {
            template.node_name.clone()
        },
        affinity_node: (!legacy).then(|| create.node.clone()),
        phase: PodPhase::Pending,
        ready: false,
        ready_transition: None,
        reason: Arc::default(),
        message: Arc::default(),
        template: Some(template.clone()),
        runtime: PodRuntime::default(),
    };
    turn.say(Change::PodCreated {
        pod: pod.name.clone(),
        node: Some(create.node.clone()),
        reason: Some(create.reason.clone()),
    });
    record(turn, set, ControllerEvent::created(&pod.name));
    turn.put_pod(pod);
}

fn delete_pod(turn: &mut Turn<'_>, set: &DaemonSet, delete: &Delete) {
    let key = (set.namespace.clone(), delete.pod.clone());
    let cause = DeletionCause::Controller {
        reason: delete.reason.clone(),
    };
    if turn.delete_pod(&key, cause) {
        record(turn, set, ControllerEvent::deleted(&delete.pod));
    }
}

fn record(turn: &mut Turn<'_>, set: &DaemonSet, event: ControllerEvent) {
    turn.record(ClusterEvent {
        time: turn.now(),
        warning: event.warning,
        reason: event.reason.into(),
        kind: "DaemonSet",
        namespace: set.namespace.clone(),
        name: set.name.clone(),
        message: event.message.into(),
        source: "daemonset-controller",
    });
}
