//! Which names a resource may have.
//!
//! Models validateContainerResourceName and validatePodResourceName of `pkg/apis/core/validation/validation.go`, and
//! `pkg/apis/core/helper/helpers.go`.

use super::names;
use crate::admission::error::Errors;
use crate::admission::field::Path;

/// Judges a resource name, and where it stands.
pub(super) type NameRule = fn(&str, &Path, &mut Errors);

/// What names of memory in large pages begin with.
pub(super) const HUGE_PAGES: &str = "hugepages-";

/// Resources without a domain in their name; the second half is for quotas only.
const STANDARD: [&str; 20] = [
    "cpu",
    "memory",
    "ephemeral-storage",
    "storage",
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
    "requests.storage",
    "configmaps",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
];

/// Resources that are counted.
const COUNTED: [&str; 9] = [
    "configmaps",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
];

/// A resource name that any object may use; says whether it is one.
fn resource_name(name: &str, path: &Path, errors: &mut Errors) -> bool {
    let mut faults = names::label_key(name);
    let is_standard = STANDARD.contains(&name) || is_huge_pages(name) || name.starts_with("requests.hugepages-");
    if faults.is_empty() && !name.contains('/') && !is_standard {
        faults.push("must be a standard resource type or fully qualified".to_owned());
    }
    for fault in &faults {
        errors.invalid(path, name, fault);
    }
    faults.is_empty()
}

/// A resource of a container.
pub(super) fn for_containers(name: &str, path: &Path, errors: &mut Errors) {
    resource_name(name, path, errors);
    if !name.contains('/') {
        if !["cpu", "memory", "ephemeral-storage"].contains(&name) && !is_huge_pages(name) {
            errors.invalid(path, name, "must be a standard resource for containers");
        }
    } else if !is_native(name) && !is_extended(name) {
        errors.invalid(path, name, "doesn't follow extended resource name standard");
    }
}

/// A resource of a whole pod.
pub(super) fn for_pods(name: &str, path: &Path, errors: &mut Errors) {
    if resource_name(name, path, errors) && !["cpu", "memory"].contains(&name) && !is_huge_pages(name) {
        errors.not_supported(path, name, &["cpu", HUGE_PAGES, "memory"]);
    }
}

/// Whether it is memory in pages of a certain size.
pub(super) fn is_huge_pages(name: &str) -> bool {
    name.starts_with(HUGE_PAGES)
}

/// Whether it is Kubernetes' own.
pub(super) fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Whether it is counted in whole units.
pub(super) fn is_counted(name: &str) -> bool {
    COUNTED.contains(&name) || is_extended(name)
}

/// Whether it comes from outside, with a domain in its name.
fn is_extended(name: &str) -> bool {
    !is_native(name) && !name.starts_with("requests.") && names::label_key(&format!("requests.{name}")).is_empty()
}
