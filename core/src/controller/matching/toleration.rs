//! Tolerations: those of the template and those the controller adds.
//!
//! Models `api/core/v1/toleration.go` (ToleratesTaint), `pkg/controller/daemon/util/daemonset_util.go`
//! (AddOrUpdateDaemonPodTolerations) and `pkg/apis/core/v1/helper/helpers.go` (AddOrUpdateTolerationInPodSpec).

use crate::objects::{Taint, TaintEffect, json};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// A toleration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Toleration {
    /// The taint key; empty: any.
    pub key: Arc<str>,
    /// How values are compared.
    pub operator: TolerationOperator,
    /// The taint value for `Equal`.
    pub value: Arc<str>,
    /// The effect; `None`: any.
    pub effect: Option<TaintEffect>,
    /// `tolerationSeconds`.
    pub toleration_seconds: Option<i64>,
}

/// How a toleration compares values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum TolerationOperator {
    /// Any value.
    Exists,
    /// The same value. Also when the operator is absent.
    Equal,
    /// `Lt`, `Gt` (gate off in v1.36) or something unknown: tolerates nothing.
    Never,
}

/// What every daemon pod tolerates, in the order in which the controller adds it; the last only with `hostNetwork`.
const AUTOMATIC: [(&str, TaintEffect); 7] = [
    ("node.kubernetes.io/not-ready", TaintEffect::NoExecute),
    ("node.kubernetes.io/unreachable", TaintEffect::NoExecute),
    ("node.kubernetes.io/disk-pressure", TaintEffect::NoSchedule),
    ("node.kubernetes.io/memory-pressure", TaintEffect::NoSchedule),
    ("node.kubernetes.io/pid-pressure", TaintEffect::NoSchedule),
    ("node.kubernetes.io/unschedulable", TaintEffect::NoSchedule),
    ("node.kubernetes.io/network-unavailable", TaintEffect::NoSchedule),
];

/// Key and effect of the automatic tolerations, all with operator `Exists`.
pub fn automatic_tolerations(host_network: bool) -> &'static [(&'static str, TaintEffect)] {
    if host_network {
        &AUTOMATIC
    } else {
        &AUTOMATIC[..AUTOMATIC.len() - 1]
    }
}

/// The tolerations of a pod `spec` with the automatic ones, as JSON in the order of the created pod (semantics 3.5): an
/// automatic one replaces every toleration of the same key, effect, operator and value, or goes to the end.
pub fn with_automatic_tolerations(spec: &Value) -> Vec<Value> {
    let mut tolerations = json::list(spec, "tolerations").to_vec();
    for (key, effect) in automatic_tolerations(json::flag(spec, "hostNetwork")) {
        let automatic = json!({"key": key, "operator": "Exists", "effect": effect.name()});
        let identity =
            |toleration: &Value| ["key", "effect", "operator", "value"].map(|field| json::shared(toleration, field));
        let wanted = identity(&automatic);
        let mut replaced = false;
        for toleration in tolerations
            .iter_mut()
            .filter(|toleration| identity(toleration) == wanted)
        {
            toleration.clone_from(&automatic);
            replaced = true;
        }
        if !replaced {
            tolerations.push(automatic);
        }
    }
    tolerations
}

impl Toleration {
    /// Reads `{key, operator, value, effect, tolerationSeconds}`.
    pub fn from_json(toleration: &Value) -> Self {
        let effect = json::text(toleration, "effect");
        let known = TaintEffect::parse(effect);
        let operator = match json::text(toleration, "operator") {
            // An effect that does not exist equals no taint's.
            _ if known.is_none() && !effect.is_empty() => TolerationOperator::Never,
            "Exists" => TolerationOperator::Exists,
            "" | "Equal" => TolerationOperator::Equal,
            _ => TolerationOperator::Never,
        };
        Self {
            key: json::shared(toleration, "key"),
            operator,
            value: json::shared(toleration, "value"),
            effect: known,
            toleration_seconds: json::integer(toleration, "tolerationSeconds"),
        }
    }

    /// Whether it tolerates `taint`.
    pub fn tolerates(&self, taint: &Taint) -> bool {
        self.effect.is_none_or(|effect| effect == taint.effect)
            && (self.key.is_empty() || self.key == taint.key)
            && match self.operator {
                TolerationOperator::Exists => true,
                TolerationOperator::Equal => self.value == taint.value,
                TolerationOperator::Never => false,
            }
    }

    /// Whether the controller added it to the pods of a template: a toleration of a user's own that says the same has been
    /// overwritten by it.
    pub fn is_automatic(&self, host_network: bool) -> bool {
        self.operator == TolerationOperator::Exists
            && self.value.is_empty()
            && self.toleration_seconds.is_none()
            && automatic_tolerations(host_network)
                .iter()
                .any(|(key, effect)| *key == &*self.key && Some(*effect) == self.effect)
    }
}
