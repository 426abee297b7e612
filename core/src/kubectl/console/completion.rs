//! What could stand where the cursor is: commands, flags, types, names, namespaces. A pure function for the page.

use super::flags::Flag;
use super::objects;
use super::resource_type::{ResourceType, Store, TYPES};
use super::verb::{KUBECTL, Verb, descend};
use crate::api::Resource;
use crate::ordered::Gather;
use crate::sim::Simulation;
use serde::Serialize;

/// How many suggestions there are at most.
const MOST: usize = 200;

/// A word that could stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// The whole word.
    pub text: String,
    /// What kind of word it is.
    pub kind: CompletionKind,
    /// What it is, in a few words of kubectl's; may be empty.
    pub description: String,
}

/// What kind of word a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CompletionKind {
    /// A command, or one below another.
    Command,
    /// A flag.
    Flag,
    /// What a flag can be.
    Value,
    /// A type of objects.
    Type,
    /// An object.
    Name,
    /// A field of an object.
    Field,
}

impl Completion {
    fn new(kind: CompletionKind, text: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind,
            description: description.into(),
        }
    }

    /// Whether the word can go on: what comes next follows without a space.
    pub fn is_open(&self) -> bool {
        self.text.ends_with(['=', '/', '.'])
    }
}

/// The words that could replace the one that ends at `cursor` (a place in bytes) of `line`.
pub fn complete(simulation: &Simulation, line: &str, cursor: usize) -> Vec<Completion> {
    let before = line.get(..cursor).unwrap_or(line).trim_start();
    let before = before.strip_prefix("$ ").unwrap_or(before);
    let (words, partial) = match before.rfind(char::is_whitespace) {
        Some(at) => before.split_at(at),
        None => ("", before),
    };
    let partial = partial.trim_start();
    let mut words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let mut all = Vec::new();
    if words.first().is_some_and(|word| word == KUBECTL.name) {
        words.remove(0);
    } else if words.is_empty() {
        all.push(Completion::new(CompletionKind::Command, KUBECTL.name, ""));
    }
    let mut path = vec![&KUBECTL];
    let verb = descend(&mut path, &mut words);
    all.extend(candidates(simulation, verb, &path, &words, partial));
    let fitting = all
        .into_iter()
        .filter(|completion| completion.text.starts_with(partial));
    fitting.take(MOST).collect()
}

fn candidates(
    simulation: &Simulation,
    verb: &'static Verb,
    path: &[&'static Verb],
    words: &[String],
    partial: &str,
) -> Vec<Completion> {
    let flags = verb.all_flags();
    let line = Line::read(words, &flags);
    if let Some(flag) = line.open {
        return values(simulation, flag, "");
    }
    if let Some((name, _)) = partial.strip_prefix("--").and_then(|flag| flag.split_once('=')) {
        let flag = flags.iter().find(|flag| flag.name == name);
        return flag.map_or_else(Vec::new, |flag| values(simulation, flag, &format!("--{name}=")));
    }
    if partial.starts_with('-') {
        let known = flags
            .iter()
            .filter(|flag| !flag.about.starts_with("accepted, without effect") && flag.about != "not in this console");
        return known
            .map(|flag| Completion::new(CompletionKind::Flag, format!("--{}", flag.name), flag.about))
            .collect();
    }
    let below: Vec<_> = verb
        .below()
        .map(|verb| Completion::new(CompletionKind::Command, verb.name, verb.about))
        .collect();
    if !below.is_empty() {
        return if line.arguments.is_empty() { below } else { Vec::new() };
    }
    let name = path.last().map_or("", |verb| verb.name);
    let namespace = line.namespace.unwrap_or("default");
    match (name, line.arguments.as_slice()) {
        ("cordon" | "uncordon" | "drain", _) => names(simulation, "nodes", namespace, ""),
        ("explain", []) => explained(partial),
        ("version" | "cluster-info" | "api-versions" | "api-resources" | "whoami" | "events" | "explain", _) => {
            Vec::new()
        }
        ("can-i", []) => ["create", "delete", "get", "list", "patch", "update", "watch"]
            .map(|verb| Completion::new(CompletionKind::Value, verb, ""))
            .into(),
        ("can-i", [_]) => types(false),
        ("apply" | "diff", _) => Vec::new(),
        (_, [first, ..]) if first.contains('/') => slashed(simulation, partial, namespace),
        (_, []) if partial.contains('/') => slashed(simulation, partial, namespace),
        (_, []) => types(path.iter().any(|verb| verb.name == "rollout")),
        (_, [kind, given @ ..]) => {
            let mut found = names(simulation, kind, namespace, "");
            found.retain(|completion| !given.contains(&completion.text.as_str()));
            found
        }
    }
}

/// The words before the cursor, sorted.
#[derive(Default)]
struct Line<'a> {
    arguments: Vec<&'a str>,
    namespace: Option<&'a str>,
    /// The flag whose value comes next.
    open: Option<&'a Flag>,
}

impl<'a> Line<'a> {
    fn read(words: &'a [String], flags: &'a [Flag]) -> Self {
        let mut line = Self::default();
        for word in words {
            if let Some(flag) = line.open.take() {
                if flag.name == "namespace" {
                    line.namespace = Some(word);
                }
                continue;
            }
            let (flag, value) = if let Some(long) = word.strip_prefix("--") {
                let (name, value) = long
                    .split_once('=')
                    .map_or((long, None), |(name, value)| (name, Some(value)));
                (flags.iter().find(|flag| flag.name == name), value)
            } else if let Some(cluster) = word.strip_prefix('-') {
                let mut letters = cluster.chars();
                let first = letters.next();
                let rest = letters.as_str().trim_start_matches('=');
                let value = Some(rest).filter(|rest| !rest.is_empty());
                (flags.iter().find(|flag| flag.short == first), value)
            } else {
                line.arguments.push(word);
                continue;
            };
            match (flag, value) {
                (Some(flag), Some(value)) if flag.name == "namespace" => line.namespace = Some(value),
                (Some(flag), None) if flag.bare().is_none() => line.open = Some(flag),
                _ => {}
            }
        }
        line
    }
}

/// What the value of a flag could be, each with `prefix` before it.
fn values(simulation: &Simulation, flag: &Flag, prefix: &str) -> Vec<Completion> {
    let fixed = |texts: &[&str]| -> Vec<Completion> {
        texts
            .iter()
            .map(|text| Completion::new(CompletionKind::Value, format!("{prefix}{text}"), ""))
            .collect()
    };
    match flag.name {
        "namespace" => {
            let names = simulation.namespace_names();
            names
                .map(|name| Completion::new(CompletionKind::Value, format!("{prefix}{name}"), ""))
                .collect()
        }
        "output" => fixed(&["yaml", "json", "wide", "name", "jsonpath=", "custom-columns="]),
        "filename" => vec![Completion::new(CompletionKind::Value, format!("{prefix}-"), "")],
        "types" => fixed(&["Normal", "Warning"]),
        "cascade" => fixed(&["background", "orphan", "foreground"]),
        "dry-run" => fixed(&["none", "client", "server"]),
        "type" => fixed(&["strategic", "merge", "json"]),
        "sort-by" => fixed(&[".metadata.creationTimestamp", ".metadata.name", ".spec.nodeName"]),
        "field-selector" => fixed(&["spec.nodeName=", "status.phase=", "metadata.name="]),
        "selector" => {
            let pods = simulation.cluster().pods.values();
            let labels = pods.flat_map(|pod| pod.labels.iter().map(|(key, value)| format!("{prefix}{key}={value}")));
            let labels: std::collections::BTreeSet<_> = labels.gather();
            let new = |label| Completion::new(CompletionKind::Value, label, "");
            labels.into_iter().map(new).collect()
        }
        _ => Vec::new(),
    }
}

/// The names of types; for a rollout only those that can have one.
fn types(rollouts: bool) -> Vec<Completion> {
    let offered = TYPES.iter().filter(|kind| match kind.store {
        Store::Api(Resource::DaemonSets) => true,
        Store::Api(_) | Store::Events => !rollouts,
        Store::Services | Store::Nowhere | Store::Untold => false,
    });
    offered
        .flat_map(|kind| {
            let names = kind.short_names.iter().copied();
            std::iter::once(kind.plural)
                .chain(names)
                .map(|name| Completion::new(CompletionKind::Type, name, kind.kind))
        })
        .collect()
}

/// `ds/agent`
fn slashed(simulation: &Simulation, partial: &str, namespace: &str) -> Vec<Completion> {
    match partial.split_once('/') {
        Some((kind, _)) => names(simulation, kind, namespace, &format!("{kind}/")),
        None => Vec::new(),
    }
}

fn names(simulation: &Simulation, kind: &str, namespace: &str, prefix: &str) -> Vec<Completion> {
    let Ok(kind) = ResourceType::named(kind) else {
        return Vec::new();
    };
    let Ok(stamps) = objects::stamps(simulation, kind) else {
        return Vec::new();
    };
    let keys = stamps
        .into_keys()
        .filter(|key| !kind.namespaced || *key.0 == *namespace);
    keys.map(|key| Completion::new(CompletionKind::Name, format!("{prefix}{}", key.1), kind.kind))
        .collect()
}

/// `daemonsets.spec.up…`: the fields that could come next.
fn explained(partial: &str) -> Vec<Completion> {
    let Some((before, _)) = partial.rsplit_once('.') else {
        return types(false);
    };
    let (kind, path) = before.split_once('.').unwrap_or((before, ""));
    let is_set = ResourceType::named(kind).is_ok_and(|kind| kind.kind == "DaemonSet");
    let Some(found) = crate::manifest::schema::Struct::at(path).filter(|_| is_set) else {
        return Vec::new();
    };
    let fields = found.json_fields().into_iter();
    fields
        .map(|field| Completion::new(CompletionKind::Field, format!("{before}.{}", field.json), ""))
        .collect()
}
