//! Containers of a template or a pod: `describeContainers`.

use super::Holder;
use super::env::{write_env, write_env_from};
use super::probe::probe_text;
use super::status::write_container_status;
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::selector::or_none;
use crate::manifest::quantity::Quantity;
use crate::ordered::Order;
use serde_json::Value;

/// Writes the containers of a template, or those of a pod with their `statuses`.
pub(super) fn write_containers(
    sheet: &mut Sheet,
    title: &str,
    containers: &[Value],
    holder: Holder,
    statuses: &[Value],
) {
    let none = if containers.is_empty() { " <none>" } else { "" };
    sheet.write(0, &format!("{}{title}:{none}\n", holder.indent()));
    for container in containers {
        let name = container.text("name");
        let status = statuses.iter().rfind(|status| status.text("name") == name);
        sheet.write(1, &format!("{}{name}:\n", holder.name_indent()));
        write_basics(sheet, container, status);
        write_lines(sheet, "Command", container.texts("command"));
        write_lines(sheet, "Args", container.texts("args"));
        if let Some(status) = status {
            write_container_status(sheet, status);
        }
        write_resources(sheet, 2, container.at("resources"));
        for (title, field) in [
            ("Liveness", "livenessProbe"),
            ("Readiness", "readinessProbe"),
            ("Startup", "startupProbe"),
        ] {
            if container.has(field) {
                sheet.write(2, &format!("{title}:\t{}\n", probe_text(container.at(field))));
            }
        }
        write_env_from(sheet, container.list("envFrom"));
        write_env(sheet, container, holder);
        write_mounts(sheet, container);
    }
}

fn write_basics(sheet: &mut Sheet, container: &Value, status: Option<&Value>) {
    if let Some(status) = status {
        sheet.write(2, &format!("Container ID:\t{}\n", status.text("containerID")));
    }
    sheet.write(2, &format!("Image:\t{}\n", container.text("image")));
    if let Some(status) = status {
        sheet.write(2, &format!("Image ID:\t{}\n", status.text("imageID")));
    }
    for (title, field) in [("Port", "containerPort"), ("Host Port", "hostPort")] {
        let ports: Vec<_> = container
            .list("ports")
            .iter()
            .map(|port| port_text(port, field))
            .collect();
        let ports = ports.join(", ");
        let plural = if ports.contains(',') { "s" } else { "" };
        sheet.write(2, &format!("{title}{plural}:\t{}\n", or_none(ports)));
    }
    let seccomp = container.at("securityContext.seccompProfile");
    if !seccomp.is_null() {
        sheet.write(2, &format!("SeccompProfile:\t{}\n", seccomp.text("type")));
        if seccomp.text("type") == "Localhost" {
            sheet.write(3, &format!("LocalhostProfile:\t{}\n", seccomp.text("localhostProfile")));
        }
    }
}

fn port_text(port: &Value, field: &str) -> String {
    let text = format!("{}/{}", port.integer(field), port.text("protocol"));
    match port.text("name") {
        "" => text,
        name => format!("{text} ({name})"),
    }
}

fn write_lines(sheet: &mut Sheet, title: &str, texts: Vec<&str>) {
    if texts.is_empty() {
        return;
    }
    sheet.write(2, &format!("{title}:\n"));
    for line in texts.into_iter().flat_map(|text| text.split('\n')) {
        sheet.write(3, &format!("{line}\n"));
    }
}

/// Writes the limits and requests of a container or a pod.
pub(super) fn write_resources(sheet: &mut Sheet, level: usize, resources: &Value) {
    for (title, list) in [("Limits", "limits"), ("Requests", "requests")] {
        let quantities = resources.entries(list);
        if quantities.is_empty() {
            continue;
        }
        sheet.write(level, &format!("{title}:\n"));
        for (name, quantity) in quantities {
            sheet.write(level + 1, &format!("{name}:\t{}\n", quantity_text(quantity)));
        }
    }
}

/// A quantity as Kubernetes prints it; what is not one, as it is.
pub(super) fn quantity_text(quantity: &Value) -> String {
    Quantity::from_json(quantity).map_or_else(
        |_| quantity.as_str().unwrap_or_default().to_owned(),
        |quantity| quantity.canonical(),
    )
}

fn write_mounts(sheet: &mut Sheet, container: &Value) {
    let sorted = |list: &str, key: &str| {
        let mut items: Vec<_> = container.list(list).iter().collect();
        items.order_by(|a, b| a.text(key).cmp(b.text(key)));
        items
    };
    let mounts = sorted("volumeMounts", "mountPath");
    let none = if mounts.is_empty() { "\t<none>" } else { "" };
    sheet.write(2, &format!("Mounts:{none}\n"));
    for mount in mounts {
        let access = if mount.is_true("readOnly") { "ro" } else { "rw" };
        let path = match mount.text("subPath") {
            "" => String::new(),
            path => format!(",path={}", quote(path)),
        };
        let (place, volume) = (mount.text("mountPath"), mount.text("name"));
        sheet.write(3, &format!("{place} from {volume} ({access}{path})\n"));
    }
    let devices = sorted("volumeDevices", "devicePath");
    if !devices.is_empty() {
        // Kubernetes says "none" of devices when there are no mounts.
        sheet.write(2, &format!("Devices:{none}\n"));
    }
    for device in devices {
        sheet.write(
            3,
            &format!("{} from {}\n", device.text("devicePath"), device.text("name")),
        );
    }
}

/// A text in quotation marks, as Go's `%q` writes it.
fn quote(text: &str) -> String {
    let escaped: Vec<_> = text.chars().map(quoted_character).collect();
    format!("\"{}\"", escaped.concat())
}

fn quoted_character(character: char) -> String {
    match character {
        '"' | '\\' => format!("\\{character}"),
        '\x07' => "\\a".to_owned(),
        '\x08' => "\\b".to_owned(),
        '\x0b' => "\\v".to_owned(),
        '\x0c' => "\\f".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        _ if character.is_ascii_control() => format!("\\x{:02x}", u32::from(character)),
        _ if character.is_control() => format!("\\u{:04x}", u32::from(character)),
        _ => character.to_string(),
    }
}
