//! The pods on a node and what they ask of it: `describeNodeResource`.

use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::duration::age;
use crate::manifest::quantity::Quantity;
use crate::scheduler::Amounts;
use crate::time::SimTime;
use serde_json::Value;

pub(super) fn write_pods_and_resources(sheet: &mut Sheet, node: &Value, pods: &[Value], now: SimTime) {
    let pods: Vec<_> = pods
        .iter()
        .filter(|pod| pod.text("spec.nodeName") == node.text("metadata.name"))
        .filter(|pod| !matches!(pod.text("status.phase"), "Succeeded" | "Failed"))
        .collect();
    let status = node.at("status");
    let offered = if status.entries("allocatable").is_empty() {
        status.at("capacity")
    } else {
        status.at("allocatable")
    };
    let share = |amount: &Quantity, name: &str| share_text(amount, name, offered);
    sheet.write(0, &format!("Non-terminated Pods:\t({} in total)\n", pods.len()));
    sheet.write(
        1,
        "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n",
    );
    sheet.write(
        1,
        "---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n",
    );
    let (mut all_requests, mut all_limits) = (Amounts::default(), Amounts::default());
    for pod in pods {
        let spec = pod.at("spec");
        let (requests, limits) = (Amounts::of_pod(spec, "requests"), Amounts::of_pod(spec, "limits"));
        let shares = ["cpu", "memory"].map(|name| {
            let (request, limit) = (share(&requests.get(name), name), share(&limits.get(name), name));
            format!("{request}\t{limit}")
        });
        let (namespace, name) = (pod.text("metadata.namespace"), pod.text("metadata.name"));
        let (shares, age) = (shares.join("\t"), age(pod, now));
        sheet.write(1, &format!("{namespace}\t{name}\t\t{shares}\t{age}\n"));
        all_requests.add(&requests);
        all_limits.add(&limits);
    }
    sheet.write(
        0,
        "Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n",
    );
    sheet.write(1, "Resource\tRequests\tLimits\n");
    sheet.write(1, "--------\t--------\t------\n");
    let names = offered.entries("").into_iter().map(|(name, _)| name);
    let (huge, other): (Vec<_>, Vec<_>) = names
        .filter(|name| !matches!(*name, "cpu" | "memory" | "ephemeral-storage" | "pods"))
        .partition(|name| name.starts_with("hugepages-"));
    for name in ["cpu", "memory", "ephemeral-storage"].into_iter().chain(huge) {
        let (request, limit) = (share(&all_requests.get(name), name), share(&all_limits.get(name), name));
        sheet.write(1, &format!("{name}\t{request}\t{limit}\n"));
    }
    for name in other {
        let (request, limit) = (all_requests.get(name).canonical(), all_limits.get(name).canonical());
        sheet.write(1, &format!("{name}\t{request}\t{limit}\n"));
    }
}

/// `500m (12%)`. Of nothing every share is 0 %, where kubectl prints what its processor makes of a division by zero.
fn share_text(amount: &Quantity, name: &str, offered: &Value) -> String {
    let offered = offered.get(name).map(Quantity::from_json);
    let offered = offered.and_then(Result::ok).unwrap_or_default();
    let (part, whole) = if name == "cpu" {
        (amount.milli_value(), offered.milli_value())
    } else {
        (amount.value(), offered.value())
    };
    let percent = part.saturating_mul(100).checked_div(whole).unwrap_or_default();
    format!("{} ({percent}%)", amount.canonical())
}
