//! `kubectl edit`: hands an object to the editor, and writes what comes back.
//!
//! Models `kubectl/pkg/cmd/util/editor/editoroptions.go`.

use super::session::{DryRun, Session};
use super::trouble::Trouble;
use super::{selected, stored, title};
use crate::api::patch::difference;
use crate::api::{FieldValidation, PatchType, Reason, Request, Resource};
use crate::json::Fields;
use crate::kubectl::console::failure::Failure;
use crate::kubectl::console::process::{Follow, Terminal};
use crate::kubectl::console::verb::{Console, Outcome};
use crate::kubectl::yaml::to_yaml;
use crate::manifest::yaml::read_first;
use crate::sim::Simulation;
use serde_json::{Value, json};

const HEADER: &str = "# Please edit the object below. Lines beginning with a '#' will be ignored,\n\
                      # and an empty file will abort the edit. If an error occurs while saving this file will be\n\
                      # reopened with the relevant failures.\n#\n";

/// Runs the command.
pub(super) fn edit(console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let validation = super::field_validation(&console.flags)?;
    let arguments = console.arguments.clone();
    let found = selected(console, &arguments)?;
    let [object] = &found[..] else {
        return Err(Failure::plain("everynode: this console edits one object at a time"));
    };
    let resource = stored(object).map_err(|trouble| trouble.alone())?;
    let text = format!("{HEADER}{}", to_yaml(&object.object));
    Ok(Outcome::Follows(Box::new(Edit {
        resource,
        title: title(object),
        original: object.object.clone(),
        opened: text.clone(),
        text,
        validation,
        was_refused: false,
    })))
}

/// An object in the editor.
#[derive(Debug, Clone)]
struct Edit {
    resource: Resource,
    title: String,
    original: Value,
    /// What the editor shows.
    text: String,
    /// What it showed at first.
    opened: String,
    validation: FieldValidation,
    was_refused: bool,
}

impl Follow for Edit {
    fn poll(&mut self, _: &mut Simulation, _: &mut Terminal) -> Option<u8> {
        None
    }

    fn editor(&self) -> Option<&str> {
        Some(&self.text)
    }

    fn save(&mut self, simulation: &mut Simulation, terminal: &mut Terminal, text: &str) -> Option<u8> {
        let content = without_comments(text);
        if content.trim().is_empty() {
            terminal.complain("Edit cancelled, saved file was empty.\n");
            return Some(0);
        }
        if content == without_comments(&self.text) && self.was_refused {
            let failure = Failure::error("Edit cancelled, no valid changes were saved.");
            return Some(terminal.fail(&failure));
        }
        if content == without_comments(&self.opened) {
            terminal.complain("Edit cancelled, no changes made.\n");
            return Some(0);
        }
        let read = read_first(text);
        if let Some(error) = read.error() {
            self.open_again(text, &format!("The edited file had a syntax error: {error}"), &[]);
            return None;
        }
        let edited = read
            .documents
            .first()
            .map_or(Value::Null, |source| source.tree.to_json());
        let identity =
            |object: &Value| ["apiVersion", "kind", "metadata.name"].map(|path| object.text(path).to_owned());
        if identity(&edited) != identity(&self.original) {
            let failure = Failure::error("At least one of apiVersion, kind and name was changed");
            return Some(terminal.fail(&failure));
        }
        let patch = difference(&self.original, &edited, self.resource.go_type());
        if patch == json!({}) {
            terminal.print(&format!("{} skipped\n", self.title));
            return Some(0);
        }
        self.send(simulation, terminal, text, patch)
    }

    fn boxed(&self) -> Box<dyn Follow> {
        Box::new(self.clone())
    }
}

impl Edit {
    fn send(&mut self, simulation: &mut Simulation, terminal: &mut Terminal, text: &str, patch: Value) -> Option<u8> {
        let name = self.original.text("metadata.name").to_owned();
        let request = Request::Patch {
            resource: self.resource,
            namespace: self.original.text("metadata.namespace").into(),
            name: name.as_str().into(),
            patch_type: PatchType::Strategic,
            patch,
            field_validation: self.validation,
        };
        // A full trace takes no more commands.
        let Ok(mut session) = Session::on(simulation, terminal, DryRun::None) else {
            return Some(1);
        };
        let answer = session.send(request);
        let resource = self.resource.qualified();
        let code = match answer {
            Ok(_) => {
                session.print(&format!("{} edited\n", self.title));
                Some(0)
            }
            Err(Trouble::Server(status)) if status.reason == Reason::Invalid => {
                session.complain(&format!("error: {resource} {name:?} is invalid\n"));
                let causes = status.causes.iter();
                let causes: Vec<_> = causes
                    .map(|cause| format!("{}: {}", cause.field, cause.message))
                    .collect();
                self.open_again(text, &format!("{resource} {name:?} was not valid"), &causes);
                None
            }
            Err(Trouble::Server(status)) if status.reason == Reason::NotFound => {
                session.complain(&format!(
                    "error: {resource} {name:?} could not be found on the server\n"
                ));
                Some(1)
            }
            Err(trouble) => {
                let message = trouble.among();
                session.complain(&format!("error: {resource} {name:?} could not be patched: {message}\n"));
                Some(1)
            }
        };
        drop(session.end_with());
        code
    }

    /// The text as it was edited, below what is wrong with it.
    fn open_again(&mut self, text: &str, reason: &str, details: &[String]) {
        let details: String = details.iter().map(|detail| ["# * ", detail, "\n"].concat()).collect();
        let colon = if details.is_empty() { "" } else { ":" };
        self.text = format!("{HEADER}# {reason}{colon}\n{details}#\n{}", without_comments(text));
        self.was_refused = true;
    }
}

fn without_comments(text: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect()
}
