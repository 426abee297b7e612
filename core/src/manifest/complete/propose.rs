//! The proposals at a place of an object: fields, labels and resources as keys; closed lists, labels and taints as values.

use super::fields::{Scope, Subject, as_struct};
use super::place::Part;
use super::{KnownLabels, Proposal, Values};
use crate::language::Language;
use crate::manifest::schema::{Field, GoType, Kind, Struct, description_in, type_name, values};
use crate::ordered::Order;

/// What nodes have and containers ask for.
const RESOURCES: [&str; 4] = ["cpu", "memory", "ephemeral-storage", "pods"];

const TEXT: GoType = GoType("string");

/// What could stand at the place.
pub(super) fn proposals(scope: &Scope<'_, '_>, known: &KnownLabels, language: Language) -> Vec<Proposal> {
    match scope.place.part {
        Part::Key => keys(scope, known, language),
        Part::Value(key) => of_value(scope, key, known, language),
        Part::Item => items(scope, known, language),
    }
}

fn keys(scope: &Scope<'_, '_>, known: &KnownLabels, language: Language) -> Vec<Proposal> {
    let Some(here) = scope.go_type() else { return Vec::new() };
    match here.of_one().kind() {
        Kind::Struct(outer) => fields(scope, outer, language),
        Kind::Map(GoType("resource.Quantity")) => resources(scope),
        Kind::Map(_) if has_labels(scope) => label_keys(scope, known),
        _ => Vec::new(),
    }
}

/// Whether the keys beside the place are labels of nodes.
fn has_labels(scope: &Scope<'_, '_>) -> bool {
    match scope.subject {
        Subject::Manifest => scope.keys.last() == Some(&"nodeSelector"),
        Subject::Nodes => scope.keys == ["metadata", "labels"],
    }
}

fn fields(scope: &Scope<'_, '_>, outer: &'static Struct, language: Language) -> Vec<Proposal> {
    let place = scope.place;
    let is_wanted = |field: &&Field| {
        let is_there = place.part == Part::Key && place.beside(field.json).is_some();
        // Only the API server writes the first two; of a node its list says the status. Nodes have no namespace.
        let is_out_of_place = match field.json {
            "managedFields" => true,
            "status" => scope.subject == Subject::Manifest,
            "namespace" => scope.subject == Subject::Nodes,
            _ => false,
        };
        !is_there && !is_out_of_place
    };
    let found = outer.json_fields().into_iter().filter(is_wanted);
    let mut proposals: Vec<Proposal> = found
        .map(|field| {
            let about = outer
                .declared(field.json)
                .and_then(|(holder, field)| description_in(holder, Some(field), language));
            let proposal = Proposal::named(field.json, type_name(field.go_type));
            place.with_key(field.go_type, Proposal { about, ..proposal })
        })
        .collect();
    // What somebody may want to know more about comes first.
    proposals.order_by_key(|proposal| proposal.about.is_none());
    proposals
}

fn label_keys(scope: &Scope<'_, '_>, known: &KnownLabels) -> Vec<Proposal> {
    let keys = known.labels.iter().filter(|(key, _)| scope.place.beside(key).is_none());
    keys.map(|(key, values)| {
        let values: Vec<&str> = values.iter().map(|value| &**value).take(4).collect();
        scope.place.with_key(TEXT, Proposal::named(key, values.join(", ")))
    })
    .collect()
}

fn resources(scope: &Scope<'_, '_>) -> Vec<Proposal> {
    let resources = RESOURCES.into_iter().filter(|name| {
        let is_possible = scope.subject == Subject::Nodes || *name != "pods";
        is_possible && scope.place.beside(name).is_none()
    });
    let quantity = GoType("resource.Quantity");
    resources
        .map(|name| {
            scope
                .place
                .with_key(quantity, Proposal::named(name, type_name(quantity)))
        })
        .collect()
}

/// The items of a list in brackets.
fn items(scope: &Scope<'_, '_>, known: &KnownLabels, language: Language) -> Vec<Proposal> {
    if let Some(outer) = scope.go_type().and_then(as_struct) {
        // A word that is begun is no object.
        let is_begun = scope.place.word.0 != scope.place.word.1 || scope.place.quote.is_some();
        return if is_begun {
            Vec::new()
        } else {
            fields(scope, outer, language)
        };
    }
    let is_label_values = scope.keys.ends_with(&["matchExpressions", "values"]) && scope.keys.contains(&"nodeAffinity");
    let key = scope.place.beside("key").filter(|_| is_label_values);
    key.map_or_else(Vec::new, |key| seen(scope, &known.labels, key))
}

/// The values that nodes have under a key.
fn seen(scope: &Scope<'_, '_>, map: &Values, key: &str) -> Vec<Proposal> {
    let values = map.get(key).into_iter().flatten().filter(|value| !value.is_empty());
    values
        .map(|value| scope.place.with_value(true, Proposal::named(value, String::new())))
        .collect()
}

fn of_value(scope: &Scope<'_, '_>, key: &str, known: &KnownLabels, language: Language) -> Vec<Proposal> {
    let text = |label: &str, detail: &str| {
        let proposal = Proposal::named(label, detail.to_owned());
        scope.place.with_value(true, proposal)
    };
    let names = |map: &Values| map.keys().map(|key| text(key, "")).collect();
    if has_labels(scope) {
        return seen(scope, &known.labels, key);
    }
    let outer = scope.keys.last().copied().unwrap_or_default();
    match (scope.subject, outer, key) {
        (Subject::Manifest, "", "kind") => return vec![text("DaemonSet", "apps/v1")],
        (Subject::Manifest, "", "apiVersion") => return vec![text("apps/v1", "DaemonSet"), text("v1", "")],
        (Subject::Nodes, "", "kind") => return vec![text("Node", "v1")],
        (Subject::Nodes, "", "apiVersion") => return vec![text("v1", "Node")],
        (_, "matchExpressions", "key") if scope.keys.contains(&"nodeAffinity") => return names(&known.labels),
        (_, "tolerations" | "taints", "key") => return names(&known.taints),
        (_, "tolerations" | "taints", "value") => {
            return seen(scope, &known.taints, scope.place.beside("key").unwrap_or_default());
        }
        _ => {}
    }
    let Some((holder, field)) = scope.field() else {
        return Vec::new();
    };
    let about = description_in(holder, Some(field), language);
    let detail = type_name(field.go_type);
    let is_flag = matches!(field.go_type.of_one().kind(), Kind::Bool);
    if is_flag && scope.place.quote.is_some() {
        return Vec::new();
    }
    let found = match values(field) {
        Some(values) => values,
        None if is_flag => vec!["true", "false"],
        None => usual(field).to_vec(),
    };
    found
        .into_iter()
        .map(|value| {
            let about = about.filter(|_| !is_flag);
            let proposal = Proposal::named(value, detail.clone());
            scope.place.with_value(!is_flag, Proposal { about, ..proposal })
        })
        .collect()
}

/// The usual values of a field that may have others too.
fn usual(field: &Field) -> &'static [&'static str] {
    match field.go_type.0 {
        "v1.NodeConditionType" => &[
            "Ready",
            "MemoryPressure",
            "DiskPressure",
            "PIDPressure",
            "NetworkUnavailable",
        ],
        "v1.ConditionStatus" => &["True", "False", "Unknown"],
        "v1.NodeAddressType" => &["InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS"],
        _ => &[],
    }
}
