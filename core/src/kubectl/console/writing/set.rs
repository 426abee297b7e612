//! `kubectl set image`, `set env` and `set resources`.
//!
//! Models `kubectl/pkg/cmd/set` (set_image.go, set_env.go, set_resources.go).

use super::rollout::patched;
use super::session::Session;
use super::trouble::Trouble;
use super::{resource_arguments, selected, stored};
use crate::api::Resource;
use crate::api::patch::difference;
use crate::json::Fields;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::targets::Found;
use crate::kubectl::console::verb::{Console, Outcome};
use crate::manifest::quantity::Quantity;
use serde_json::{Value, json};

/// Where an object has its pod spec.
fn pod_spec(resource: Resource, object: &mut Value) -> Option<&mut Value> {
    match resource {
        Resource::DaemonSets => object.pointer_mut("/spec/template/spec"),
        Resource::Pods => object.get_mut("spec"),
        Resource::Namespaces
        | Resource::Nodes
        | Resource::ResourceQuotas
        | Resource::ControllerRevisions
        | Resource::PriorityClasses
        | Resource::PodDisruptionBudgets => None,
    }
}

/// Whether a container's name fits: `*` is any text.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => {
            let Some(after) = name.strip_prefix(start) else {
                return false;
            };
            rest.is_empty()
                || (0..=after.len())
                    .filter(|at| after.is_char_boundary(*at))
                    .any(|at| fits(rest, &after[at..]))
        }
    }
}

fn containers(spec: &mut Value) -> impl Iterator<Item = &mut Value> {
    let lists = spec.as_object_mut().into_iter().flatten();
    lists
        .filter(|(key, _)| *key == "containers" || *key == "initContainers")
        .filter_map(|(_, list)| list.as_array_mut())
        .flatten()
}

/// Changes each object's pod spec, and says so where that makes a difference.
fn run(
    console: &mut Console<'_>,
    targets: &[String],
    done: &str,
    change: impl Fn(&mut Value) -> Result<(), String>,
) -> Result<Outcome, Failure> {
    let found = selected(console, targets)?;
    let mut session = Session::begin(console)?;
    for object in found {
        if let Err(trouble) = one(&mut session, &object, done, &change) {
            session.note(trouble);
        }
    }
    session.end()
}

fn one(
    session: &mut Session<'_>,
    found: &Found,
    done: &str,
    change: &impl Fn(&mut Value) -> Result<(), String>,
) -> Result<(), Trouble> {
    let resource = stored(found)?;
    let mut wanted = found.object.clone();
    let Some(spec) = pod_spec(resource, &mut wanted) else {
        let name = found.object.text("metadata.name");
        return Err(Trouble::Client(format!(
            "{}/{name} is not a pod or does not have a pod template",
            found.kind.plural
        )));
    };
    change(spec).map_err(Trouble::Client)?;
    let patch = difference(&found.object, &wanted, resource.go_type());
    if patch == json!({}) {
        return Ok(());
    }
    let what = done.strip_suffix(" updated").unwrap_or(done);
    let object = patched(session, found, patch).map_err(|trouble| {
        Trouble::Client(format!(
            "failed to patch {what} update to pod template: {}",
            trouble.message()
        ))
    })?;
    session.report(&super::title(found), done, &object);
    Ok(())
}

/// `kubectl set image`
pub(super) fn image(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let (targets, pairs) = resource_arguments(&console.arguments, |word| word.contains('='), "image")?;
    if targets.is_empty() {
        return Err(Failure::error(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    if pairs.is_empty() {
        return Err(Failure::error("at least one image update is required"));
    }
    let wildcard = pairs.iter().any(|pair| pair.starts_with("*="));
    if wildcard && pairs.len() > 1 {
        return Err(Failure::error(
            "all containers are already specified by *, but saw more than one container_name=container_image pairs",
        ));
    }
    run(console, &targets, "image updated", move |spec| {
        for pair in &pairs {
            let (name, image) = pair.split_once('=').unwrap_or((pair, ""));
            let mut found = false;
            for container in containers(spec) {
                if fits(name, container["name"].as_str().unwrap_or_default()) {
                    container["image"] = json!(image);
                    found = true;
                }
            }
            if !found {
                return Err(format!("unable to find container named {name:?}"));
            }
        }
        Ok(())
    })
}

/// `kubectl set env`
pub(super) fn env(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let is_pair = |word: &str| word.contains('=') || word.ends_with('-');
    let (targets, mut pairs) = resource_arguments(&console.arguments, is_pair, "environment variable")?;
    pairs.extend(console.flags.values("env").into_iter().map(str::to_owned));
    if targets.is_empty() {
        return Err(Failure::error(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    if !console.flags.value("from").is_empty() {
        return Err(Failure::plain(
            "everynode: the simulated cluster has no config maps and secrets to read from",
        ));
    }
    if console.flags.is_on("list") {
        return list(console, &targets);
    }
    if pairs.is_empty() {
        return Err(Failure::error("at least one environment variable must be provided"));
    }
    let (pattern, overwrites) = (
        console.flags.value("containers").to_owned(),
        console.flags.is_on("overwrite"),
    );
    run(console, &targets, "env updated", move |spec| {
        let mut found = false;
        for container in containers(spec) {
            if !fits(&pattern, container["name"].as_str().unwrap_or_default()) {
                continue;
            }
            found = true;
            for pair in &pairs {
                set_variable(container, pair, overwrites)?;
            }
        }
        if found {
            Ok(())
        } else {
            Err(format!("no containers found matching {pattern:?}"))
        }
    })
}

fn set_variable(container: &mut Value, pair: &str, overwrites: bool) -> Result<(), String> {
    let is = |entry: &Value, name: &str| entry["name"] == name;
    let mut entries = container["env"].as_array().cloned().unwrap_or_default();
    if let Some((name, value)) = pair.split_once('=') {
        match entries.iter_mut().find(|entry| is(entry, name)) {
            Some(entry) if !overwrites => {
                let old = entry["value"].as_str().unwrap_or_default();
                return Err(format!(
                    "'{name}' already has a value ({old}), and --overwrite is false"
                ));
            }
            Some(entry) => *entry = json!({ "name": name, "value": value }),
            None => entries.push(json!({ "name": name, "value": value })),
        }
    } else {
        let name = pair.strip_suffix('-').unwrap_or(pair);
        entries.retain(|entry| !is(entry, name));
    }
    match (entries.is_empty(), container.as_object_mut()) {
        (true, Some(members)) => drop(members.remove("env")),
        _ => container["env"] = Value::Array(entries),
    }
    Ok(())
}

fn list(console: &mut Console<'_>, targets: &[String]) -> Result<Outcome, Failure> {
    let pattern = console.flags.value("containers").to_owned();
    for found in selected(console, targets)? {
        let mut object = found.object.clone();
        let name = found.object.text("metadata.name").to_owned();
        let Ok(resource) = stored(&found) else { continue };
        let Some(spec) = pod_spec(resource, &mut object) else {
            continue;
        };
        let mut lines: Vec<String> = Vec::new();
        for container in containers(spec) {
            let title = container["name"].as_str().unwrap_or_default();
            if !fits(&pattern, title) {
                continue;
            }
            lines.push(format!("# {} {name}, container {title}", found.kind.plural));
            for entry in container["env"].as_array().into_iter().flatten() {
                let name = entry["name"].as_str().unwrap_or_default();
                lines.push(match entry["value"].as_str() {
                    Some(value) => format!("{name}={value}"),
                    None if entry["valueFrom"].is_object() => format!("# {name} from a reference"),
                    None => format!("{name}="),
                });
            }
        }
        let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        console.terminal.print(&text);
    }
    Ok(Outcome::Ended(0))
}

/// `kubectl set resources`
pub(super) fn resources(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let (limits, requests) = (
        console.flags.value("limits").to_owned(),
        console.flags.value("requests").to_owned(),
    );
    if limits.is_empty() && requests.is_empty() {
        return Err(Failure::error(
            "you must specify an update to requests or limits (in the form of --requests/--limits)",
        ));
    }
    let amounts = |text: &str| -> Result<Vec<(String, String)>, Failure> {
        let pairs = text.split(',').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let wrong = || Failure::error(format!("invalid argument syntax {pair}, expected <resource>=<value>"));
                let (name, value) = pair.split_once('=').ok_or_else(wrong)?;
                let quantity = Quantity::from_json(&json!(value)).map_err(|error| Failure::error(error.to_string()))?;
                Ok((name.to_owned(), quantity.canonical()))
            })
            .collect()
    };
    let (limits, requests) = (amounts(&limits)?, amounts(&requests)?);
    let pattern = console.flags.value("containers").to_owned();
    let targets = console.arguments.clone();
    run(console, &targets, "resource requirements updated", move |spec| {
        let mut found = false;
        for container in containers(spec) {
            if !fits(&pattern, container["name"].as_str().unwrap_or_default()) {
                continue;
            }
            found = true;
            for (list, amounts) in [("limits", &limits), ("requests", &requests)] {
                for (name, amount) in amounts {
                    container["resources"][list][name] = json!(amount);
                }
            }
        }
        if found {
            Ok(())
        } else {
            Err(format!("unable to find container named {pattern}"))
        }
    })
}
