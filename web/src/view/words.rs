//! What happened, as sentences. Kubernetes' own words stay as they are.

use everynode_core::explain;
use everynode_core::sim::{Actor, Behavior, Change, DeletionCause, KubeletAct, Simulation, Step};
use everynode_core::time::Millis;

/// Who it was.
pub const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::User => "You",
        Actor::DaemonSetController => "DaemonSet controller",
        Actor::Scheduler => "Scheduler",
        Actor::Kubelet => "Kubelet",
        Actor::NodeLifecycle => "Node life cycle controller",
        Actor::TaintEviction => "Taint eviction controller",
        Actor::PodGarbageCollector => "Pod garbage collector",
        Actor::GarbageCollector => "Garbage collector",
    }
}

/// The last step at which something visible happened.
pub fn last_step(simulation: &Simulation) -> Option<&Step> {
    let done = &simulation.steps()[..simulation.cursor()];
    done.iter().rev().take(50).find(|step| !step.changes.is_empty())
}

/// The last step in a sentence.
pub fn last_deed(simulation: &Simulation) -> String {
    last_step(simulation)
        .map(|step| format!("{}: {}", actor(step.actor), deed(step)))
        .unwrap_or_default()
}

/// What was done in a step: its most telling change, and how many there were of the kind.
pub fn deed(step: &Step) -> String {
    let told: Vec<(u8, String)> = step
        .changes
        .iter()
        .map(|change| (weight(change), sentence(change)))
        .collect();
    let Some(most) = told.iter().map(|(weight, _)| *weight).max() else {
        return "looked, and found nothing to do".to_owned();
    };
    let mut equals = told.iter().filter(|(weight, _)| *weight == most);
    let first = equals.next().map(|(_, text)| text.clone()).unwrap_or_default();
    match equals.count() {
        0 => first,
        more => format!("{first}, and {more} more"),
    }
}

/// How much a change says about a step that has several.
const fn weight(change: &Change) -> u8 {
    match change {
        Change::PodCreated { .. } | Change::PodTerminating { .. } | Change::PodFailed { .. } => 9,
        Change::PodBound { .. } | Change::PodUnschedulable { .. } | Change::PodRemoved { .. } => 8,
        Change::PodReady { .. } => 7,
        Change::PodProgressed { .. } => 6,
        Change::DaemonSetCreated { .. } | Change::DaemonSetUpdated { .. } | Change::DaemonSetDeleted { .. } => 5,
        Change::NodeAdded { .. }
        | Change::NodeDeleted { .. }
        | Change::LabelSet { .. }
        | Change::LabelRemoved { .. }
        | Change::TaintAdded { .. }
        | Change::TaintRemoved { .. }
        | Change::Cordoned { .. }
        | Change::ConditionChanged { .. }
        | Change::KubeletSilent { .. }
        | Change::NamespaceLabeled { .. }
        | Change::BehaviorSet { .. } => 4,
        Change::RevisionCreated { .. } | Change::RevisionRenumbered { .. } | Change::RevisionDeleted { .. } => 3,
        Change::PodOwned { .. } | Change::PodRelabeled { .. } => 2,
        Change::StatusWritten { .. } => 1,
        Change::EventRecorded { .. } => 0,
    }
}

/// One change in a few words.
pub fn sentence(change: &Change) -> String {
    match change {
        Change::DaemonSetCreated { name, .. } => format!("created the DaemonSet {name}"),
        Change::DaemonSetUpdated {
            name,
            template_changed: true,
            ..
        } => format!("changed the pod template of {name}"),
        Change::DaemonSetUpdated {
            name,
            template_changed: false,
            ..
        } => format!("changed {name}, not its pod template"),
        Change::DaemonSetDeleted { name, .. } => format!("deleted the DaemonSet {name}"),
        Change::BehaviorSet { image, behavior, .. } => format!("{image} {}", fate(*behavior)),
        Change::NamespaceLabeled { namespace } => format!("labelled the namespace {namespace}"),
        Change::StatusWritten { status, .. } => {
            format!(
                "wrote the status: {} of {} ready",
                status.number_ready, status.desired_number_scheduled
            )
        }
        Change::RevisionCreated { revision, .. } => format!("recorded revision {revision}"),
        Change::RevisionRenumbered { revision, .. } => format!("made a former template revision {revision}"),
        Change::RevisionDeleted { name } => format!("forgot the revision {name}"),
        Change::NodeAdded { node } => format!("{node} joined"),
        Change::NodeDeleted { node } => format!("{node} left"),
        Change::LabelSet { node, key, value } => format!("set label {key}={value} on {node}"),
        Change::LabelRemoved { node, key } => format!("removed label {key} from {node}"),
        Change::TaintAdded { node, taint } => format!("put the taint {taint} on {node}"),
        Change::TaintRemoved { node, taint } => format!("took the taint {taint} off {node}"),
        Change::Cordoned {
            node,
            unschedulable: true,
        } => format!("cordoned {node}"),
        Change::Cordoned {
            node,
            unschedulable: false,
        } => format!("uncordoned {node}"),
        Change::ConditionChanged {
            node,
            condition,
            status,
        } => format!("{node}: {condition:?} is {status:?}"),
        Change::KubeletSilent { node, silent: true } => format!("the kubelet of {node} fell silent"),
        Change::KubeletSilent { node, silent: false } => format!("the kubelet of {node} is back"),
        Change::PodCreated {
            pod, node: Some(node), ..
        } => format!("created {} for {node}", short(pod)),
        Change::PodCreated { pod, node: None, .. } => format!("created {}", short(pod)),
        Change::PodBound { pod, node } => format!("bound {} to {node}", short(pod)),
        Change::PodUnschedulable { pod, message } => format!("cannot bind {}: {message}", short(pod)),
        Change::PodProgressed { pod, node, act, .. } => format!("{node}: {} {}", progress(*act), short(pod)),
        Change::PodReady { pod, node, ready: true } => format!("{node}: {} is ready", short(pod)),
        Change::PodReady {
            pod,
            node,
            ready: false,
        } => format!("{node}: {} is no longer ready", short(pod)),
        Change::PodFailed { pod, reason, .. } => format!("{} failed: {reason}", short(pod)),
        Change::PodTerminating { pod, cause, .. } => format!("deletes {}{}", short(pod), because(cause)),
        Change::PodRemoved { pod, .. } => format!("{} is gone", short(pod)),
        Change::PodOwned {
            pod,
            owner: Some(owner),
        } => format!("{owner} adopted {}", short(pod)),
        Change::PodOwned { pod, owner: None } => format!("released {}", short(pod)),
        Change::PodRelabeled { pod, .. } => format!("relabelled {}", short(pod)),
        Change::EventRecorded { message, .. } => message.to_string(),
    }
}

fn because(cause: &DeletionCause) -> String {
    match cause {
        DeletionCause::User => String::new(),
        DeletionCause::Controller { reason } => format!(": {}", explain::delete_reason(reason)),
        DeletionCause::Taint { taint } => format!(": the taint {taint} evicts it"),
        DeletionCause::Preemption { preemptor } => format!(": {} takes its place", short(preemptor)),
        DeletionCause::NodeGone => ": its node is gone".to_owned(),
        DeletionCause::OwnerGone => ": its owner is gone".to_owned(),
    }
}

const fn fate(behavior: Option<Behavior>) -> &'static str {
    match behavior {
        None => "is well again",
        Some(Behavior::PullFails) => "cannot be pulled any more",
        Some(Behavior::NeverReady) => "never becomes ready any more",
        Some(Behavior::Crashes { .. }) => "crashes from now on",
    }
}

const fn progress(act: KubeletAct) -> &'static str {
    match act {
        KubeletAct::Admit => "admitted",
        KubeletAct::FailPull => "cannot pull the image of",
        KubeletAct::Crash => "saw the end of",
        KubeletAct::Restart => "restarted",
        KubeletAct::Start => "started",
        KubeletAct::BecomeReady => "probed",
        KubeletAct::Stop => "stopped",
        KubeletAct::Remove => "removed",
    }
}

/// The end of a pod's name is enough to find it on the board.
fn short(pod: &str) -> &str {
    pod.rsplit('-').next().unwrap_or(pod)
}

/// A length of time as people say it: `850 ms`, `4.2 s`, `3 min 20 s`.
pub fn length(length: Millis) -> String {
    let millis = length.0.max(0);
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..60_000 => format!("{}.{} s", millis / 1_000, millis % 1_000 / 100),
        60_000..3_600_000 => format!("{} min {} s", millis / 60_000, millis % 60_000 / 1_000),
        _ => format!("{} h {} min", millis / 3_600_000, millis % 3_600_000 / 60_000),
    }
}

/// Thousandths of a core as people write cores: `4`, `0.25`.
pub fn cores(milli: i128) -> String {
    decimal(milli, 1000, 2)
}

/// Bytes as Kubernetes writes memory: `200Mi`, `16Gi`.
pub fn bytes(bytes: i128) -> String {
    let units = [(1 << 40, "Ti"), (1 << 30, "Gi"), (1 << 20, "Mi"), (1 << 10, "Ki")];
    let unit = units.into_iter().find(|(size, _)| bytes >= *size);
    unit.map_or_else(
        || bytes.to_string(),
        |(size, name)| format!("{}{name}", decimal(bytes, size, 1)),
    )
}

/// `amount` over `unit` with at most so many decimals, and no zeros at the end.
fn decimal(amount: i128, unit: i128, decimals: u32) -> String {
    let scale = 10_i128.pow(decimals);
    let scaled = (amount * scale + unit / 2) / unit;
    let width = usize::try_from(decimals).unwrap_or(0);
    let text = format!("{}.{:0width$}", scaled / scale, scaled % scale);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_short() {
        assert_eq!([cores(4000), cores(250), cores(0)], ["4", "0.25", "0"]);
        assert_eq!(
            [bytes(200 * 1024 * 1024), bytes(1 << 34), bytes(0)],
            ["200Mi", "16Gi", "0"]
        );
    }

    #[test]
    fn lengths_are_said_as_people_say_them() {
        assert_eq!(length(Millis(850)), "850 ms");
        assert_eq!(length(Millis(4_250)), "4.2 s");
        assert_eq!(length(Millis(200_000)), "3 min 20 s");
    }
}
