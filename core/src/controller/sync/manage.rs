//! Compares what each node should have with what it has, outside of rollouts.
//!
//! Models `pkg/controller/daemon/daemon_controller.go` (manage, podsShouldBeOnNode, getUnscheduledPodsWithoutNode).

use super::census::{Census, Site, precedence};
use super::memory::{BackOffKey, back_off};
use super::plan::{ControllerEvent, CreateReason, DeleteReason};
use super::{Step, surge_allowed};
use crate::controller::legacy::Verdict;
use crate::controller::placement::{Decision, place};
use crate::controller::revision::HASH_LABEL;
use crate::objects::{Pod, PodPhase};
use crate::ordered::Order;
use std::sync::Arc;

/// Plans the creates and deletes of every node, and then removes unbound pods of nodes that are gone.
pub(super) fn manage(step: &mut Step<'_>, census: &Census) {
    for (site, decision, verdict) in census.unsettled() {
        manage_node(step, site, decision, verdict);
    }
    for (node, pods) in &census.elsewhere {
        for pod in pods.iter().filter(|pod| pod.node_name.is_none()) {
            step.delete(pod, node, || DeleteReason::UnboundNodeMissing);
        }
    }
}

fn manage_node(step: &mut Step<'_>, site: &Site, decision: Decision, verdict: Option<&Verdict>) {
    let (name, pods) = (&site.node.name, site.pods());
    if let Some(verdict) = verdict {
        for obstacle in verdict.reported() {
            step.event(ControllerEvent::failed_placement(name, obstacle));
        }
        if verdict.wants_to_run && !verdict.should_schedule {
            return;
        }
    }
    if decision.should_run && pods.is_empty() {
        step.create(name, || CreateReason::NodeHasNone);
    } else if decision.should_continue_running {
        let running = collect_running(step, site);
        if !surge_allowed(step.view.set.strategy) {
            keep_first(step, name, running);
        } else if running.is_empty() {
            if decision.should_run {
                step.create(name, || CreateReason::NothingRunning);
            }
        } else if running.len() > 1 {
            keep_old_and_new(step, name, running);
        }
    } else {
        for pod in pods.iter().filter(|pod| !pod.is_terminating()) {
            let template = &step.view.set.template;
            step.delete(pod, name, || DeleteReason::NodeNotEligible {
                reasons: place(template, &site.node).reasons,
                taken_port: verdict.and_then(Verdict::taken_port),
            });
        }
    }
}

/// Deletes pods that have ended, and returns the others that are not being deleted.
fn collect_running<'a>(step: &mut Step<'_>, site: &'a Site) -> Vec<&'a Arc<Pod>> {
    let name = &site.node.name;
    let mut running = Vec::new();
    for pod in site.pods().iter().filter(|pod| !pod.is_terminating()) {
        match pod.phase {
            PodPhase::Failed => {
                let key = BackOffKey::new(step.view.set, name);
                if let Err(delay) = back_off(step.memory, &mut step.plan.memory, key, step.view.now) {
                    step.plan.requeue_after.push(delay);
                    continue;
                }
                step.event(ControllerEvent::failed_pod(&pod.namespace, &pod.name, name));
                step.delete(pod, name, || DeleteReason::Failed);
            }
            PodPhase::Succeeded => {
                step.event(ControllerEvent::succeeded_pod(&pod.namespace, &pod.name, name));
                step.delete(pod, name, || DeleteReason::Succeeded);
            }
            PodPhase::Pending | PodPhase::Running | PodPhase::Unknown => running.push(pod),
        }
    }
    running
}

/// Without surge one pod stays.
fn keep_first(step: &mut Step<'_>, node: &Arc<str>, mut running: Vec<&Arc<Pod>>) {
    running.order_by(|a, b| precedence(a).cmp(&precedence(b)));
    let mut running = running.into_iter();
    let Some(kept) = running.next() else {
        return;
    };
    for pod in running {
        step.delete(pod, node, || DeleteReason::Excess {
            kept: Arc::clone(&kept.name),
        });
    }
}

/// With surge the first pod of the current revision and the first of any other stay, until the old one is not ready or the
/// new one is available.
fn keep_old_and_new(step: &mut Step<'_>, node: &Arc<str>, mut running: Vec<&Arc<Pod>>) {
    running.order_by(|a, b| precedence(a).cmp(&precedence(b)));
    let (mut new, mut old): (Option<&Arc<Pod>>, Option<&Arc<Pod>>) = (None, None);
    for pod in running {
        let is_new = pod
            .labels
            .get(HASH_LABEL)
            .is_some_and(|hash| **hash == **step.view.hash);
        let place = if is_new { &mut new } else { &mut old };
        match place {
            Some(kept) => step.delete(pod, node, || DeleteReason::Excess {
                kept: Arc::clone(&kept.name),
            }),
            None => *place = Some(pod),
        }
    }
    let (Some(new), Some(old)) = (new, old) else {
        return;
    };
    let name = || Arc::clone(&new.name);
    if !old.ready {
        step.delete(old, node, || DeleteReason::SurgeOldNotReady { new: name() });
    } else if step.view.is_available(new) {
        step.delete(old, node, || DeleteReason::SurgeNewAvailable { new: name() });
    }
}
