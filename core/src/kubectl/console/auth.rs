//! `kubectl auth`: whoever plays with the simulated cluster may do everything.
//!
//! Models `kubectl/pkg/cmd/auth`.

use super::failure::Failure;
use super::resource_type::ResourceType;
use super::verb::{Console, Outcome};

/// The verbs that the API has.
const VERBS: &[&str] = &[
    "*",
    "approve",
    "bind",
    "create",
    "delete",
    "deletecollection",
    "escalate",
    "get",
    "impersonate",
    "list",
    "patch",
    "sign",
    "update",
    "use",
    "watch",
];

/// Runs `auth can-i`.
pub(super) fn can_i(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if console.flags.is_on("list") {
        return Err(Failure::plain(
            "everynode: this console has no auth can-i --list: everything is allowed",
        ));
    }
    let (verb, target) = match console.arguments.as_slice() {
        [verb, target] => (verb.clone(), target.clone()),
        [verb, target, _name] => (verb.clone(), target.clone()),
        _ => {
            return Err(Failure::usage(
                &console.command(),
                "you must specify two arguments: verb resource or verb resource/resourceName.",
            ));
        }
    };
    if !target.starts_with('/') {
        let resource = target.split('/').next().unwrap_or_default();
        if !VERBS.contains(&verb.as_str()) {
            console
                .terminal
                .complain(&format!("Warning: verb '{verb}' is not a known verb\n\n"));
        }
        let warning = match ResourceType::named(resource) {
            Err(_) if resource != "*" => format!("Warning: the server doesn't have a resource type '{resource}'\n\n"),
            Ok(kind) if !kind.namespaced && !console.all_namespaces() => {
                let group = if kind.group.is_empty() {
                    String::new()
                } else {
                    format!(" in group '{}'", kind.group)
                };
                format!("Warning: resource '{}' is not namespace scoped{group}\n\n", kind.plural)
            }
            _ => String::new(),
        };
        console.terminal.complain(&warning);
    }
    if !console.flags.is_on("quiet") {
        console.terminal.print("yes\n");
    }
    Ok(Outcome::Ended(0))
}

/// Runs `auth whoami`.
pub(super) fn who_am_i(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    console.takes_no_arguments()?;
    console
        .terminal
        .print("ATTRIBUTE   VALUE\nUsername    everynode\nGroups      [system:masters system:authenticated]\n");
    Ok(Outcome::Ended(0))
}
