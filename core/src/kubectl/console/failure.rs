//! What kubectl says on standard error before it ends without success.
//!
//! Models `CheckErr` and `StandardErrorMessage` of `kubectl/pkg/cmd/util/helpers.go`.

/// Why a command ends without success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What is printed, newline included.
    pub(crate) text: String,
    /// The exit code.
    pub(crate) code: u8,
}

impl Failure {
    /// kubectl's own error: `error: ` and the message.
    pub(crate) fn error(message: impl AsRef<str>) -> Self {
        Self::plain(format!("error: {}", message.as_ref()))
    }

    /// A text as it is.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        let mut text = text.into();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Self { text, code: 1 }
    }

    /// What the API server answered: `Error from server (NotFound): …`.
    pub(crate) fn server(reason: &str, message: &str) -> Self {
        Self::plain(format!("Error from server ({reason}): {message}"))
    }

    /// The server has no object of that name. `resource` is `daemonsets.apps`.
    pub(crate) fn not_found(resource: &str, name: &str) -> Self {
        Self::server("NotFound", &format!("{resource} \"{name}\" not found"))
    }

    /// Whether it says that an object does not exist.
    pub(crate) fn is_not_found(&self) -> bool {
        self.text.starts_with("Error from server (NotFound)")
    }

    /// Several failures, one after the other; `None` without any.
    pub(crate) fn all(failures: Vec<Self>) -> Option<Self> {
        failures.into_iter().reduce(|mut first, next| {
            first.text.push_str(&next.text);
            first
        })
    }

    /// A wrong use of a command, with the pointer to its help (`UsageErrorf`).
    pub(crate) fn usage(command: &str, message: &str) -> Self {
        Self::error(format!("{message}\nSee '{command} -h' for help and examples"))
    }
}
