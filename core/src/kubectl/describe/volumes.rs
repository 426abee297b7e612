//! Volumes: `describeVolumes` and the `print...VolumeSource` functions.

use super::Holder;
use super::containers::quantity_text;
use super::maps::{LONGEST, shorten, write_annotations, write_labels};
use super::volume_sources::{Form, SOURCES, Source};
use crate::json::Fields;
use crate::kubectl::columns::Sheet;
use crate::kubectl::selector::NONE;
use crate::manifest::quantity::Quantity;
use serde_json::Value;

pub(super) fn write_volumes(sheet: &mut Sheet, volumes: &[Value], holder: Holder) {
    let indent = holder.indent();
    if volumes.is_empty() {
        sheet.write(0, &format!("{indent}Volumes:\t<none>\n"));
        return;
    }
    sheet.write(0, &format!("{indent}Volumes:\n"));
    for volume in volumes {
        sheet.write(1, &format!("{}{}:\n", holder.name_indent(), volume.text("name")));
        match SOURCES.iter().find(|source| volume.has(source.field)) {
            Some(source) => write_source(sheet, source, volume.at(source.field)),
            None => sheet.write(1, "<unknown>\n"),
        }
    }
}

fn write_source(sheet: &mut Sheet, source: &Source, volume: &Value) {
    sheet.write(2, &format!("Type:\t{}\n", source.kind));
    for (title, field, form) in source.lines {
        sheet.write(2, &format!("{title}\t{}\n", form_text(*form, volume, field)));
    }
    match source.field {
        "projected" => write_projections(sheet, volume.list("sources")),
        "downwardAPI" => write_downward_items(sheet, volume.list("items")),
        "csi" => write_attributes(sheet, volume.at("volumeAttributes")),
        "ephemeral" if volume.has("volumeClaimTemplate") => {
            sheet.nested(2, |sheet| write_claim(sheet, volume.at("volumeClaimTemplate")));
        }
        _ => {}
    }
}

fn form_text(form: Form, volume: &Value, field: &str) -> String {
    match form {
        Form::Text => volume.text(field).to_owned(),
        Form::OptionalText if volume.has(field) => volume.text(field).to_owned(),
        Form::Number => volume.integer(field).to_string(),
        Form::OptionalNumber if volume.has(field) => volume.integer(field).to_string(),
        Form::OptionalText | Form::OptionalNumber => NONE.to_owned(),
        Form::Truth => volume.is_true(field).to_string(),
        Form::List => format!("[{}]", volume.texts(field).join(" ")),
        Form::CommaList => volume.texts(field).join(", "),
        Form::Map => {
            let pairs: Vec<_> = volume
                .pairs(field)
                .into_iter()
                .map(|(key, value)| format!("{key}:{value}"))
                .collect();
            format!("map[{}]", pairs.join(" "))
        }
        Form::Reference if volume.has(field) => {
            format!("&LocalObjectReference{{Name:{},}}", volume.at(field).text("name"))
        }
        Form::Reference => "nil".to_owned(),
        Form::Size => match Quantity::from_json(volume.at(field)) {
            Ok(size) if size.is_zero() || size.is_negative() => "<unset>".to_owned(),
            _ => quantity_text(volume.at(field)),
        },
    }
}

fn write_projections(sheet: &mut Sheet, sources: &[Value]) {
    for source in sources {
        let named = [("secret", "SecretName"), ("configMap", "ConfigMapName")];
        // Of several in one entry the first in this order counts: secret, downwardAPI, configMap, token.
        if let Some((field, title)) = named
            .into_iter()
            .find(|(field, _)| source.has(field) && (*field == "secret" || !source.has("downwardAPI")))
        {
            let reference = source.at(field);
            sheet.write(2, &format!("{title}:\t{}\n", reference.text("name")));
            sheet.write(2, &format!("Optional:\t{}\n", reference.is_true("optional")));
        } else if source.has("downwardAPI") {
            sheet.write(2, "DownwardAPI:\ttrue\n");
        } else if source.has("serviceAccountToken") {
            let seconds = source.integer("serviceAccountToken.expirationSeconds");
            sheet.write(2, &format!("TokenExpirationSeconds:\t{seconds}\n"));
        }
    }
}

fn write_downward_items(sheet: &mut Sheet, items: &[Value]) {
    sheet.write(2, "Items:\n");
    for item in items {
        for (source, field) in [("fieldRef", "fieldPath"), ("resourceFieldRef", "resource")] {
            if item.has(source) {
                let from = item.at(source).text(field);
                sheet.write(3, &format!("{from} -> {}\n", item.text("path")));
            }
        }
    }
}

fn write_attributes(sheet: &mut Sheet, attributes: &Value) {
    sheet.write(2, "VolumeAttributes:\t");
    let attributes = attributes.pairs("");
    if attributes.is_empty() {
        sheet.write(0, "<none>\n");
    }
    for (index, (key, value)) in attributes.into_iter().enumerate() {
        if index > 0 {
            sheet.write(2, "");
            sheet.write(2, "\t");
        }
        sheet.write(2, &format!("{}\n", shorten(&format!("{key}={value}"), LONGEST)));
    }
}

/// The claim that an ephemeral volume is made from: `printPersistentVolumeClaim` for a template.
fn write_claim(sheet: &mut Sheet, claim: &Value) {
    const BETA_CLASS: &str = "volume.beta.kubernetes.io/storage-class";
    let spec = claim.at("spec");
    let class = claim.at("metadata.annotations").get(BETA_CLASS).and_then(Value::as_str);
    let class = class.unwrap_or_else(|| spec.text("storageClassName"));
    sheet.write(0, &format!("StorageClass:\t{class}\n"));
    sheet.write(0, &format!("Volume:\t{}\n", spec.text("volumeName")));
    write_labels(sheet, "Labels", claim.at("metadata.labels"));
    write_annotations(sheet, "Annotations", claim.at("metadata.annotations"));
    // Of a claim with a volume kubectl shows what its status says. A template has no status.
    let capacity = if spec.text("volumeName").is_empty() { "" } else { "0" };
    sheet.write(0, &format!("Capacity:\t{capacity}\n"));
    sheet.write(0, "Access Modes:\t\n");
    if spec.has("volumeMode") {
        sheet.write(0, &format!("VolumeMode:\t{}\n", spec.text("volumeMode")));
    }
    if spec.has("dataSource") {
        let source = spec.at("dataSource");
        sheet.write(0, "DataSource:\n");
        if source.has("apiGroup") {
            sheet.write(1, &format!("APIGroup:\t{}\n", source.text("apiGroup")));
        }
        sheet.write(1, &format!("Kind:\t{}\n", source.text("kind")));
        sheet.write(1, &format!("Name:\t{}\n", source.text("name")));
    }
}
