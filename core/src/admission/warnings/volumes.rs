//! Warnings about volumes: kinds that are gone, and files that are written over each other.

use super::{Warnings, fractional_bytes, warn};
use crate::admission::field::Field;
use crate::admission::go_text::quote;
use crate::ordered::Order;

/// Kinds of volumes that are deprecated, the name under which they are reported, and since when.
const DEPRECATED: [(&str, &str, &str); 7] = [
    (
        "photonPersistentDisk",
        "photonPersistentDisk",
        "deprecated in v1.11, non-functional in v1.16+",
    ),
    (
        "gitRepo",
        "gitRepo",
        "deprecated in v1.11, and disabled by default in v1.33+",
    ),
    ("scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
    ("flocker", "flocker", "deprecated in v1.22, non-functional in v1.25+"),
    (
        "storageos",
        "storageOS",
        "deprecated in v1.22, non-functional in v1.25+",
    ),
    ("quobyte", "quobyte", "deprecated in v1.22, non-functional in v1.25+"),
    (
        "glusterfs",
        "glusterfs",
        "deprecated in v1.25, non-functional in v1.26+",
    ),
];

pub(super) fn volumes(spec: &Field<'_>, warnings: &mut Warnings) {
    let volumes = spec.list("volumes");
    for volume in &volumes {
        for (name, reported_as, words) in DEPRECATED {
            if volume.has(name) {
                warn(&volume.path.child(reported_as), words, warnings);
            }
        }
        let claim = volume
            .at("ephemeral")
            .at("volumeClaimTemplate")
            .at("spec")
            .at("resources");
        for amounts in ["requests", "limits"] {
            fractional_bytes(&claim.at(amounts), "storage", warnings);
        }
        for name in ["cephfs", "rbd"].iter().filter(|name| volume.has(name)) {
            warn(
                &volume.at(name).path,
                "deprecated in v1.28, non-functional in v1.31+",
                warnings,
            );
        }
    }
    for volume in &volumes {
        overlapping_files(volume, warnings);
    }
}

/// A file of a volume, and which source writes it.
#[derive(PartialEq)]
struct File<'a> {
    path: &'a str,
    /// Empty where the volume has one source only.
    source: String,
}

impl File<'_> {
    fn describe(&self) -> String {
        let path = quote(self.path);
        if self.source.is_empty() {
            path
        } else {
            format!("{path} ({})", self.source)
        }
    }

    /// Whether one is the other, or a folder on the way to it.
    fn overlaps(&self, other: &Self) -> bool {
        let (left, right) = (format!("{}/", self.path), format!("{}/", other.path));
        !self.path.is_empty() && !other.path.is_empty() && (left.starts_with(&right) || right.starts_with(&left))
    }
}

fn overlapping_files(volume: &Field<'_>, warnings: &mut Warnings) {
    let name = quote(volume.text("name"));
    let kinds = [
        ("configMap", "ConfigMap", "name"),
        ("secret", "Secret", "secretName"),
        ("downwardAPI", "DownwardAPI", ""),
    ];
    for (kind, words, reference) in kinds {
        let Some(source) = volume.get(kind) else { continue };
        let description = describe_source(words, source.text(reference), reference.is_empty());
        overlaps(
            &format!("volume {name} ({description})"),
            item_files(&source, ""),
            warnings,
        );
    }
    let Some(projected) = volume.get("projected") else {
        return;
    };
    let mut files = Vec::new();
    for source in projected.list("sources") {
        if source
            .value
            .as_object()
            .is_some_and(|kinds| kinds.values().all(serde_json::Value::is_null))
        {
            warnings.push(format!("volume {name} (Projected) has no sources provided"));
        }
        files.extend(source_files(&source));
    }
    overlaps(&format!("volume {name} (Projected)"), files, warnings);
}

fn describe_source(kind: &str, name: &str, is_unnamed: bool) -> String {
    if is_unnamed {
        kind.to_owned()
    } else {
        format!("{kind} {}", quote(name))
    }
}

fn item_files<'a>(source: &Field<'a>, description: &str) -> Vec<File<'a>> {
    let file = |item: &Field<'a>| File {
        path: item.text("path").trim_end_matches('/'),
        source: description.to_owned(),
    };
    source.list("items").iter().map(file).collect()
}

/// The files of one source of a projected volume; only its first kind counts.
fn source_files<'a>(source: &Field<'a>) -> Vec<File<'a>> {
    let kinds = [
        ("configMap", "ConfigMap", false),
        ("secret", "Secret", false),
        ("downwardAPI", "DownwardAPI", true),
    ];
    for (kind, words, is_unnamed) in kinds {
        if let Some(items) = source.get(kind).filter(|items| items.has("items")) {
            return item_files(&items, &describe_source(words, items.text("name"), is_unnamed));
        }
    }
    let token = source.get("serviceAccountToken").map(|token| File {
        path: token.text("path").trim_end_matches('/'),
        source: "ServiceAccountToken".to_owned(),
    });
    token.into_iter().collect()
}

fn overlaps(volume: &str, files: Vec<File<'_>>, warnings: &mut Warnings) {
    let mut earlier: Vec<File<'_>> = Vec::new();
    for file in files {
        let mut others: Vec<_> = earlier.iter().filter(|other| file.overlaps(other)).collect();
        others.order_by(|left, right| (left.path, &left.source).cmp(&(right.path, &right.source)));
        for other in others {
            let (file, other) = (file.describe(), other.describe());
            warnings.push(format!("{volume}: overlapping paths: {file} with {other}"));
        }
        earlier.push(file);
    }
}
