//! `apiVersion` and `kind`: which type the text claims to be, and whether the DaemonSet endpoint takes that
//! (runtime/serializer/json/meta.go; the registered kinds of pkg/api/legacyscheme).

use super::TEMPLATE_GENERATION;
use crate::admission::go_text::quote;
use crate::diagnostic::{Advice, Diagnostic};
use crate::manifest::tree::{Entry, Tree, TreeKind};
use serde_json::Value;
use std::num::IntErrorKind;

/// Kinds that the API server knows: `group/version Kind…`. Each also has a list.
const REGISTERED: &str = "\
v1 Binding ComponentStatus ConfigMap Endpoints Event LimitRange List Namespace Node PersistentVolume \
PersistentVolumeClaim Pod PodTemplate RangeAllocation ReplicationController ResourceQuota Secret Service \
ServiceAccount Status
apps/v1 ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
apps/v1beta1 ControllerRevision Deployment Scale StatefulSet
apps/v1beta2 ControllerRevision DaemonSet Deployment ReplicaSet Scale StatefulSet
extensions/v1beta1 DaemonSet Deployment Ingress NetworkPolicy ReplicaSet Scale
batch/v1 CronJob Job
batch/v1beta1 CronJob
autoscaling/v1 HorizontalPodAutoscaler Scale
autoscaling/v2 HorizontalPodAutoscaler
policy/v1 Eviction PodDisruptionBudget
policy/v1beta1 Eviction PodDisruptionBudget
networking.k8s.io/v1 IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR
networking.k8s.io/v1beta1 IPAddress Ingress IngressClass ServiceCIDR
rbac.authorization.k8s.io/v1 ClusterRole ClusterRoleBinding Role RoleBinding
rbac.authorization.k8s.io/v1beta1 ClusterRole ClusterRoleBinding Role RoleBinding
storage.k8s.io/v1 CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass
storage.k8s.io/v1beta1 CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass
scheduling.k8s.io/v1 PriorityClass
scheduling.k8s.io/v1beta1 PriorityClass
coordination.k8s.io/v1 Lease
discovery.k8s.io/v1 EndpointSlice
events.k8s.io/v1 Event
node.k8s.io/v1 RuntimeClass
certificates.k8s.io/v1 CertificateSigningRequest
authentication.k8s.io/v1 SelfSubjectReview TokenRequest TokenReview
authorization.k8s.io/v1 LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview
admissionregistration.k8s.io/v1 MutatingWebhookConfiguration ValidatingAdmissionPolicy \
ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
resource.k8s.io/v1 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
";

/// Who the text says it is, filled up from the endpoint where it says nothing.
pub(super) struct Header {
    kind: String,
    group: String,
    version: String,
}

/// The answer to a text that cannot even be asked for its kind.
pub(super) fn unrecognized(reason: &str) -> String {
    format!("the object provided is unrecognized (must be of type DaemonSet): {reason}")
}

/// Reads `apiVersion` and `kind` as encoding/json does: keys may differ in case, the last in sorted order counts.
pub(super) fn read(tree: &Tree) -> Result<Header, Diagnostic> {
    let failed = |reason: &str, tree: &Tree, path: &str| {
        let message = unrecognized(&format!(
            "couldn't get version/kind; json parse error: json: cannot unmarshal {reason}"
        ));
        Diagnostic::error("wrong-type", path, message).at(tree.span)
    };
    let entries: &[Entry] = match &tree.kind {
        TreeKind::Mapping(entries) => entries,
        TreeKind::Null => &[],
        TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::String(_) | TreeKind::Sequence(_) => {
            let reason = format!(
                "{} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \
                 \"json:\\\"kind,omitempty\\\"\" }}",
                super::typed::json_kind(tree)
            );
            return Err(failed(&reason, tree, ""));
        }
    };
    let mut texts = [("apiVersion", String::new()), ("kind", String::new())];
    for entry in super::typed::sorted(entries) {
        let Some((name, text)) = texts.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(&entry.key)) else {
            continue;
        };
        match &entry.value.kind {
            TreeKind::String(found) => text.clone_from(found),
            TreeKind::Null => {}
            TreeKind::Bool(_) | TreeKind::Number(_) | TreeKind::Sequence(_) | TreeKind::Mapping(_) => {
                let found = super::typed::json_kind(&entry.value);
                return Err(failed(
                    &format!("{found} into Go struct field .{name} of type string"),
                    &entry.value,
                    name,
                ));
            }
        }
    }
    let [(_, api_version), (_, kind)] = texts;
    let Some((group, version)) = split(&api_version) else {
        let message = unrecognized(&format!("unexpected GroupVersion string: {api_version}"));
        return Err(Diagnostic::error("unknown-api-version", "apiVersion", message));
    };
    Ok(Header::filled(kind, group, version))
}

/// `group/version`; without a slash all of it is the version.
fn split(api_version: &str) -> Option<(&str, &str)> {
    match api_version.split_once('/') {
        None => Some(("", api_version)),
        Some(("", "")) => Some(("", "")),
        Some((_, rest)) if rest.contains('/') => None,
        Some(parts) => Some(parts),
    }
}

impl Header {
    fn filled(kind: String, group: &str, version: &str) -> Self {
        let kind = if kind.is_empty() { "DaemonSet".to_owned() } else { kind };
        let (group, version) = match (group, version) {
            ("" | "apps", "") => ("apps", "v1"),
            other => other,
        };
        Self {
            kind,
            group: group.to_owned(),
            version: version.to_owned(),
        }
    }

    /// What the answer to any further error begins with.
    pub(super) fn prefix(&self) -> String {
        format!(
            "{} in version {} cannot be handled as a DaemonSet: ",
            self.kind,
            quote(&self.version)
        )
    }

    /// The finding that this is no DaemonSet.
    pub(super) fn refusal(&self, tree: &Tree) -> Option<Diagnostic> {
        let reason = if self.version.is_empty() {
            "Object 'apiVersion' is missing".to_owned()
        } else if !self.is_registered() {
            format!(
                "no kind {} is registered for version {} in scheme \
                 \"k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30\"",
                quote(&self.kind),
                quote(&self.api_version())
            )
        } else if self.kind != "DaemonSet" {
            format!(
                "converting ({}.{}) to (apps.DaemonSet): unknown conversion",
                self.version, self.kind
            )
        } else {
            return None;
        };
        let is_version = self.version.is_empty() || self.kind == "DaemonSet";
        let (code, path, right) = if is_version {
            ("unknown-api-version", "apiVersion", "apiVersion: apps/v1")
        } else {
            ("not-a-daemonset", "kind", "kind: DaemonSet")
        };
        let finding =
            Diagnostic::error(code, path, self.prefix() + &reason).hint(Advice::Write { text: right.to_owned() });
        Some(placed(finding, tree, &[path]))
    }

    /// Whether the version that the text names has a field which apps/v1 does not.
    pub(super) fn has_field(&self, path: &str) -> bool {
        self.group == "extensions" && path == "spec.templateGeneration"
    }

    /// The finding that the deprecated annotation is no number, which fails when the object is converted.
    pub(super) fn conversion_error(&self, tree: &Tree, value: &Value) -> Option<Diagnostic> {
        let text = value
            .get("metadata")?
            .get("annotations")?
            .get(TEMPLATE_GENERATION)?
            .as_str()?;
        let reason = match text.parse::<i64>().err()?.kind() {
            IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => "value out of range",
            _ => "invalid syntax",
        };
        let message = format!("{}strconv.ParseInt: parsing {}: {reason}", self.prefix(), quote(text));
        let path = format!("metadata.annotations.{TEMPLATE_GENERATION}");
        let finding = Diagnostic::error("invalid-number", path, message);
        Some(placed(finding, tree, &["metadata", "annotations", TEMPLATE_GENERATION]))
    }

    /// The finding that an old version came to the endpoint of the present one.
    pub(super) fn version_mismatch(&self, tree: &Tree) -> Option<Diagnostic> {
        let version = self.api_version();
        if version == "apps/v1" {
            return None;
        }
        let message =
            format!("the API version in the data ({version}) does not match the expected API version (apps/v1)");
        let finding = Diagnostic::error("unknown-api-version", "apiVersion", message);
        Some(placed(
            finding.hint(Advice::Write {
                text: "apiVersion: apps/v1".to_owned(),
            }),
            tree,
            &["apiVersion"],
        ))
    }

    fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.clone()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    fn is_registered(&self) -> bool {
        let version = self.api_version();
        let item = self
            .kind
            .strip_suffix("List")
            .filter(|item| !item.is_empty())
            .unwrap_or(&self.kind);
        REGISTERED.lines().any(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(&version) && words.any(|kind| kind == self.kind || kind == item)
        })
    }
}

/// The finding at the value that the keys lead to, or as far as they lead.
fn placed(finding: Diagnostic, tree: &Tree, keys: &[&str]) -> Diagnostic {
    let value = keys.iter().try_fold(tree, |tree, key| tree.get(key));
    match value {
        Some(value) => finding.at(value.span),
        None => finding,
    }
}
