//! What the keys that lead to a place mean: an object of the text, and the type inside it.

use super::place::{Part, Place};
use crate::manifest::schema::{DAEMON_SET, Field, GoType, Kind, Struct};

/// What a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A DaemonSet and what goes with it.
    Manifest,
    /// Nodes as objects.
    Nodes,
}

/// A place inside an object.
pub(super) struct Scope<'p, 't> {
    pub(super) place: &'p Place<'t>,
    pub(super) subject: Subject,
    /// The keys that lead from the object to the place.
    pub(super) keys: &'p [&'t str],
    object: GoType,
}

impl<'p, 't> Scope<'p, 't> {
    /// `None` in an object that the text is not of.
    pub(super) fn of(place: &'p Place<'t>, subject: Subject) -> Option<Self> {
        let keys = place.keys.as_slice();
        let (object, keys) = match (subject, place.kind) {
            (Subject::Manifest, "" | "DaemonSet") => (DAEMON_SET, keys),
            (Subject::Manifest, kind) => (GoType(Struct::named(&format!("v1.{kind}"))?.name), keys),
            (Subject::Nodes, "List" | "NodeList") => (NODE, keys.strip_prefix(&["items"])?),
            (Subject::Nodes, "" | "Node") => (NODE, keys.strip_prefix(&["items"]).unwrap_or(keys)),
            (Subject::Nodes, _) => return None,
        };
        Some(Self {
            place,
            subject,
            keys,
            object,
        })
    }

    /// The type of what the place is in.
    pub(super) fn go_type(&self) -> Option<GoType> {
        at(self.object, self.keys)
    }

    /// The field whose value the place is, or in whose list it is, with the struct that declares it.
    pub(super) fn field(&self) -> Option<(&'static Struct, &'static Field)> {
        let (outer, key) = match self.place.part {
            Part::Value(key) => (self.keys, key),
            Part::Key | Part::Item => {
                let (key, outer) = self.keys.split_last()?;
                (outer, *key)
            }
        };
        as_struct(at(self.object, outer)?)?.declared(key)
    }
}

const NODE: GoType = GoType("v1.Node");

/// The type at the end of a way of keys.
fn at(object: GoType, keys: &[&str]) -> Option<GoType> {
    keys.iter().try_fold(object, |here, key| here.of_one().member(key))
}

pub(super) fn as_struct(go_type: GoType) -> Option<&'static Struct> {
    match go_type.of_one().kind() {
        Kind::Struct(found) => Some(found),
        _ => None,
    }
}
