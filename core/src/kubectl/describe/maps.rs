//! Labels, annotations and tolerations, one a line: `printLabelsMultiline`, `printAnnotationsMultiline`,
//! `printPodTolerationsMultiline`.

use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::ordered::Order;
use serde_json::Value;

/// Writes `key=value` lines after `title`, which carries its own indent.
pub(in crate::kubectl) fn write_labels(sheet: &mut Sheet, title: &str, labels: &Value) {
    sheet.write(0, &format!("{title}:\t"));
    let labels = labels.pairs("");
    if labels.is_empty() {
        sheet.write(0, "<none>\n");
        return;
    }
    for (index, (key, value)) in labels.into_iter().enumerate() {
        if index > 0 {
            sheet.write(0, "\t");
        }
        sheet.write(0, &format!("{key}={value}\n"));
    }
}

/// Writes `key: value` lines after `title`. Long and multi-line values begin on a line of their own and are cut.
pub(in crate::kubectl) fn write_annotations(sheet: &mut Sheet, title: &str, annotations: &Value) {
    const HIDDEN: &str = "kubectl.kubernetes.io/last-applied-configuration";
    sheet.write(0, &format!("{title}:\t"));
    let mut annotations = annotations.pairs("");
    annotations.retain(|(key, _)| *key != HIDDEN);
    if annotations.is_empty() {
        sheet.write(0, "<none>\n");
        return;
    }
    for (index, (key, value)) in annotations.into_iter().enumerate() {
        if index > 0 {
            sheet.write(0, "\t");
        }
        let value = value.strip_suffix('\n').unwrap_or(value);
        if key.len() + value.len() + 2 <= LONGEST && !value.contains('\n') {
            sheet.write(0, &format!("{key}: {value}\n"));
            continue;
        }
        sheet.write(0, &format!("{key}:\n"));
        for line in value.split('\n') {
            sheet.write(0, &format!("\t  {}\n", shorten(line, LONGEST - 2)));
        }
    }
}

/// More bytes than this in an annotation or volume attribute are cut off.
pub(super) const LONGEST: usize = 140;

/// The first `longest` bytes of a text, and dots if there are more.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.to_owned();
    }
    // Kubernetes cuts bytes, through the middle of a character if need be.
    format!("{}...", String::from_utf8_lossy(&text.as_bytes()[..longest]))
}

/// Writes `key=value:effect op=Exists for 30s` lines after `title`, sorted by key.
pub(super) fn write_tolerations(sheet: &mut Sheet, title: &str, tolerations: &[Value]) {
    sheet.write(0, &format!("{title}:\t"));
    if tolerations.is_empty() {
        sheet.write(0, "<none>\n");
        return;
    }
    let mut sorted: Vec<_> = tolerations.iter().collect();
    sorted.order_by_key(|toleration| toleration.text("key"));
    for (index, toleration) in sorted.into_iter().enumerate() {
        if index > 0 {
            sheet.write(0, "\t");
        }
        sheet.write(0, &format!("{}\n", toleration_text(toleration)));
    }
}

fn toleration_text(toleration: &Value) -> String {
    let (key, value, effect) = (
        toleration.text("key"),
        toleration.text("value"),
        toleration.text("effect"),
    );
    let mut text = key.to_owned();
    if !value.is_empty() {
        text.extend(["=", value]);
    }
    if !effect.is_empty() {
        text.extend([":", effect]);
    }
    if toleration.text("operator") == "Exists" && value.is_empty() {
        text += if text.is_empty() { "op=Exists" } else { " op=Exists" };
    }
    if toleration.has("tolerationSeconds") {
        let seconds = toleration.integer("tolerationSeconds").to_string();
        text.extend([" for ", &seconds, "s"]);
    }
    text
}

/// Writes `key=value:effect` lines after `title`, sorted by effect and key.
pub(super) fn write_taints(sheet: &mut Sheet, title: &str, taints: &[Value]) {
    sheet.write(0, &format!("{title}:\t"));
    if taints.is_empty() {
        sheet.write(0, "<none>\n");
        return;
    }
    let mut sorted: Vec<_> = taints.iter().collect();
    sorted.order_by_key(|taint| format!("{},{}", taint.text("effect"), taint.text("key")));
    for (index, taint) in sorted.into_iter().enumerate() {
        if index > 0 {
            sheet.write(0, "\t");
        }
        sheet.write(0, &format!("{}\n", taint_text(taint)));
    }
}

fn taint_text(taint: &Value) -> String {
    let (key, value, effect) = (taint.text("key"), taint.text("value"), taint.text("effect"));
    match (value, effect) {
        ("", "") => key.to_owned(),
        ("", _) => format!("{key}:{effect}"),
        (_, "") => format!("{key}={value}:"),
        _ => format!("{key}={value}:{effect}"),
    }
}
