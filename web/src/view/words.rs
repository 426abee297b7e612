//! What happened, as sentences. Kubernetes' own words stay as they are.

use crate::texts::{deeds as texts, transport};
use everynode_core::explain::{self, Station};
use everynode_core::language::Language;
use everynode_core::objects::{ConditionStatus, SchedulingMode};
use everynode_core::sim::{Actor, Behavior, Change, Command, DeletionCause, KubeletAct, Simulation, Step};
use everynode_core::time::Millis;
use std::fmt::Display;

/// Who it was.
pub fn actor(actor: Actor, language: Language) -> &'static str {
    match actor {
        Actor::User => texts::user(language),
        Actor::DaemonSetController => texts::daemon_set_controller(language),
        Actor::Scheduler => texts::scheduler(language),
        Actor::Kubelet => texts::kubelet(language),
        Actor::NodeLifecycle => texts::node_lifecycle(language),
        Actor::TaintEviction => texts::taint_eviction(language),
        Actor::PodGarbageCollector => texts::pod_garbage_collector(language),
        Actor::GarbageCollector => texts::garbage_collector(language),
        Actor::NamespaceController => texts::namespace_controller(language),
    }
}

/// Who decided.
pub fn station(station: Station, language: Language) -> &'static str {
    match station {
        Station::DaemonSetController => texts::daemon_set_controller(language),
        Station::Admission => texts::admission(language),
        Station::Scheduler => texts::scheduler(language),
        Station::Kubelet => texts::kubelet(language),
    }
}

/// The same in attributes.
pub const fn station_name(station: Station) -> &'static str {
    match station {
        Station::DaemonSetController => "controller",
        Station::Admission => "admission",
        Station::Scheduler => "scheduler",
        Station::Kubelet => "kubelet",
    }
}

/// The last step at which something visible happened.
pub fn last_step(simulation: &Simulation) -> Option<&Step> {
    let done = &simulation.steps()[..simulation.cursor()];
    done.iter().rev().take(50).find(|step| !step.changes.is_empty())
}

/// The last step in a sentence.
pub fn last_deed(simulation: &Simulation, language: Language) -> String {
    last_step(simulation).map_or_else(String::new, |step| did(step, language))
}

/// A step in a sentence: who, and what.
pub fn did(step: &Step, language: Language) -> String {
    texts::did(language, &actor(step.actor, language), &deed(step, language))
}

/// What was done in a step: its most telling change, and how many there were of the kind.
pub fn deed(step: &Step, language: Language) -> String {
    let Some(most) = step.changes.iter().map(weight).max() else {
        return texts::nothing_to_do(language).to_owned();
    };
    let mut equals = step.changes.iter().filter(|change| weight(change) == most);
    let first = equals
        .next()
        .map(|change| sentence(change, language))
        .unwrap_or_default();
    match equals.count() {
        0 => first,
        more => texts::and_more(language, &first, more),
    }
}

/// What a person did on the page that is no command of kubectl's, and why; `None` for what is one, or came from a text.
pub fn by_hand(command: &Command, language: Language) -> Option<String> {
    if let Command::RunPods { nodes, replicas, .. } = command {
        let each = i64::from(*replicas);
        return Some(match nodes.len() {
            0 => texts::pods_run_everywhere(language, each),
            _ => texts::pods_run(language, each, &nodes.join(language.between_items())),
        });
    }
    Some(texts::not_for_kubectl(language, &own_deed(command, language)?))
}

fn own_deed(command: &Command, language: Language) -> Option<String> {
    let condition = |of: &str, condition: &dyn Display, status: ConditionStatus| {
        texts::condition_changed(language, condition, &of, &format_args!("{status:?}"))
    };
    let status = |holds: bool| {
        if holds {
            ConditionStatus::True
        } else {
            ConditionStatus::False
        }
    };
    let deed = match command {
        Command::AddNode { node, .. } => texts::node_added(language, &node.name),
        Command::ShutDownNode { node } => texts::machine_off(language, node),
        Command::StartNode { node } => texts::machine_on(language, node),
        Command::RunOut {
            node,
            condition: of,
            lacks,
        } => condition(node, &format_args!("{of:?}"), status(*lacks)),
        Command::SetCondition {
            node,
            condition: of,
            status,
        } => condition(node, &format_args!("{of:?}"), *status),
        Command::SetPodCondition {
            name,
            condition: of,
            status: holds,
            ..
        } => condition(short(name), of, status(*holds)),
        Command::SilenceKubelet { node } => texts::kubelet_silent(language, node),
        Command::ResumeKubelet { node } => texts::kubelet_back(language, node),
        Command::SetBehavior { image, behavior, .. } => fate(image, *behavior, language),
        Command::SetKubelets { kubelets: Some(_) } => texts::kubelets_scripted(language).to_owned(),
        Command::SetKubelets { kubelets: None } => texts::kubelets_unscripted(language).to_owned(),
        Command::SetSchedulingMode { mode } => scheduling(*mode, language).to_owned(),
        Command::FailPod { name, reason, .. } => texts::pod_failed(language, &short(name), reason),
        Command::Batch { commands } => match &commands[..] {
            [] => return None,
            [one] => own_deed(one, language)?,
            [first, more @ ..] => texts::and_more(language, &own_deed(first, language)?, more.len()),
        },
        Command::ApplyDaemonSet { .. }
        | Command::DeleteDaemonSet { .. }
        | Command::SetNamespaceLabels { .. }
        | Command::Import { .. }
        | Command::Requests { .. }
        | Command::SetNodes { .. }
        | Command::DeleteNode { .. }
        | Command::SetLabel { .. }
        | Command::RemoveLabel { .. }
        | Command::SetTaint { .. }
        | Command::RemoveTaint { .. }
        | Command::Cordon { .. }
        | Command::Uncordon { .. }
        | Command::DeletePod { .. }
        | Command::RunPods { .. } => return None,
    };
    Some(deed)
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
        | Change::SchedulingModeSet { .. }
        | Change::BehaviorSet { .. }
        | Change::ObjectCreated { .. }
        | Change::ObjectUpdated { .. }
        | Change::ObjectDeleted { .. }
        | Change::KubeletsSet { .. } => 4,
        Change::RevisionCreated { .. } | Change::RevisionRenumbered { .. } | Change::RevisionDeleted { .. } => 3,
        Change::PodOwned { .. } | Change::PodRelabeled { .. } => 2,
        Change::StatusWritten { .. } => 1,
        Change::EventRecorded { .. } => 0,
    }
}

/// One change in a few words.
pub fn sentence(change: &Change, language: Language) -> String {
    match change {
        Change::DaemonSetCreated { name, .. } => texts::set_created(language, name),
        Change::DaemonSetUpdated {
            name, template_changed, ..
        } if *template_changed => texts::template_changed(language, name),
        Change::DaemonSetUpdated { name, .. } => texts::set_changed(language, name),
        Change::DaemonSetDeleted { name, .. } => texts::set_deleted(language, name),
        Change::BehaviorSet { image, behavior, .. } => fate(image, *behavior, language),
        Change::SchedulingModeSet { mode } => scheduling(*mode, language).to_owned(),
        Change::NamespaceLabeled { namespace } => texts::namespace_labelled(language, namespace),
        Change::StatusWritten { status, .. } => {
            texts::status_written(language, status.desired_number_scheduled, status.number_ready)
        }
        Change::RevisionCreated { revision, .. } => texts::revision_created(language, revision),
        Change::RevisionRenumbered { revision, .. } => texts::revision_renumbered(language, revision),
        Change::RevisionDeleted { name } => texts::revision_deleted(language, name),
        Change::NodeAdded { node } => texts::node_added(language, node),
        Change::NodeDeleted { node } => texts::node_deleted(language, node),
        Change::LabelSet { node, key, value } => texts::label_set(language, &format_args!("{key}={value}"), node),
        Change::LabelRemoved { node, key } => texts::label_removed(language, key, node),
        Change::TaintAdded { node, taint } => texts::taint_added(language, node, taint),
        Change::TaintRemoved { node, taint } => texts::taint_removed(language, node, taint),
        Change::Cordoned { node, unschedulable } if *unschedulable => texts::cordoned(language, node),
        Change::Cordoned { node, .. } => texts::uncordoned(language, node),
        Change::ConditionChanged {
            node,
            condition,
            status,
        } => texts::condition_changed(
            language,
            &format_args!("{condition:?}"),
            node,
            &format_args!("{status:?}"),
        ),
        Change::KubeletSilent { node, silent } if *silent => texts::kubelet_silent(language, node),
        Change::KubeletSilent { node, .. } => texts::kubelet_back(language, node),
        Change::KubeletsSet { scripted } if *scripted => texts::kubelets_scripted(language).to_owned(),
        Change::KubeletsSet { .. } => texts::kubelets_unscripted(language).to_owned(),
        Change::PodCreated {
            pod, node: Some(node), ..
        } => texts::pod_created_for(language, node, &short(pod)),
        Change::PodCreated { pod, node: None, .. } => texts::pod_created(language, &short(pod)),
        Change::PodBound { pod, node } => texts::pod_bound(language, node, &short(pod)),
        Change::PodUnschedulable { pod, message } => texts::pod_unschedulable(language, message, &short(pod)),
        Change::PodProgressed { pod, node, act, .. } => progress(*act, node, pod, language),
        Change::PodReady { pod, node, ready } if *ready => texts::pod_ready(language, node, &short(pod)),
        Change::PodReady { pod, node, .. } => texts::pod_not_ready(language, node, &short(pod)),
        Change::PodFailed { pod, reason, .. } => texts::pod_failed(language, &short(pod), reason),
        Change::PodTerminating { pod, cause, .. } => deletion(pod, cause, language),
        Change::PodRemoved { pod, .. } => texts::pod_gone(language, &short(pod)),
        Change::PodOwned {
            pod,
            owner: Some(owner),
        } => texts::pod_adopted(language, owner, &short(pod)),
        Change::PodOwned { pod, owner: None } => texts::pod_released(language, &short(pod)),
        Change::PodRelabeled { pod, .. } => texts::pod_relabelled(language, &short(pod)),
        Change::ObjectCreated { kind, name, .. } => texts::object_created(language, kind, name),
        Change::ObjectUpdated { kind, name, .. } => texts::object_updated(language, kind, name),
        Change::ObjectDeleted { kind, name, .. } => texts::object_deleted(language, kind, name),
        Change::EventRecorded { message, .. } => message.to_string(),
    }
}

fn scheduling(mode: SchedulingMode, language: Language) -> &'static str {
    match mode {
        SchedulingMode::DefaultScheduler => texts::scheduler_binds(language),
        SchedulingMode::DaemonSetController => texts::controller_places(language),
    }
}

fn deletion(pod: &str, cause: &DeletionCause, language: Language) -> String {
    let reason = match cause {
        DeletionCause::User => return texts::pod_deleted(language, &short(pod)),
        DeletionCause::Controller { reason } => explain::delete_reason(reason, language),
        DeletionCause::Taint { taint } => texts::evicted_by_taint(language, taint),
        DeletionCause::Preemption { preemptor } => texts::preempted_by(language, &short(preemptor)),
        DeletionCause::NodeGone => texts::node_gone(language).to_owned(),
        DeletionCause::OwnerGone => texts::owner_gone(language).to_owned(),
        DeletionCause::NamespaceGone => texts::namespace_gone(language).to_owned(),
    };
    texts::pod_deleted_because(language, &short(pod), &reason)
}

fn fate(image: &str, behavior: Option<Behavior>, language: Language) -> String {
    match behavior {
        None => texts::image_mended(language, &image),
        Some(Behavior::PullFails) => texts::image_pull_fails(language, &image),
        Some(Behavior::NeverReady) => texts::image_never_ready(language, &image),
        Some(Behavior::Crashes { .. }) => texts::image_crashes(language, &image),
        Some(Behavior::Slow { .. }) => texts::image_slow(language, &image),
        Some(Behavior::Hangs { .. }) => texts::image_hangs(language, &image),
    }
}

fn progress(act: KubeletAct, node: &str, pod: &str, language: Language) -> String {
    let say = match act {
        KubeletAct::Admit => texts::pod_admitted,
        KubeletAct::FailPull => texts::pod_pull_failed,
        KubeletAct::Crash => texts::pod_crashed,
        KubeletAct::Restart => texts::pod_restarted,
        KubeletAct::Initialize => texts::pod_initialized,
        KubeletAct::BackOff => texts::pod_backs_off,
        KubeletAct::ProbeFails => texts::pod_probe_failed,
        KubeletAct::Start => texts::pod_started,
        KubeletAct::BecomeReady => texts::pod_probed,
        KubeletAct::Stop => texts::pod_stopped,
        KubeletAct::Kill => texts::pod_killed,
        KubeletAct::Remove => texts::pod_cleared,
    };
    say(language, &node, &short(pod))
}

/// The end of a pod's name is enough to find it on the board.
fn short(pod: &str) -> &str {
    pod.rsplit('-').next().unwrap_or(pod)
}

/// A length of time as people say it: `850 ms`, `4.2 s`, `3 min 20 s`.
pub fn length(length: Millis, language: Language) -> String {
    let millis = length.0.max(0);
    match millis {
        0..1_000 => transport::milliseconds(language, millis),
        1_000..60_000 => {
            let seconds = format!("{}.{}", millis / 1_000, millis % 1_000 / 100);
            transport::seconds(language, &seconds)
        }
        60_000..3_600_000 => transport::minutes(language, millis / 60_000, millis % 60_000 / 1_000),
        _ => transport::hours(language, millis / 3_600_000, millis % 3_600_000 / 60_000),
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
    use everynode_core::sim::{ForeignPod, NodeConditionKind};

    #[test]
    fn amounts_are_short() {
        assert_eq!([cores(4000), cores(250), cores(0)], ["4", "0.25", "0"]);
        assert_eq!(
            [bytes(200 * 1024 * 1024), bytes(1 << 34), bytes(0)],
            ["200Mi", "16Gi", "0"]
        );
    }

    #[test]
    fn what_kubectl_does_not_do_is_said_in_a_sentence() {
        let node = || "node-2".into();
        let said = |command: Command| Language::ALL.map(|language| by_hand(&command, language));
        let some = |english: &str, chinese: &str| [english, chinese].map(|text| Some(text.to_owned()));
        assert_eq!(
            said(Command::ShutDownNode { node: node() }),
            some(
                "node-2 is shut down (nothing that kubectl does)",
                "node-2 关机（这不归 kubectl 管）"
            )
        );
        assert_eq!(
            said(Command::RunOut {
                node: node(),
                condition: NodeConditionKind::MemoryPressure,
                lacks: true,
            }),
            some(
                "node-2: MemoryPressure is True (nothing that kubectl does)",
                "node-2：MemoryPressure 变为 True（这不归 kubectl 管）"
            )
        );
        assert_eq!(
            said(Command::RunPods {
                nodes: vec![node()],
                pod: ForeignPod::default(),
                replicas: 3,
            }),
            some(
                "3 other pods on node-2 (kubectl run makes one at a time)",
                "在 node-2 上运行 3 个其他 Pod（kubectl run 一次只创建一个）"
            )
        );
        assert_eq!(said(Command::Cordon { node: node() }), [None, None]);
    }

    #[test]
    fn lengths_are_said_as_people_say_them() {
        let said = |millis| Language::ALL.map(|language| length(Millis(millis), language));
        assert_eq!(said(850), ["850 ms", "850 毫秒"]);
        assert_eq!(said(4_250), ["4.2 s", "4.2 秒"]);
        assert_eq!(said(200_000), ["3 min 20 s", "3 分 20 秒"]);
        assert_eq!(said(7_260_000), ["2 h 1 min", "2 小时 1 分"]);
    }
}
