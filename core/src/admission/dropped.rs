//! Fields whose feature is off by default in v1.36: the API server takes them out before it looks any further.
//!
//! Models DropDisabledTemplateFields of `pkg/api/pod/util.go`.

use serde_json::{Map, Value};

/// Takes the fields of features that are off out of the pod template of `daemon_set`.
pub fn drop_disabled_fields(daemon_set: &mut Value) {
    let Some(Value::Object(spec)) = daemon_set.pointer_mut("/spec/template/spec") else {
        return;
    };
    // GangScheduling
    spec.remove("schedulingGroup");
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        for container in members(spec.get_mut(list)) {
            if let Some(Value::Object(lifecycle)) = container.get_mut("lifecycle") {
                // ContainerStopSignals
                lifecycle.remove("stopSignal");
            }
        }
    }
    for volume in members(spec.get_mut("volumes")) {
        let sources = volume
            .get_mut("projected")
            .and_then(|projected| projected.get_mut("sources"));
        for source in members(sources) {
            // ClusterTrustBundleProjection, PodCertificateRequest
            source.remove("clusterTrustBundle");
            source.remove("podCertificate");
        }
    }
}

/// The objects of a list.
fn members(list: Option<&mut Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    let items = list.and_then(Value::as_array_mut).into_iter().flatten();
    items.filter_map(Value::as_object_mut)
}
