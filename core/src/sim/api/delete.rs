//! Objects that go: at once, after their grace period, or after what they own.
//!
//! Models BeforeDelete of `staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go` and Delete of
//! `apiserver/pkg/registry/generic/registry/store.go`.

use super::Transaction;
use crate::api::{Answer, Propagation, Resource, Status};
use crate::objects::{DaemonSet, ObjectKey, Pod, json};
use crate::sim::budgets::{self, Refusal};
use crate::sim::change::{Change, DeletionCause};
use crate::sim::kubelet::disruption;
use crate::sim::{garbage, namespaces};
use crate::time::Millis;
use serde_json::{Value, json};

/// Namespaces that cannot go (`plugin/namespace/lifecycle`).
const IMMORTAL: [&str; 3] = ["default", "kube-system", "kube-public"];

impl Transaction<'_> {
    pub(super) fn delete(
        &mut self,
        resource: Resource,
        key: &ObjectKey,
        propagation: Propagation,
        grace_period_seconds: Option<i64>,
    ) -> Result<Answer, Status> {
        let before = self.existing(resource, key)?;
        match resource {
            Resource::Pods => {
                let grace = grace_period_seconds.map(|seconds| Millis::seconds(seconds.max(0)));
                self.turn().delete_pod_within(key, DeletionCause::User, grace);
            }
            Resource::DaemonSets => self.delete_daemon_set(key, propagation),
            Resource::Nodes => self.turn().remove_node(&key.1),
            Resource::Namespaces => {
                if IMMORTAL.contains(&&*key.1) {
                    return Err(Status::forbidden(resource, &key.1, "this namespace may not be deleted"));
                }
                namespaces::begin_deletion(&mut self.turn(), &key.1);
            }
            Resource::ControllerRevisions => {
                let mut turn = self.turn();
                garbage::remove_revision(&mut turn, key);
            }
            Resource::ResourceQuotas | Resource::PriorityClasses | Resource::PodDisruptionBudgets => {
                let mut turn = self.turn();
                turn.say(Change::ObjectDeleted {
                    kind: resource.kind(),
                    namespace: key.0.clone(),
                    name: key.1.clone(),
                });
                turn.set_other(resource, key, None);
            }
        }
        let after = self.simulation.object(resource, &key.0, &key.1);
        Ok(Answer {
            object: after.unwrap_or(before),
            warnings: Vec::new(),
        })
    }

    fn delete_daemon_set(&mut self, key: &ObjectKey, propagation: Propagation) {
        let Some(set) = self.simulation.world.cluster.daemon_sets.get(key).cloned() else {
            return;
        };
        let mut turn = self.turn();
        let kept = json::texts(json::metadata(&set.json), "finalizers").len();
        match propagation {
            Propagation::Orphan => garbage::orphan_dependents(&mut turn, &set.uid),
            Propagation::Foreground if set.deletion.is_none() => {
                garbage::begin_foreground_deletion(&mut turn, &set);
                return;
            }
            Propagation::Foreground => return,
            Propagation::Background => {}
        }
        if kept == 0 {
            turn.remove_daemon_set(key);
        } else if set.deletion.is_none() {
            garbage::mark_deleted(&mut turn, &set, None);
        }
    }

    pub(super) fn evict(&mut self, key: &ObjectKey, grace_period_seconds: Option<i64>) -> Result<Answer, Status> {
        self.existing(Resource::Pods, key)?;
        let world = &self.simulation.world;
        let refusal = world.cluster.pods.get(key).and_then(|pod| budgets::refusal(world, pod));
        match refusal {
            Some(Refusal::Violates) => Err(Status::too_many_requests(
                "Cannot evict pod as it would violate the pod's disruption budget.",
            )),
            Some(Refusal::Several) => Err(Status::internal_error(
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
            )),
            None => {
                self.mark_evicted(key);
                self.delete(Resource::Pods, key, Propagation::Background, grace_period_seconds)
            }
        }
    }

    /// The condition that a pod gets before the eviction API deletes it (addConditionAndDeletePod of
    /// `pkg/registry/core/pod/storage/eviction.go`).
    fn mark_evicted(&mut self, key: &ObjectKey) {
        let mut turn = self.turn();
        let Some(pod) = turn.world.cluster.pods.get(key).filter(|pod| !pod.is_terminating()) else {
            return;
        };
        let mut marked = Pod::clone(pod);
        marked.runtime.disruption = Some(disruption(EVICTED_BY_API, "Eviction API: evicting", turn.now()));
        turn.put_pod(marked);
    }
}

/// The reason of condition `DisruptionTarget` of pods that the eviction API deletes.
pub(in crate::sim) const EVICTED_BY_API: &str = "EvictionByEvictionAPI";

/// The set's object with the marks of a deletion that is under way; `finalizer` is added to those it has.
pub(in crate::sim) fn with_deletion(set: &DaemonSet, now: &str, finalizer: Option<&str>) -> Value {
    let mut object = (*set.json).clone();
    let metadata = &mut object["metadata"];
    metadata["deletionTimestamp"] = json!(now);
    metadata["deletionGracePeriodSeconds"] = json!(0);
    metadata["generation"] = json!(set.generation + 1);
    if let Some(finalizer) = finalizer {
        let mut finalizers = metadata["finalizers"].as_array().cloned().unwrap_or_default();
        finalizers.push(json!(finalizer));
        metadata["finalizers"] = Value::Array(finalizers);
    }
    object
}
