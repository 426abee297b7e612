//! Text becomes objects: YAML and JSON as kubectl reads them, strict decoding against the fields of Kubernetes v1.36,
//! defaulting, and node lists in every form people have.

pub mod tree;

pub mod lines;

pub mod yaml;

pub mod locate;

pub mod changes;

pub mod find;

pub mod format;

pub mod complete;

pub mod companions;

pub mod left_out;

pub mod scrub;

pub mod nodes;

pub mod quantity;

pub mod schema;

pub mod decode;

pub mod defaulting;

pub mod hash;

mod number;
pub(crate) use number::number_text;
