//! The answer to one pod's wish for a node, and how the scheduler words it.
//!
//! Models `framework/types.go` (FitError.Error) and the messages of the post filters.

use super::reason::{FilterReason, Plugin, PreFilterReason, StatusCode};
use crate::objects::ObjectKey;
use crate::ordered::Order;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// What the scheduler decided about one pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The decision.
    pub decision: Decision,
    /// How many nodes the cluster has.
    pub total_nodes: usize,
    /// Nodes that were looked at and rejected, in order.
    pub rejections: Vec<NodeRejection>,
    /// How many nodes were not looked at, because the pod names those it may go to.
    pub left_out: usize,
    /// Who rejected the nominated node, which is asked before any other, if there was one and somebody did.
    pub nominee_rejected_by: Option<Plugin>,
}

/// One of the things that can happen to a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It waits for its scheduling gates to be removed.
    Gated {
        /// Their names.
        gates: Vec<Arc<str>>,
    },
    /// It goes to a node.
    Bind {
        /// That node.
        node: Arc<str>,
        /// All nodes that would take it.
        feasible: Vec<Arc<str>>,
    },
    /// The cluster has no nodes.
    NoNodes,
    /// It was refused before any node was looked at.
    Refused(PreFilterReason),
    /// No node takes it.
    Unschedulable(Preemption),
}

/// Why a node does not take the pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeRejection {
    /// `metadata.name`.
    pub node: Arc<str>,
    /// At least one reason, all of the same plugin.
    pub reasons: Vec<FilterReason>,
}

/// Whether evicting others makes room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preemption {
    /// It does: the pod waits for that node.
    Nominated {
        /// The node.
        node: Arc<str>,
        /// Pods to delete, most important first. Those that are being deleted already are not among them.
        victims: Vec<ObjectKey>,
    },
    /// The pod may not evict anybody now.
    NotEligible(Ineligible),
    /// It does not.
    Failed {
        /// What came out for the nodes where it might have helped. On all others it cannot.
        answers: Vec<(Arc<str>, PreemptionAnswer)>,
    },
}

/// Why a pod may not evict anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ineligible {
    /// `preemptionPolicy: Never`.
    PolicyNever,
    /// A pod evicted for it is still going.
    TerminatingPod {
        /// That pod.
        pod: ObjectKey,
    },
}

/// Why evicting pods of one node does not help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreemptionAnswer {
    /// No pod there has a lower priority.
    NoVictims,
    /// Without all pods of lower priority, these reasons remain.
    StillRejected(Vec<FilterReason>),
}

const NOT_HELPFUL: &str = "Preemption is not helpful for scheduling";
const NO_VICTIMS: &str = "No preemption victims found for incoming pod";

/// An event's message is not longer, in bytes.
const MAX_EVENT_MESSAGE: usize = 1024;
const CUT: &str = " ...";

impl NodeRejection {
    /// Who rejected it.
    pub fn plugin(&self) -> Option<Plugin> {
        self.reasons.first().map(FilterReason::plugin)
    }

    /// Whether evicting pods could help: not if it could not for one of the reasons.
    pub fn code(&self) -> StatusCode {
        let codes = self.reasons.iter().map(FilterReason::code);
        codes.max().unwrap_or(StatusCode::Unschedulable)
    }
}

impl Outcome {
    /// What is said of a node that was not looked at. Kubernetes counts whoever rejected the nominated node in.
    pub fn left_out_reason(&self) -> String {
        let mut plugins: Vec<&str> = self.nominee_rejected_by.iter().map(|plugin| plugin.name()).collect();
        plugins.push(Plugin::NodeAffinity.name());
        plugins.order();
        plugins.dedup();
        format!("node(s) didn't satisfy plugin(s) [{}]", plugins.join(" "))
    }

    /// The plugins that rejected nodes, or the pod before any node was looked at, each once: whose reasons a change has to
    /// take away before another attempt is worth it (Diagnosis.UnschedulablePlugins).
    pub fn rejected_by(&self) -> Vec<Plugin> {
        let mut plugins: Vec<Plugin> = self.rejections.iter().filter_map(NodeRejection::plugin).collect();
        plugins.extend(self.nominee_rejected_by);
        plugins.extend((self.left_out > 0).then_some(Plugin::NodeAffinity));
        if let Decision::Refused(reason) = &self.decision {
            plugins.push(match reason {
                PreFilterReason::AffinityConflict => Plugin::NodeAffinity,
                PreFilterReason::ClaimNotFound { .. } | PreFilterReason::EphemeralClaimMissing { .. } => {
                    Plugin::VolumeBinding
                }
            });
        }
        plugins.order();
        plugins.dedup();
        plugins
    }

    /// Message of condition PodScheduled and event FailedScheduling; empty if the pod was placed or is gated.
    pub fn message(&self) -> String {
        let mut message = self.message_without_preemption();
        match &self.decision {
            Decision::Gated { .. } | Decision::Bind { .. } | Decision::NoNodes => {}
            // The post filter of DynamicResources asks for what its pre-filter, never reached, would have left.
            Decision::Refused(_) => message.push_str(" not found"),
            Decision::Unschedulable(preemption) => {
                if let Some(answer) = self.preemption_answer(preemption) {
                    message.push_str(" no new claims to deallocate, preemption: ");
                    message.push_str(&answer);
                }
            }
        }
        message
    }

    /// The message up to where preemption has its say.
    pub fn message_without_preemption(&self) -> String {
        match &self.decision {
            Decision::Gated { .. } | Decision::Bind { .. } => String::new(),
            Decision::NoNodes => "no nodes available to schedule pods".to_owned(),
            Decision::Refused(reason) => format!("0/{} nodes are available: {reason}.", self.total_nodes),
            Decision::Unschedulable(_) => {
                let mut histogram = Histogram::default();
                histogram.add(self.left_out_reason(), self.left_out);
                for reason in self.rejections.iter().flat_map(|rejection| &rejection.reasons) {
                    histogram.add(reason.to_string(), 1);
                }
                histogram.message(self.total_nodes)
            }
        }
    }

    /// [`Self::message`] as the FailedScheduling event carries it: not longer than events may be.
    pub fn event_message(&self) -> String {
        let mut message = self.message();
        if message.len() > MAX_EVENT_MESSAGE {
            let end = (0..=MAX_EVENT_MESSAGE - CUT.len())
                .rev()
                .find(|at| message.is_char_boundary(*at));
            message.truncate(end.unwrap_or_default());
            message.push_str(CUT);
        }
        message
    }

    /// What the scheduler says about a gated pod.
    pub fn gate_message(&self) -> Option<String> {
        match &self.decision {
            Decision::Gated { gates } => Some(format!("waiting for scheduling gates: [{}]", gates.join(" "))),
            Decision::Bind { .. } | Decision::NoNodes | Decision::Refused(_) | Decision::Unschedulable(_) => None,
        }
    }

    /// The condition that the API server gives a gated pod at creation; null for any other.
    pub fn gate_condition(&self) -> Value {
        match &self.decision {
            Decision::Gated { .. } => json!({
                "type": "PodScheduled",
                "status": "False",
                "reason": "SchedulingGated",
                "message": "Scheduling is blocked due to non-empty scheduling gates",
            }),
            Decision::Bind { .. } | Decision::NoNodes | Decision::Refused(_) | Decision::Unschedulable(_) => {
                Value::Null
            }
        }
    }

    fn preemption_answer(&self, preemption: &Preemption) -> Option<String> {
        match preemption {
            Preemption::Nominated { .. } => None,
            Preemption::NotEligible(Ineligible::PolicyNever) => {
                Some("not eligible due to preemptionPolicy=Never.".to_owned())
            }
            Preemption::NotEligible(Ineligible::TerminatingPod { .. }) => {
                Some("not eligible due to a terminating pod on the nominated node.".to_owned())
            }
            Preemption::Failed { answers } => {
                let mut histogram = Histogram::default();
                histogram.add(NOT_HELPFUL.to_owned(), self.total_nodes.saturating_sub(answers.len()));
                for (_, answer) in answers {
                    match answer {
                        PreemptionAnswer::NoVictims => histogram.add(NO_VICTIMS.to_owned(), 1),
                        PreemptionAnswer::StillRejected(reasons) => {
                            for reason in reasons {
                                histogram.add(reason.to_string(), 1);
                            }
                        }
                    }
                }
                Some(histogram.message(self.total_nodes))
            }
        }
    }
}

/// How often each reason was given.
#[derive(Default)]
struct Histogram(BTreeMap<String, usize>);

impl Histogram {
    fn add(&mut self, reason: String, count: usize) {
        if count > 0 {
            *self.0.entry(reason).or_default() += count;
        }
    }

    /// Counts and reasons are sorted as the strings they make: `10 …` before `2 …`.
    fn message(&self, total_nodes: usize) -> String {
        let mut parts: Vec<String> = self
            .0
            .iter()
            .map(|(reason, count)| format!("{count} {reason}"))
            .collect();
        parts.order();
        let mut message = format!("0/{total_nodes} nodes are available:");
        if !parts.is_empty() {
            // Writing into a string cannot fail.
            let _ = write!(message, " {}.", parts.join(", "));
        }
        message
    }
}
