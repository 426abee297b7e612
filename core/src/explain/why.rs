//! The chain that leads to a pod on a node, or stops: controller, scheduler, kubelet, each with what decided.

use super::{scheduling, sentences};
use crate::controller::{self, Placement, Reason, TermFailure};
use crate::node::taints::taint_text;
use crate::objects::{DaemonSet, Node, ObjectKey, Pod, PodPhase};
use crate::sim::{Actor, Simulation};
use serde::Serialize;
use std::sync::Arc;

/// Why a node has a pod of a set, or none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// The node.
    pub node: Arc<str>,
    /// The set should start a pod here.
    pub should_run: bool,
    /// A pod that is here may stay.
    pub should_continue_running: bool,
    /// The answer in one sentence.
    pub summary: String,
    /// What each actor decided, in order.
    pub chain: Vec<Link>,
    /// The smallest changes that would make the node eligible, or let the pod that waits for it be bound.
    pub advice: Vec<String>,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// Who decided.
    pub actor: Actor,
    /// How it went.
    pub outcome: Outcome,
    /// In a sentence.
    pub text: String,
    /// The field of the DaemonSet that decided, where one did.
    pub path: Option<String>,
}

/// How a decision went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It speaks for a pod here.
    Yes,
    /// It stops a pod here.
    No,
    /// It is under way.
    Waiting,
}

/// The chain for `node`. `None` if there is no such node or no such set.
pub fn why(simulation: &Simulation, set: &ObjectKey, node: &str) -> Option<Why> {
    let cluster = simulation.cluster();
    let (set, node) = (cluster.daemon_sets.get(set)?, cluster.nodes.get(node)?);
    let placement = controller::place(&set.template, node);
    let mut chain: Vec<Link> = placement.reasons.iter().map(placed).collect();
    if chain.is_empty() {
        let text = "The template asks nothing of a node, and this one has no taint.".to_owned();
        chain.push(Link {
            actor: Actor::DaemonSetController,
            outcome: Outcome::Yes,
            text,
            path: None,
        });
    }
    let pods: Vec<&Pod> = simulation
        .pods_of(&node.name)
        .filter_map(|key| cluster.pods.get(key).map(Arc::as_ref))
        .filter(|pod| pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid))
        .collect();
    if placement.should_run && pods.is_empty() {
        chain.push(Link {
            actor: Actor::DaemonSetController,
            outcome: Outcome::Waiting,
            text: "The controller has not created a pod here yet.".to_owned(),
            path: None,
        });
    }
    for pod in &pods {
        chain.extend(lived(simulation, set, pod));
    }
    let mut advice: Vec<String> = placement
        .reasons
        .iter()
        .filter_map(|reason| advice(reason, &node.name))
        .collect();
    for pod in pods.iter().filter(|pod| pod.runtime.unschedulable.is_some()) {
        advice.extend(scheduling::advice(&simulation.scheduling(pod), &node.name));
    }
    Some(Why {
        node: node.name.clone(),
        should_run: placement.should_run,
        should_continue_running: placement.should_continue_running,
        summary: summary(set, node, &placement, &pods),
        advice,
        chain,
    })
}

fn placed(reason: &Reason) -> Link {
    Link {
        actor: Actor::DaemonSetController,
        outcome: if reason.forbids_new_pods() {
            Outcome::No
        } else {
            Outcome::Yes
        },
        text: sentences::reason(reason),
        path: path(reason),
    }
}

/// The field of the DaemonSet that a reason comes from.
fn path(reason: &Reason) -> Option<String> {
    const SPEC: &str = "spec.template.spec";
    const TERMS: &str = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
    match reason {
        Reason::NodeNameDiffers { .. } | Reason::NodeNameMatches => Some(format!("{SPEC}.nodeName")),
        Reason::NodeSelectorDiffers { key, .. } | Reason::NodeSelectorMatches { key, .. } => {
            Some(format!("{SPEC}.nodeSelector[{key}]"))
        }
        Reason::NoTerms => Some(format!("{SPEC}.{TERMS}")),
        Reason::TermMatches { term } => Some(format!("{SPEC}.{TERMS}[{term}]")),
        Reason::TermFails { term, failure } => Some(match failure {
            TermFailure::Empty => format!("{SPEC}.{TERMS}[{term}]"),
            TermFailure::ExpressionUnusable { index, .. } | TermFailure::ExpressionFails { index, .. } => {
                format!("{SPEC}.{TERMS}[{term}].matchExpressions[{index}]")
            }
            TermFailure::FieldUnusable { index, .. } | TermFailure::FieldFails { index, .. } => {
                format!("{SPEC}.{TERMS}[{term}].matchFields[{index}]")
            }
        }),
        Reason::UntoleratedTaint { .. } | Reason::ToleratedTaint { automatic: false, .. } => {
            Some(format!("{SPEC}.tolerations"))
        }
        Reason::ToleratedTaint { automatic: true, .. } | Reason::IgnoredTaint { .. } => None,
    }
}

/// The smallest change that takes a reason against the node away.
fn advice(reason: &Reason, node: &str) -> Option<String> {
    match reason {
        Reason::NodeNameDiffers { .. } => Some("Take nodeName out of the template.".to_owned()),
        Reason::NodeSelectorDiffers { key, wanted, .. } => {
            Some(format!("kubectl label node {node} {key}={wanted} --overwrite"))
        }
        Reason::NoTerms => Some("Take the empty required node affinity out of the template.".to_owned()),
        Reason::TermFails { term, .. } => Some(format!(
            "Change the node's labels or term {} of the required node affinity so that it matches.",
            term + 1
        )),
        Reason::UntoleratedTaint { taint } => Some(format!(
            "Add a toleration for {} to the template, or take the taint away: kubectl taint node {node} {}:{}-",
            taint_text(taint),
            taint.key,
            taint.effect.name()
        )),
        Reason::NodeNameMatches
        | Reason::NodeSelectorMatches { .. }
        | Reason::TermMatches { .. }
        | Reason::ToleratedTaint { .. }
        | Reason::IgnoredTaint { .. } => None,
    }
}

/// What scheduler and kubelet have made of a pod.
fn lived(simulation: &Simulation, set: &DaemonSet, pod: &Pod) -> Vec<Link> {
    let link = |actor, outcome, text: String| Link {
        actor,
        outcome,
        text,
        path: None,
    };
    let name = &pod.name;
    let mut links = vec![link(
        Actor::DaemonSetController,
        Outcome::Yes,
        format!("The controller created {name} for this node."),
    )];
    match (&pod.node_name, &pod.runtime.unschedulable) {
        (Some(_), _) if set.template.node_name.is_some() => links.push(link(
            Actor::Scheduler,
            Outcome::Yes,
            "The template names the node, so the scheduler was not asked.".to_owned(),
        )),
        (Some(_), _) => links.push(link(
            Actor::Scheduler,
            Outcome::Yes,
            format!("The scheduler bound {name}."),
        )),
        (None, Some(message)) => {
            links.push(link(
                Actor::Scheduler,
                Outcome::No,
                format!("The scheduler cannot bind {name}: {message}"),
            ));
            links.extend(scheduling::links(&simulation.scheduling(pod)));
        }
        (None, None) => links.push(link(
            Actor::Scheduler,
            Outcome::Waiting,
            format!("{name} waits for the scheduler, which may bind it to this node only."),
        )),
    }
    if let Some(node) = &pod.node_name {
        links.push(kubelet(simulation, set, pod, node));
    }
    links
}

fn kubelet(simulation: &Simulation, set: &DaemonSet, pod: &Pod, node: &str) -> Link {
    let link = |outcome, text: String| Link {
        actor: Actor::Kubelet,
        outcome,
        text,
        path: None,
    };
    let name = &pod.name;
    if simulation.is_silent(node) {
        let text = "The kubelet is silent: nothing it was told to do happens until it is back.".to_owned();
        return link(Outcome::No, text);
    }
    if pod.is_terminating() {
        return link(Outcome::Waiting, format!("{name} is terminating."));
    }
    match pod.phase {
        PodPhase::Failed => link(Outcome::No, format!("{name} failed: {} {}", pod.reason, pod.message)),
        PodPhase::Succeeded => link(Outcome::No, format!("{name} has ended.")),
        PodPhase::Unknown => link(Outcome::Waiting, format!("Nobody knows how {name} is.")),
        PodPhase::Pending => {
            let waiting = pod.runtime.waiting.as_deref().unwrap_or("ContainerCreating");
            link(Outcome::Waiting, format!("The kubelet starts {name}: {waiting}."))
        }
        PodPhase::Running if !pod.ready => link(Outcome::Waiting, format!("{name} runs and is not ready yet.")),
        PodPhase::Running => {
            let min_ready = crate::time::Millis::seconds(set.min_ready_seconds);
            let (outcome, state) = if pod.is_available(min_ready, simulation.now()) {
                (Outcome::Yes, "ready and available")
            } else {
                (Outcome::Waiting, "ready, and not yet for minReadySeconds")
            };
            link(outcome, format!("{name} runs, {state}."))
        }
    }
}

fn summary(set: &DaemonSet, node: &Node, placement: &Placement, pods: &[&Pod]) -> String {
    let (name, set) = (&node.name, &set.name);
    let against: Vec<String> = placement
        .reasons
        .iter()
        .filter(|reason| reason.forbids_new_pods())
        .map(sentences::short_reason)
        .collect();
    let against = against.join("; ");
    match (placement.should_run, placement.should_continue_running, pods) {
        (true, _, []) => format!("{name} should run {set} and has no pod yet."),
        (true, _, [pod]) if pod.ready => format!("{name} should run {set}, and its pod is ready."),
        (true, _, [_]) => format!("{name} should run {set}; its pod is not ready."),
        (true, _, [..]) => format!("{name} should run {set} and has {} pods.", pods.len()),
        (false, _, []) => format!("{name} does not run {set}: {against}."),
        (false, true, _) => format!("{name} keeps the pod it has but would get no new one: {against}."),
        (false, false, _) => format!("{name} may not run {set}, and its pod is removed: {against}."),
    }
}
