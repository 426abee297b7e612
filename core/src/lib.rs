//! What a Kubernetes v1.36 DaemonSet does on every node, as arithmetic: values in, values out.
//!
//! No clock, no randomness that is not seeded, no I/O. The folders are the phases a reader of Kubernetes would name:
//! text becomes objects ([`manifest`]), the API server accepts or refuses them ([`admission`], [`api`]), the DaemonSet
//! controller decides ([`controller`]), the scheduler binds ([`scheduler`]), the node runs ([`node`]); [`sim`] lets
//! all of them act on one virtual clock, [`explain`] says why, and [`kubectl`] prints.

pub mod diagnostic;
pub mod language;
pub mod ordered;
pub mod time;

mod case;
mod json;
mod texts;

pub mod objects;

pub mod manifest;

pub mod admission;

pub mod api;

pub mod controller;

pub mod scheduler;

pub mod node;

pub mod sim;

pub mod explain;

pub mod scenario;

pub mod kubectl;
