//! `kubectl get`.
//!
//! Models `kubectl/pkg/cmd/get/get.go`.

mod table;

use super::failure::Failure;
use super::targets::{BareType, Targets};
use super::verb::{Console, Outcome};

/// Runs the command.
pub(super) fn get(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if console.arguments.is_empty() {
        return Err(nothing_specified(console));
    }
    let targets = Targets::read(console, BareType::Everything)?;
    table::print(console, &targets)
}

fn nothing_specified(console: &mut Console<'_>) -> Failure {
    console.terminal.complain(
        "You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete list of supported \
         resources.\n\n",
    );
    Failure::usage(
        &console.command(),
        "Required resource not specified.\nUse \"kubectl explain <resource>\" for a detailed description of that \
         resource (e.g. kubectl explain pods).",
    )
}
