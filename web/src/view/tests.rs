//! The view, as behaviour.
