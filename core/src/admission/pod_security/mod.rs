//! Pod Security Standards: what the levels `baseline` and `restricted`, at their latest version, say about a pod
//! template.
//!
//! Models `pod-security-admission/policy` (the checks), `.../admission/admission.go` (the texts) and
//! `.../api/constants.go` (the namespace labels).

mod baseline;
pub(crate) use baseline::SAFE_SYSCTLS;
mod restricted;
mod subject;

use serde::Serialize;
use serde_json::Value;
use subject::Subject;

/// How much a namespace allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Everything. What a namespace without labels has.
    #[default]
    Privileged,
    /// Nothing that is known to break out of a container.
    Baseline,
    /// What is good practice.
    Restricted,
}

impl Level {
    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Privileged, Self::Baseline, Self::Restricted]
            .into_iter()
            .find(|level| level.name() == name)
    }

    /// Its name, as labels and messages have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }
}

/// What a namespace's labels `pod-security.kubernetes.io/{enforce,audit,warn}` ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Modes {
    /// Pods that violate this level are refused. A DaemonSet never is.
    pub enforce: Level,
    /// Violations of this level are written to the audit log.
    pub audit: Level,
    /// Violations of this level come back as warnings.
    pub warn: Level,
}

impl Modes {
    /// Reads the labels of a namespace (a map of strings; `PolicyToEvaluate` of `.../api/helpers.go`). Without a label a
    /// mode is `privileged`, but warnings follow a level that is enforced. A label that is no level enforces `restricted`;
    /// for the other modes it counts as `privileged`.
    pub fn from_namespace_labels(labels: &Value) -> Self {
        let label = |mode: &str| {
            let name = labels.get(format!("pod-security.kubernetes.io/{mode}"))?;
            Some(name.as_str().and_then(Level::parse))
        };
        let (enforce, audit, warn) = (label("enforce"), label("audit"), label("warn"));
        Self {
            enforce: enforce.map_or(Level::Privileged, |level| level.unwrap_or(Level::Restricted)),
            audit: audit.flatten().unwrap_or_default(),
            warn: warn.unwrap_or(enforce.flatten()).unwrap_or_default(),
        }
    }
}

/// One check that a template does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The check, in Kubernetes' words: `hostPath volumes`.
    pub reason: String,
    /// Who does it and what: `volume "root"`. May be empty.
    pub detail: String,
}

/// What a level says about a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// The level.
    pub level: Level,
    /// The violated checks, in the order in which Kubernetes names them.
    pub violations: Vec<Violation>,
}

impl Evaluation {
    /// Whether every check passes.
    pub fn allowed(&self) -> bool {
        self.violations.is_empty()
    }

    /// All violations in one line: `reason (detail), reason (detail)`.
    pub fn detail(&self) -> String {
        let texts: Vec<_> = self
            .violations
            .iter()
            .map(|violation| match violation.detail.as_str() {
                "" => violation.reason.clone(),
                detail => format!("{} ({detail})", violation.reason),
            })
            .collect();
        texts.join(", ")
    }

    /// The warning that comes back when a DaemonSet with this template is stored (mode `warn`).
    pub fn warning(&self) -> Option<String> {
        self.sentence("would violate")
    }

    /// The value of the audit annotation `audit-violations` (mode `audit`).
    pub fn audit(&self) -> Option<String> {
        self.sentence("would violate")
    }

    /// Why the pod `pod_name` made from the template is refused (mode `enforce`).
    pub fn enforce(&self, pod_name: &str) -> Option<String> {
        let sentence = self.sentence("violates")?;
        Some(format!("pods \"{pod_name}\" is forbidden: {sentence}"))
    }

    fn sentence(&self, verb: &str) -> Option<String> {
        let policy = self.level.name();
        (!self.allowed()).then(|| format!("{verb} PodSecurity \"{policy}:latest\": {}", self.detail()))
    }
}

/// Holds a `PodTemplateSpec` (API JSON, as stored) against a level.
pub fn evaluate(level: Level, template: &Value) -> Evaluation {
    let subject = Subject::new(template);
    let checks: &[&[Check]] = match level {
        Level::Privileged => &[],
        Level::Baseline => &[baseline::CHECKS],
        Level::Restricted => &[restricted::KEPT_BASELINE_CHECKS, restricted::CHECKS],
    };
    Evaluation {
        level,
        violations: checks
            .iter()
            .flat_map(|checks| checks.iter())
            .filter_map(|check| check(&subject))
            .collect(),
    }
}

/// Finds the violation of one check, if there is one.
type Check = fn(&Subject) -> Option<Violation>;

/// A violation, from its two texts.
fn violation(reason: &str, detail: String) -> Violation {
    Violation {
        reason: reason.to_owned(),
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A plain template is fine by the baseline and lacks everything that the restricted level asks for.
    #[test]
    fn a_plain_template_violates_restricted_only() {
        let template = json!({"spec": {"containers": [{"name": "web", "image": "nginx"}]}});
        assert!(evaluate(Level::Privileged, &template).allowed());
        assert!(evaluate(Level::Baseline, &template).allowed());
        assert_eq!(
            evaluate(Level::Restricted, &template).warning().unwrap(),
            "would violate PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"web\" must set \
             securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container \"web\" must set \
             securityContext.capabilities.drop=[\"ALL\"]), runAsNonRoot != true (pod or container \"web\" must set \
             securityContext.runAsNonRoot=true), seccompProfile (pod or container \"web\" must set \
             securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")"
        );
    }

    #[test]
    fn a_node_agent_violates_the_baseline() {
        let template = json!({"spec": {
            "hostNetwork": true,
            "containers": [{"name": "agent", "image": "agent", "securityContext": {"privileged": true}}],
            "volumes": [{"name": "root", "hostPath": {"path": "/"}}],
        }});
        assert_eq!(
            evaluate(Level::Baseline, &template).enforce("agent-x").unwrap(),
            "pods \"agent-x\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true), \
             hostPath volumes (volume \"root\"), privileged (container \"agent\" must not set \
             securityContext.privileged=true)"
        );
    }

    #[test]
    fn namespace_labels_choose_the_level_of_each_mode() {
        use Level::{Baseline, Privileged, Restricted};
        let modes = |enforce, audit, warn| Modes { enforce, audit, warn };
        for (labels, expected) in [
            (json!(null), modes(Privileged, Privileged, Privileged)),
            (json!({"enforce": "baseline"}), modes(Baseline, Privileged, Baseline)),
            (
                json!({"enforce": "baseline", "warn": "restricted", "warn-version": "latest"}),
                modes(Baseline, Privileged, Restricted),
            ),
            (
                json!({"enforce": "restricted", "warn": "privileged", "audit": "baseline"}),
                modes(Restricted, Baseline, Privileged),
            ),
            (
                json!({"enforce": "strict", "warn": "strict", "audit": "strict"}),
                modes(Restricted, Privileged, Privileged),
            ),
        ] {
            let prefixed = labels.as_object().map(|labels| {
                let prefixed = labels
                    .iter()
                    .map(|(mode, level)| (format!("pod-security.kubernetes.io/{mode}"), level.clone()));
                Value::Object(prefixed.collect())
            });
            assert_eq!(
                Modes::from_namespace_labels(&prefixed.unwrap_or_default()),
                expected,
                "{labels}"
            );
        }
    }
}
