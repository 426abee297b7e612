//! What goes wrong with a write, and how kubectl says it: alone or among others.
//!
//! Models `AddSourceToErr`, `CheckErr`, `MultilineError` and `messageForError` of `kubectl/pkg/cmd/util/helpers.go`.

use crate::api::{Reason, Status};
use crate::kubectl::console::failure::Failure;

/// One thing that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// kubectl's own words, without `error: `.
    Client(String),
    /// What the server answered.
    Server(Status),
}

impl From<Status> for Trouble {
    fn from(status: Status) -> Self {
        Self::Server(status)
    }
}

impl From<String> for Trouble {
    fn from(message: String) -> Self {
        Self::Client(message)
    }
}

impl Trouble {
    /// The message without anything in front.
    pub(super) fn message(&self) -> &str {
        match self {
            Self::Client(message) => message,
            Self::Server(status) => &status.message,
        }
    }

    /// Says what kubectl was doing, and to which file.
    pub(super) fn when(self, doing: &str, source: &str) -> Self {
        let message = format!("error when {doing} {source:?}: {}", self.message());
        match self {
            Self::Client(_) => Self::Client(message),
            Self::Server(status) => Self::Server(Status { message, ..status }),
        }
    }

    /// Whether it says that an object does not exist.
    pub(super) fn is_not_found(&self) -> bool {
        matches!(self, Self::Server(status) if status.reason == Reason::NotFound)
    }

    /// As one of several (`messageForError`).
    pub(super) fn among(&self) -> String {
        match self {
            Self::Client(message) => message.clone(),
            Self::Server(status) => format!("Error from server ({}): {}", status.reason.name(), status.message),
        }
    }

    /// As the only one (`CheckErr`).
    pub(super) fn alone(&self) -> Failure {
        match self {
            Self::Client(message) => Failure::error(message),
            Self::Server(status) if status.reason == Reason::Invalid => Failure::plain(invalid(status)),
            Self::Server(status) => Failure::server(status.reason.name(), &status.message),
        }
    }

    /// All that went wrong; success without any.
    pub(super) fn all(troubles: &[Self]) -> Result<(), Failure> {
        match troubles {
            [] => Ok(()),
            [one] => Err(one.alone()),
            many => Err(Self::lines(many)),
        }
    }

    /// A line for each of them.
    pub(super) fn lines(troubles: &[Self]) -> Failure {
        let lines: Vec<_> = troubles.iter().map(Self::among).collect();
        Failure::plain(lines.join("\n"))
    }
}

fn invalid(status: &Status) -> String {
    let mut text = if status.kind.is_empty() && status.name.is_empty() {
        "The request is invalid".to_owned()
    } else {
        format!("The {} {:?} is invalid", status.kind, status.name)
    };
    let mut lines: Vec<String> = Vec::new();
    for cause in &status.causes {
        let line = format!("{}: {}", cause.field, cause.message);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    match &lines[..] {
        [] => {
            if status.kind.is_empty() && !status.message.is_empty() {
                text = format!("{text}: {}", status.message);
            }
            text
        }
        [one] => format!("{text}: {one}"),
        many => format!("{text}: \n* {}", many.join("\n* ")),
    }
}
