//! What can happen to a node and to its images: each with what Kubernetes will do about it, and what goes on already.

mod images;

pub use images::{of_images, of_pod, without_tag};

use super::Subject;
use crate::texts::fates as texts;
use everynode_core::language::Language;
use everynode_core::objects::{ConditionStatus, Node, Taint, TaintEffect};
use everynode_core::sim::{Command, NodeConditionKind, Simulation};
use images::{fault_words, image_fates};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The taint by which a person says that a machine is really off.
const OUT_OF_SERVICE: &str = "node.kubernetes.io/out-of-service";

/// Everything that can happen to a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Fates {
    /// The node.
    pub node: Arc<str>,
    /// What goes on, each in a word or two.
    pub now: Vec<String>,
    /// What can happen, by who does it.
    pub groups: Vec<Group>,
    /// What can go wrong with each image.
    pub images: Vec<ImageFates>,
}

/// Fates that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name in attributes.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is in it.
    pub fates: Vec<Fate>,
}

impl Group {
    /// How many of them go on.
    pub fn count(&self) -> usize {
        self.fates.iter().filter(|fate| fate.is_on).count()
    }
}

/// Something that can happen; where it goes on, the way to end it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fate {
    /// The same whether it goes on or not.
    pub key: &'static str,
    /// The name of what a press does, in attributes.
    pub id: &'static str,
    /// The same for people.
    pub name: String,
    /// What Kubernetes will do.
    pub says: String,
    /// It goes on.
    pub is_on: bool,
    /// What a press does.
    pub deed: Deed,
}

/// What a press does.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// A command.
    Command(Box<Command>),
    /// A command, or another that reports the condition and does nothing.
    OrReport(Box<Command>, Box<Command>),
    /// A line on the console.
    Kubectl(String),
    /// Nothing, as the node is now.
    Nothing,
}

impl Deed {
    fn command(command: Command) -> Self {
        Self::Command(Box::new(command))
    }
}

/// What can go wrong with an image.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageFates {
    /// Its name, without a tag: what goes wrong goes wrong with its next version.
    pub image: Arc<str>,
    /// On one node, where there is one.
    pub here: Vec<Fate>,
    /// On every node.
    pub everywhere: Vec<Fate>,
}

/// What can happen to `node`.
pub fn fates(node: &Node, simulation: &Simulation, subject: &Subject<'_>, language: Language) -> Fates {
    let builder = Builder {
        node,
        is_off: simulation.shutdown_since(&node.name).is_some(),
        is_silent: simulation.is_silent(&node.name),
        language,
    };
    let pods = subject.pods_of(&node.name).iter();
    let mut images: BTreeSet<Arc<str>> = pods
        .filter_map(|pod| pod.template.as_ref())
        .chain(subject.set.map(|set| &set.template))
        .flat_map(|template| template.plan.images())
        .map(|image| without_tag(image).into())
        .collect();
    let concerns = |on: Option<&Arc<str>>| on.is_none_or(|on| *on == node.name);
    images.extend(
        simulation
            .behaviors()
            .filter(|((_, on), _)| concerns(on.as_ref()))
            .map(|((image, _), _)| image.clone()),
    );
    Fates {
        node: node.name.clone(),
        now: builder.now(simulation),
        groups: vec![builder.maintenance(), builder.machine(), builder.shortage()],
        images: images
            .into_iter()
            .map(|image| image_fates(&image, Some(&node.name), simulation, language))
            .collect(),
    }
}

struct Builder<'a> {
    node: &'a Node,
    is_off: bool,
    is_silent: bool,
    language: Language,
}

/// What a press is called and does: while something does not go on, and while it does.
struct Side {
    id: &'static str,
    name: &'static str,
    says: &'static str,
    deed: Deed,
}

fn switch(is_on: bool, begin: Side, end: Side) -> Fate {
    let key = begin.id;
    let side = if is_on { end } else { begin };
    Fate {
        key,
        id: side.id,
        name: side.name.to_owned(),
        says: side.says.to_owned(),
        is_on,
        deed: side.deed,
    }
}

const fn side(id: &'static str, name: &'static str, says: &'static str, deed: Deed) -> Side {
    Side { id, name, says, deed }
}

impl Builder<'_> {
    fn name(&self) -> Arc<str> {
        self.node.name.clone()
    }

    fn is_out_of_service(&self) -> bool {
        self.node.taints.iter().any(|taint| &*taint.key == OUT_OF_SERVICE)
    }

    /// What goes on, in Kubernetes' words where it has some.
    fn now(&self, simulation: &Simulation) -> Vec<String> {
        let (conditions, language) = (&self.node.conditions, self.language);
        let words = [
            (self.node.unschedulable, texts::now_cordoned(language)),
            (self.is_off, texts::now_off(language)),
            (self.is_silent && !self.is_off, texts::now_silent(language)),
            (conditions.ready == ConditionStatus::False, "NotReady"),
            (conditions.ready == ConditionStatus::Unknown, "Ready=Unknown"),
            (conditions.memory_pressure, "MemoryPressure"),
            (conditions.disk_pressure, "DiskPressure"),
            (conditions.pid_pressure, "PIDPressure"),
            (conditions.network_unavailable, "NetworkUnavailable"),
            (self.is_out_of_service(), texts::now_out_of_service(language)),
        ];
        let conditions = words
            .into_iter()
            .filter(|(is_so, _)| *is_so)
            .map(|(_, words)| words.to_owned());
        let concerns = |on: Option<&Arc<str>>| on.is_none_or(|on| *on == self.node.name);
        let images = simulation.behaviors().filter(|((_, on), _)| concerns(on.as_ref()));
        let images = images.map(|((image, _), behavior)| {
            let (fault, _) = fault_words(*behavior, language);
            texts::now_image(language, &fault, &image.rsplit('/').next().unwrap_or_default())
        });
        conditions.chain(images).collect()
    }

    fn maintenance(&self) -> Group {
        let language = self.language;
        let node = || self.name();
        let drain = |id: &'static str, name: &'static str, says: &'static str, flags: &str| Fate {
            key: id,
            id,
            name: name.to_owned(),
            says: says.to_owned(),
            is_on: false,
            deed: Deed::Kubectl(format!("kubectl drain {}{flags}", self.node.name)),
        };
        Group {
            id: "maintenance",
            title: texts::maintenance(language),
            fates: vec![
                switch(
                    self.node.unschedulable,
                    side(
                        "cordon",
                        texts::cordon(language),
                        texts::cordon_says(language),
                        Deed::command(Command::Cordon { node: node() }),
                    ),
                    side(
                        "uncordon",
                        texts::uncordon(language),
                        texts::uncordon_says(language),
                        Deed::command(Command::Uncordon { node: node() }),
                    ),
                ),
                drain("drain", texts::drain(language), texts::drain_says(language), ""),
                drain(
                    "drain-ignoring",
                    texts::drain_ignoring(language),
                    texts::drain_ignoring_says(language),
                    " --ignore-daemonsets",
                ),
                drain(
                    "drain-forced",
                    texts::drain_forced(language),
                    texts::drain_forced_says(language),
                    " --ignore-daemonsets --delete-emptydir-data --force",
                ),
                Fate {
                    key: "delete-node",
                    id: "delete-node",
                    name: texts::delete_node(language).to_owned(),
                    says: texts::delete_node_says(language).to_owned(),
                    is_on: false,
                    deed: Deed::command(Command::DeleteNode { name: node() }),
                },
            ],
        }
    }

    fn machine(&self) -> Group {
        Group {
            id: "machine",
            title: texts::machine(self.language),
            fates: vec![
                self.readiness(),
                self.kubelet(),
                self.power(),
                self.service(),
                self.network(),
            ],
        }
    }

    fn condition(&self, condition: NodeConditionKind, status: ConditionStatus) -> Deed {
        Deed::command(Command::SetCondition {
            node: self.name(),
            condition,
            status,
        })
    }

    /// Why nothing can be asked of the kubelet, if it cannot.
    fn unheard(&self) -> Option<&'static str> {
        if self.is_off {
            return Some(texts::machine_is_off(self.language));
        }
        if self.is_silent {
            return Some(texts::kubelet_is_silent(self.language));
        }
        None
    }

    fn readiness(&self) -> Fate {
        let (language, unheard) = (self.language, self.unheard());
        let ready = |status| self.condition(NodeConditionKind::Ready, status);
        let says = unheard.unwrap_or(texts::make_not_ready_says(language));
        let break_it = unheard.map_or_else(|| ready(ConditionStatus::False), |_| Deed::Nothing);
        switch(
            self.node.conditions.ready == ConditionStatus::False && unheard.is_none(),
            side("not-ready", texts::make_not_ready(language), says, break_it),
            side(
                "ready",
                texts::make_ready(language),
                texts::make_ready_says(language),
                ready(ConditionStatus::True),
            ),
        )
    }

    fn kubelet(&self) -> Fate {
        let (language, node) = (self.language, self.name());
        let (says, silence) = if self.is_off {
            (texts::machine_is_off(language), Deed::Nothing)
        } else {
            let silence = Command::SilenceKubelet { node: node.clone() };
            (texts::silence_kubelet_says(language), Deed::command(silence))
        };
        switch(
            self.is_silent && !self.is_off,
            side("silence-kubelet", texts::silence_kubelet(language), says, silence),
            side(
                "resume-kubelet",
                texts::wake_kubelet(language),
                texts::wake_kubelet_says(language),
                Deed::command(Command::ResumeKubelet { node }),
            ),
        )
    }

    fn power(&self) -> Fate {
        let (language, node) = (self.language, self.name());
        let (says, shut_down) = if self.is_silent {
            (texts::kubelet_is_silent(language), Deed::Nothing)
        } else {
            let shut_down = Command::ShutDownNode { node: node.clone() };
            (texts::shut_down_says(language), Deed::command(shut_down))
        };
        switch(
            self.is_off,
            side("shut-down", texts::shut_down(language), says, shut_down),
            side(
                "start-node",
                texts::start(language),
                texts::start_says(language),
                Deed::command(Command::StartNode { node }),
            ),
        )
    }

    fn service(&self) -> Fate {
        let language = self.language;
        let taint = Taint {
            key: OUT_OF_SERVICE.into(),
            value: "nodeshutdown".into(),
            effect: TaintEffect::NoExecute,
            time_added: None,
        };
        let say = Command::SetTaint {
            node: self.name(),
            taint,
        };
        let take_back = Command::RemoveTaint {
            node: self.name(),
            key: OUT_OF_SERVICE.into(),
            effect: TaintEffect::NoExecute,
        };
        switch(
            self.is_out_of_service(),
            side(
                "out-of-service",
                texts::out_of_service(language),
                texts::out_of_service_says(language),
                Deed::command(say),
            ),
            side(
                "in-service",
                texts::in_service(language),
                texts::in_service_says(language),
                Deed::command(take_back),
            ),
        )
    }

    fn network(&self) -> Fate {
        let language = self.language;
        let network = |status| self.condition(NodeConditionKind::NetworkUnavailable, status);
        switch(
            self.node.conditions.network_unavailable,
            side(
                "cut-network",
                texts::cut_network(language),
                texts::cut_network_says(language),
                network(ConditionStatus::True),
            ),
            side(
                "mend-network",
                texts::mend_network(language),
                texts::mend_network_says(language),
                network(ConditionStatus::False),
            ),
        )
    }

    fn shortage(&self) -> Group {
        let (language, conditions) = (self.language, &self.node.conditions);
        let deed = |condition: NodeConditionKind, lacks: bool| {
            let run_out = Command::RunOut {
                node: self.name(),
                condition,
                lacks,
            };
            if !lacks {
                return Deed::command(run_out);
            }
            let report = Command::SetCondition {
                node: self.name(),
                condition,
                status: ConditionStatus::True,
            };
            Deed::OrReport(run_out.into(), report.into())
        };
        let (memory, disk, pids) = (
            NodeConditionKind::MemoryPressure,
            NodeConditionKind::DiskPressure,
            NodeConditionKind::PidPressure,
        );
        Group {
            id: "shortage",
            title: texts::shortage(language),
            fates: vec![
                switch(
                    conditions.memory_pressure,
                    side(
                        "run-out-of-memory",
                        texts::memory(language),
                        texts::memory_says(language),
                        deed(memory, true),
                    ),
                    side(
                        "enough-memory",
                        texts::enough_memory(language),
                        texts::enough_says(language),
                        deed(memory, false),
                    ),
                ),
                switch(
                    conditions.disk_pressure,
                    side(
                        "run-out-of-disk",
                        texts::disk(language),
                        texts::disk_says(language),
                        deed(disk, true),
                    ),
                    side(
                        "enough-disk",
                        texts::enough_disk(language),
                        texts::enough_says(language),
                        deed(disk, false),
                    ),
                ),
                switch(
                    conditions.pid_pressure,
                    side(
                        "run-out-of-pids",
                        texts::pids(language),
                        texts::pids_says(language),
                        deed(pids, true),
                    ),
                    side(
                        "enough-pids",
                        texts::enough_pids(language),
                        texts::enough_says(language),
                        deed(pids, false),
                    ),
                ),
            ],
        }
    }
}

#[cfg(test)]
mod tests;
