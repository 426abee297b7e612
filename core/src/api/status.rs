//! The API server's refusals: reason, code and words.
//!
//! Models `staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go`.

use super::Resource;
use crate::admission::FieldError;

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// 400
    BadRequest,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 409: it is there.
    AlreadyExists,
    /// 409: somebody else wrote first.
    Conflict,
    /// 422
    Invalid,
    /// 429
    TooManyRequests,
    /// 500
    InternalError,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The field.
    pub field: String,
    /// What is wrong, without the field.
    pub message: String,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Why.
    pub reason: Reason,
    /// The whole text.
    pub message: String,
    /// The kind of the object, where the server names one.
    pub kind: &'static str,
    /// The API group of the object.
    pub group: &'static str,
    /// The name of the object.
    pub name: String,
    /// What is wrong with which field; only of [`Reason::Invalid`].
    pub causes: Vec<Cause>,
}

impl Reason {
    /// As `status.reason` has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "BadRequest",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "NotFound",
            Self::MethodNotAllowed => "MethodNotAllowed",
            Self::AlreadyExists => "AlreadyExists",
            Self::Conflict => "Conflict",
            Self::Invalid => "Invalid",
            Self::TooManyRequests => "TooManyRequests",
            Self::InternalError => "InternalError",
        }
    }

    /// The HTTP code.
    pub const fn code(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::AlreadyExists | Self::Conflict => 409,
            Self::Invalid => 422,
            Self::TooManyRequests => 429,
            Self::InternalError => 500,
        }
    }
}

impl Status {
    fn new(reason: Reason, resource: Resource, name: &str, message: String) -> Self {
        Self {
            reason,
            message,
            kind: resource.kind(),
            group: resource.group(),
            name: name.to_owned(),
            causes: Vec::new(),
        }
    }

    /// There is no such object.
    pub fn not_found(resource: Resource, name: &str) -> Self {
        let message = format!("{} \"{name}\" not found", resource.qualified());
        Self::new(Reason::NotFound, resource, name, message)
    }

    /// There is one already.
    pub fn already_exists(resource: Resource, name: &str) -> Self {
        let message = format!("{} \"{name}\" already exists", resource.qualified());
        Self::new(Reason::AlreadyExists, resource, name, message)
    }

    /// The object has changed since the client read it.
    pub fn conflict(resource: Resource, name: &str, detail: &str) -> Self {
        let message = format!(
            "Operation cannot be fulfilled on {} \"{name}\": {detail}",
            resource.qualified()
        );
        Self::new(Reason::Conflict, resource, name, message)
    }

    /// Something other than the client's rights forbids it.
    pub fn forbidden(resource: Resource, name: &str, detail: &str) -> Self {
        let message = format!("{} \"{name}\" is forbidden: {detail}", resource.qualified());
        Self::new(Reason::Forbidden, resource, name, message)
    }

    /// The body cannot be read.
    pub fn bad_request(message: String) -> Self {
        Self {
            reason: Reason::BadRequest,
            message,
            kind: "",
            group: "",
            name: String::new(),
            causes: Vec::new(),
        }
    }

    /// A patch that does not fit the object (`NewGenericServerResponse` of code 422).
    pub fn unprocessable(detail: &str) -> Self {
        Self {
            reason: Reason::Invalid,
            ..Self::bad_request(format!(
                "the server rejected our request due to an error in our request: {detail}"
            ))
        }
    }

    /// Not now, perhaps later.
    pub fn too_many_requests(message: &str) -> Self {
        Self {
            reason: Reason::TooManyRequests,
            ..Self::bad_request(message.to_owned())
        }
    }

    /// The server cannot do that.
    pub fn internal_error(message: &str) -> Self {
        Self {
            reason: Reason::InternalError,
            ..Self::bad_request(format!("Internal error occurred: {message}"))
        }
    }

    /// The object breaks rules.
    pub fn invalid(resource: Resource, name: &str, errors: &[FieldError]) -> Self {
        let causes = errors.iter().map(|error| {
            let message = error.message();
            let after = message.strip_prefix(&format!("{}: ", error.field));
            Cause {
                field: error.field.clone(),
                message: after.unwrap_or(&message).to_owned(),
            }
        });
        Self::invalid_because(resource, name, causes.collect())
    }

    /// The same with causes that are texts already.
    pub fn invalid_because(resource: Resource, name: &str, causes: Vec<Cause>) -> Self {
        let mut lines: Vec<String> = Vec::new();
        for cause in &causes {
            let line = format!("{}: {}", cause.field, cause.message);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let all = match &lines[..] {
            [one] => one.clone(),
            many => format!("[{}]", many.join(", ")),
        };
        let message = format!("{} \"{name}\" is invalid: {all}", resource.qualified_kind());
        Self {
            causes,
            ..Self::new(Reason::Invalid, resource, name, message)
        }
    }
}
