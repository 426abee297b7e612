//! Why the scheduler does not bind a pod to its node: what decided, which field says so, and what would change it.

use super::why::{Link, Outcome, Station};
use crate::language::Language;
use crate::node::taints::taint_text;
use crate::objects::ObjectKey;
use crate::scheduler::{self, Decision, FilterReason, Ineligible, Preemption, PreemptionAnswer, Shortage};
use crate::texts::scheduling as texts;

/// What the scheduler found against the nodes it looked at, and whether evicting others would help.
pub(super) fn links(outcome: &scheduler::Outcome, language: Language) -> Vec<Link> {
    let link = |outcome, text: String, path: Option<&'static str>| Link {
        actor: Station::Scheduler,
        outcome,
        text,
        path: path.map(str::to_owned),
        part: None,
    };
    let reasons = outcome.rejections.iter().flat_map(|rejection| &rejection.reasons);
    let mut links: Vec<Link> = reasons
        .map(|reason| link(Outcome::No, sentence(reason, language), path(reason)))
        .collect();
    if let Decision::Unschedulable(preemption) = &outcome.decision {
        let (help, text) = preemption_sentence(preemption, language);
        links.push(link(help, text, None));
    }
    links
}

/// The smallest changes that would let the scheduler bind the pod to `node`.
pub(super) fn advice(outcome: &scheduler::Outcome, node: &str, language: Language) -> Vec<String> {
    let rejection = outcome.rejections.iter().find(|rejection| *rejection.node == *node);
    let reasons = rejection.into_iter().flat_map(|rejection| &rejection.reasons);
    reasons.map(|reason| remedy(reason, node, language)).collect()
}

/// One reason, in a whole sentence.
pub fn sentence(reason: &FilterReason, language: Language) -> String {
    match reason {
        FilterReason::NodeUnschedulable => texts::unschedulable(language).to_owned(),
        FilterReason::NodeName { requested } => texts::node_name(language, requested),
        FilterReason::UntoleratedTaint { taint } => texts::untolerated_taint(language, &taint_text(taint)),
        FilterReason::NodeAffinity {
            selector_entry: Some((key, value)),
        } => texts::selector_entry(language, &format_args!("{key}={value}")),
        FilterReason::NodeAffinity { selector_entry: None } => texts::node_affinity(language).to_owned(),
        FilterReason::HostPort { port, pod } => texts::host_port(language, &name(pod), port),
        FilterReason::TooManyPods(Shortage { used, capacity, .. }) => texts::too_many_pods(language, capacity, used),
        FilterReason::Insufficient(shortage) => insufficient(shortage, language),
        FilterReason::Disk { pod } => texts::disk(language, &name(pod)),
        FilterReason::SpreadLabelMissing { topology_key } => texts::spread_label_missing(language, topology_key),
        FilterReason::Spread {
            topology_key,
            skew,
            max_skew,
        } => texts::spread(language, topology_key, max_skew, skew),
        FilterReason::PodAffinity { topology_key } => texts::pod_affinity(language, topology_key),
        FilterReason::PodAntiAffinity { topology_key, pod } => {
            texts::pod_anti_affinity(language, topology_key, &name(pod))
        }
        FilterReason::ExistingPodAntiAffinity { topology_key, pod } => {
            texts::existing_pod_anti_affinity(language, topology_key, &name(pod))
        }
    }
}

fn insufficient(shortage: &Shortage, language: Language) -> String {
    let Shortage {
        resource,
        requested,
        used,
        capacity,
    } = shortage;
    let [requested_text, used, capacity_text] =
        [*requested, *used, *capacity].map(|amount| amount_text(resource, amount));
    if *requested > *capacity {
        texts::insufficient_ever(language, &capacity_text, &requested_text, resource, &used)
    } else {
        texts::insufficient(language, &capacity_text, &requested_text, resource, &used)
    }
}

/// The field of the DaemonSet that a reason comes from.
const fn path(reason: &FilterReason) -> Option<&'static str> {
    match reason {
        FilterReason::NodeName { .. } => Some("spec.template.spec.nodeName"),
        FilterReason::NodeUnschedulable | FilterReason::UntoleratedTaint { .. } => {
            Some("spec.template.spec.tolerations")
        }
        FilterReason::NodeAffinity { .. } => Some("spec.template.spec.nodeSelector"),
        FilterReason::HostPort { .. } | FilterReason::Insufficient(_) => Some("spec.template.spec.containers"),
        FilterReason::Disk { .. } => Some("spec.template.spec.volumes"),
        FilterReason::SpreadLabelMissing { .. } | FilterReason::Spread { .. } => {
            Some("spec.template.spec.topologySpreadConstraints")
        }
        FilterReason::PodAffinity { .. } => Some("spec.template.spec.affinity.podAffinity"),
        FilterReason::PodAntiAffinity { .. } => Some("spec.template.spec.affinity.podAntiAffinity"),
        FilterReason::TooManyPods(_) | FilterReason::ExistingPodAntiAffinity { .. } => None,
    }
}

pub(super) fn remedy(reason: &FilterReason, node: &str, language: Language) -> String {
    match reason {
        FilterReason::NodeUnschedulable => format!("kubectl uncordon {node}"),
        FilterReason::NodeName { .. } => texts::take_node_name_out(language).to_owned(),
        FilterReason::UntoleratedTaint { taint } => texts::tolerate(
            language,
            &format_args!("kubectl taint node {node} {}:{}-", taint.key, taint.effect.name()),
            &taint_text(taint),
        ),
        FilterReason::NodeAffinity {
            selector_entry: Some((key, value)),
        } => format!("kubectl label node {node} {key}={value} --overwrite"),
        FilterReason::NodeAffinity { selector_entry: None } => texts::change_affinity(language).to_owned(),
        FilterReason::HostPort { port, pod } => texts::other_host_port(language, &name(pod), &port.port),
        FilterReason::TooManyPods(_) => texts::delete_a_pod(language, &node),
        FilterReason::Insufficient(shortage) => {
            let free = (shortage.capacity - shortage.used).max(0);
            let free = amount_text(&shortage.resource, free);
            if shortage.requested > shortage.capacity {
                texts::ask_for_less(language, &free, &shortage.resource)
            } else {
                texts::make_room(language, &free, &node, &shortage.resource)
            }
        }
        FilterReason::Disk { pod } => texts::mount_read_only(language, &name(pod)),
        FilterReason::SpreadLabelMissing { topology_key } => format!("kubectl label node {node} {topology_key}=VALUE"),
        FilterReason::Spread { .. } => texts::raise_max_skew(language).to_owned(),
        FilterReason::PodAffinity { .. } => texts::take_pod_affinity_out(language).to_owned(),
        FilterReason::PodAntiAffinity { pod, .. } | FilterReason::ExistingPodAntiAffinity { pod, .. } => {
            texts::change_anti_affinity(language, &name(pod))
        }
    }
}

fn preemption_sentence(preemption: &Preemption, language: Language) -> (Outcome, String) {
    match preemption {
        Preemption::Nominated { node, victims } => {
            let names: Vec<String> = victims.iter().map(name).collect();
            let text = texts::make_room_on(language, node, &names.join(language.between_items()));
            (Outcome::Waiting, text)
        }
        Preemption::NotEligible(Ineligible::PolicyNever) => {
            let text = texts::policy_never(language);
            (Outcome::No, text.to_owned())
        }
        Preemption::NotEligible(Ineligible::TerminatingPod { pod }) => {
            let text = texts::waits_for_victim(language, &name(pod));
            (Outcome::Waiting, text)
        }
        Preemption::Failed { answers } => {
            let text = match answers.first() {
                None => texts::would_not_help(language),
                Some((_, PreemptionAnswer::NoVictims)) => texts::no_victims(language),
                Some((_, PreemptionAnswer::StillRejected(_))) => texts::still_no_fit(language),
            };
            (Outcome::No, text.to_owned())
        }
    }
}

fn name((namespace, name): &ObjectKey) -> String {
    format!("{namespace}/{name}")
}

/// An amount as one would write it: `600m`, `1.5Gi`.
fn amount_text(resource: &str, amount: i128) -> String {
    if resource == "cpu" {
        return match (amount / 1000, amount % 1000) {
            (cores, 0) => cores.to_string(),
            _ => format!("{amount}m"),
        };
    }
    let in_bytes = matches!(resource, "memory" | "ephemeral-storage") || resource.starts_with("hugepages-");
    let units = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let unit = units.iter().find(|(_, shift)| in_bytes && amount >= 1 << shift);
    unit.map_or_else(
        || amount.to_string(),
        |(suffix, shift)| match (amount >> shift, ((amount * 10) >> shift) % 10) {
            (whole, 0) => format!("{whole}{suffix}"),
            (whole, tenth) => format!("{whole}.{tenth}{suffix}"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::Node;
    use crate::scheduler::{ClusterView, PodRecord};
    use serde_json::json;

    #[test]
    fn a_shortage_names_what_is_asked_for_given_and_there() {
        let cases = [
            (
                ("cpu", 600, 1500, 2000),
                "The pod asks for 600m cpu; of 2, others have been given 1500m.",
            ),
            (
                ("memory", 5 << 30, 3 << 29, 4 << 30),
                "The pod asks for 5Gi memory; of 4Gi, others have been given 1.5Gi. It would not fit an empty node either.",
            ),
            (
                ("example.com/gpu", 1, 1024, 1024),
                "The pod asks for 1 example.com/gpu; of 1024, others have been given 1024.",
            ),
        ];
        for ((resource, requested, used, capacity), expected) in cases {
            let shortage = Shortage {
                resource: resource.into(),
                requested,
                used,
                capacity,
            };
            let reason = FilterReason::Insufficient(shortage);
            assert_eq!(sentence(&reason, Language::English), expected);
        }
    }

    /// The node has a core, and the pod wants two.
    #[test]
    fn a_pod_that_waits_says_what_decided_and_what_to_do() {
        let nodes = [Node::from_json(&json!({
            "metadata": {"name": "n"}, "status": {"allocatable": {"cpu": "1", "pods": "10"}},
        }))];
        let pod = PodRecord::from_json(&json!({
            "metadata": {"name": "agent"},
            "spec": {"containers": [{"name": "agent", "resources": {"requests": {"cpu": "2"}}}]},
        }));
        let cluster = ClusterView {
            nodes: &scheduler::views(&nodes, &[]),
            total_nodes: 1,
            budgets: &[],
        };
        let outcome = scheduler::schedule(&cluster, &pod.incoming());
        let links = links(&outcome, Language::English);
        let said: Vec<&str> = links.iter().map(|link| &*link.text).collect();
        assert_eq!(
            said,
            [
                "The pod asks for 2 cpu; of 1, others have been given 0. It would not fit an empty node either.",
                "Evicting pods would not help.",
            ]
        );
        assert_eq!(links[0].path.as_deref(), Some("spec.template.spec.containers"));
        assert_eq!(
            advice(&outcome, "n", Language::English),
            ["Ask for at most 1 cpu, or let the node have more."]
        );
    }
}
