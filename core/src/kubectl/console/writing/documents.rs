//! The objects that `-f -` names: documents of the editor's text, lists taken apart, each with its resource.
//!
//! Models `StreamVisitor` and `mapper.infoForData` of `cli-runtime/pkg/resource`, `RequireNamespace` and `SetNamespace` of
//! its visitors, and `paramVerifyingSchema` of kubectl's validation.

use super::trouble::Trouble;
use crate::api::Resource;
use crate::json::Fields;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::resource_type::ResourceType;
use crate::kubectl::console::verb::Console;
use crate::manifest::yaml::read_documents;
use serde_json::{Value, json};
use std::sync::Arc;

/// An object of a text.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) resource: Resource,
    /// Empty for kinds that live in none.
    pub(super) namespace: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) object: Value,
    /// The file, as errors name it.
    pub(super) source: Arc<str>,
}

impl Item {
    /// `daemonset.apps/agent`
    pub(super) fn title(&self) -> String {
        format!("{}/{}", self.resource.qualified_singular(), self.name)
    }

    /// How kubectl shows it in errors (`Info.String`).
    pub(super) fn info(&self) -> String {
        let (group, kind) = (self.resource.group(), self.resource.kind());
        format!(
            "Resource: {:?}, GroupVersionKind: {:?}\nName: {:?}, Namespace: {:?}",
            format!("{group}/v1, Resource={}", self.resource.name()),
            format!("{group}/v1, Kind={kind}"),
            &*self.name,
            &*self.namespace,
        )
    }
}

/// Reads what `-f` names, in order: each object, or what is wrong with it. Without `-f` that is said.
pub(super) fn read(console: &Console<'_>, verb: &str) -> Result<Vec<Result<Item, Trouble>>, Failure> {
    let files = console.flags.values("filename");
    if !console.flags.value("kustomize").is_empty() {
        return Err(Failure::plain(
            "everynode: this console reads no files, and so no kustomizations",
        ));
    }
    if files.is_empty() {
        return Err(Failure::error(format!(
            "must specify one of -f and -k\nSee 'kubectl {verb} -h' for help and examples"
        )));
    }
    // The console has one text, whatever a file of it would be called: commands of a tutorial work as they are printed.
    if let Some(file) = files.iter().find(|file| **file != "-" && console.stdin.is_empty()) {
        return Err(Failure::plain(format!(
            "everynode: this console reads no files, and there is no text in place of {file}"
        )));
    }
    let source = match files.first() {
        Some(&"-") | None => "STDIN",
        Some(file) => file,
    };
    Ok(items(console, console.stdin, &source.into()))
}

fn items(console: &Console<'_>, text: &str, file: &Arc<str>) -> Vec<Result<Item, Trouble>> {
    let mut items = Vec::new();
    let read = read_documents(text);
    let unreadable = read.error().map(ToOwned::to_owned);
    for source in read.documents {
        if let Some(error) = unreadable.as_ref().filter(|_| source.broken) {
            items.push(Err(Trouble::Client(format!(
                "error parsing {file}: error converting YAML to JSON: {error}"
            ))));
            return items;
        }
        let object = source.tree.to_json();
        if object.is_null() {
            continue;
        }
        flatten(console, object, file, &mut items);
    }
    items
}

fn flatten(console: &Console<'_>, object: Value, file: &Arc<str>, items: &mut Vec<Result<Item, Trouble>>) {
    let is_list = object["kind"].as_str().is_some_and(|kind| kind.ends_with("List"));
    match object {
        Value::Object(mut members) if is_list && members.get("items").is_some_and(Value::is_array) => {
            if let Some(Value::Array(objects)) = members.remove("items") {
                for object in objects {
                    flatten(console, object, file, items);
                }
            }
        }
        object => items.push(item(console, object, file)),
    }
}

fn item(console: &Console<'_>, mut object: Value, file: &Arc<str>) -> Result<Item, Trouble> {
    let missing: Vec<String> = ["apiVersion", "kind"]
        .into_iter()
        .filter(|key| object.get(key).and_then(Value::as_str).is_none_or(str::is_empty))
        .map(|key| format!("{key} not set"))
        .collect();
    if !missing.is_empty() {
        let what = match &missing[..] {
            [one] => one.clone(),
            many => format!("[{}]", many.join(", ")),
        };
        return Err(Trouble::Client(format!(
            "error validating {file:?}: error validating data: {what}; if you choose to ignore these errors, turn \
             validation off with --validate=false"
        )));
    }
    let text = |path: &str| object.text(path).to_owned();
    let (api_version, kind, name) = (text("apiVersion"), text("kind"), text("metadata.name"));
    let namespace = text("metadata.namespace");
    let Some(resource) = Resource::of(&api_version, &kind) else {
        if is_known(&api_version, &kind) {
            return Err(Trouble::Client(format!(
                "everynode: the simulated cluster has no {kind} ({name:?} is left out)"
            )));
        }
        return Err(Trouble::Client(format!(
            "resource mapping not found for name: {name:?} namespace: {namespace:?} from {file:?}: no matches for kind \
             {kind:?} in version {api_version:?}\nensure CRDs are installed first"
        )));
    };
    if !resource.is_namespaced() {
        return Ok(Item {
            resource,
            namespace: "".into(),
            name: name.into(),
            object,
            source: file.clone(),
        });
    }
    let asked = console.namespace();
    if !namespace.is_empty() && console.flags.is_given("namespace") && namespace != asked {
        return Err(Trouble::Client(format!(
            "the namespace from the provided object {namespace:?} does not match the namespace {asked:?}. You must pass \
             '--namespace={namespace}' to perform this operation."
        )));
    }
    let namespace = if namespace.is_empty() {
        asked.to_owned()
    } else {
        namespace
    };
    if !object["metadata"].is_object() {
        object["metadata"] = json!({});
    }
    object["metadata"]["namespace"] = json!(namespace);
    Ok(Item {
        resource,
        namespace: namespace.into(),
        name: name.into(),
        object,
        source: file.clone(),
    })
}

/// Whether a real API server has the kind.
fn is_known(api_version: &str, kind: &str) -> bool {
    ResourceType::of_kind(kind).is_some_and(|known| known.api_version() == api_version)
}
