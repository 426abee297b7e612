//! Ephemeral containers: a pod template may not have any, but they are checked all the same.
//!
//! Models validateEphemeralContainers of `pkg/apis/core/validation/validation.go`.

use super::containers;
use super::pod_spec::Pod;
use crate::admission::error::Errors;
use crate::admission::field::Field;
use crate::ordered::Gather;
use std::collections::BTreeSet;

const DETAIL: &str = "cannot be set for an Ephemeral Container";

/// Fields that an ephemeral container may not have, in the order of the Go structure.
const FORBIDDEN: [&str; 9] = [
    "ports",
    "resources",
    "resizePolicy",
    "restartPolicy",
    "restartPolicyRules",
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle",
];

/// The ephemeral containers.
pub(super) fn ephemeral_containers(pod: &Pod<'_>, errors: &mut Errors) {
    let lists = ["containers", "initContainers"].map(|list| pod.spec.list(list));
    let others: BTreeSet<_> = lists.iter().flatten().map(|container| container.text("name")).gather();
    let mut names = others.clone();
    for container in pod.spec.list("ephemeralContainers") {
        containers::common(&container, pod, errors);
        let image = container.text("image");
        if image.len() != image.trim().len() {
            errors.invalid(
                &container.at("image").path,
                image,
                "must not have leading or trailing whitespace",
            );
        }
        if !names.insert(container.text("name")) {
            errors.duplicate(&container.at("name").path, container.text("name"));
        }
        let target = container.text("targetContainerName");
        if !target.is_empty() && !others.contains(target) {
            errors.not_found(&container.at("targetContainerName").path, target, "");
        }
        forbidden_fields(&container, errors);
    }
}

fn forbidden_fields(container: &Field<'_>, errors: &mut Errors) {
    for name in FORBIDDEN {
        // Lists and the resources may be there as long as they are empty; the rest may not be there at all.
        let may_be_empty = ["ports", "resources", "resizePolicy", "restartPolicyRules"].contains(&name);
        if container.has(name) && !(may_be_empty && container.is_empty(name)) {
            errors.forbidden(&container.at(name).path, DETAIL);
        }
    }
    for mount in container.list("volumeMounts") {
        for field in ["subPath", "subPathExpr"].iter().filter(|name| !mount.is_empty(name)) {
            errors.forbidden(&mount.at(field).path, DETAIL);
        }
    }
}
