//! What kubectl can do to others, and not to a DaemonSet: `scale`, `autoscale`, `expose`.
//!
//! Models the errors of `kubectl/pkg/cmd/scale`, `autoscale` and `expose`.

use super::selected;
use super::trouble::Trouble;
use crate::api::Resource;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::resource_type::Store;
use crate::kubectl::console::targets::Found;
use crate::kubectl::console::verb::{Console, Outcome};

/// `kubectl scale`
pub(super) fn scale(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if !console.flags.is_given("replicas") {
        return Err(Failure::error("required flag(s) \"replicas\" not set"));
    }
    if console.flags.number("replicas") < 0 {
        return Err(Failure::error(
            "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0",
        ));
    }
    each(console, |_| {
        Failure::server("NotFound", "the server could not find the requested resource")
    })
}

/// `kubectl autoscale`
pub(super) fn autoscale(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let max = console.flags.number("max");
    if !console.flags.is_given("max") {
        return Err(Failure::error("required flag(s) \"max\" not set"));
    }
    if max < 1 {
        return Err(Failure::error(format!(
            "--max=MAXPODS is required and must be at least 1, max: {max}"
        )));
    }
    each(console, |found| {
        let kind = found.kind;
        Failure::error(format!(
            "cannot autoscale a {}: could not find scale subresource for {}, Resource={} in discovery information",
            kind.kind,
            kind.api_version(),
            kind.plural
        ))
    })
}

/// `kubectl expose`
pub(super) fn expose(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    each(console, |found| match found.kind.store {
        Store::Api(Resource::Pods) | Store::Services => {
            Failure::plain("everynode: the simulated cluster has no services of its own, a real one would make one")
        }
        _ => Failure::error(format!("cannot expose a {}", found.kind.qualified_kind())),
    })
}

fn each(console: &Console<'_>, answer: impl Fn(&Found) -> Failure) -> Result<Outcome, Failure> {
    let found = selected(console, &console.arguments)?;
    let failures: Vec<_> = found.iter().map(answer).collect();
    if failures.is_empty() {
        return Trouble::all(&[Trouble::Client("no objects passed to scale".to_owned())]).map(|()| Outcome::Ended(0));
    }
    Failure::all(failures).map_or(Ok(Outcome::Ended(0)), Err)
}
