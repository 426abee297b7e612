//! The API server's side of a write: which kinds there are, what a request says, how a patch changes an object, and the
//! words of every refusal.
//!
//! Pure: what a request does to the simulated cluster is in [`crate::sim`]. Models the request handlers of
//! `staging/src/k8s.io/apiserver/pkg/endpoints/handlers` and the errors of `apimachinery/pkg/api/errors`.

mod resource;

mod request;

mod status;

pub mod patch;

mod decode;

mod check;

pub(crate) use check::{accept_create, accept_update, read_new, read_patch, read_update};
pub use request::{Answer, FieldValidation, PatchType, Propagation, Request};
pub use resource::Resource;
pub use status::{Cause, Reason, Status};
