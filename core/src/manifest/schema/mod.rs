//! The fields of a Kubernetes v1.36 DaemonSet: one table for decoding, hashing and completion. Models the struct
//! definitions of `api/apps/v1/types.go`, `api/core/v1/types.go` and `apimachinery/pkg/apis/meta/v1/types.go`.
//!
//! The table is text, in the order of declaration. `#v1.Probe` begins a struct; `.v1.ProbeHandler` embeds one whose
//! fields appear among the outer ones; any other line is `jsonName[?][=GoName] goType`, where `?` means omitempty and
//! the Go name is written out only if it is not the JSON name with a capital letter. `pod_template.txt` is generated
//! (`scripts/schema.py`), `daemon_set.txt` and `objects.txt` (the other kinds that the simulation stores; what it does not
//! read of them is any JSON) are written by hand. A type that is no struct, no list, no map and none of the
//! special ones is a kind of string.

mod about;
mod suggest;

use std::borrow::Cow;
use std::sync::LazyLock;

pub use about::{description, description_in, type_name, values};
pub use suggest::suggestion;

/// The kind that everything here is about.
pub const DAEMON_SET: GoType = GoType("v1.DaemonSet");
/// What the pod template hash is taken of.
pub const POD_TEMPLATE: GoType = GoType("v1.PodTemplateSpec");

/// A struct of the Kubernetes API.
#[derive(Debug)]
pub struct Struct {
    /// The type as Go prints it: `v1.Container`.
    pub name: &'static str,
    /// In order of declaration.
    pub fields: Vec<Field>,
}

/// A field of a [`Struct`].
#[derive(Debug)]
pub struct Field {
    /// The key in JSON; empty if the struct is embedded.
    pub json: &'static str,
    /// The name in Go.
    pub go: Cow<'static, str>,
    /// The type.
    pub go_type: GoType,
    /// Whether an empty value is left out when the object is written.
    pub omit_empty: bool,
}

/// A Go type by its printed form: `[]v1.Container`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoType(pub &'static str);

/// What a [`GoType`] is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `bool`
    Bool,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `string`, or a named kind of it
    String,
    /// `resource.Quantity`
    Quantity,
    /// `intstr.IntOrString`
    IntOrString,
    /// `v1.Time`
    Time,
    /// `v1.FieldsV1`: any JSON
    Raw,
    /// A struct with fields.
    Struct(&'static Struct),
    /// A pointer: the value may be absent.
    Pointer(GoType),
    /// A list.
    List(GoType),
    /// A map from strings.
    Map(GoType),
}

static STRUCTS: LazyLock<Vec<Struct>> = LazyLock::new(|| {
    let mut structs: Vec<Struct> = Vec::new();
    let tables = [
        include_str!("daemon_set.txt"),
        include_str!("pod_template.txt"),
        include_str!("objects.txt"),
    ];
    for line in tables.into_iter().flat_map(str::lines) {
        match (line.strip_prefix('#'), structs.last_mut()) {
            (Some(name), _) => structs.push(Struct {
                name,
                fields: Vec::new(),
            }),
            (None, Some(owner)) => owner.fields.push(Field::read(line)),
            (None, None) => debug_assert!(false, "the table begins with a struct"),
        }
    }
    // A sort of its own for this type would be more code than the whole table.
    structs.into_iter().fold(Vec::new(), |mut sorted: Vec<Struct>, item| {
        let at = sorted.partition_point(|other| other.name < item.name);
        sorted.insert(at, item);
        sorted
    })
});

impl GoType {
    /// What it is.
    pub fn kind(self) -> Kind {
        if let Some(target) = self.0.strip_prefix('*') {
            return Kind::Pointer(Self(target));
        }
        if let Some(item) = self.0.strip_prefix("[]") {
            return Kind::List(Self(item));
        }
        if let Some(item) = self.0.strip_prefix("map[string]") {
            return Kind::Map(Self(item));
        }
        match self.0 {
            "bool" => Kind::Bool,
            "int32" => Kind::Int32,
            "int64" => Kind::Int64,
            "resource.Quantity" => Kind::Quantity,
            "intstr.IntOrString" => Kind::IntOrString,
            "v1.Time" => Kind::Time,
            "v1.FieldsV1" => Kind::Raw,
            "v1.ResourceList" => Kind::Map(Self("resource.Quantity")),
            name => Struct::named(name).map_or(Kind::String, Kind::Struct),
        }
    }
}

impl Struct {
    /// The struct of this Go name.
    pub fn named(name: &str) -> Option<&'static Self> {
        let structs = &*STRUCTS;
        let index = structs.binary_search_by(|item| item.name.cmp(name)).ok()?;
        structs.get(index)
    }

    /// The struct that the value at `path` of a DaemonSet has (`spec.template.spec.containers[0]`); indexes are
    /// optional, the empty path is the object itself.
    pub fn at(path: &str) -> Option<&'static Self> {
        let segments = path.split(['.', '[', ']']).filter(|segment| !segment.is_empty());
        let mut here = DAEMON_SET;
        for segment in segments.filter(|segment| !segment.bytes().all(|byte| byte.is_ascii_digit())) {
            here = here.innermost()?.field(segment)?.1.go_type;
        }
        here.innermost()
    }

    /// The field of this JSON key, and the Go names of the embedded structs on the way to it. Keys are
    /// case-sensitive.
    pub fn field(&self, json: &str) -> Option<(Vec<&Field>, &Field)> {
        if let Some(field) = self
            .fields
            .iter()
            .find(|field| field.json == json && !field.is_embedded())
        {
            return Some((Vec::new(), field));
        }
        self.fields
            .iter()
            .filter(|field| field.is_embedded())
            .find_map(|embedded| {
                let (mut way, field) = Self::named(embedded.go_type.0)?.field(json)?;
                way.insert(0, embedded);
                Some((way, field))
            })
    }

    /// The field with that JSON key, with the struct that declares it: this one, or one that is embedded in it.
    pub fn declared(&'static self, json: &str) -> Option<(&'static Self, &'static Field)> {
        let (way, field) = self.field(json)?;
        let embedded = way.last().and_then(|embedded| Self::named(embedded.go_type.0));
        Some((embedded.unwrap_or(self), field))
    }

    /// All fields with a JSON key, embedded ones in their place.
    pub fn json_fields(&self) -> Vec<&Field> {
        let inner = |field: &Field| Self::named(field.go_type.0).map(Self::json_fields).unwrap_or_default();
        self.fields
            .iter()
            .flat_map(|field| if field.is_embedded() { inner(field) } else { vec![field] })
            .collect()
    }
}

impl GoType {
    /// The type of one value: pointers and lists taken off.
    #[must_use]
    pub fn of_one(self) -> Self {
        match self.kind() {
            Kind::Pointer(inner) | Kind::List(inner) => inner.of_one(),
            _ => self,
        }
    }

    /// The type of the member `key` of a value of this type; `None` where there can be none.
    pub fn member(self, key: &str) -> Option<Self> {
        match self.kind() {
            Kind::Pointer(inner) => inner.member(key),
            Kind::Struct(found) => found.field(key).map(|(_, field)| field.go_type),
            Kind::Map(item) => Some(item),
            _ => None,
        }
    }

    /// The struct inside pointers, lists and maps.
    pub fn innermost(self) -> Option<&'static Struct> {
        match self.kind() {
            Kind::Pointer(inner) | Kind::List(inner) | Kind::Map(inner) => inner.innermost(),
            Kind::Struct(found) => Some(found),
            Kind::Bool
            | Kind::Int32
            | Kind::Int64
            | Kind::String
            | Kind::Quantity
            | Kind::IntOrString
            | Kind::Time
            | Kind::Raw => None,
        }
    }
}

impl Field {
    /// Whether the fields of this one appear among those of the struct that has it.
    pub const fn is_embedded(&self) -> bool {
        self.json.is_empty()
    }

    fn read(line: &'static str) -> Self {
        if let Some(embedded) = line.strip_prefix('.') {
            let go = embedded.trim_start_matches("v1.").into();
            return Self {
                json: "",
                go,
                go_type: GoType(embedded),
                omit_empty: false,
            };
        }
        let (names, go_type) = line.split_once(' ').unwrap_or((line, "string"));
        let (json, go) = match names.split_once('=') {
            Some((json, go)) => (json, Cow::Borrowed(go)),
            None => (names, Cow::Owned(capitalised(names.trim_end_matches('?')))),
        };
        let omit_empty = json.ends_with('?');
        Self {
            json: json.trim_end_matches('?'),
            go,
            go_type: GoType(go_type),
            omit_empty,
        }
    }
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(name.len().min(1));
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::{DAEMON_SET, Kind, STRUCTS, Struct};

    /// Every field leads to a type that the engine can read.
    #[test]
    fn the_table_is_closed() {
        assert!(matches!(DAEMON_SET.kind(), Kind::Struct(_)));
        assert!(STRUCTS.len() > 100);
        for owner in STRUCTS.iter() {
            for field in &owner.fields {
                let bare = field.go_type.0.replace(['*', '[', ']'], "");
                let is_struct = Struct::named(&bare).is_some();
                assert!(!field.is_embedded() || is_struct, "{}.{}", owner.name, field.go);
                assert!(
                    bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'),
                    "{}: {bare}",
                    owner.name
                );
            }
        }
    }

    #[test]
    fn finds_structs_by_path() {
        for (path, name) in [
            ("", "v1.DaemonSet"),
            ("spec.updateStrategy.rollingUpdate", "v1.RollingUpdateDaemonSet"),
            ("spec.template.spec.containers[0]", "v1.Container"),
            (
                "spec.template.spec.containers.livenessProbe.httpGet",
                "v1.HTTPGetAction",
            ),
            ("spec.template.metadata", "v1.ObjectMeta"),
        ] {
            assert_eq!(Struct::at(path).map(|found| found.name), Some(name), "{path}");
        }
        assert!(Struct::at("spec.replicas").is_none());
        assert!(Struct::at("spec.minReadySeconds").is_none());
    }
}
