//! The pod template, as part of a description or of a revision: `DescribePodTemplate`.

use super::Holder;
use super::containers::write_containers;
use super::maps::{write_annotations, write_labels, write_tolerations};
use super::volumes::write_volumes;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::selector::format_selector;
use crate::ordered::Order;
use serde_json::Value;

/// Writes `template`, a `PodTemplateSpec`.
pub(crate) fn write_pod_template(sheet: &mut Sheet, template: &Value) {
    let spec = template.at("spec");
    sheet.write(0, "Pod Template:\n");
    write_labels(sheet, "  Labels", template.at("metadata.labels"));
    if !template.pairs("metadata.annotations").is_empty() {
        write_annotations(sheet, "  Annotations", template.at("metadata.annotations"));
    }
    if !spec.text("serviceAccountName").is_empty() {
        sheet.write(1, &format!("Service Account:\t{}\n", spec.text("serviceAccountName")));
    }
    if !spec.list("initContainers").is_empty() {
        write_containers(
            sheet,
            "Init Containers",
            spec.list("initContainers"),
            Holder::Template,
            &[],
        );
    }
    write_containers(sheet, "Containers", spec.list("containers"), Holder::Template, &[]);
    write_volumes(sheet, spec.list("volumes"), Holder::Template);
    write_topology_spread(sheet, spec.list("topologySpreadConstraints"), Holder::Template);
    if !spec.text("priorityClassName").is_empty() {
        sheet.write(
            1,
            &format!("Priority Class Name:\t{}\n", spec.text("priorityClassName")),
        );
    }
    write_labels(sheet, "  Node-Selectors", spec.at("nodeSelector"));
    write_tolerations(sheet, "  Tolerations", spec.list("tolerations"));
    write_scheduling_group(sheet, spec, Holder::Template);
}

/// Writes the group that a pod is scheduled with.
pub(super) fn write_scheduling_group(sheet: &mut Sheet, spec: &Value, holder: Holder) {
    if spec.has("schedulingGroup") {
        let group = spec.text("schedulingGroup.podGroupName");
        sheet.write(0, &format!("{}SchedulingGroup:\n", holder.indent()));
        sheet.write(1, &format!("PodGroupName:\t{group}\n"));
    }
}

/// Writes how the pods are to be spread, by topology key.
pub(super) fn write_topology_spread(sheet: &mut Sheet, constraints: &[Value], holder: Holder) {
    if constraints.is_empty() {
        return;
    }
    let mut sorted: Vec<_> = constraints.iter().collect();
    sorted.order_by_key(|constraint| constraint.text("topologyKey"));
    let indent = holder.indent();
    sheet.write(0, &format!("{indent}Topology Spread Constraints:\t"));
    for (index, constraint) in sorted.into_iter().enumerate() {
        if index > 0 {
            sheet.write(0, indent);
            sheet.write(0, "\t");
        }
        let selector = constraint.at("labelSelector");
        let selector = if selector.is_null() {
            String::new()
        } else {
            format!(" for selector {}", format_selector(selector))
        };
        sheet.write(
            0,
            &format!(
                "{}:{} when max skew {} is exceeded{selector}\n",
                constraint.text("topologyKey"),
                constraint.text("whenUnsatisfiable"),
                constraint.integer("maxSkew"),
            ),
        );
    }
}
