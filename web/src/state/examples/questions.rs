//! One example for each of the questions that people ask most about DaemonSets, at the moment that answers it.

use super::{Doing, Example, Opens, Text};
use crate::texts::examples as texts;
use everynode_core::objects::{Taint, TaintEffect};
use everynode_core::sim::{Behavior, Command, ForeignPod, NodeConditionKind};

/// What questions are about, with the words for it.
#[derive(Debug)]
pub struct Topic {
    /// Stable name.
    pub id: &'static str,
    /// Its heading.
    pub title: Text,
}

const PLAIN: &str = include_str!("every.yaml");
const SELECTED: &str = include_str!("questions/selected.yaml");
const ROLLING: &str = include_str!("questions/rolling.yaml");
const READY: &str = include_str!("questions/ready.yaml");
const SURGE: &str = include_str!("questions/surge.yaml");
const ON_DELETE: &str = include_str!("questions/on-delete.yaml");
const MIN_READY: &str = include_str!("questions/min-ready.yaml");

/// The questions by topic, in the order of the gallery.
pub static QUESTIONS: [(Topic, &[Example]); 6] = [
    (
        Topic {
            id: "placement",
            title: texts::topic_placement,
        },
        &PLACEMENT,
    ),
    (
        Topic {
            id: "taints",
            title: texts::topic_taints,
        },
        &TAINTS,
    ),
    (
        Topic {
            id: "scheduling",
            title: texts::topic_scheduling,
        },
        &SCHEDULING,
    ),
    (
        Topic {
            id: "rollouts",
            title: texts::topic_rollouts,
        },
        &ROLLOUTS,
    ),
    (
        Topic {
            id: "nodes",
            title: texts::topic_nodes,
        },
        &NODES,
    ),
    (
        Topic {
            id: "owners",
            title: texts::topic_owners,
        },
        &OWNERS,
    ),
];

static PLACEMENT: [Example; 3] = [
    Example {
        id: "desired-zero",
        title: texts::desired_zero_title,
        caption: texts::desired_zero_caption,
        attempt: Some(texts::desired_zero_try),
        manifest: SELECTED,
        nodes: "worker-[1-3] disktype=ssd\n",
        deeds: &[],
        opens: Opens::MovingAt(10_000),
        node: "worker-1",
    },
    Example {
        id: "label-removed",
        title: texts::label_removed_title,
        caption: texts::label_removed_caption,
        attempt: Some(texts::label_removed_try),
        manifest: SELECTED,
        nodes: "worker-1 disk=ssd\nworker-2 disk=ssd\nworker-3 disk=ssd\n",
        deeds: &[(
            30_000,
            Doing::Do(|| Command::RemoveLabel {
                node: "worker-2".into(),
                key: "disk".into(),
            }),
        )],
        opens: Opens::StillAt(30_200),
        node: "worker-2",
    },
    Example {
        id: "switch-off",
        title: texts::switch_off_title,
        caption: texts::switch_off_caption,
        attempt: Some(texts::switch_off_try),
        manifest: ROLLING,
        nodes: "worker-[1-4]\n",
        deeds: &[(
            30_000,
            Doing::Edit(
                "    spec:\n      containers",
                "    spec:\n      nodeSelector:\n        switched-off: \"true\"\n      containers",
            ),
        )],
        opens: Opens::MovingAt(90_000),
        node: "",
    },
];

static TAINTS: [Example; 3] = [
    Example {
        id: "control-plane",
        title: texts::control_plane_title,
        caption: texts::control_plane_caption,
        attempt: Some(texts::control_plane_try),
        manifest: PLAIN,
        nodes: "control-plane taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-1\nworker-2\n",
        deeds: &[],
        opens: Opens::MovingAt(30_000),
        node: "control-plane",
    },
    Example {
        id: "misscheduled",
        title: texts::misscheduled_title,
        caption: texts::misscheduled_caption,
        attempt: Some(texts::misscheduled_try),
        manifest: PLAIN,
        nodes: "worker-1\nworker-2\nworker-3\n",
        deeds: &[
            (
                30_000,
                Doing::Do(|| Command::SetTaint {
                    node: "worker-2".into(),
                    taint: database(TaintEffect::NoSchedule),
                }),
            ),
            (35_000, Doing::Join("worker-4", 0)),
        ],
        opens: Opens::MovingAt(40_000),
        node: "worker-2",
    },
    Example {
        id: "cordoned",
        title: texts::cordoned_title,
        caption: texts::cordoned_caption,
        attempt: Some(texts::cordoned_try),
        manifest: PLAIN,
        nodes: "worker-1\nworker-2 cordoned\nworker-3\n",
        deeds: &[],
        opens: Opens::MovingAt(30_000),
        node: "worker-2",
    },
];

static SCHEDULING: [Example; 2] = [
    Example {
        id: "pending",
        title: texts::pending_title,
        caption: texts::pending_caption,
        attempt: Some(texts::pending_try),
        manifest: PLAIN,
        nodes: "worker-1\nworker-2\nworker-3 cpu=250m\nworker-4\nworker-5\n",
        deeds: &[],
        opens: Opens::MovingAt(30_000),
        node: "worker-3",
    },
    Example {
        id: "priority",
        title: texts::priority_title,
        caption: texts::priority_caption,
        attempt: Some(texts::priority_try),
        manifest: PLAIN,
        nodes: "worker-1 cpu=2\nworker-2 cpu=2\n",
        deeds: &[(
            0,
            Doing::Do(|| Command::RunPods {
                nodes: vec!["worker-2".into()],
                pod: web(),
                replicas: 4,
            }),
        )],
        opens: Opens::MovingAt(30_000),
        node: "worker-2",
    },
];

static ROLLOUTS: [Example; 7] = [
    Example {
        id: "stuck-rollout",
        title: texts::stuck_rollout_title,
        caption: texts::stuck_rollout_caption,
        attempt: Some(texts::stuck_rollout_try),
        manifest: ROLLING,
        nodes: "worker-[1-5]\n",
        deeds: &[
            (
                30_000,
                Doing::Do(|| Command::SilenceKubelet {
                    node: "worker-2".into(),
                }),
            ),
            (120_000, Doing::Edit("agent:1.0", "agent:1.1")),
        ],
        opens: Opens::MovingAt(240_000),
        node: "worker-2",
    },
    Example {
        id: "on-delete",
        title: texts::on_delete_title,
        caption: texts::on_delete_caption,
        attempt: Some(texts::on_delete_try),
        manifest: ON_DELETE,
        nodes: "worker-[1-4]\n",
        deeds: &[(30_000, Doing::Edit("agent:1.0", "agent:1.1"))],
        opens: Opens::MovingAt(60_000),
        node: "",
    },
    Example {
        id: "how-long",
        title: texts::how_long_title,
        caption: texts::how_long_caption,
        attempt: Some(texts::how_long_try),
        manifest: READY,
        nodes: "worker-[1-8]\n",
        deeds: &[(60_000, Doing::Edit("agent:1.0", "agent:1.1"))],
        opens: Opens::StillAt(90_000),
        node: "",
    },
    Example {
        id: "two-pods",
        title: texts::two_pods_title,
        caption: texts::two_pods_caption,
        attempt: Some(texts::two_pods_try),
        manifest: SURGE,
        nodes: "worker-[1-4]\n",
        deeds: &[(30_000, Doing::Edit("agent:1.0", "agent:1.1"))],
        opens: Opens::StillAt(32_000),
        node: "",
    },
    Example {
        id: "beyond-budget",
        title: texts::beyond_budget_title,
        caption: texts::beyond_budget_caption,
        attempt: Some(texts::beyond_budget_try),
        manifest: ROLLING,
        nodes: "worker-[1-5]\n",
        deeds: &[
            (
                30_000,
                Doing::Do(|| Command::SetBehavior {
                    image: "agent:1.0".into(),
                    node: Some("worker-2".into()),
                    behavior: Some(Behavior::NeverReady),
                }),
            ),
            (
                30_000,
                Doing::Do(|| Command::SetBehavior {
                    image: "agent:1.0".into(),
                    node: Some("worker-4".into()),
                    behavior: Some(Behavior::NeverReady),
                }),
            ),
            (60_000, Doing::Edit("agent:1.0", "agent:1.1")),
        ],
        opens: Opens::StillAt(61_000),
        node: "",
    },
    Example {
        id: "rollout-status",
        title: texts::rollout_status_title,
        caption: texts::rollout_status_caption,
        attempt: Some(texts::rollout_status_try),
        manifest: ROLLING,
        nodes: "worker-[1-4]\n",
        deeds: &[(30_000, Doing::Edit("agent:1.0", "agent:1.1"))],
        opens: Opens::StillAt(34_000),
        node: "",
    },
    Example {
        id: "min-ready",
        title: texts::min_ready_title,
        caption: texts::min_ready_caption,
        attempt: Some(texts::min_ready_try),
        manifest: MIN_READY,
        nodes: "worker-[1-3]\n",
        deeds: &[],
        opens: Opens::StillAt(20_000),
        node: "",
    },
];

static NODES: [Example; 3] = [
    Example {
        id: "node-down",
        title: texts::node_down_title,
        caption: texts::node_down_caption,
        attempt: Some(texts::node_down_try),
        manifest: PLAIN,
        nodes: "worker-1\nworker-2\nworker-3\n",
        deeds: &[(
            30_000,
            Doing::Do(|| Command::SilenceKubelet {
                node: "worker-2".into(),
            }),
        )],
        opens: Opens::MovingAt(600_000),
        node: "worker-2",
    },
    Example {
        id: "killed-in-loop",
        title: texts::killed_in_loop_title,
        caption: texts::killed_in_loop_caption,
        attempt: Some(texts::killed_in_loop_try),
        manifest: PLAIN,
        nodes: "worker-1\nworker-2\nworker-3\n",
        deeds: &[(
            30_000,
            Doing::Do(|| Command::RunOut {
                node: "worker-2".into(),
                condition: NodeConditionKind::DiskPressure,
                lacks: true,
            }),
        )],
        opens: Opens::MovingAt(120_000),
        node: "worker-2",
    },
    Example {
        id: "node-joins",
        title: texts::node_joins_title,
        caption: texts::node_joins_caption,
        attempt: Some(texts::node_joins_try),
        manifest: PLAIN,
        nodes: "worker-1\nworker-2\n",
        deeds: &[(30_000, Doing::Join("worker-3", 20_000))],
        opens: Opens::StillAt(35_000),
        node: "worker-3",
    },
];

static OWNERS: [Example; 2] = [
    Example {
        id: "selector",
        title: texts::selector_title,
        caption: texts::selector_caption,
        attempt: Some(texts::selector_try),
        manifest: ROLLING,
        nodes: "worker-1 pool=logs\nworker-2\nworker-3\n",
        deeds: &[(
            30_000,
            Doing::Edit(
                "    matchLabels:\n      app: node-agent",
                "    matchLabels:\n      pool: logs",
            ),
        )],
        opens: Opens::MovingAt(40_000),
        node: "",
    },
    Example {
        id: "orphans",
        title: texts::orphans_title,
        caption: texts::orphans_caption,
        attempt: Some(texts::orphans_try),
        manifest: ROLLING,
        nodes: "worker-[1-3]\n",
        deeds: &[(
            30_000,
            Doing::Do(|| Command::DeleteDaemonSet {
                namespace: "monitoring".into(),
                name: "node-agent".into(),
                orphan: true,
            }),
        )],
        opens: Opens::MovingAt(40_000),
        node: "",
    },
];

fn database(effect: TaintEffect) -> Taint {
    Taint {
        key: "dedicated".into(),
        value: "database".into(),
        effect,
        time_added: None,
    }
}

fn web() -> ForeignPod {
    ForeignPod {
        name: "web".into(),
        cpu: Some("450m".into()),
        ..ForeignPod::default()
    }
}
