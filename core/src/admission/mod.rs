//! What the API server says: validation, update rules, warnings, Pod Security.

pub mod pod_security;
