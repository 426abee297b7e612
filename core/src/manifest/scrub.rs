//! A running cluster's text without what is nobody else's business: only what the simulation reads stays, and what was
//! taken out is said.
//!
//! Two templates that differed still differ, so that a rollout stays one: where something was taken out of a template, a
//! number in an annotation tells the variants apart.

mod keep;

use super::find::objects;
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
    /// What was taken out or renamed, and from how many objects: `environment variables`, `annotations`.
    pub removed: BTreeMap<&'static str, usize>,
}

/// Reduces a text of API objects to what the simulation reads.
pub fn scrub(text: &str, options: Options) -> Scrubbed {
    let documents = objects(read_with(text, Limits::NODES));
    let mut scrubber = Scrubber {
        options,
        ..Scrubber::default()
    };
    let mut found: Vec<(Resource, Value)> = Vec::new();
    let mut is_objects = false;
    for document in documents
        .iter()
        .filter(|document| !document.kind.is_empty() && !document.broken)
    {
        is_objects = true;
        match Resource::of(&document.api_version, &document.kind) {
            Some(resource) => found.push((resource, document.tree.to_json())),
            None => scrubber.count("objects of kinds that are not simulated"),
        }
    }
    if !is_objects {
        return Scrubbed {
            text: text.to_owned(),
            removed: BTreeMap::new(),
        };
    }
    for (resource, object) in &found {
        if *resource == Resource::Nodes {
            scrubber.learn_node(object);
        }
    }
    let objects: Vec<Value> = found
        .iter()
        .map(|(resource, object)| scrubber.object(*resource, object))
        .collect();
    Scrubbed {
        text: to_yaml_list(&objects),
        removed: scrubber.removed,
    }
}

#[derive(Default)]
struct Scrubber {
    options: Options,
    removed: BTreeMap<&'static str, usize>,
    uids: BTreeMap<String, usize>,
    nodes: BTreeMap<String, String>,
    images: BTreeMap<String, usize>,
    /// What was taken out of templates, each once.
    variants: Vec<String>,
}

impl Scrubber {
    fn count(&mut self, what: &'static str) {
        *self.removed.entry(what).or_default() += 1;
    }

    fn learn_node(&mut self, node: &Value) {
        let name = node["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        let number = self.nodes.len() + 1;
        self.nodes.entry(name).or_insert_with(|| format!("node-{number}"));
    }

    fn object(&mut self, resource: Resource, object: &Value) -> Value {
        let mut left = Vec::new();
        let mut after = kept(Keep::of(resource), object, &mut left);
        after["apiVersion"] = json!(resource.api_version());
        after["kind"] = json!(resource.kind());
        for what in left {
            self.count(what);
        }
        match resource {
            Resource::DaemonSets => self.template(&object["spec"]["template"], &mut after["spec"]["template"]),
            Resource::ControllerRevisions => {
                let before = &object["data"]["spec"]["template"];
                self.template(before, &mut after["data"]["spec"]["template"]);
            }
            Resource::Pods
            | Resource::Nodes
            | Resource::Namespaces
            | Resource::ResourceQuotas
            | Resource::PriorityClasses
            | Resource::PodDisruptionBudgets => {}
        }
        self.uids(&mut after["metadata"]);
        if self.options.rename_nodes {
            self.rename_nodes(&mut after);
        }
        if self.options.rename_images {
            self.rename_images(&mut after);
        }
        forget_empty(&mut after);
        after
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

    /// Every text that is exactly the name of a node.
    fn rename_nodes(&mut self, value: &mut Value) {
        let mut renamed = false;
        each_text(value, &mut |_, text| {
            if let Some(name) = self.nodes.get(text) {
                text.clone_from(name);
                renamed = true;
            }
        });
        if renamed {
            self.count("names of nodes");
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
            let next = self.images.len() + 1;
            let number = *self.images.entry(repository.to_owned()).or_insert(next);
            *text = format!("image-{number}{tag}");
            renamed = true;
        });
        if renamed {
            self.count("names of images");
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
