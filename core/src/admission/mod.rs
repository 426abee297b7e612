//! What the API server says: validation, update rules, warnings, Pod Security.
//!
//! [`review`](review::review) joins all of it for a text; the parts can be asked alone over decoded objects.

pub mod review;

mod dropped;
pub mod error;
pub(crate) mod field;
pub mod fixes;
pub(crate) mod go_text;
mod hints;
pub(crate) mod namespace;
mod place;
pub mod pod_security;
pub mod validation;
pub mod warnings;

pub use dropped::drop_disabled_fields;
pub use error::{ErrorKind, FieldError};
pub use namespace::PodSecurity;
pub use review::{Review, review, review_manifest, review_tree};
pub use validation::{validate_create, validate_update};
pub use warnings::{warnings_on_create, warnings_on_update};

#[cfg(test)]
mod tests;
