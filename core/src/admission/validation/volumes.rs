//! Volumes: their names, that each has one source, and the sources of storage systems.
//!
//! Models ValidateVolumes and validateVolumeSource of `pkg/apis/core/validation/validation.go`.

use super::pod_spec::one_of;
use super::{claim_template, names, paths, projected};
use crate::admission::error::Errors;
use crate::admission::field::{Field, Path};
use crate::case::lower;
use std::collections::BTreeMap;

/// Volumes without faults, by name.
pub(super) type Volumes<'a> = BTreeMap<&'a str, Field<'a>>;

/// What holds for one kind of source beside its required fields.
type Rule = fn(&Field<'_>, &mut Errors);

/// One kind of source: its field, the name under which a second source is reported, the fields it has to have, and
/// its other rules.
type Source = (&'static str, &'static str, &'static [&'static str], Rule);

/// In the order of the API server's checks. Where Kubernetes misspells the field of a second source, so do we.
const SOURCES: [Source; 29] = [
    ("hostPath", "hostPath", &["path"], host_path),
    ("gitRepo", "gitRepo", &["repository"], git_repo),
    ("gcePersistentDisk", "gcePersistentDisk", &["pdName"], partition),
    ("awsElasticBlockStore", "awsElasticBlockStore", &["volumeID"], partition),
    ("secret", "secret", &["secretName"], projected::key_items),
    ("nfs", "nfs", &["server", "path"], nfs),
    ("iscsi", "iscsi", &["targetPortal", "iqn"], iscsi),
    ("glusterfs", "glusterfs", &["endpoints", "path"], nothing_else),
    ("flocker", "flocker", &[], flocker),
    (
        "persistentVolumeClaim",
        "persistentVolumeClaim",
        &["claimName"],
        nothing_else,
    ),
    ("rbd", "rbd", &["monitors", "image"], nothing_else),
    ("cinder", "cinder", &["volumeID"], secret_reference),
    ("cephfs", "cephFS", &["monitors"], nothing_else),
    ("quobyte", "quobyte", &[], quobyte),
    ("downwardAPI", "downwarAPI", &[], projected::downward_api),
    ("fc", "fc", &[], fibre_channel),
    ("flexVolume", "flexVolume", &["driver"], flex_volume),
    ("configMap", "configMap", &["name"], projected::key_items),
    ("azureFile", "azureFile", &["secretName", "shareName"], nothing_else),
    ("vsphereVolume", "vsphereVolume", &["volumePath"], nothing_else),
    ("photonPersistentDisk", "photonPersistentDisk", &["pdID"], nothing_else),
    ("portworxVolume", "portworxVolume", &["volumeID"], nothing_else),
    ("azureDisk", "azureDisk", &["diskName", "diskURI"], azure_disk),
    ("storageos", "storageos", &["volumeName"], storage_os),
    ("projected", "projected", &[], projected::projected),
    ("scaleIO", "scaleIO", &["gateway", "system", "volumeName"], nothing_else),
    ("csi", "csi", &["driver"], csi),
    ("ephemeral", "ephemeral", &[], claim_template::ephemeral),
    ("image", "image", &["reference"], image),
];

/// All volumes. Only those without faults can be mounted.
pub(super) fn volumes<'a>(list: &Field<'a>, errors: &mut Errors) -> Volumes<'a> {
    let mut volumes = Volumes::new();
    for volume in list.items() {
        let before = errors.len();
        let name = volume.at("name");
        source(&volume, errors);
        if name.as_text().is_empty() {
            errors.required(&name.path, "");
        } else {
            errors.malformed(&name, &names::dns_label(name.as_text()));
        }
        if volumes.contains_key(name.as_text()) {
            errors.duplicate(&name.path, name.as_text());
        }
        if errors.len() == before {
            volumes.insert(name.as_text(), volume);
        }
    }
    volumes
}

fn source(volume: &Field<'_>, errors: &mut Errors) {
    let mut has_source = false;
    if let Some(empty_dir) = volume.get("emptyDir") {
        has_source = true;
        if super::resources::is_negative(&empty_dir.at("sizeLimit")) {
            let detail = "SizeLimit field must be a valid resource quantity";
            errors.forbidden(&empty_dir.at("sizeLimit").path, detail);
        }
    }
    for (name, reported_as, fields, rule) in SOURCES {
        let Some(source) = volume.get(name) else { continue };
        if has_source {
            errors.forbidden(
                &volume.path.child(reported_as),
                "may not specify more than 1 volume type",
            );
        } else {
            // The API server checks this one source under another name.
            let reported = if name == "gcePersistentDisk" {
                "persistentDisk"
            } else {
                name
            };
            let source = Field {
                path: volume.path.child(reported),
                ..source
            };
            required(&source, fields, errors);
            rule(&source, errors);
        }
        has_source = true;
        if name == "iscsi" {
            iscsi_initiator_length(volume, &source, errors);
        }
    }
    if !has_source {
        errors.required(&volume.path, "must specify a volume type");
    }
}

/// Fields that may not be empty.
pub(super) fn required(source: &Field<'_>, fields: &[&str], errors: &mut Errors) {
    for name in fields.iter().filter(|name| source.is_empty(name)) {
        errors.required(&source.at(name).path, "");
    }
}

fn nothing_else(_source: &Field<'_>, _errors: &mut Errors) {}

/// The name in the reference to a secret, if there is a reference.
fn secret_reference(source: &Field<'_>, errors: &mut Errors) {
    if let Some(reference) = source.get("secretRef") {
        required(&reference, &["name"], errors);
    }
}

fn host_path(source: &Field<'_>, errors: &mut Errors) {
    if source.is_empty("path") {
        return;
    }
    paths::no_backsteps(&source.at("path").path, source.text("path"), errors);
    let types = [
        "",
        "BlockDevice",
        "CharDevice",
        "Directory",
        "DirectoryOrCreate",
        "File",
        "FileOrCreate",
        "Socket",
    ];
    super::pod_spec::one_of_if_set(source, "type", &types, errors);
}

fn git_repo(source: &Field<'_>, errors: &mut Errors) {
    paths::descending(&source.at("directory").path, source.text("directory"), errors);
}

fn partition(source: &Field<'_>, errors: &mut Errors) {
    if let Some(number) = source.int("partition").filter(|number| !(0..=255).contains(number)) {
        errors.invalid(&source.at("partition").path, number, &names::range_words(1, 255));
    }
}

fn nfs(source: &Field<'_>, errors: &mut Errors) {
    if !source.text("path").starts_with('/') {
        errors.invalid(&source.at("path").path, source.text("path"), "must be an absolute path");
    }
}

fn flocker(source: &Field<'_>, errors: &mut Errors) {
    let (name, uuid) = (source.text("datasetName"), source.text("datasetUUID"));
    if name.is_empty() && uuid.is_empty() {
        errors.required(&source.path, "one of datasetName and datasetUUID is required");
    }
    if !name.is_empty() && !uuid.is_empty() {
        let detail = "datasetName and datasetUUID can not be specified simultaneously";
        errors.invalid(&source.path, "resource", detail);
    }
    if name.contains('/') {
        errors.invalid(&source.at("datasetName").path, name, "must not contain '/'");
    }
}

fn quobyte(source: &Field<'_>, errors: &mut Errors) {
    let words = "must be a host:port pair or multiple pairs separated by commas";
    let registry = source.at("registry");
    if registry.as_text().is_empty() {
        errors.required(&registry.path, words);
    } else if source.text("tenant").len() >= 65 {
        let detail = "must be a UUID and may not exceed a length of 64 characters";
        errors.required(&source.at("tenant").path, detail);
    } else {
        for _ in registry.as_text().split(',').filter(|pair| !is_host_port(pair)) {
            errors.invalid(&registry.path, registry.as_text(), words);
        }
    }
    required(source, &["volume"], errors);
}

/// Go's `net.SplitHostPort`: one colon behind the host, or behind the brackets around it.
fn is_host_port(pair: &str) -> bool {
    let Some((host, port)) = pair.rsplit_once(':') else {
        return false;
    };
    let inner = host.strip_prefix('[').map_or(Some(host), |rest| rest.strip_suffix(']'));
    let has_brackets = host.starts_with('[');
    inner.is_some_and(|inner| !inner.contains(['[', ']']) && (has_brackets || !inner.contains(':')))
        && !port.contains(['[', ']'])
}

fn fibre_channel(source: &Field<'_>, errors: &mut Errors) {
    let wwns = source.at("targetWWNs");
    let (has_wwns, has_wwids) = (!source.is_empty("targetWWNs"), !source.is_empty("wwids"));
    if !has_wwns && !has_wwids {
        errors.required(&wwns.path, "must specify either targetWWNs or wwids, but not both");
    }
    if has_wwns && has_wwids {
        let detail = "targetWWNs and wwids can not be specified simultaneously";
        errors.invalid(&wwns.path, wwns.value.clone(), detail);
    }
    match source.int("lun") {
        _ if !has_wwns => {}
        None => errors.required(&source.at("lun").path, "lun is required if targetWWNs is specified"),
        Some(_) => lun(source, errors),
    }
}

fn lun(source: &Field<'_>, errors: &mut Errors) {
    let number = source.int("lun").unwrap_or(0);
    for fault in names::in_range(number, 0, 255) {
        errors.invalid(&source.at("lun").path, number, &fault);
    }
}

fn flex_volume(source: &Field<'_>, errors: &mut Errors) {
    let options = source.at("options");
    for (key, _) in options.entries() {
        let namespace = key.split('/').next().unwrap_or(key);
        let normalized = format!(".{}", lower(namespace));
        if normalized.ends_with(".kubernetes.io") || normalized.ends_with(".k8s.io") {
            let detail = "kubernetes.io and k8s.io namespaces are reserved";
            errors.invalid(&options.path.key(key), key, detail);
        }
    }
}

fn azure_disk(source: &Field<'_>, errors: &mut Errors) {
    let caching_modes = ["None", "ReadOnly", "ReadWrite"];
    super::pod_spec::one_of_if_set(source, "cachingMode", &caching_modes, errors);
    super::pod_spec::one_of_if_set(source, "kind", &["Dedicated", "Managed", "Shared"], errors);
    let Some(kind) = source.get("kind") else { return };
    let (prefix, form) = if kind.as_text() == "Managed" {
        let form = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
        ("/subscriptions/", form)
    } else {
        (
            "https://",
            "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd",
        )
    };
    if !source.text("diskURI").starts_with(prefix) {
        errors.not_supported(&source.at("diskURI").path, source.text("diskURI"), &[form]);
    }
}

fn storage_os(source: &Field<'_>, errors: &mut Errors) {
    for name in ["volumeName", "volumeNamespace"]
        .iter()
        .filter(|name| !source.is_empty(name))
    {
        errors.malformed(&source.at(name), &names::dns_label(source.text(name)));
    }
    secret_reference(source, errors);
}

fn csi(source: &Field<'_>, errors: &mut Errors) {
    let driver = source.at("driver");
    if !driver.as_text().is_empty() {
        if driver.as_text().len() > 63 {
            errors.too_long(&driver.path, 63);
        }
        errors.malformed(&driver, &names::dns_subdomain(&lower(driver.as_text())));
    }
    if let Some(reference) = source.get("nodePublishSecretRef") {
        required(&reference, &["name"], errors);
    }
    let secret = source.at("nodePublishSecretRef").text("name");
    if !secret.is_empty() {
        for fault in names::dns_subdomain(secret) {
            errors.invalid(&source.path.child("name"), secret, &fault);
        }
    }
}

fn image(source: &Field<'_>, errors: &mut Errors) {
    one_of(source, "pullPolicy", &["Always", "IfNotPresent", "Never"], errors);
}

fn iscsi(source: &Field<'_>, errors: &mut Errors) {
    if !source.is_empty("iqn") {
        iscsi_name(&source.at("iqn").path, source.text("iqn"), errors);
    }
    lun(source, errors);
    let is_authenticated = source.is_true("chapAuthDiscovery") || source.is_true("chapAuthSession");
    if is_authenticated && !source.has("secretRef") {
        errors.required(&source.at("secretRef").path, "");
    }
    if let Some(initiator) = source.get("initiatorName") {
        iscsi_name(&source.path.child("initiatorname"), initiator.as_text(), errors);
    }
}

fn iscsi_initiator_length(volume: &Field<'_>, source: &Field<'_>, errors: &mut Errors) {
    let length = volume.text("name").len() + 1 + source.text("targetPortal").len();
    if source.has("initiatorName") && length > 64 {
        let detail = "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if \
                      iscsi.initiatorName is specified.";
        errors.invalid(&volume.path.child("name"), volume.text("name"), detail);
    }
}

fn iscsi_name(path: &Path, name: &str, errors: &mut Errors) {
    let is_known = ["iqn", "eui", "naa"].iter().any(|prefix| name.starts_with(prefix));
    if !is_known {
        errors.invalid(path, name, "must be valid format starting with iqn, eui, or naa");
    } else if !is_iscsi_name(name) {
        errors.invalid(path, name, "must be valid format");
    }
}

/// `iqn.YYYY-MM.reversed.domain:name`, or `eui.` with 16 or `naa.` with 32 letters and digits. The name authority
/// and what follows the colon may not be empty, and the tail may not hold `,;*&$|` or white space.
fn is_iscsi_name(name: &str) -> bool {
    let is_alphanumeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match name.split_at_checked(4) {
        Some(("iqn.", rest)) => is_iqn(rest),
        Some((prefix, rest)) if prefix.starts_with("eui") => rest.len() == 16 && is_alphanumeric(rest),
        Some((prefix, rest)) if prefix.starts_with("naa") => rest.len() == 32 && is_alphanumeric(rest),
        Some(_) | None => false,
    }
}

fn is_iqn(rest: &str) -> bool {
    let Some((date, rest)) = rest.split_at_checked(8) else {
        return false;
    };
    let Some((authority, tail)) = rest.split_once(':') else {
        return false;
    };
    let is_date = date.bytes().zip(*b"0000-00.").all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    });
    let is_authority_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    is_date
        && !authority.is_empty()
        && authority.bytes().all(is_authority_byte)
        && !tail.is_empty()
        && !tail.contains([',', ';', '*', '&', '$', '|', ' ', '\t', '\n', '\r', '\u{c}'])
}
