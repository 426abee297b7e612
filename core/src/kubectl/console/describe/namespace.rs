//! Namespaces and their quotas: `describeNamespace`, `DescribeResourceQuotas` and `describeQuota` of
//! `kubectl/pkg/describe/describe.go`.

use crate::api::Resource;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::describe::{write_annotations, write_labels};
use crate::sim::Simulation;
use serde_json::Value;

/// The description of `namespace`, with the quotas in it.
pub(super) fn describe_namespace(simulation: &Simulation, namespace: &Value) -> String {
    let mut sheet = Sheet::default();
    let name = namespace.text("metadata.name");
    sheet.write(0, &format!("Name:\t{name}\n"));
    write_labels(&mut sheet, "Labels", namespace.at("metadata.labels"));
    write_annotations(&mut sheet, "Annotations", namespace.at("metadata.annotations"));
    sheet.write(0, &format!("Status:\t{}\n", namespace.text("status.phase")));
    let quotas = simulation.objects(Resource::ResourceQuotas, Some(name));
    if quotas.is_empty() {
        sheet.write(0, "\nNo resource quota.\n");
    } else {
        sheet.write(0, "\nResource Quotas\n");
    }
    for quota in &quotas {
        sheet.write(0, &format!("  Name:\t{}\n", quota.text("metadata.name")));
        sheet.write(0, "  Resource\tUsed\tHard\n");
        sheet.write(0, "  --------\t---\t---\n");
        write_shares(&mut sheet, quota, "  ");
    }
    sheet.write(0, "\nNo LimitRange resource.\n");
    sheet.aligned()
}

/// The description of `quota`.
pub(super) fn describe_quota(quota: &Value) -> String {
    let mut sheet = Sheet::default();
    sheet.write(0, &format!("Name:\t{}\n", quota.text("metadata.name")));
    sheet.write(0, &format!("Namespace:\t{}\n", quota.text("metadata.namespace")));
    sheet.write(0, "Resource\tUsed\tHard\n--------\t----\t----\n");
    write_shares(&mut sheet, quota, "");
    sheet.aligned()
}

fn write_shares(sheet: &mut Sheet, quota: &Value, indent: &str) {
    let used = quota.at("status.used");
    for (resource, hard) in quota.pairs("status.hard") {
        let used = used.get(resource).and_then(Value::as_str).unwrap_or("0");
        sheet.write(0, &format!("{indent}{resource}\t{used}\t{hard}\n"));
    }
}
