//! Environment variables and where they come from: `describeContainerEnvVars`, `describeContainerEnvFrom`, and
//! `ExtractContainerResourceValue` of `kubectl/pkg/util/resource`.

use super::Holder;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::manifest::quantity::Quantity;
use serde_json::Value;

pub(super) fn write_env_from(sheet: &mut Sheet, sources: &[Value]) {
    if sources.is_empty() {
        return;
    }
    sheet.write(2, "Environment Variables from:\n");
    for source in sources {
        let (from, reference) = if source.has("configMapRef") {
            ("ConfigMap", source.at("configMapRef"))
        } else if source.has("secretRef") {
            ("Secret", source.at("secretRef"))
        } else {
            ("", &Value::Null)
        };
        let prefix = match source.text("prefix") {
            "" => String::new(),
            prefix => format!(" with prefix '{prefix}'"),
        };
        let (name, optional) = (reference.text("name"), reference.is_true("optional"));
        sheet.write(3, &format!("{name}\t{from}{prefix}\tOptional: {optional}\n"));
    }
}

pub(super) fn write_env(sheet: &mut Sheet, container: &Value, holder: Holder) {
    let variables = container.list("env");
    let none = if variables.is_empty() { "\t<none>" } else { "" };
    sheet.write(2, &format!("Environment:{none}\n"));
    for variable in variables {
        let name = variable.text("name");
        if variable.has("valueFrom") {
            if let Some(source) = source_text(variable.at("valueFrom"), container, holder) {
                sheet.write(3, &format!("{name}:\t{source}\n"));
            }
            continue;
        }
        for (index, line) in variable.text("value").split('\n').enumerate() {
            let name = if index == 0 { format!("{name}:") } else { String::new() };
            sheet.write(3, &format!("{name}\t{line}\n"));
        }
    }
}

/// Where a value comes from. kubectl does not mention kinds of sources that it has no words for.
fn source_text(source: &Value, container: &Value, holder: Holder) -> Option<String> {
    if source.has("fieldRef") {
        let field = source.at("fieldRef");
        let path = field.text("fieldPath");
        let value = match holder {
            Holder::Template => "",
            Holder::Pod(pod) => field_value(pod, path),
        };
        return Some(format!("{value} ({}:{path})", field.text("apiVersion")));
    }
    if source.has("resourceFieldRef") {
        let field = source.at("resourceFieldRef");
        let resource = field.text("resource");
        let value = match resource_value(field, container).unwrap_or_default().as_str() {
            "0" if matches!(resource, "limits.cpu" | "limits.memory") => "node allocatable".to_owned(),
            value => value.to_owned(),
        };
        return Some(format!("{value} ({resource})"));
    }
    for (field, of) in [("secretKeyRef", "in secret"), ("configMapKeyRef", "of config map")] {
        if source.has(field) {
            let reference = source.at(field);
            return Some(format!(
                "<set to the key '{}' {of} '{}'>\tOptional: {}",
                reference.text("key"),
                reference.text("name"),
                reference.is_true("optional")
            ));
        }
    }
    None
}

/// The value of a field of a pod. kubectl knows these only: not the node, and no address.
fn field_value<'a>(pod: &'a Value, path: &str) -> &'a str {
    let quoted = |map: &str| path.strip_prefix(map)?.strip_prefix("['")?.strip_suffix("']");
    for map in ["metadata.labels", "metadata.annotations"] {
        if let Some(key) = quoted(map) {
            return pod.at(map).get(key).and_then(Value::as_str).unwrap_or_default();
        }
    }
    match path {
        "metadata.name" | "metadata.namespace" | "metadata.uid" => pod.text(path),
        _ => "",
    }
}

/// The request or limit a variable shows, in units of its divisor, rounded up.
fn resource_value(field: &Value, container: &Value) -> Option<String> {
    let (list, name) = field.text("resource").split_once('.')?;
    let known = matches!(name, "cpu" | "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    if !matches!(list, "limits" | "requests") || !known {
        return None;
    }
    let divisor = Quantity::from_json(field.at("divisor")).ok()?;
    let divisor = if divisor.is_zero() {
        Quantity::from_i64(1)
    } else {
        divisor
    };
    let amount = container.at("resources").at(list).get(name);
    let amount = Quantity::from_json(amount.unwrap_or(&Value::Null)).ok()?;
    let (amount, divisor) = if name == "cpu" {
        (amount.milli_value(), divisor.milli_value())
    } else {
        (amount.value(), divisor.value())
    };
    let quotient = amount.checked_div_euclid(divisor)?;
    let up = i128::from(amount.rem_euclid(divisor) != 0);
    Some((quotient + up).to_string())
}
