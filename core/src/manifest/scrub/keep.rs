//! Which fields stay: a tree of names for each kind. What is not named goes, and some of it by name.

use crate::api::Resource;
use crate::ordered::Gather;
use serde_json::{Map, Value};

/// What stays of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keep {
    /// All of it.
    All,
    /// These members, of an object or of each item of a list.
    Members(&'static [(&'static str, Keep)]),
    /// One of these members, without its content: what kind of thing it is.
    Kind(&'static [&'static str]),
}

use Keep::{All, Kind, Members};

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
    ("exec", Members(&[])),
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
        Members(&[("preStop", Members(&[("sleep", All), ("exec", Members(&[]))]))]),
    ),
    ("securityContext", All),
    ("terminationMessagePath", All),
    ("terminationMessagePolicy", All),
]);
const VOLUMES: Keep = Members(&[
    ("name", All),
    ("emptyDir", All),
    ("persistentVolumeClaim", All),
    ("ephemeral", Kind(&["volumeClaimTemplate"])),
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
    ("configMap", Members(&[])),
    ("secret", Members(&[])),
    ("projected", Members(&[])),
    ("downwardAPI", Members(&[])),
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

/// What goes, as a person would call it; other fields are told together.
fn name_of(key: &str) -> &'static str {
    match key {
        "annotations" => "annotations",
        "managedFields" => "managed fields",
        "env" | "envFrom" => "environment variables",
        "command" | "args" => "commands and arguments",
        "imagePullSecrets" => "image pull secrets",
        "serviceAccount" | "serviceAccountName" | "automountServiceAccountToken" => "service accounts",
        "addresses" | "hostIP" | "hostIPs" | "podIP" | "podIPs" | "podCIDR" | "podCIDRs" | "hostAliases" | "host" => {
            "addresses"
        }
        "providerID" => "provider ids",
        "machineID" | "systemUUID" | "bootID" => "machine ids",
        "imageID" | "containerID" => "container and image ids",
        "images" => "lists of images on nodes",
        "message" => "messages",
        "configMap" | "secret" | "projected" | "downwardAPI" | "volumeMounts" | "volumeDevices" => {
            "contents of volumes"
        }
        "httpHeaders" | "path" | "exec" => "details of probes and hooks",
        _ => "fields that are not simulated",
    }
}

/// `value` with what stays of it; `left` gets a name for each thing that went, once.
pub(super) fn kept(keep: Keep, value: &Value, left: &mut Vec<&'static str>) -> Value {
    match (keep, value) {
        (Members(_), Value::Array(items)) => items.iter().map(|item| kept(keep, item, left)).collect(),
        (Members(names), Value::Object(members)) => {
            let mut after = Map::new();
            for (key, value) in members {
                match names.iter().find(|(name, _)| name == key) {
                    Some((_, keep)) => {
                        after.insert(key.clone(), kept(*keep, value, left));
                    }
                    None if ["apiVersion", "kind"].contains(&key.as_str()) || is_nothing(value) => {}
                    None => note(name_of(key), left),
                }
            }
            Value::Object(after)
        }
        (Kind(names), Value::Object(members)) => {
            let present = members.keys().filter(|key| names.contains(&key.as_str()));
            let after = present.map(|key| (key.clone(), Value::Object(Map::new()))).gather();
            note("contents of volumes", left);
            Value::Object(after)
        }
        (All | Members(_) | Kind(_), _) => value.clone(),
    }
}

fn note(name: &'static str, left: &mut Vec<&'static str>) {
    if !left.contains(&name) {
        left.push(name);
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
