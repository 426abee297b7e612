//! The chain that leads to a pod on a node, or stops: controller, scheduler, kubelet, each with what decided.

use super::{legacy, scheduling, sentences};
use crate::controller::{self, Placement, Reason, TermFailure};
use crate::language::Language;
use crate::manifest::nodes::NodePart;
use crate::node::taints::taint_text;
use crate::objects::{DaemonSet, Node, ObjectKey, Pod, PodPhase};
use crate::sim::Simulation;
use crate::texts::explain as texts;
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
    pub actor: Station,
    /// How it went.
    pub outcome: Outcome,
    /// In a sentence.
    pub text: String,
    /// The field of the DaemonSet that decided, where one did.
    pub path: Option<String>,
    /// The part of the node that decided, where one did.
    pub part: Option<NodePart>,
}

/// Who decides, in the order in which a pod passes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Station {
    /// The DaemonSet controller.
    DaemonSetController,
    /// The API server, which lets the new pod in or refuses it.
    Admission,
    /// The scheduler.
    Scheduler,
    /// The node's kubelet.
    Kubelet,
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
pub fn why(simulation: &Simulation, set: &ObjectKey, node: &str, language: Language) -> Option<Why> {
    let cluster = simulation.cluster();
    let (set, node) = (cluster.daemon_sets.get(set)?, cluster.nodes.get(node)?);
    let mut placement = controller::place(&set.template, node);
    let verdict = legacy::verdict(cluster, set, node);
    let mut chain: Vec<Link> = placement
        .reasons
        .iter()
        .map(|reason| placed(reason, language))
        .collect();
    if chain.is_empty() {
        let text = texts::asks_nothing(language).to_owned();
        chain.push(Link {
            actor: Station::DaemonSetController,
            outcome: Outcome::Yes,
            text,
            path: None,
            part: None,
        });
    }
    let pods: Vec<&Pod> = simulation
        .pods_of(&node.name)
        .filter_map(|key| cluster.pods.get(key).map(Arc::as_ref))
        .filter(|pod| pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid))
        .collect();
    let mut may_be_created = placement.should_run;
    if let Some(verdict) = &verdict {
        chain.extend(legacy::links(verdict, language));
        may_be_created = verdict.should_schedule;
        placement.should_run = verdict.wants_to_run;
        placement.should_continue_running = verdict.should_continue_running;
    }
    if may_be_created && pods.is_empty() {
        chain.push(to_be_created(simulation, set, language));
    }
    for pod in &pods {
        chain.extend(lived(simulation, set, pod, language));
    }
    let mut advice: Vec<String> = placement
        .reasons
        .iter()
        .filter_map(|reason| advice(reason, &node.name, language))
        .collect();
    for pod in pods.iter().filter(|pod| pod.runtime.unschedulable.is_some()) {
        advice.extend(scheduling::advice(&simulation.scheduling(pod), &node.name, language));
    }
    if let Some(verdict) = verdict.as_ref().filter(|_| pods.is_empty()) {
        advice.extend(legacy::advice(verdict, &node.name, language));
    }
    let obstacles = verdict.iter().flat_map(|verdict| &verdict.obstacles);
    let obstacles: Vec<String> = obstacles.map(|obstacle| legacy::sentence(obstacle, language)).collect();
    Some(Why {
        node: node.name.clone(),
        should_run: placement.should_run,
        should_continue_running: placement.should_continue_running,
        summary: summary(set, node, (&placement, obstacles), &pods, language),
        advice,
        chain,
    })
}

/// What becomes of a pod that is still to be created.
fn to_be_created(simulation: &Simulation, set: &DaemonSet, language: Language) -> Link {
    let (actor, outcome, text) = match simulation.pod_refusal(set) {
        Some(message) => (
            Station::Admission,
            Outcome::No,
            texts::admission_refuses(language, &message),
        ),
        None => (
            Station::DaemonSetController,
            Outcome::Waiting,
            texts::not_created_yet(language).to_owned(),
        ),
    };
    Link {
        actor,
        outcome,
        text,
        path: None,
        part: None,
    }
}

fn placed(reason: &Reason, language: Language) -> Link {
    Link {
        actor: Station::DaemonSetController,
        outcome: if reason.forbids_new_pods() {
            Outcome::No
        } else {
            Outcome::Yes
        },
        text: sentences::reason(reason, language),
        path: path(reason),
        part: part(reason),
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

/// The part of the node that a reason comes from.
fn part(reason: &Reason) -> Option<NodePart> {
    match reason {
        Reason::NodeNameDiffers { .. } | Reason::NodeNameMatches => Some(NodePart::Name),
        Reason::NodeSelectorDiffers { key, .. } | Reason::NodeSelectorMatches { key, .. } => {
            Some(NodePart::Label { key: key.clone() })
        }
        Reason::TermFails { failure, .. } => match failure {
            TermFailure::ExpressionFails { expression, .. } => Some(NodePart::Label {
                key: expression.key.clone(),
            }),
            TermFailure::FieldFails { .. } => Some(NodePart::Name),
            TermFailure::Empty | TermFailure::ExpressionUnusable { .. } | TermFailure::FieldUnusable { .. } => None,
        },
        Reason::UntoleratedTaint { taint } | Reason::ToleratedTaint { taint, .. } | Reason::IgnoredTaint { taint } => {
            Some(NodePart::taint(taint))
        }
        Reason::NoTerms | Reason::TermMatches { .. } => None,
    }
}

/// The smallest change that takes a reason against the node away.
fn advice(reason: &Reason, node: &str, language: Language) -> Option<String> {
    match reason {
        Reason::NodeNameDiffers { .. } => Some(texts::take_node_name_out(language).to_owned()),
        Reason::NodeSelectorDiffers { key, wanted, .. } => {
            Some(format!("kubectl label node {node} {key}={wanted} --overwrite"))
        }
        Reason::NoTerms => Some(texts::take_affinity_out(language).to_owned()),
        Reason::TermFails { term, .. } => Some(texts::change_term(language, &(term + 1))),
        Reason::UntoleratedTaint { taint } => Some(texts::add_toleration(
            language,
            &format_args!("kubectl taint node {node} {}:{}-", taint.key, taint.effect.name()),
            &taint_text(taint),
        )),
        Reason::NodeNameMatches
        | Reason::NodeSelectorMatches { .. }
        | Reason::TermMatches { .. }
        | Reason::ToleratedTaint { .. }
        | Reason::IgnoredTaint { .. } => None,
    }
}

/// What scheduler and kubelet have made of a pod.
fn lived(simulation: &Simulation, set: &DaemonSet, pod: &Pod, language: Language) -> Vec<Link> {
    let link = |actor, outcome, text: String| Link {
        actor,
        outcome,
        text,
        path: None,
        part: None,
    };
    let name = &pod.name;
    let mut links = vec![
        link(
            Station::DaemonSetController,
            Outcome::Yes,
            texts::created(language, name),
        ),
        link(Station::Admission, Outcome::Yes, texts::admitted(language).to_owned()),
    ];
    match (&pod.node_name, &pod.runtime.unschedulable) {
        (Some(_), _) if set.template.node_name.is_some() => links.push(link(
            Station::Scheduler,
            Outcome::Yes,
            texts::scheduler_not_asked(language).to_owned(),
        )),
        (Some(_), _) if legacy::was_placed_by_controller(set, pod) => links.push(link(
            Station::DaemonSetController,
            Outcome::Yes,
            texts::controller_placed(language, name),
        )),
        (Some(_), _) => links.push(link(Station::Scheduler, Outcome::Yes, texts::bound(language, name))),
        (None, Some(message)) => {
            links.push(link(
                Station::Scheduler,
                Outcome::No,
                texts::cannot_bind(language, message, name),
            ));
            links.extend(scheduling::links(&simulation.scheduling(pod), language));
        }
        (None, None) if pod.is_gated() => links.push(link(
            Station::Scheduler,
            Outcome::Waiting,
            texts::is_gated(language, name),
        )),
        (None, None) if !pod.asks_default_scheduler() => links.push(link(
            Station::Scheduler,
            Outcome::No,
            texts::other_scheduler(language, name),
        )),
        (None, None) => links.push(link(
            Station::Scheduler,
            Outcome::Waiting,
            texts::waits_for_scheduler(language, name),
        )),
    }
    if let Some(node) = &pod.node_name {
        links.push(kubelet(simulation, set, pod, node, language));
    }
    links
}

fn kubelet(simulation: &Simulation, set: &DaemonSet, pod: &Pod, node: &str, language: Language) -> Link {
    let link = |outcome, text: String| Link {
        actor: Station::Kubelet,
        outcome,
        text,
        path: None,
        part: None,
    };
    let name = &pod.name;
    if simulation.is_silent(node) {
        let text = texts::kubelet_silent(language).to_owned();
        return link(Outcome::No, text);
    }
    if pod.is_terminating() {
        return link(Outcome::Waiting, texts::is_terminating(language, name));
    }
    match pod.phase {
        PodPhase::Failed => link(
            Outcome::No,
            texts::pod_failed(language, name, &format_args!("{} {}", pod.reason, pod.message)),
        ),
        PodPhase::Succeeded => link(Outcome::No, texts::has_ended(language, name)),
        PodPhase::Unknown => link(Outcome::Waiting, texts::nobody_knows(language, name)),
        PodPhase::Pending => {
            let waiting = pod.runtime.waiting.as_deref().unwrap_or("ContainerCreating");
            link(Outcome::Waiting, texts::starting(language, name, &waiting))
        }
        PodPhase::Running if !pod.ready => link(Outcome::Waiting, texts::not_ready_yet(language, name)),
        PodPhase::Running => {
            let min_ready = crate::time::Millis::seconds(set.min_ready_seconds);
            if pod.is_available(min_ready, simulation.now()) {
                link(Outcome::Yes, texts::ready_and_available(language, name))
            } else {
                link(Outcome::Waiting, texts::ready_not_long_enough(language, name))
            }
        }
    }
}

fn summary(
    set: &DaemonSet,
    node: &Node,
    (placement, obstacles): (&Placement, Vec<String>),
    pods: &[&Pod],
    language: Language,
) -> String {
    let (name, set) = (&node.name, &set.name);
    let mut against: Vec<String> = placement
        .reasons
        .iter()
        .filter(|reason| reason.forbids_new_pods())
        .map(|reason| sentences::short_reason(reason, language))
        .collect();
    against.extend(
        obstacles
            .into_iter()
            .map(|text| text.trim_end_matches(['.', '。']).to_owned()),
    );
    let against = against.join(language.between_clauses());
    match (placement.should_run, placement.should_continue_running, pods) {
        (true, _, []) => texts::has_no_pod_yet(language, name, set),
        (true, _, [pod]) if pod.ready => texts::pod_is_ready(language, name, set),
        (true, _, [_]) => texts::pod_is_not_ready(language, name, set),
        (true, _, [..]) => texts::has_many_pods(language, pods.len(), name, set),
        (false, _, []) => texts::does_not_run(language, name, &against, set),
        (false, true, _) => texts::keeps_its_pod(language, name, &against),
        (false, false, _) => texts::may_not_run(language, name, &against, set),
    }
}
