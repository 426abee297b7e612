//! `kubectl get`.
//!
//! Models `kubectl/pkg/cmd/get/get.go`.

mod generic;
mod sorting;
mod table;
mod watch;

use super::failure::Failure;
use super::output::{Format, Forms};
use super::targets::{BareType, Targets};
use super::verb::{Console, Outcome};

/// Runs the command.
pub(super) fn get(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let flags = &console.flags;
    let watches = flags.is_on("watch") || flags.is_on("watch-only");
    for flag in ["raw", "subresource", "kustomize", "filename"] {
        if flags.is_given(flag) {
            return Err(Failure::plain(format!("everynode: this console has no get --{flag}")));
        }
    }
    let format = Format::read(flags, Forms::Tables)?;
    if flags.is_on("show-labels") && format.is_some() {
        let output = flags.value("output");
        let message = format!("--show-labels option cannot be used with {output} printer");
        return Err(Failure::error(message));
    }
    if flags.is_on("output-watch-events") && !watches {
        return Err(Failure::usage(
            &console.command(),
            "--output-watch-events option can only be used with --watch or --watch-only",
        ));
    }
    if console.arguments.is_empty() {
        return Err(nothing_specified(console));
    }
    let targets = Targets::read(console, BareType::Everything)?;
    match format {
        format if watches => watch::begin(console, targets, format),
        Some(format) => generic::print(console, &targets, &format),
        None => table::print(console, &targets),
    }
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
