//! Why the scheduler does not bind a pod to its node: what decided, which field says so, and what would change it.

use super::why::{Link, Outcome};
use crate::node::taints::taint_text;
use crate::objects::ObjectKey;
use crate::scheduler::{self, Decision, FilterReason, Ineligible, Preemption, PreemptionAnswer, Shortage};
use crate::sim::Actor;

/// What the scheduler found against the nodes it looked at, and whether evicting others would help.
pub(super) fn links(outcome: &scheduler::Outcome) -> Vec<Link> {
    let link = |outcome, text: String, path: Option<&'static str>| Link {
        actor: Actor::Scheduler,
        outcome,
        text,
        path: path.map(str::to_owned),
    };
    let reasons = outcome.rejections.iter().flat_map(|rejection| &rejection.reasons);
    let mut links: Vec<Link> = reasons
        .map(|reason| link(Outcome::No, sentence(reason), path(reason)))
        .collect();
    if let Decision::Unschedulable(preemption) = &outcome.decision {
        let (help, text) = preemption_sentence(preemption);
        links.push(link(help, text, None));
    }
    links
}

/// The smallest changes that would let the scheduler bind the pod to `node`.
pub(super) fn advice(outcome: &scheduler::Outcome, node: &str) -> Vec<String> {
    let rejection = outcome.rejections.iter().find(|rejection| *rejection.node == *node);
    let reasons = rejection.into_iter().flat_map(|rejection| &rejection.reasons);
    reasons.map(|reason| remedy(reason, node)).collect()
}

/// One reason, in a whole sentence.
pub fn sentence(reason: &FilterReason) -> String {
    match reason {
        FilterReason::NodeUnschedulable => "The node is cordoned, and the pod does not tolerate that.".to_owned(),
        FilterReason::NodeName { requested } => format!("The pod's nodeName is {requested}."),
        FilterReason::UntoleratedTaint { taint } => format!("The taint {} is not tolerated.", taint_text(taint)),
        FilterReason::NodeAffinity {
            selector_entry: Some((key, value)),
        } => format!("nodeSelector asks for {key}={value}, which this node does not have."),
        FilterReason::NodeAffinity { selector_entry: None } => {
            "The required node affinity does not match this node.".to_owned()
        }
        FilterReason::HostPort { port, pod } => format!("The pod {} already has the host port {port}.", name(pod)),
        FilterReason::TooManyPods(Shortage { used, capacity, .. }) => {
            format!("The node may have {capacity} pods and has {used}.")
        }
        FilterReason::Insufficient(shortage) => insufficient(shortage),
        FilterReason::Disk { pod } => format!("The pod {} already has the disk.", name(pod)),
        FilterReason::SpreadLabelMissing { topology_key } => {
            format!("The pods are to be spread by the label {topology_key}, which this node does not have.")
        }
        FilterReason::Spread {
            topology_key,
            skew,
            max_skew,
        } => format!("With this pod, {topology_key} would be {skew} pods uneven; {max_skew} are allowed."),
        FilterReason::PodAffinity { topology_key } => {
            format!("No pod that this one has to be with runs in the same {topology_key}.")
        }
        FilterReason::PodAntiAffinity { topology_key, pod } => {
            format!(
                "The pod {} runs in the same {topology_key}, and this one must not be with it.",
                name(pod)
            )
        }
        FilterReason::ExistingPodAntiAffinity { topology_key, pod } => {
            format!(
                "The pod {} runs in the same {topology_key} and keeps this one away.",
                name(pod)
            )
        }
    }
}

fn insufficient(shortage: &Shortage) -> String {
    let Shortage {
        resource,
        requested,
        used,
        capacity,
    } = shortage;
    let [requested_text, used, capacity_text] =
        [*requested, *used, *capacity].map(|amount| amount_text(resource, amount));
    let all = if *requested > *capacity {
        " It would not fit an empty node either."
    } else {
        ""
    };
    format!("The pod asks for {requested_text} {resource}; of {capacity_text}, others have been given {used}.{all}")
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

fn remedy(reason: &FilterReason, node: &str) -> String {
    match reason {
        FilterReason::NodeUnschedulable => format!("kubectl uncordon {node}"),
        FilterReason::NodeName { .. } => "Take nodeName out of the template.".to_owned(),
        FilterReason::UntoleratedTaint { taint } => format!(
            "Tolerate {} in the template, or: kubectl taint node {node} {}:{}-",
            taint_text(taint),
            taint.key,
            taint.effect.name()
        ),
        FilterReason::NodeAffinity {
            selector_entry: Some((key, value)),
        } => format!("kubectl label node {node} {key}={value} --overwrite"),
        FilterReason::NodeAffinity { selector_entry: None } => "Change the required node affinity.".to_owned(),
        FilterReason::HostPort { port, pod } => {
            format!(
                "Use another host port than {}, or delete the pod {}.",
                port.port,
                name(pod)
            )
        }
        FilterReason::TooManyPods(_) => format!("Delete a pod of {node}, or let the node have more."),
        FilterReason::Insufficient(shortage) => {
            let free = (shortage.capacity - shortage.used).max(0);
            let less = format!(
                "Ask for at most {} {}",
                amount_text(&shortage.resource, free),
                shortage.resource
            );
            if shortage.requested > shortage.capacity {
                format!("{less}, or let the node have more.")
            } else {
                format!("{less}, make room on {node}, or give the pod a higher priority class.")
            }
        }
        FilterReason::Disk { pod } => format!("Delete the pod {}, or mount the disk read-only in both.", name(pod)),
        FilterReason::SpreadLabelMissing { topology_key } => format!("kubectl label node {node} {topology_key}=VALUE"),
        FilterReason::Spread { .. } => "Raise maxSkew, or use whenUnsatisfiable: ScheduleAnyway.".to_owned(),
        FilterReason::PodAffinity { .. } => "Take the required podAffinity out of the template.".to_owned(),
        FilterReason::PodAntiAffinity { pod, .. } | FilterReason::ExistingPodAntiAffinity { pod, .. } => {
            format!("Delete the pod {}, or change the anti-affinity.", name(pod))
        }
    }
}

fn preemption_sentence(preemption: &Preemption) -> (Outcome, String) {
    match preemption {
        Preemption::Nominated { node, victims } => {
            let names: Vec<String> = victims.iter().map(name).collect();
            let text = format!("On {node}, pods of lower priority make room: {}.", names.join(", "));
            (Outcome::Waiting, text)
        }
        Preemption::NotEligible(Ineligible::PolicyNever) => {
            let text = "The pod may not evict others: its preemptionPolicy is Never.";
            (Outcome::No, text.to_owned())
        }
        Preemption::NotEligible(Ineligible::TerminatingPod { pod }) => {
            let text = format!("It waits until the pod {}, evicted to make room, is gone.", name(pod));
            (Outcome::Waiting, text)
        }
        Preemption::Failed { answers } => {
            let text = match answers.first() {
                None => "Evicting pods would not help.",
                Some((_, PreemptionAnswer::NoVictims)) => "No pod here has a lower priority, so none can be evicted.",
                Some((_, PreemptionAnswer::StillRejected(_))) => {
                    "Even without all pods of lower priority it would not fit."
                }
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
            assert_eq!(sentence(&FilterReason::Insufficient(shortage)), expected);
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
        let links = links(&outcome);
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
            advice(&outcome, "n"),
            ["Ask for at most 1 cpu, or let the node have more."]
        );
    }
}
