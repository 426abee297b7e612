//! What holds in every cluster after every step.

use crate::bookkeeping::{pods_are_where_they_are_listed, the_queue_is_short};
use crate::overstays::Overstays;
use crate::recount::{self, Picture, as_count};
use crate::views::everything_can_be_shown;
use everynode_core::controller::{CreateReason, DeleteReason, Reason};
use everynode_core::objects::{Cluster, DaemonSet, ObjectKey, Pod, PodPhase};
use everynode_core::sim::{Actor, Change, Command, DeletionCause, Event, Simulation, Step};
use everynode_core::time::{Millis, SimTime};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More than any scenario needs to come to rest; crash loops and endless retries are cut off here.
const MOST_STEPS: usize = 400;

/// Steps through a simulation and checks every step.
pub(crate) struct Checker {
    /// Only play: the second run of a scenario is there to be the same.
    looks: bool,
    overstays: Overstays,
}

impl Checker {
    pub(crate) fn new(looks: bool) -> Self {
        Self {
            looks,
            overstays: Overstays::default(),
        }
    }

    /// So many steps, or fewer if nothing happens any more.
    pub(crate) fn steps(&mut self, simulation: &mut Simulation, count: usize) -> Result<(), String> {
        for _ in 0..count {
            let synced = simulation.pending().next().and_then(|(_, event)| match event {
                Event::Sync { set } => Some(set.clone()),
                _ => None,
            });
            let last = simulation.now();
            if !simulation.step() {
                break;
            }
            if self.looks {
                self.look(simulation, synced.as_ref(), last).map_err(|broken| {
                    let step = &simulation.steps()[simulation.cursor() - 1];
                    format!("{broken}\nin step {} {step:?}", simulation.cursor())
                })?;
            }
        }
        Ok(())
    }

    /// Every step until `time`.
    pub(crate) fn run_until(&mut self, simulation: &mut Simulation, time: SimTime) -> Result<(), String> {
        for _ in 0..MOST_STEPS {
            if simulation.is_steady() || simulation.next_time().is_none_or(|next| next > time) {
                break;
            }
            self.steps(simulation, 1)?;
        }
        Ok(())
    }

    /// Until nothing happens any more, an hour at most; then looks at everything that can be looked at.
    pub(crate) fn settle(&mut self, simulation: &mut Simulation) -> Result<(), String> {
        self.run_until(simulation, simulation.now() + Millis::seconds(3600))?;
        if self.looks {
            everything_can_be_shown(simulation)
        } else {
            Ok(())
        }
    }

    /// Goes to another time; from the last step before it, going on is going there.
    pub(crate) fn seek(&mut self, simulation: &mut Simulation, step: usize) -> Result<(), String> {
        self.forget();
        simulation.seek(step);
        if self.looks && simulation.cursor() > 0 {
            let (there, cursor) = (simulation.state(), simulation.cursor());
            simulation.seek(cursor - cursor.min(7));
            simulation.seek(cursor);
            if simulation.state() != there {
                return Err(format!("step {cursor} is another one when it is reached again"));
            }
        }
        Ok(())
    }

    pub(crate) fn undo(&mut self, simulation: &mut Simulation) {
        self.forget();
        simulation.undo();
    }

    pub(crate) fn redo(&mut self, simulation: &mut Simulation) {
        self.forget();
        simulation.redo();
    }

    /// Carries out a command, takes it back, and does it again. Whether it was accepted.
    pub(crate) fn command(&mut self, simulation: &mut Simulation, command: Command) -> Result<bool, String> {
        let now = simulation.now();
        self.command_at(simulation, command, now)
    }

    /// The same at a later time, if nothing happens before.
    pub(crate) fn command_at(
        &mut self,
        simulation: &mut Simulation,
        command: Command,
        time: SimTime,
    ) -> Result<bool, String> {
        if !self.looks {
            return Ok(simulation.apply_at(command, time).is_empty());
        }
        // The hash is of the whole trace, which may be long: only sometimes.
        let hashed = simulation.cursor() % 16 == 0;
        let picture = |simulation: &Simulation| {
            let hash = hashed.then(|| simulation.trace_hash());
            (simulation.state(), simulation.cursor(), hash)
        };
        let (before, text) = (picture(simulation), format!("{command:?}"));
        let (known, last) = (simulation.steps().len(), simulation.now());
        if !simulation.apply_at(command, time).is_empty() {
            return if picture(simulation) == before && simulation.steps().len() == known {
                Ok(false)
            } else {
                Err(format!("refused, and yet something was done: {text}"))
            };
        }
        let after = picture(simulation);
        // A request that changes nothing is no step.
        if after == before && simulation.steps().len() == known {
            return Ok(false);
        }
        self.look(simulation, None, last)
            .map_err(|broken| format!("{broken}\nafter {text}"))?;
        if !simulation.undo() || picture(simulation) != before || simulation.steps().len() != known {
            return Err(format!("undo does not bring back what was before {text}"));
        }
        if !simulation.redo() || picture(simulation) != after {
            return Err(format!("redo is not what was undone: {text}"));
        }
        Ok(true)
    }

    /// Forgets who has to go when: time is about to jump.
    pub(crate) fn forget(&mut self) {
        self.overstays = Overstays::default();
    }

    /// Looks at the step that has just been done. `synced`: the set that the controller took first in it.
    pub(crate) fn look(
        &mut self,
        simulation: &mut Simulation,
        synced: Option<&ObjectKey>,
        last: SimTime,
    ) -> Result<(), String> {
        let step = &simulation.steps()[simulation.cursor() - 1];
        if simulation.now() != step.time || step.time < last {
            return Err(format!("the clock is at {}, it was at {last}", simulation.now()));
        }
        every_decision_has_a_reason(step)?;
        few_pods_share_a_node(simulation.cluster())?;
        pods_are_where_they_are_listed(simulation)?;
        the_queue_is_short(simulation)?;
        self.overstays.look(simulation)?;
        if step.actor == Actor::DaemonSetController && step.changes.iter().any(is_counted) {
            numbers_are_right(simulation)?;
        }
        if let Some(key) = synced {
            one_old_and_one_new(simulation, key)?;
        }
        Ok(())
    }
}

/// Whether a change of the controller is one that numbers decide.
fn is_counted(change: &Change) -> bool {
    matches!(
        change,
        Change::StatusWritten { .. }
            | Change::PodTerminating {
                cause: DeletionCause::Controller {
                    reason: DeleteReason::RolloutOldAvailable { .. },
                },
                ..
            }
            | Change::PodCreated {
                reason: Some(CreateReason::BesideOld { .. }),
                ..
            }
    )
}

/// Every change of a pod that somebody decided on says why.
fn every_decision_has_a_reason(step: &Step) -> Result<(), String> {
    for change in &step.changes {
        let explained = match change {
            Change::PodCreated { reason, node, .. } => {
                step.actor != Actor::DaemonSetController || reason.is_some() && node.is_some()
            }
            Change::PodUnschedulable { message, .. } => !message.is_empty(),
            Change::PodFailed { reason, message, .. } => !(reason.is_empty() && message.is_empty()),
            Change::PodTerminating {
                cause:
                    DeletionCause::Controller {
                        reason: DeleteReason::NodeNotEligible { reasons, taken_port },
                    },
                ..
            } => taken_port.is_some() || reasons.iter().any(Reason::removes_pods),
            _ => true,
        };
        if !explained {
            return Err(format!("no reason is given: {change:?}"));
        }
    }
    Ok(())
}

pub(crate) fn is_live(pod: &Pod) -> bool {
    let ended = matches!(pod.phase, PodPhase::Failed | PodPhase::Succeeded);
    !pod.is_terminating() && !ended
}

pub(crate) fn belongs(pod: &Pod, set: &DaemonSet) -> bool {
    pod.namespace == set.namespace && pod.controller.as_ref().is_some_and(|owner| owner.uid == set.uid)
}

/// With surge an old and a new pod, and a third while one update overtakes another (semantics 14.18). A strategy without
/// surge may inherit two, or adopt them; adopted ones beyond that go with the pass that adopts them.
fn few_pods_share_a_node(cluster: &Cluster) -> Result<(), String> {
    for set in cluster.daemon_sets.values() {
        let most = most_live_pods(cluster, set);
        if most > 3 {
            return Err(format!("{most} live pods of {} on one node", set.name));
        }
    }
    Ok(())
}

fn most_live_pods(cluster: &Cluster, set: &DaemonSet) -> usize {
    let mut counts = BTreeMap::<_, usize>::new();
    for pod in cluster.pods.values().filter(|pod| belongs(pod, set) && is_live(pod)) {
        *counts.entry(pod.target_node()).or_default() += 1;
    }
    counts.into_values().max().unwrap_or_default()
}

/// After the controller has acted on a set, each node has at most one live pod of it; where surge is allowed, at most one
/// of the current revision and one other.
fn one_old_and_one_new(simulation: &Simulation, key: &ObjectKey) -> Result<(), String> {
    let set = simulation.cluster().daemon_sets.get(key);
    if set.is_none_or(|set| most_live_pods(simulation.cluster(), set) < 2) {
        return Ok(());
    }
    let picture = Picture::of(simulation);
    let Some(set) = picture.set(key) else { return Ok(()) };
    let Some(hash) = recount::current_hash(simulation, set) else {
        return Ok(());
    };
    let surges = match &set["spec"]["updateStrategy"]["rollingUpdate"]["maxSurge"] {
        Value::String(percent) => percent != "0%",
        number => number.as_i64().is_some_and(|number| number > 0),
    };
    for site in picture.sites(set) {
        let Some((_, true)) = site.placement else { continue };
        // Before v1.12 a node without room was only reported: what runs there was left as it was.
        if picture.legacy && refuses(simulation, site.name) {
            continue;
        }
        // A pod that was given the hash of a revision merged into this one in this very sync was the other kind when the
        // controller looked: its cache had not heard of that yet.
        if site.pods.iter().any(|pod| relabelled(simulation, pod)) {
            continue;
        }
        let live = site
            .pods
            .iter()
            .filter(|pod| !recount::is_terminating(pod) && !recount::is_terminal(pod));
        let (new, old): (Vec<&&Value>, Vec<&&Value>) = live.partition(|pod| recount::has_hash(pod, &hash));
        let few = if surges {
            new.len() <= 1 && old.len() <= 1
        } else {
            new.len() + old.len() <= 1
        };
        if !few {
            return Err(format!(
                "{} new and {} old pods of {key:?} on {} after a sync",
                new.len(),
                old.len(),
                site.name
            ));
        }
    }
    Ok(())
}

/// Whether the last step reports that there is no room on the node.
fn refuses(simulation: &Simulation, node: &str) -> bool {
    let step = &simulation.steps()[simulation.cursor() - 1];
    step.changes.iter().any(|change| match change {
        Change::EventRecorded { reason, message, .. } => {
            reason.as_ref() == "FailedPlacement" && message.contains(&format!("\"{node}\""))
        }
        _ => false,
    })
}

/// Whether the last step gave the pod another hash.
fn relabelled(simulation: &Simulation, pod: &Value) -> bool {
    let step = &simulation.steps()[simulation.cursor() - 1];
    step.changes.iter().any(|change| match change {
        Change::PodRelabeled { pod: name, .. } => pod["metadata"]["name"] == **name,
        _ => false,
    })
}

/// What the controller wrote and did of its own will, against a count of the objects as it found them.
fn numbers_are_right(simulation: &mut Simulation) -> Result<(), String> {
    let step = simulation.steps()[simulation.cursor() - 1].clone();
    let after = Picture::of(simulation);
    let sets: Vec<ObjectKey> = simulation.cluster().daemon_sets.keys().cloned().collect();
    let hashes = sets
        .iter()
        .filter_map(|key| Some((key, recount::current_hash(simulation, after.set(key)?)?)));
    let hashes: Vec<_> = hashes.collect();
    simulation.step_back();
    let before = Picture::of(simulation);
    simulation.step();
    for (key, hash) in &hashes {
        let Some(set) = before.set(key) else { continue };
        let sites = before.sites(set);
        for change in &step.changes {
            if let Change::StatusWritten {
                namespace,
                name,
                status,
            } = change
                && (namespace, name) == (&key.0, &key.1)
            {
                let mut counted = recount::status(set, &sites, hash, step.time);
                counted.observed_generation = status.observed_generation;
                // A revision whose name is taken: only that is written, the numbers are of the last sync.
                let collided = counted.collision_count != status.collision_count;
                if counted != **status && !collided {
                    let sites: Vec<_> = sites
                        .iter()
                        .map(|site| (site.name, site.placement, site.pods.len()))
                        .collect();
                    return Err(format!("written {status:?}, counted {counted:?}: {sites:?}"));
                }
            }
        }
        keeps_to_its_budget(&before, set, &recount::budget(set, &sites, hash, step.time), &step)?;
    }
    Ok(())
}

/// What a rollout does of its own will leaves no more nodes without an available pod, and no more with two, than it may.
fn keeps_to_its_budget(before: &Picture, set: &Value, budget: &recount::Budget, step: &Step) -> Result<(), String> {
    let (uid, namespace) = (
        &set["metadata"]["uid"],
        set["metadata"]["namespace"].as_str().unwrap_or_default(),
    );
    let is_own = |name: &Arc<str>| {
        let owners = before
            .pod(namespace, name)
            .map(|pod| &pod["metadata"]["ownerReferences"]);
        owners.is_some_and(|owners| owners[0]["uid"] == *uid)
    };
    let (mut voluntary, mut surging) = (0, 0);
    for change in &step.changes {
        match change {
            Change::PodTerminating {
                pod,
                cause:
                    DeletionCause::Controller {
                        reason: DeleteReason::RolloutOldAvailable { .. },
                    },
                ..
            } if is_own(pod) => voluntary += 1,
            Change::PodCreated {
                reason: Some(CreateReason::BesideOld { old, .. }),
                ..
            } if is_own(old) => surging += 1,
            _ => {}
        }
    }
    if voluntary > 0 && as_count(budget.down + voluntary) > budget.max_unavailable {
        return Err(format!(
            "{} nodes down and {voluntary} more of {}",
            budget.down, budget.max_unavailable
        ));
    }
    if surging > 0 && as_count(budget.surging + surging) > budget.max_surge {
        return Err(format!(
            "{} nodes surge and {surging} more of {}",
            budget.surging, budget.max_surge
        ));
    }
    Ok(())
}
