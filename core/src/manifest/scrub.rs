//! A running cluster's text without what is nobody else's business: only what the simulation reads stays, and what was
//! taken out is said.
//!
//! Two templates that differed still differ, so that a rollout stays one: where something was taken out of a template, a
//! number in an annotation tells the variants apart.

mod keep;
mod removed;

pub use removed::Removed;

use super::find::{Document, objects};
use super::yaml::{Limits, read_with};
use crate::api::Resource;
use crate::kubectl::to_yaml_list;
use crate::ordered::Gather;
use keep::{Keep, kept};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The annotation that tells variants of a template apart which looked alike otherwise.
pub const VARIANT_ANNOTATION: &str = "everynode/variant";

/// What else is to be made unrecognizable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Nodes become `node-1`, `node-2`, …
    pub rename_nodes: bool,
    /// Images become `image-1`, `image-2`, …; their tags stay.
    pub rename_images: bool,
}

/// The text that is left, and what is no longer in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrubbed {
    /// A `v1.List`; the text as it was if it holds no API objects.
    pub text: String,
    /// What was taken out or renamed, and from how many objects.
    pub removed: BTreeMap<Removed, usize>,
}

/// Reduces a text of API objects to what the simulation reads.
pub fn scrub(text: &str, options: Options) -> Scrubbed {
    let mut scrubber = Scrubber::new(options);
    scrubber.learn(text);
    let objects = scrubber.objects(text);
    Scrubbed {
        text: objects.map_or_else(|| text.to_owned(), |objects| to_yaml_list(&objects)),
        removed: scrubber.removed,
    }
}

/// Reduces several texts and objects of one cluster, in which the same things get the same names.
#[derive(Default)]
pub(crate) struct Scrubber {
    options: Options,
    removed: BTreeMap<Removed, usize>,
    uids: BTreeMap<String, usize>,
    nodes: BTreeMap<String, String>,
    images: BTreeMap<String, usize>,
    /// What was taken out of templates, each once.
    variants: Vec<String>,
}

/// The objects of a text; `None` if it holds none.
fn objects_of(text: &str) -> Option<Vec<Document>> {
    let documents = objects(read_with(text, Limits::NODES)).into_iter();
    let documents: Vec<_> = documents
        .filter(|document| !document.kind.is_empty() && !document.broken)
        .collect();
    (!documents.is_empty()).then_some(documents)
}

impl Scrubber {
    pub(crate) fn new(options: Options) -> Self {
        Self {
            options,
            ..Self::default()
        }
    }

    /// What was taken out or renamed so far, and from how many objects.
    pub(crate) fn into_removed(self) -> BTreeMap<Removed, usize> {
        self.removed
    }

    pub(crate) fn count(&mut self, what: Removed) {
        *self.removed.entry(what).or_default() += 1;
    }

    /// Learns the names of the nodes of a text, before it is reduced.
    pub(crate) fn learn(&mut self, text: &str) {
        for document in objects_of(text).unwrap_or_default() {
            if Resource::of(&document.api_version, &document.kind) == Some(Resource::Nodes) {
                self.learn_node(&document.name);
            }
        }
    }

    /// The objects of a text, reduced; `None` if it holds none.
    pub(crate) fn objects(&mut self, text: &str) -> Option<Vec<Value>> {
        let documents = objects_of(text)?;
        let reduced = documents.iter().filter_map(|document| {
            let Some(resource) = Resource::of(&document.api_version, &document.kind) else {
                self.count(Removed::OtherKinds);
                return None;
            };
            Some(self.object(resource, &document.tree.to_json()))
        });
        Some(reduced.collect())
    }

    /// Gives a node its other name.
    pub(crate) fn learn_node(&mut self, name: &str) {
        let number = self.nodes.len() + 1;
        let other = || format!("node-{number}");
        self.nodes.entry(name.to_owned()).or_insert_with(other);
    }

    /// A patch, reduced as the object is that it changes.
    pub(crate) fn patch(&mut self, resource: Resource, patch: &Value) -> Value {
        let Some(operations) = patch.as_array() else {
            return self.reduced(resource, patch);
        };
        let mut left = Vec::new();
        let reduced = operations.iter().filter_map(|operation| {
            let text = |key: &str| operation.get(key).and_then(Value::as_str);
            let keep = Keep::of(resource).at(text("path")?);
            let is_known = text("from").is_none_or(|from| Keep::of(resource).at(from).is_some());
            let Some(keep) = keep.filter(|_| is_known) else {
                left.push(Removed::OtherFields);
                return None;
            };
            let mut after = operation.clone();
            if let Some(value) = after.get_mut("value") {
                *value = kept(keep, value, &mut left);
            }
            Some(after)
        });
        let mut after: Value = reduced.collect();
        for what in left {
            self.count(what);
        }
        self.rename(&mut after);
        after
    }

    /// An object of a kind, reduced.
    pub(crate) fn object(&mut self, resource: Resource, object: &Value) -> Value {
        let mut after = self.reduced(resource, object);
        after["apiVersion"] = json!(resource.api_version());
        after["kind"] = json!(resource.kind());
        self.uids(&mut after["metadata"]);
        forget_empty(&mut after);
        after
    }

    /// An object or a part of one.
    fn reduced(&mut self, resource: Resource, object: &Value) -> Value {
        let mut left = Vec::new();
        let mut after = kept(Keep::of(resource), object, &mut left);
        for what in left {
            self.count(what);
        }
        let template = match resource {
            Resource::DaemonSets => Some("/spec/template"),
            Resource::ControllerRevisions => Some("/data/spec/template"),
            Resource::Pods
            | Resource::Nodes
            | Resource::Namespaces
            | Resource::ResourceQuotas
            | Resource::PriorityClasses
            | Resource::PodDisruptionBudgets => None,
        };
        let template = template.and_then(|path| Some((object.pointer(path)?, after.pointer_mut(path)?)));
        if let Some((before, after)) = template {
            self.template(before, after);
        }
        self.rename(&mut after);
        after
    }

    /// Gives nodes and images their other names, wherever a text is such a name.
    pub(crate) fn rename(&mut self, value: &mut Value) {
        if self.options.rename_nodes {
            self.rename_nodes(value);
        }
        if self.options.rename_images {
            self.rename_images(value);
        }
    }

    /// The other name of a part of an image's name, for which something was said.
    pub(crate) fn image_part(&mut self, part: &str) -> String {
        if !self.options.rename_images {
            return part.to_owned();
        }
        let known = self.images.keys().find(|repository| repository.contains(part));
        let repository = known.map_or_else(|| part.to_owned(), Clone::clone);
        self.image(&repository)
    }

    fn image(&mut self, repository: &str) -> String {
        let next = self.images.len() + 1;
        let number = *self.images.entry(repository.to_owned()).or_insert(next);
        format!("image-{number}")
    }

    /// Marks a template from which something was taken with the number of that something.
    fn template(&mut self, before: &Value, after: &mut Value) {
        let removed = difference(before, after).to_string();
        if removed == "null" {
            return;
        }
        let known = self.variants.iter().position(|variant| *variant == removed);
        let number = known.unwrap_or_else(|| {
            self.variants.push(removed);
            self.variants.len() - 1
        });
        after["metadata"]["annotations"][VARIANT_ANNOTATION] = json!((number + 1).to_string());
    }

    fn uids(&mut self, metadata: &mut Value) {
        let mut mapped = |value: &mut Value| {
            if let Some(uid) = value.as_str().map(ToOwned::to_owned) {
                let next = self.uids.len() + 1;
                let number = *self.uids.entry(uid).or_insert(next);
                *value = json!(format!("00000000-0000-4000-8000-{number:012x}"));
            }
        };
        if let Some(uid) = metadata.get_mut("uid") {
            mapped(uid);
        }
        for owner in metadata
            .get_mut("ownerReferences")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            if let Some(uid) = owner.get_mut("uid") {
                mapped(uid);
            }
        }
    }

    /// Every text that is the name of a node, or ends with one as the names of its static pods do.
    fn rename_nodes(&mut self, value: &mut Value) {
        let mut renamed = false;
        each_text(value, &mut |_, text| {
            let starts = text.match_indices('-').map(|(at, _)| at + 1);
            let found = std::iter::once(0).chain(starts).find_map(|at| {
                let name = self.nodes.get(&text[at..])?;
                Some(format!("{}{name}", &text[..at]))
            });
            if let Some(name) = found.filter(|name| name != text) {
                *text = name;
                renamed = true;
            }
        });
        if renamed {
            self.count(Removed::NodeNames);
        }
    }

    fn rename_images(&mut self, value: &mut Value) {
        let mut renamed = false;
        each_text(value, &mut |key, text| {
            if key != "image" {
                return;
            }
            let name = text.split('@').next().unwrap_or_default().to_owned();
            let at = name.rfind(':').filter(|at| !name[*at..].contains('/'));
            let (repository, tag) = at.map_or((name.as_str(), ""), |at| name.split_at(at));
            let other = format!("{}{tag}", self.image(repository));
            renamed |= other != *text;
            *text = other;
        });
        if renamed {
            self.count(Removed::ImageNames);
        }
    }
}

/// What `before` has that `after` has not; null where nothing is missing.
fn difference(before: &Value, after: &Value) -> Value {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let missing = before.iter().filter_map(|(key, value)| {
                let gap = difference(value, after.get(key).unwrap_or(&Value::Null));
                (!gap.is_null()).then(|| (key.clone(), gap))
            });
            let missing: serde_json::Map<_, _> = missing.gather();
            if missing.is_empty() {
                Value::Null
            } else {
                Value::Object(missing)
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let gaps: Vec<_> = before
                .iter()
                .zip(after)
                .map(|(before, after)| difference(before, after))
                .collect();
            if gaps.iter().all(Value::is_null) {
                Value::Null
            } else {
                Value::Array(gaps)
            }
        }
        (before, after) if before == after => Value::Null,
        (before, _) => before.clone(),
    }
}

/// Calls `change` with every text and the key that it stands under.
fn each_text(value: &mut Value, change: &mut impl FnMut(&str, &mut String)) {
    fn walk(key: &str, value: &mut Value, change: &mut impl FnMut(&str, &mut String)) {
        match value {
            Value::String(text) => change(key, text),
            Value::Array(items) => items.iter_mut().for_each(|item| walk(key, item, change)),
            Value::Object(members) => members.iter_mut().for_each(|(key, value)| walk(key, value, change)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    walk("", value, change);
}

/// Takes away what assigning into an absent member has left.
fn forget_empty(object: &mut Value) {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
}

#[cfg(test)]
mod tests;
