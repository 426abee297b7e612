//! The pod template, as part of a description or of a revision: `DescribePodTemplate`.

use super::containers::write_containers;
use super::maps::{write_annotations, write_labels, write_tolerations};
use super::volumes::write_volumes;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::selector::format_selector;
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
        write_containers(sheet, "Init Containers", spec.list("initContainers"));
    }
    write_containers(sheet, "Containers", spec.list("containers"));
    write_volumes(sheet, spec.list("volumes"));
    write_topology_spread(sheet, spec.list("topologySpreadConstraints"));
    if !spec.text("priorityClassName").is_empty() {
        sheet.write(
            1,
            &format!("Priority Class Name:\t{}\n", spec.text("priorityClassName")),
        );
    }
    write_labels(sheet, "  Node-Selectors", spec.at("nodeSelector"));
    write_tolerations(sheet, "  Tolerations", spec.list("tolerations"));
    if spec.has("schedulingGroup") {
        sheet.write(0, "  SchedulingGroup:\n");
        sheet.write(
            1,
            &format!("PodGroupName:\t{}\n", spec.text("schedulingGroup.podGroupName")),
        );
    }
}

fn write_topology_spread(sheet: &mut Sheet, constraints: &[Value]) {
    if constraints.is_empty() {
        return;
    }
    let mut sorted: Vec<_> = constraints.iter().collect();
    sorted.sort_by_key(|constraint| constraint.text("topologyKey"));
    sheet.write(1, "Topology Spread Constraints:\t");
    for (index, constraint) in sorted.into_iter().enumerate() {
        if index > 0 {
            sheet.write(1, "\t");
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
