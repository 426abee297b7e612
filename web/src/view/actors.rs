//! The three actors of a pod's life, and who of them acted last.

use super::words;
use crate::texts::board as texts;
use everynode_core::language::Language;
use everynode_core::sim::{Actor, Simulation};

/// Controller, scheduler, kubelets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actors {
    /// In the order in which they touch a pod.
    pub stations: [Station; 3],
    /// Somebody else acted last: a person, or a controller that has no station of its own.
    pub aside: Option<String>,
}

/// One of the three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Stable name, in attributes.
    pub id: &'static str,
    /// What Kubernetes calls it.
    pub name: &'static str,
    /// What it does, in a few words.
    pub role: &'static str,
    /// What it did last.
    pub deed: String,
    /// It acted last of all.
    pub is_lit: bool,
}

/// How far back a station's last deed is looked for.
const MEMORY_STEPS: usize = 400;

/// Computes the stations.
pub fn actors(simulation: &Simulation, language: Language) -> Actors {
    let done = &simulation.steps()[..simulation.cursor()];
    let newest = words::last_step(simulation);
    let last = newest.map(|step| step.actor);
    let deed = |actor: Actor| {
        let step = done
            .iter()
            .rev()
            .take(MEMORY_STEPS)
            .find(|step| step.actor == actor && !step.changes.is_empty());
        step.map(|step| words::deed(step, language)).unwrap_or_default()
    };
    let station = |id, name, role, actor| Station {
        id,
        name,
        role,
        deed: deed(actor),
        is_lit: last == Some(actor),
    };
    let aside = newest.filter(|step| match step.actor {
        Actor::DaemonSetController | Actor::Scheduler | Actor::Kubelet => false,
        Actor::User
        | Actor::NodeLifecycle
        | Actor::TaintEviction
        | Actor::PodGarbageCollector
        | Actor::GarbageCollector
        | Actor::NamespaceController => true,
    });
    Actors {
        stations: [
            station(
                "controller",
                texts::controller(language),
                texts::controller_role(language),
                Actor::DaemonSetController,
            ),
            station(
                "scheduler",
                texts::scheduler(language),
                texts::scheduler_role(language),
                Actor::Scheduler,
            ),
            station(
                "kubelet",
                texts::kubelets(language),
                texts::kubelets_role(language),
                Actor::Kubelet,
            ),
        ],
        aside: aside.map(|step| words::did(step, language)),
    }
}
