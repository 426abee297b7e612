//! Kubelets at a fixed pace: simulated kubelets that start, ready and stop pods after so many milliseconds.
//!
//! They are those of recorded control planes: no admission, no pulls, no probes, no init containers and no events; a pod
//! becomes ready a while after its start whether it has a probe or not. Whoever wants to fix the pace of a scenario can
//! use them too.

use super::latency;
use crate::objects::Pod;
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How long the kubelets of all nodes take, in milliseconds, and what goes wrong with which image.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptedKubelets {
    /// From the first report of a pod to its containers' start.
    pub start_ms: u32,
    /// From the start to Ready.
    pub ready_ms: u32,
    /// From the deletion to the containers' end; the grace period where that is shorter.
    pub stop_ms: u32,
    /// How late they may be each time that they start a pod or call it ready; the seed decides.
    #[serde(default)]
    pub late_ms: u32,
    /// What is different for some images; the first rule that matches an image counts.
    #[serde(default)]
    pub per_image: Vec<ScriptedImage>,
}

/// What is different for images whose name contains `part`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptedImage {
    /// A part of the image's name.
    #[serde(rename = "match")]
    pub part: Arc<str>,
    /// What goes wrong, if anything does.
    #[serde(default)]
    pub behaviour: Option<ScriptedBehaviour>,
    /// Instead of the common time.
    #[serde(default)]
    pub start_ms: Option<u32>,
    /// Instead of the common time.
    #[serde(default)]
    pub ready_ms: Option<u32>,
    /// Instead of the common time.
    #[serde(default)]
    pub stop_ms: Option<u32>,
    /// From each start to a crash; 2000 if not given.
    #[serde(default)]
    pub crash_ms: Option<u32>,
}

/// What goes wrong with an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScriptedBehaviour {
    /// It cannot be pulled.
    BadPull,
    /// It ends with exit code 1, again and again.
    Crash,
    /// It runs and never becomes ready.
    NeverReady,
}

/// The pace of one pod: of its containers the slowest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Pace {
    pub(crate) start: Millis,
    pub(crate) ready: Millis,
    pub(crate) stop: Millis,
    pub(crate) crash: Millis,
    pub(crate) behaviour: Option<ScriptedBehaviour>,
}

impl Pace {
    /// The same, each time a little late.
    pub(crate) fn late(self, seed: u64, pod: &Pod, at_most: u32) -> Self {
        Self {
            start: self.start + latency::late(seed, pod, "start", at_most),
            ready: self.ready + latency::late(seed, pod, "ready", at_most),
            ..self
        }
    }
}

const CRASH_MS: u32 = 2000;

impl ScriptedKubelets {
    /// The pace of `pod`.
    pub(crate) fn pace(&self, pod: &Pod) -> Pace {
        let mut images = super::behavior::images(pod).map(|image| self.of_image(image));
        let first = images.next().unwrap_or_else(|| self.of_image(""));
        images.fold(first, |slowest, other| Pace {
            start: slowest.start.max(other.start),
            ready: slowest.ready.max(other.ready),
            stop: slowest.stop.max(other.stop),
            crash: slowest.crash.min(other.crash),
            behaviour: match (slowest.behaviour, other.behaviour) {
                (Some(one), Some(another)) => Some(one.min(another)),
                (one, another) => one.or(another),
            },
        })
    }

    fn of_image(&self, image: &str) -> Pace {
        let rule = self.per_image.iter().find(|rule| image.contains(&*rule.part));
        let time = |own: Option<u32>, common: u32| Millis(own.unwrap_or(common).into());
        Pace {
            start: time(rule.and_then(|rule| rule.start_ms), self.start_ms),
            ready: time(rule.and_then(|rule| rule.ready_ms), self.ready_ms),
            stop: time(rule.and_then(|rule| rule.stop_ms), self.stop_ms),
            crash: time(rule.and_then(|rule| rule.crash_ms), CRASH_MS),
            behaviour: rule.and_then(|rule| rule.behaviour),
        }
    }
}
