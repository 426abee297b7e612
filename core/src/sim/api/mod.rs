//! Writes through the simulated API server: a transaction holds the requests of one command, which is undone as one.
//!
//! Models the order of a request's steps in `staging/src/k8s.io/apiserver/pkg/endpoints/handlers`: decoding, mutating
//! admission, validation, validating admission, storage.

mod create;
mod delete;
mod update;

pub(in crate::sim) use delete::{EVICTED_BY_API, with_deletion};

use super::command::Command;
use super::event::Actor;
use super::trace::{Cause, Step};
use super::turn::Turn;
use super::world::{Clock, Delta, Way};
use super::{MAX_STEPS, Simulation, too_long};
use crate::api::{Answer, Request, Resource, Status};
use crate::diagnostic::Diagnostic;
use crate::objects::ObjectKey;
use crate::time::SimTime;
use serde_json::{Value, json};
use std::sync::Arc;

/// Requests that become one step of the trace, and one command, when they are committed. Dropped without that, they leave
/// nothing behind.
#[derive(Debug)]
pub struct Transaction<'s> {
    simulation: &'s mut Simulation,
    step: Step,
    /// How many deltas there are before the first request.
    before: usize,
    done: Vec<Request>,
}

/// How much has been written, and the clock: one delta holds all its changes.
struct Mark {
    deltas: usize,
    changes: usize,
    clock: Clock,
}

impl Simulation {
    /// Begins a transaction at `time`, or at the next due event if that is sooner; never before now.
    pub fn transaction(&mut self, time: SimTime) -> Result<Transaction<'_>, Diagnostic> {
        if self.cursor >= MAX_STEPS {
            return Err(too_long());
        }
        let time = self.next_time().map_or(time, |next| time.min(next));
        let mut step = Step::new(Cause::Command, Actor::User);
        Turn::new(&mut self.world, self.seed, &mut step.deltas, &mut step.changes).set_now(time);
        step.time = self.world.clock.now;
        Ok(Transaction {
            before: step.deltas.len(),
            simulation: self,
            step,
            done: Vec::new(),
        })
    }

    /// Carries out the requests of a command: all of them, or none if one is refused.
    pub(super) fn apply_requests(&mut self, requests: Vec<Request>, time: SimTime) -> Vec<Diagnostic> {
        let mut transaction = match self.transaction(time) {
            Ok(transaction) => transaction,
            Err(finding) => return vec![finding],
        };
        for request in requests {
            if let Err(status) = transaction.request(request) {
                return vec![Diagnostic::error("refused", "", status.message)];
            }
        }
        transaction.commit();
        Vec::new()
    }

    /// An object as the API server shows it now; `namespace` is empty for kinds that live in none.
    pub fn object(&self, resource: Resource, namespace: &str, name: &str) -> Option<Value> {
        let key: ObjectKey = (namespace.into(), name.into());
        let mut object = match resource {
            Resource::Namespaces => self.namespace_object(name)?,
            Resource::Nodes => self.cluster().nodes.get(name)?.to_json(),
            Resource::Pods => self.pod_object(&key)?,
            Resource::DaemonSets => self.daemon_set_object(&key)?,
            Resource::ControllerRevisions => self.cluster().revisions.get(&key)?.to_json(),
            Resource::ResourceQuotas => self.quota_object(&key)?,
            Resource::PriorityClasses => (**self.world.others.get(&(resource, key))?).clone(),
            Resource::PodDisruptionBudgets => self.budget_object(&key)?,
        };
        if object["metadata"]["resourceVersion"].is_null() {
            object["metadata"]["resourceVersion"] = json!(self.cursor().to_string());
        }
        Some(object)
    }

    /// The objects of a kind, of one namespace or of all, by name.
    pub fn objects(&self, resource: Resource, namespace: Option<&str>) -> Vec<Value> {
        let nowhere = Arc::<str>::from("");
        let cluster = self.cluster();
        let keys: Vec<ObjectKey> = match resource {
            Resource::Namespaces => self.namespace_names().map(|name| (nowhere.clone(), name)).collect(),
            Resource::Nodes => cluster
                .nodes
                .keys()
                .map(|name| (nowhere.clone(), name.clone()))
                .collect(),
            Resource::Pods => cluster.pods.keys().cloned().collect(),
            Resource::DaemonSets => cluster.daemon_sets.keys().cloned().collect(),
            Resource::ControllerRevisions => cluster.revisions.keys().cloned().collect(),
            Resource::ResourceQuotas | Resource::PriorityClasses | Resource::PodDisruptionBudgets => {
                let others = self.world.others.keys();
                others
                    .filter(|(kind, _)| *kind == resource)
                    .map(|(_, key)| key.clone())
                    .collect()
            }
        };
        let wanted = |key: &&ObjectKey| !resource.is_namespaced() || namespace.is_none_or(|wanted| *key.0 == *wanted);
        keys.iter()
            .filter(wanted)
            .filter_map(|(namespace, name)| self.object(resource, namespace, name))
            .collect()
    }

    /// The names of all namespaces, in order: those that every cluster has, those that were made, and those of objects that
    /// were put into the cluster without one.
    pub fn namespace_names(&self) -> impl Iterator<Item = Arc<str>> + use<> {
        let mut names: std::collections::BTreeSet<Arc<str>> = super::admission::BUILT_IN_NAMESPACES
            .into_iter()
            .map(Arc::from)
            .collect();
        names.extend(self.world.namespaces.keys().cloned());
        let cluster = self.cluster();
        names.extend(cluster.daemon_sets.keys().map(|key| key.0.clone()));
        names.extend(cluster.pods.keys().map(|key| key.0.clone()));
        names.into_iter()
    }

    fn namespace_object(&self, name: &str) -> Option<Value> {
        if let Some(namespace) = self.world.namespaces.get(name) {
            return Some(namespace.to_json());
        }
        self.namespace_names().find(|known| **known == *name).map(|known| {
            crate::objects::Namespace {
                name: known,
                uid: Arc::from(format!(
                    "00000000-0000-4000-8000-{:012x}",
                    super::latency::fnv64(name.bytes()) >> 16
                )),
                created: super::EPOCH,
                ..crate::objects::Namespace::default()
            }
            .to_json()
        })
    }

    /// A quota with what is used of it.
    fn quota_object(&self, key: &ObjectKey) -> Option<Value> {
        let mut object = (**self.world.others.get(&(Resource::ResourceQuotas, key.clone()))?).clone();
        let hard = object["spec"]["hard"].clone();
        let mut used = serde_json::Map::new();
        for resource in ["count/pods", "pods"] {
            if hard.get(resource).is_some() {
                let count = super::admission::used_pods(&self.world, &key.0, resource);
                used.insert(resource.to_owned(), json!(count.to_string()));
            }
        }
        object["status"] = json!({ "hard": hard, "used": used });
        Some(object)
    }

    fn budget_object(&self, key: &ObjectKey) -> Option<Value> {
        let stored = self.world.others.get(&(Resource::PodDisruptionBudgets, key.clone()))?;
        let budget = super::budgets::judge(&self.world, stored);
        let mut object = (**stored).clone();
        object["status"] = json!({
            "currentHealthy": budget.current_healthy,
            "desiredHealthy": budget.desired_healthy,
            "disruptionsAllowed": budget.disruptions_allowed,
            "expectedPods": budget.expected_pods,
        });
        Some(object)
    }

    /// Whether nobody has written to the object since the store's `version`.
    fn is_current(&self, resource: Resource, key: &ObjectKey, version: &str) -> bool {
        let Some(since) = version.parse::<usize>().ok().filter(|version| *version <= self.cursor) else {
            return false;
        };
        let touches = |delta: &Delta| match delta {
            Delta::Node(name, _) => resource == Resource::Nodes && *name == key.1,
            Delta::DaemonSet(of, _) => resource == Resource::DaemonSets && of == key,
            Delta::Pod(of, _) => resource == Resource::Pods && of == key,
            Delta::Revision(of, _) => resource == Resource::ControllerRevisions && of == key,
            Delta::Namespace(name, _) => resource == Resource::Namespaces && *name == key.1,
            Delta::Other((kind, of), _) => *kind == resource && of == key,
            Delta::Memory(_)
            | Delta::Queued(..)
            | Delta::NextSync(..)
            | Delta::DelayedSync(..)
            | Delta::Image(..)
            | Delta::Silent(..)
            | Delta::Behavior(..)
            | Delta::Failures(..)
            | Delta::Eviction(..)
            | Delta::Recorded(..)
            | Delta::Addresses(..)
            | Delta::Shutdown(..)
            | Delta::Zone(..)
            | Delta::Scripted(_)
            | Delta::Scheduling(..)
            | Delta::SchedulingMode(_)
            | Delta::Correlation(..)
            | Delta::Clock(_) => false,
        };
        !self.steps[since..self.cursor]
            .iter()
            .any(|step| step.deltas.iter().any(touches))
    }
}

impl Transaction<'_> {
    /// The simulation with what the requests so far have written.
    pub const fn simulation(&self) -> &Simulation {
        self.simulation
    }

    /// Carries out a request. One that is refused leaves nothing behind.
    pub fn request(&mut self, request: Request) -> Result<Answer, Status> {
        let answer = self.attempt(&request)?;
        self.done.push(request);
        Ok(answer)
    }

    /// What a request would do (`dryRun=All`); nothing is written.
    pub fn dry_run(&mut self, request: &Request) -> Result<Answer, Status> {
        let mark = self.mark();
        let answer = self.attempt(request);
        self.revert(&mark);
        answer
    }

    /// Makes the requests that went through one step, and returns the command that does the same again. `None` if nothing
    /// was written.
    pub fn commit(mut self) -> Option<Command> {
        if self.step.deltas.len() == self.before {
            return None;
        }
        let command = Command::Requests {
            requests: std::mem::take(&mut self.done),
        };
        let mut step = std::mem::replace(&mut self.step, Step::new(Cause::Command, Actor::User));
        step.command = Some(Arc::new(command.clone()));
        let simulation = &mut *self.simulation;
        simulation.branch_off();
        simulation.push(step);
        Some(command)
    }

    fn attempt(&mut self, request: &Request) -> Result<Answer, Status> {
        let mark = self.mark();
        let answer = match request {
            Request::Create {
                resource,
                namespace,
                object,
                field_validation,
            } => self.create(*resource, namespace, object, *field_validation),
            Request::Update {
                resource,
                namespace,
                name,
                object,
                field_validation,
            } => self.update(*resource, &(namespace.clone(), name.clone()), object, *field_validation),
            Request::Patch {
                resource,
                namespace,
                name,
                patch_type,
                patch,
                field_validation,
            } => self.patch(
                *resource,
                &(namespace.clone(), name.clone()),
                *patch_type,
                patch,
                *field_validation,
            ),
            Request::Delete {
                resource,
                namespace,
                name,
                propagation,
                grace_period_seconds,
            } => self.delete(
                *resource,
                &(namespace.clone(), name.clone()),
                *propagation,
                *grace_period_seconds,
            ),
            Request::Evict {
                namespace,
                name,
                grace_period_seconds,
            } => self.evict(&(namespace.clone(), name.clone()), *grace_period_seconds),
        };
        if answer.is_err() {
            self.revert(&mark);
        }
        answer
    }

    fn mark(&self) -> Mark {
        Mark {
            deltas: self.step.deltas.len(),
            changes: self.step.changes.len(),
            clock: self.simulation.world.clock,
        }
    }

    /// Takes back what was written since the mark.
    fn revert(&mut self, mark: &Mark) {
        let world = &mut self.simulation.world;
        for mut delta in self.step.deltas.drain(mark.deltas..).rev() {
            world.swap(&mut delta, Way::Back);
        }
        if let Some(Delta::Clock(values)) = self.step.deltas.first_mut() {
            values.after = mark.clock;
            world.clock = mark.clock;
        }
        self.step.changes.truncate(mark.changes);
    }

    fn turn(&mut self) -> Turn<'_> {
        let simulation = &mut *self.simulation;
        Turn::new(
            &mut simulation.world,
            simulation.seed,
            &mut self.step.deltas,
            &mut self.step.changes,
        )
    }

    fn existing(&self, resource: Resource, key: &ObjectKey) -> Result<Value, Status> {
        let found = self.simulation.object(resource, &key.0, &key.1);
        found.ok_or_else(|| Status::not_found(resource, &key.1))
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        for delta in self.step.deltas.iter_mut().rev() {
            self.simulation.world.swap(delta, Way::Back);
        }
    }
}
