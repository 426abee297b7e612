//! What the API server adds to a DaemonSet before anybody sees it.
//!
//! Models SetDefaults_DaemonSet (pkg/apis/apps/v1/defaults.go) and the defaults of a pod template
//! (pkg/apis/core/v1/defaults.go). The functions work on decoded objects: empty fields are absent there.

mod image;
mod pod;
mod store;

pub use pod::default_pod;
pub use store::{semantically_equal, store_new, store_update};

use super::quantity::Quantity;
use serde_json::{Map, Value, json};

/// The value of a field nobody set.
#[derive(Clone, Copy)]
enum Missing {
    Text(&'static str),
    Number(i64),
    False,
    Object,
}

use Missing::{False, Number, Object, Text};

/// Where, which field, what. `*` goes through a list; where a part of the way is absent there is nothing to do.
type Row = (&'static str, &'static str, Missing);

const POD_SPEC: [Row; 24] = [
    ("", "dnsPolicy", Text("ClusterFirst")),
    ("", "restartPolicy", Text("Always")),
    ("", "securityContext", Object),
    ("", "terminationGracePeriodSeconds", Number(30)),
    ("", "schedulerName", Text("default-scheduler")),
    ("volumes.*.hostPath", "type", Text("")),
    ("volumes.*.secret", "defaultMode", Number(0o644)),
    ("volumes.*.configMap", "defaultMode", Number(0o644)),
    ("volumes.*.downwardAPI", "defaultMode", Number(0o644)),
    ("volumes.*.downwardAPI.items.*.fieldRef", "apiVersion", Text("v1")),
    ("volumes.*.projected", "defaultMode", Number(0o644)),
    (
        "volumes.*.projected.sources.*.downwardAPI.items.*.fieldRef",
        "apiVersion",
        Text("v1"),
    ),
    (
        "volumes.*.projected.sources.*.serviceAccountToken",
        "expirationSeconds",
        Number(3600),
    ),
    (
        "volumes.*.ephemeral.volumeClaimTemplate.spec",
        "volumeMode",
        Text("Filesystem"),
    ),
    ("volumes.*.iscsi", "iscsiInterface", Text("default")),
    ("volumes.*.rbd", "pool", Text("rbd")),
    ("volumes.*.rbd", "user", Text("admin")),
    ("volumes.*.rbd", "keyring", Text("/etc/ceph/keyring")),
    ("volumes.*.azureDisk", "cachingMode", Text("ReadWrite")),
    ("volumes.*.azureDisk", "kind", Text("Shared")),
    ("volumes.*.azureDisk", "fsType", Text("ext4")),
    ("volumes.*.azureDisk", "readOnly", False),
    ("volumes.*.scaleIO", "storageMode", Text("ThinProvisioned")),
    ("volumes.*.scaleIO", "fsType", Text("xfs")),
];

const CONTAINER: [Row; 5] = [
    ("", "terminationMessagePath", Text("/dev/termination-log")),
    ("", "terminationMessagePolicy", Text("File")),
    ("ports.*", "protocol", Text("TCP")),
    ("env.*.valueFrom.fieldRef", "apiVersion", Text("v1")),
    ("env.*.valueFrom.fileKeyRef", "optional", False),
];

const PROBE: [Row; 5] = [
    ("", "timeoutSeconds", Number(1)),
    ("", "periodSeconds", Number(10)),
    ("", "successThreshold", Number(1)),
    ("", "failureThreshold", Number(3)),
    ("grpc", "service", Text("")),
];

const HTTP_GET: [Row; 2] = [("httpGet", "path", Text("/")), ("httpGet", "scheme", Text("HTTP"))];

/// The lists of a pod's containers.
const CONTAINERS: [&str; 3] = ["initContainers", "containers", "ephemeralContainers"];

/// Fills a decoded DaemonSet with defaults.
pub fn default_daemon_set(daemon_set: &mut Value) {
    let spec = child(daemon_set, "spec");
    let strategy = child(spec, "updateStrategy");
    fill(strategy, "type", Text("RollingUpdate"));
    if strategy.get("type").and_then(Value::as_str) == Some("RollingUpdate") {
        let rolling = child(strategy, "rollingUpdate");
        fill(rolling, "maxUnavailable", Number(1));
        fill(rolling, "maxSurge", Number(0));
    }
    fill(spec, "revisionHistoryLimit", Number(10));
    default_pod_spec(child(child(spec, "template"), "spec"));
}

/// Fills the spec of a pod or pod template with what both have by default (`SetDefaults_PodSpec` and below).
fn default_pod_spec(spec: &mut Value) {
    if let Some(volumes) = spec.get_mut("volumes").and_then(Value::as_array_mut) {
        volumes.iter_mut().for_each(default_volume);
    }
    fill_rows(spec, &POD_SPEC);
    for list in CONTAINERS {
        if let Some(containers) = spec.get_mut(list).and_then(Value::as_array_mut) {
            containers.iter_mut().for_each(default_container);
        }
    }
    round_up(spec.get_mut("overhead"));
    round_up_resources(spec);
}

/// A volume that is nothing else is an empty directory.
fn default_volume(volume: &mut Value) {
    let has_source = volume
        .as_object()
        .is_some_and(|members| members.keys().any(|key| key != "name"));
    if !has_source {
        fill(volume, "emptyDir", Object);
    }
    if let Some(image) = volume.get_mut("image") {
        fill(image, "pullPolicy", pull_policy(image, "reference"));
    }
    if let Some(claim) = at_path(volume, "ephemeral.volumeClaimTemplate.spec") {
        round_up_resources(claim);
    }
}

fn default_container(container: &mut Value) {
    fill(container, "imagePullPolicy", pull_policy(container, "image"));
    fill_rows(container, &CONTAINER);
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(probe) = container.get_mut(probe) {
            fill_rows(probe, &PROBE);
            fill_rows(probe, &HTTP_GET);
        }
    }
    for hook in ["lifecycle.postStart", "lifecycle.preStop"] {
        if let Some(hook) = at_path(container, hook) {
            fill_rows(hook, &HTTP_GET);
        }
    }
    round_up_resources(container);
}

fn pull_policy(owner: &Value, key: &str) -> Missing {
    let image = owner.get(key).and_then(Value::as_str).unwrap_or_default();
    if image::tag(image) == Some("latest") {
        Text("Always")
    } else {
        Text("IfNotPresent")
    }
}

/// Quantities of `resources` are rounded up to thousandths.
fn round_up_resources(owner: &mut Value) {
    for list in ["limits", "requests"] {
        round_up(owner.get_mut("resources").and_then(|resources| resources.get_mut(list)));
    }
}

fn round_up(list: Option<&mut Value>) {
    for quantity in list
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(Map::values_mut)
    {
        // What is no quantity has been found when it was decoded.
        if let Ok(parsed) = Quantity::from_json(quantity) {
            *quantity = parsed.round_up_to_milli().canonical().into();
        }
    }
}

fn fill_rows(value: &mut Value, rows: &[Row]) {
    for (path, key, missing) in rows {
        let way: Vec<&str> = path.split('.').filter(|part| !part.is_empty()).collect();
        fill_along(value, &way, key, *missing);
    }
}

fn fill_along(value: &mut Value, way: &[&str], key: &str, missing: Missing) {
    match way {
        [] => fill(value, key, missing),
        ["*", rest @ ..] => {
            for item in value.as_array_mut().into_iter().flatten() {
                fill_along(item, rest, key, missing);
            }
        }
        [part, rest @ ..] => {
            if let Some(inner) = value.get_mut(part) {
                fill_along(inner, rest, key, missing);
            }
        }
    }
}

/// Sets a member that is absent or null. An absent or null `value` stays so: the pointer is nil.
fn fill(value: &mut Value, key: &str, missing: Missing) {
    let Value::Object(members) = value else { return };
    if members.get(key).is_none_or(Value::is_null) {
        let default = match missing {
            Text(text) => text.into(),
            Number(number) => number.into(),
            False => false.into(),
            Object => json!({}),
        };
        members.insert(key.to_owned(), default);
    }
}

/// The member `key`, made an empty object if it is none.
fn child<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    if !value.is_object() {
        *value = json!({});
    }
    let inner = &mut value[key];
    if !inner.is_object() {
        *inner = json!({});
    }
    inner
}

fn at_path<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('.').try_fold(value, |value, part| value.get_mut(part))
}

#[cfg(test)]
mod tests;
