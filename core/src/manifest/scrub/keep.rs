//! Which fields stay: a tree of names for each kind. What is not named goes, and some of it by name.

use super::Removed;
use crate::api::Resource;
use serde_json::{Map, Value};

/// What stays of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keep {
    /// All of it.
    All,
    /// These members, of an object or of each item of a list.
    Members(&'static [(&'static str, Keep)]),
    /// Something else in its place, as JSON: what an API server asks for is there, and says nothing.
    Instead(&'static str),
}

use Keep::{All, Instead, Members};

const OWNERS: Keep = Members(&[
    ("apiVersion", All),
    ("kind", All),
    ("name", All),
    ("uid", All),
    ("controller", All),
    ("blockOwnerDeletion", All),
]);
const METADATA: Keep = Members(&[
    ("name", All),
    ("namespace", All),
    ("uid", All),
    ("labels", All),
    ("creationTimestamp", All),
    ("deletionTimestamp", All),
    ("generation", All),
    ("ownerReferences", OWNERS),
]);
const SET_METADATA: Keep = Members(&[
    ("name", All),
    ("namespace", All),
    ("uid", All),
    ("labels", All),
    ("creationTimestamp", All),
    ("deletionTimestamp", All),
    ("generation", All),
    (
        "annotations",
        Members(&[("deprecated.daemonset.template.generation", All)]),
    ),
]);
const CONDITIONS: Keep = Members(&[
    ("type", All),
    ("status", All),
    ("reason", All),
    ("lastTransitionTime", All),
    ("observedGeneration", All),
]);
const NODE: Keep = Members(&[
    ("metadata", METADATA),
    ("spec", Members(&[("taints", All), ("unschedulable", All)])),
    (
        "status",
        Members(&[
            ("allocatable", All),
            ("capacity", All),
            ("conditions", CONDITIONS),
            (
                "nodeInfo",
                Members(&[
                    ("architecture", All),
                    ("containerRuntimeVersion", All),
                    ("kernelVersion", All),
                    ("kubeletVersion", All),
                    ("operatingSystem", All),
                    ("osImage", All),
                ]),
            ),
        ]),
    ),
]);
const COMMAND: Keep = Instead(r#"{"command":["left-out"]}"#);
const CLAIM: Keep = Instead(
    r#"{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}"#,
);
const PROBE: Keep = Members(&[
    ("initialDelaySeconds", All),
    ("periodSeconds", All),
    ("timeoutSeconds", All),
    ("successThreshold", All),
    ("failureThreshold", All),
    ("terminationGracePeriodSeconds", All),
    ("tcpSocket", Members(&[("port", All)])),
    ("httpGet", Members(&[("port", All), ("scheme", All)])),
    ("grpc", Members(&[("port", All)])),
    ("exec", COMMAND),
]);
const CONTAINER: Keep = Members(&[
    ("name", All),
    ("image", All),
    ("imagePullPolicy", All),
    ("ports", All),
    ("resources", Members(&[("limits", All), ("requests", All)])),
    ("restartPolicy", All),
    ("readinessProbe", PROBE),
    ("livenessProbe", PROBE),
    ("startupProbe", PROBE),
    (
        "lifecycle",
        Members(&[("preStop", Members(&[("sleep", All), ("exec", COMMAND)]))]),
    ),
    ("securityContext", All),
    ("terminationMessagePath", All),
    ("terminationMessagePolicy", All),
]);
const VOLUMES: Keep = Members(&[
    ("name", All),
    ("emptyDir", All),
    ("persistentVolumeClaim", All),
    ("ephemeral", CLAIM),
    ("gcePersistentDisk", All),
    ("awsElasticBlockStore", All),
    (
        "iscsi",
        Members(&[("targetPortal", All), ("iqn", All), ("lun", All), ("readOnly", All)]),
    ),
    (
        "rbd",
        Members(&[("monitors", All), ("image", All), ("pool", All), ("readOnly", All)]),
    ),
    ("hostPath", All),
    ("configMap", Instead(r#"{"name":"left-out"}"#)),
    ("secret", Instead(r#"{"secretName":"left-out"}"#)),
    ("projected", Instead("{}")),
    ("downwardAPI", Instead("{}")),
    ("csi", Members(&[("driver", All)])),
]);
const POD_SPEC: Keep = Members(&[
    ("activeDeadlineSeconds", All),
    ("affinity", All),
    ("containers", CONTAINER),
    ("dnsPolicy", All),
    ("enableServiceLinks", All),
    ("hostIPC", All),
    ("hostNetwork", All),
    ("hostPID", All),
    ("initContainers", CONTAINER),
    ("nodeName", All),
    ("nodeSelector", All),
    ("os", All),
    ("overhead", All),
    ("preemptionPolicy", All),
    ("priority", All),
    ("priorityClassName", All),
    ("readinessGates", All),
    ("resources", All),
    ("restartPolicy", All),
    ("schedulerName", All),
    ("schedulingGates", All),
    ("securityContext", All),
    ("terminationGracePeriodSeconds", All),
    ("tolerations", All),
    ("topologySpreadConstraints", All),
    ("volumes", VOLUMES),
]);
const STATE: Keep = Members(&[
    ("waiting", Members(&[("reason", All)])),
    ("running", All),
    (
        "terminated",
        Members(&[
            ("exitCode", All),
            ("reason", All),
            ("startedAt", All),
            ("finishedAt", All),
        ]),
    ),
]);
const CONTAINER_STATUS: Keep = Members(&[
    ("name", All),
    ("image", All),
    ("ready", All),
    ("started", All),
    ("restartCount", All),
    ("state", STATE),
    ("lastState", STATE),
]);
const POD: Keep = Members(&[
    ("metadata", METADATA),
    ("spec", POD_SPEC),
    (
        "status",
        Members(&[
            ("phase", All),
            ("reason", All),
            ("conditions", CONDITIONS),
            ("containerStatuses", CONTAINER_STATUS),
            ("initContainerStatuses", CONTAINER_STATUS),
            ("nominatedNodeName", All),
            ("qosClass", All),
            ("startTime", All),
        ]),
    ),
]);
const TEMPLATE: Keep = Members(&[
    ("$patch", All),
    ("metadata", Members(&[("labels", All)])),
    ("spec", POD_SPEC),
]);

impl Keep {
    /// What stays of the value at a JSON pointer; nothing where it goes as a whole.
    pub(super) fn at(self, pointer: &str) -> Option<Self> {
        let mut keep = self;
        for token in pointer.split('/').skip(1) {
            let is_place = token == "-" || token.bytes().all(|byte| byte.is_ascii_digit());
            keep = match keep {
                All => return Some(All),
                Members(_) if is_place => keep,
                Members(names) => names.iter().find(|(name, _)| *name == token)?.1,
                Instead(_) => return None,
            };
        }
        Some(keep)
    }

    /// What stays of an object.
    pub(super) const fn of(resource: Resource) -> Self {
        match resource {
            Resource::Nodes => NODE,
            Resource::Pods => POD,
            Resource::DaemonSets => Members(&[
                ("metadata", SET_METADATA),
                (
                    "spec",
                    Members(&[
                        ("selector", All),
                        ("template", TEMPLATE),
                        ("updateStrategy", All),
                        ("minReadySeconds", All),
                        ("revisionHistoryLimit", All),
                    ]),
                ),
                ("status", All),
            ]),
            Resource::ControllerRevisions => Members(&[
                ("metadata", METADATA),
                ("revision", All),
                ("data", Members(&[("spec", Members(&[("template", TEMPLATE)]))])),
            ]),
            Resource::Namespaces => Members(&[("metadata", METADATA)]),
            Resource::ResourceQuotas | Resource::PodDisruptionBudgets => {
                Members(&[("metadata", METADATA), ("spec", All)])
            }
            Resource::PriorityClasses => Members(&[
                ("metadata", METADATA),
                ("value", All),
                ("globalDefault", All),
                ("preemptionPolicy", All),
            ]),
        }
    }
}

/// What goes with a field of that name; other fields are told together.
fn removed_with(key: &str) -> Removed {
    match key {
        "annotations" => Removed::Annotations,
        "managedFields" => Removed::ManagedFields,
        "env" | "envFrom" => Removed::Environment,
        "command" | "args" => Removed::Commands,
        "imagePullSecrets" => Removed::ImagePullSecrets,
        "serviceAccount" | "serviceAccountName" | "automountServiceAccountToken" => Removed::ServiceAccounts,
        "addresses" | "hostIP" | "hostIPs" | "podIP" | "podIPs" | "podCIDR" | "podCIDRs" | "hostAliases" | "host" => {
            Removed::Addresses
        }
        "providerID" => Removed::ProviderIds,
        "machineID" | "systemUUID" | "bootID" => Removed::MachineIds,
        "imageID" | "containerID" => Removed::ContainerIds,
        "images" => Removed::ImageLists,
        "message" => Removed::Messages,
        "configMap" | "secret" | "projected" | "downwardAPI" | "ephemeral" | "volumeMounts" | "volumeDevices" => {
            Removed::Volumes
        }
        "httpHeaders" | "path" | "exec" => Removed::Probes,
        _ => Removed::OtherFields,
    }
}

/// `value` with what stays of it; `left` gets each thing that went, once.
pub(super) fn kept(keep: Keep, value: &Value, left: &mut Vec<Removed>) -> Value {
    kept_under("", keep, value, left)
}

/// The same of a value that stands under a key.
fn kept_under(parent: &str, keep: Keep, value: &Value, left: &mut Vec<Removed>) -> Value {
    match (keep, value) {
        (Members(_), Value::Array(items)) => items.iter().map(|item| kept_under(parent, keep, item, left)).collect(),
        (Members(names), Value::Object(members)) => {
            let mut after = Map::new();
            for (key, value) in members {
                match names.iter().find(|(name, _)| name == key) {
                    Some((_, Instead(text))) => {
                        let instead = serde_json::from_str(text).unwrap_or_default();
                        if instead != *value {
                            note(removed_with(key), left);
                        }
                        after.insert(key.clone(), instead);
                    }
                    Some((_, keep)) => {
                        after.insert(key.clone(), kept_under(key, *keep, value, left));
                    }
                    None if ["apiVersion", "kind"].contains(&key.as_str()) || is_nothing(value) => {}
                    None if parent == "annotations" => note(Removed::Annotations, left),
                    None => note(removed_with(key), left),
                }
            }
            Value::Object(after)
        }
        (All | Members(_) | Instead(_), _) => value.clone(),
    }
}

fn note(what: Removed, left: &mut Vec<Removed>) {
    if !left.contains(&what) {
        left.push(what);
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
