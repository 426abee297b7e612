//! The pod template and its pod spec: the rules of single fields, and the order of all the others.
//!
//! Models ValidatePodTemplateSpec and ValidatePodSpec of `pkg/apis/core/validation/validation.go`.

use super::resources::Claims;
use super::volumes::Volumes;
use super::{
    affinity, annotations, containers, environment, ephemeral, hosts, meta, names, operating_system, resources,
    security, spread, tolerations, volumes, windows,
};
use crate::admission::error::Errors;
use crate::admission::field::Field;

/// What every container of a pod is checked against.
pub(super) struct Pod<'a> {
    /// The pod spec.
    pub(super) spec: Field<'a>,
    /// The volumes that are fine, by name.
    pub(super) volumes: Volumes<'a>,
    /// The names of the resource claims.
    pub(super) claims: Claims<'a>,
}

impl Pod<'_> {
    /// How long the pod may take to stop.
    pub(super) fn grace_period_seconds(&self) -> Option<i64> {
        self.spec.int("terminationGracePeriodSeconds")
    }

    /// Whether the pod uses the users of the host.
    pub(super) fn has_host_users(&self) -> bool {
        self.spec.flag("hostUsers") != Some(false)
    }
}

/// All containers with their places: init containers, containers, ephemeral ones.
pub(crate) fn all_containers<'a>(spec: &Field<'a>) -> Vec<Field<'a>> {
    let lists = ["initContainers", "containers", "ephemeralContainers"];
    lists.iter().flat_map(|list| spec.list(list)).collect()
}

/// A pod template. Labels and annotations are reported without `metadata`, as Kubernetes does.
pub(super) fn pod_template(template: &Field<'_>, errors: &mut Errors) {
    let (metadata, spec) = (template.at("metadata"), template.at("spec"));
    let reported_as = |name: &str| Field {
        value: metadata.at(name).value,
        path: template.path.child(name),
    };
    meta::labels(&reported_as("labels"), errors);
    let template_annotations = reported_as("annotations");
    meta::annotations(&template_annotations, errors);
    annotations::pod_annotations(&template_annotations, &spec, errors);
    pod_spec(&spec, errors);
    annotations::seccomp_matches_fields(&template_annotations, &spec, errors);
    annotations::app_armor_matches_fields(&template_annotations, &spec, errors);
    if !spec.is_empty("ephemeralContainers") {
        let path = spec.at("ephemeralContainers").path;
        errors.forbidden(&path, "ephemeral containers not allowed in pod template");
    }
}

/// The spec of a pod or of a template.
pub(super) fn pod_spec(spec: &Field<'_>, errors: &mut Errors) {
    if !spec.has("terminationGracePeriodSeconds") {
        errors.required(&spec.at("terminationGracePeriodSeconds").path, "");
    }
    let pod = Pod {
        spec: spec.clone(),
        volumes: volumes::volumes(&spec.at("volumes"), errors),
        claims: resources::claim_names(spec),
    };
    resources::pod_claims(spec, errors);
    containers::containers(&pod, errors);
    containers::init_containers(&pod, errors);
    ephemeral::ephemeral_containers(&pod, errors);
    resources::pod_resources(&pod, errors);
    hosts::host_ports(spec, errors);
    one_of(spec, "restartPolicy", &["Always", "OnFailure", "Never"], errors);
    let dns_policies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    one_of(spec, "dnsPolicy", &dns_policies, errors);
    meta::labels(&spec.at("nodeSelector"), errors);
    security::pod_security_context(spec, errors);
    affinity::affinity(&spec.at("affinity"), errors);
    hosts::dns_config(spec, errors);
    for gate in spec.list("readinessGates") {
        errors.malformed(&gate.at("conditionType"), &names::label_key(gate.text("conditionType")));
    }
    scheduling_gates(spec, errors);
    spread::topology_spread(spec, errors);
    windows::host_process(spec, errors);
    hosts::host_users(spec, errors);
    hosts::hostname_override(spec, errors);
    single_names(spec, errors);
    tolerations::tolerations(spec, errors);
    hosts::host_aliases(spec, errors);
    classes(spec, errors);
    operating_system::operating_system(spec, errors);
    environment::file_volumes(spec, errors);
}

/// A field that has to have one of the known values; an empty one is missing.
pub(super) fn one_of(parent: &Field<'_>, name: &str, known: &[&str], errors: &mut Errors) {
    let value = parent.text(name);
    if value.is_empty() {
        errors.required(&parent.at(name).path, "");
    } else if !known.contains(&value) {
        errors.not_supported(&parent.at(name).path, value, known);
    }
}

/// A field that, if it is set, has to have one of the known values.
pub(super) fn one_of_if_set(parent: &Field<'_>, name: &str, known: &[&str], errors: &mut Errors) {
    if let Some(field) = parent.get(name).filter(|field| !known.contains(&field.as_text())) {
        errors.not_supported(&field.path, field.as_text(), known);
    }
}

fn scheduling_gates(spec: &Field<'_>, errors: &mut Errors) {
    let mut seen = Vec::new();
    for gate in spec.list("schedulingGates") {
        let name = gate.text("name");
        // Reported at the item, not at its name.
        for fault in names::label_key(name) {
            errors.invalid(&gate.path, name, &fault);
        }
        if seen.contains(&name) {
            errors.duplicate(&gate.path, name);
        }
        seen.push(name);
    }
}

fn single_names(spec: &Field<'_>, errors: &mut Errors) {
    let account = ["serviceAccountName", "serviceAccount"].map(|name| spec.text(name));
    if let Some(name) = account.iter().find(|name| !name.is_empty()) {
        for fault in names::dns_subdomain(name) {
            errors.invalid(&spec.at("serviceAccountName").path, *name, &fault);
        }
    }
    text_if_set(spec, "nodeName", names::dns_subdomain, errors);
    if let Some(seconds) = spec.int("activeDeadlineSeconds") {
        for fault in names::in_range(seconds, 1, i64::from(i32::MAX)) {
            errors.invalid(&spec.at("activeDeadlineSeconds").path, seconds, &fault);
        }
    }
    text_if_set(spec, "hostname", names::dns_label, errors);
    text_if_set(spec, "subdomain", names::dns_label, errors);
}

fn classes(spec: &Field<'_>, errors: &mut Errors) {
    text_if_set(spec, "priorityClassName", names::dns_subdomain, errors);
    if let Some(class) = spec.get("runtimeClassName") {
        errors.malformed(&class, &names::dns_subdomain(class.as_text()));
    }
    if spec.has("preemptionPolicy") {
        one_of(spec, "preemptionPolicy", &["PreemptLowerPriority", "Never"], errors);
    }
    if let Some(overhead) = spec.get("overhead") {
        resources::overhead(&overhead, errors);
    }
}

fn text_if_set(parent: &Field<'_>, name: &str, check: fn(&str) -> names::Faults, errors: &mut Errors) {
    let field = parent.at(name);
    if !field.as_text().is_empty() {
        errors.malformed(&field, &check(field.as_text()));
    }
}
