//! The reducer, as behaviour.
