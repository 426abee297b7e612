//! The verbs that write, with their flags, and what they have in common.

use super::failure::Failure;
use super::flags::Flags;
use super::reading::{ALL_NAMESPACES, FILES, OUTPUT, SELECTOR, SELECTORS};
use super::resource_type::ResourceType;
use super::targets::{BareType, Found, Target, Targets};
use super::verb::{Console, Verb};
use crate::api::{FieldValidation, Resource, Status};
use crate::json::Fields;
use crate::sim::Simulation;
use options::{
    APPLYING, AUTOSCALING, CONTAINERS, CREATING, DELETING, DIFFING, DRAINING, DRY_RUN, ENVIRONMENT, EVERY, EXPOSING,
    LISTING, LOCAL, OVERWRITING, PATCHING, PRIORITY_CLASS, QUOTA, REPLACING, RESOURCES, RUNNING, SCALING, UNDOING,
    WRITING,
};
use trouble::Trouble;

#[cfg(test)]
mod tests;

mod documents;
mod options;
mod session;
mod trouble;

mod apply;
mod create;
mod delete;
mod diff;
mod drain;
mod edit;
mod metadata;
mod nodes;
mod patch;
mod refused;
mod rollout;
mod set;
mod taint;

/// Below `kubectl`.
pub(super) const VERBS: &[Verb] = &[
    Verb::new(
        "apply",
        "-f -",
        "Create the objects of the editor, or bring them to what it says",
        &[FILES, OUTPUT, WRITING, APPLYING],
        apply::apply,
    ),
    Verb {
        verbs: &[CREATE],
        ..Verb::new(
            "create",
            "-f -",
            "Create the objects of the editor",
            &[FILES, OUTPUT, WRITING, CREATING],
            create::create,
        )
    },
    Verb::new(
        "run",
        "NAME --image=IMAGE",
        "Create a pod of one container",
        &[OUTPUT, WRITING, RUNNING],
        create::run,
    ),
    Verb::new(
        "replace",
        "-f -",
        "Write the objects of the editor over those in the cluster",
        &[FILES, OUTPUT, WRITING, REPLACING],
        create::replace,
    ),
    Verb::new(
        "delete",
        "TYPE [NAME | -l label | --all] | -f -",
        "Delete objects, and wait until they are gone",
        &[ALL_NAMESPACES, SELECTORS, FILES, OUTPUT, DRY_RUN, DELETING],
        delete::delete,
    ),
    Verb::new(
        "diff",
        "-f -",
        "Show what apply would change",
        &[SELECTOR, FILES, DIFFING],
        diff::diff,
    ),
    Verb::new(
        "edit",
        "TYPE NAME",
        "Change an object in the editor",
        &[SELECTOR, FILES, OUTPUT, WRITING],
        edit::edit,
    ),
    Verb::new(
        "patch",
        "TYPE NAME -p PATCH",
        "Change parts of an object",
        &[FILES, OUTPUT, WRITING, PATCHING],
        patch::patch,
    ),
    Verb::new(
        "label",
        "TYPE NAME KEY=VALUE KEY-",
        "Set labels, or take them away",
        &[
            ALL_NAMESPACES,
            SELECTORS,
            FILES,
            OUTPUT,
            WRITING,
            EVERY,
            OVERWRITING,
            LISTING,
        ],
        metadata::label,
    ),
    Verb::new(
        "annotate",
        "TYPE NAME KEY=VALUE KEY-",
        "Set annotations, or take them away",
        &[
            ALL_NAMESPACES,
            SELECTORS,
            FILES,
            OUTPUT,
            WRITING,
            EVERY,
            OVERWRITING,
            LISTING,
        ],
        metadata::annotate,
    ),
    Verb::new(
        "taint",
        "NODE NAME KEY=VALUE:EFFECT KEY-",
        "Put taints on nodes, or take them off",
        &[SELECTOR, OUTPUT, WRITING, EVERY, OVERWRITING],
        taint::taint,
    ),
    Verb::new(
        "cordon",
        "NODE",
        "Mark nodes so that no new pods come; a DaemonSet's come all the same",
        &[SELECTOR, DRY_RUN],
        nodes::cordon,
    ),
    Verb::new(
        "uncordon",
        "NODE",
        "Let new pods come again",
        &[SELECTOR, DRY_RUN],
        nodes::uncordon,
    ),
    Verb::new(
        "drain",
        "NODE",
        "Cordon nodes and evict their pods",
        &[SELECTOR, DRY_RUN, DRAINING],
        drain::drain,
    ),
    Verb {
        aliases: &[],
        ..Verb::group("set", "Change one thing of a pod template", &[SET])
    },
    Verb::new(
        "scale",
        "TYPE NAME --replicas=COUNT",
        "Change a number of replicas, which a DaemonSet does not have",
        &[SELECTOR, FILES, OUTPUT, WRITING, EVERY, SCALING],
        refused::scale,
    ),
    Verb::new(
        "autoscale",
        "TYPE NAME --max=COUNT",
        "Scale by load, which a DaemonSet cannot be",
        &[FILES, OUTPUT, WRITING, AUTOSCALING],
        refused::autoscale,
    ),
    Verb::new(
        "expose",
        "TYPE NAME --port=PORT",
        "Make a service, which is not made of a DaemonSet",
        &[SELECTOR, FILES, OUTPUT, WRITING, EXPOSING],
        refused::expose,
    ),
];

/// Below `kubectl rollout`.
pub(super) const ROLLOUT: &[Verb] = &[
    Verb::new(
        "undo",
        "TYPE NAME",
        "Go back to an earlier revision",
        &[SELECTOR, FILES, OUTPUT, WRITING, UNDOING],
        rollout::undo,
    ),
    Verb::new(
        "restart",
        "TYPE NAME",
        "Replace all pods by new ones",
        &[SELECTOR, FILES, OUTPUT, WRITING],
        rollout::restart,
    ),
    Verb::new(
        "pause",
        "TYPE NAME",
        "Hold a rollout, which a DaemonSet's cannot be",
        &[SELECTOR, FILES, OUTPUT, WRITING],
        rollout::pause,
    ),
    Verb::new(
        "resume",
        "TYPE NAME",
        "Let a rollout go on",
        &[SELECTOR, FILES, OUTPUT, WRITING],
        rollout::resume,
    ),
];

const CREATE: &[Verb] = &[
    Verb {
        aliases: &["ns"],
        ..Verb::new(
            "namespace",
            "NAME",
            "Create a namespace",
            &[OUTPUT, WRITING, CREATING],
            create::namespace,
        )
    },
    Verb {
        aliases: &["resourcequota"],
        ..Verb::new(
            "quota",
            "NAME --hard=pods=COUNT",
            "Create a resource quota",
            &[OUTPUT, WRITING, CREATING, QUOTA],
            create::quota,
        )
    },
    Verb {
        aliases: &["pc"],
        ..Verb::new(
            "priorityclass",
            "NAME --value=VALUE",
            "Create a priority class",
            &[OUTPUT, WRITING, CREATING, PRIORITY_CLASS],
            create::priority_class,
        )
    },
];

const SET: &[Verb] = &[
    Verb::new(
        "image",
        "TYPE NAME CONTAINER=IMAGE",
        "Change the images of containers",
        &[SELECTOR, FILES, OUTPUT, WRITING, EVERY, LOCAL],
        set::image,
    ),
    Verb::new(
        "env",
        "TYPE NAME KEY=VALUE KEY-",
        "Change the environment of containers",
        &[SELECTOR, FILES, OUTPUT, WRITING, EVERY, LOCAL, CONTAINERS, ENVIRONMENT],
        set::env,
    ),
    Verb::new(
        "resources",
        "TYPE NAME --limits=LIMITS --requests=REQUESTS",
        "Change what containers ask for and may use",
        &[SELECTOR, FILES, OUTPUT, WRITING, EVERY, LOCAL, CONTAINERS, RESOURCES],
        set::resources,
    ),
];

/// `--validate`
fn field_validation(flags: &Flags) -> Result<FieldValidation, Failure> {
    match flags.value("validate") {
        "strict" | "true" => Ok(FieldValidation::Strict),
        "warn" => Ok(FieldValidation::Warn),
        "ignore" | "false" => Ok(FieldValidation::Ignore),
        other => Err(Failure::error(format!(
            "invalid - validate option {other:?}; must be one of: strict (or true), warn, ignore (or false)"
        ))),
    }
}

/// Separates the words that name objects from those that say what to change (`GetResourcesAndPairs`).
fn resource_arguments(
    arguments: &[String],
    is_change: impl Fn(&str) -> bool,
    what: &str,
) -> Result<(Vec<String>, Vec<String>), Failure> {
    let first = arguments
        .iter()
        .position(|word| is_change(word))
        .unwrap_or(arguments.len());
    let (targets, changes) = arguments.split_at(first);
    match changes.iter().find(|word| !is_change(word)) {
        Some(_) => Err(Failure::error(format!(
            "all resources must be specified before {what} changes: {}",
            changes.iter().find(|word| !is_change(word)).map_or("", String::as_str)
        ))),
        None => Ok((targets.to_vec(), changes.to_vec())),
    }
}

/// The objects that these words name; the failure if one of them does not exist.
fn selected(console: &Console<'_>, arguments: &[String]) -> Result<Vec<Found>, Failure> {
    if arguments.is_empty() {
        return Err(Failure::error(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    let targets = Targets::of(console, arguments, BareType::Nothing)?;
    let mut all = Vec::new();
    let mut troubles = Vec::new();
    for part in &targets.parts {
        match found(console.simulation, &targets, part) {
            Ok(objects) => all.extend(objects),
            Err(trouble) => troubles.push(trouble),
        }
    }
    Trouble::all(&troubles).map(|()| all)
}

/// The objects of one part, with the server's answer where there is none.
fn found(simulation: &Simulation, targets: &Targets, part: &Target) -> Result<Vec<Found>, Trouble> {
    targets.find(simulation, part).map_err(|failure| match part {
        Target::One(kind, name) if failure.is_not_found() => match Resource::of(&kind.api_version(), kind.kind) {
            Some(resource) => Trouble::Server(Status::not_found(resource, name)),
            None => Trouble::Client(format!("{} {name:?} not found", kind.qualified())),
        },
        Target::One(..) | Target::Every(_) => {
            let text = failure.text.trim_end();
            Trouble::Client(text.strip_prefix("error: ").unwrap_or(text).to_owned())
        }
    })
}

/// The resource of an object that can be written.
fn stored(found: &Found) -> Result<Resource, Trouble> {
    let resource = Resource::of(&found.kind.api_version(), found.kind.kind);
    resource.ok_or_else(|| {
        Trouble::Client(format!(
            "everynode: the simulated cluster does not let {} be changed",
            found.kind.plural
        ))
    })
}

/// What cannot be written.
fn not_stored(kind: &ResourceType) -> Failure {
    Failure::plain(format!(
        "everynode: the simulated cluster does not let {} be changed",
        kind.plural
    ))
}

/// `daemonset.apps/agent`
fn title(found: &Found) -> String {
    format!(
        "{}/{}",
        found.kind.qualified_singular(),
        found.object.text("metadata.name")
    )
}
