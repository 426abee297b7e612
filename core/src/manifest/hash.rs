//! The pod template hash: label `controller-revision-hash` and the end of a ControllerRevision's name.
//!
//! Models `ComputeHash` (controller_utils.go), `DeepHashObject` (pkg/util/hash) and `SafeEncodeString`
//! (apimachinery/pkg/util/rand): FNV-1a over a dump of the Go structs in memory, which the field table can replay.

use super::quantity::Quantity;
use super::schema::{GoType, Kind, POD_TEMPLATE, Struct};
use serde_json::{Map, Value};
use std::fmt::{self, Write};

/// The hash of a pod template as it is stored, with the DaemonSet's `status.collisionCount`.
pub fn template_hash(template: &Value, collision_count: Option<i32>) -> String {
    let mut hasher = Fnv32::default();
    // The hasher takes everything, so writing to it cannot fail.
    let _ = dump(template, &mut hasher);
    if let Some(count) = collision_count {
        hasher.bytes(&count.to_le_bytes());
        hasher.bytes(&[0; 4]);
    }
    safe_encode(&hasher.0.to_string())
}

/// Writes the text that is hashed: every field of every struct with its Go type, in order of declaration.
pub fn dump(template: &Value, out: &mut dyn Write) -> fmt::Result {
    write!(out, "({})", POD_TEMPLATE.0)?;
    dump_value(template, POD_TEMPLATE, out)
}

/// 32-bit FNV-1a.
struct Fnv32(u32);

impl Default for Fnv32 {
    fn default() -> Self {
        Self(0x811c_9dc5)
    }
}

impl Fnv32 {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }
}

impl Write for Fnv32 {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes(text.as_bytes());
        Ok(())
    }
}

/// Letters and digits that spell no words.
fn safe_encode(text: &str) -> String {
    const ALPHABET: &[u8; 27] = b"bcdfghjklmnpqrstvwxz2456789";
    text.bytes()
        .map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]))
        .collect()
}

/// One value without the type in front of it. What does not fit its type counts as absent; decoding sees to that.
fn dump_value(value: &Value, go_type: GoType, out: &mut dyn Write) -> fmt::Result {
    match go_type.kind() {
        Kind::Bool => write!(out, "{}", value.as_bool().unwrap_or_default()),
        Kind::Int32 | Kind::Int64 => write!(out, "{}", value.as_i64().unwrap_or_default()),
        Kind::String => out.write_str(value.as_str().unwrap_or_default()),
        Kind::Quantity => Quantity::from_json(value).unwrap_or_default().dump(out),
        Kind::IntOrString => dump_int_or_string(value, out),
        // Only absent times occur: what a time in a template dumps depends on the process.
        Kind::Time => out.write_str("{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}"),
        Kind::Raw => dump_raw(value, out),
        Kind::Pointer(_) if value.is_null() => out.write_str("<nil>"),
        Kind::Pointer(target) => dump_value(value, target, out),
        Kind::Struct(owner) => dump_struct(value, owner, out),
        Kind::List(item) => match value.as_array() {
            None => out.write_str("<nil>"),
            Some(items) => dump_list(items, item, out),
        },
        Kind::Map(item) => match value.as_object() {
            None => out.write_str("<nil>"),
            Some(members) => dump_map(members, item, out),
        },
    }
}

fn dump_int_or_string(value: &Value, out: &mut dyn Write) -> fmt::Result {
    let kind = i32::from(value.is_string());
    let number = value.as_i64().unwrap_or_default();
    let text = value.as_str().unwrap_or_default();
    write!(
        out,
        "{{Type:(intstr.Type){kind} IntVal:(int32){number} StrVal:(string){text}}}"
    )
}

fn dump_struct(value: &Value, owner: &Struct, out: &mut dyn Write) -> fmt::Result {
    out.write_char('{')?;
    for (index, field) in owner.fields.iter().enumerate() {
        let space = if index > 0 { " " } else { "" };
        write!(out, "{space}{}:({})", field.go, field.go_type.0)?;
        let inner = if field.is_embedded() {
            value
        } else {
            value.get(field.json).unwrap_or(&Value::Null)
        };
        dump_value(inner, field.go_type, out)?;
    }
    out.write_char('}')
}

fn dump_list(items: &[Value], item: GoType, out: &mut dyn Write) -> fmt::Result {
    out.write_char('[')?;
    for (index, value) in items.iter().enumerate() {
        if index > 0 {
            out.write_char(' ')?;
        }
        dump_value(value, item, out)?;
    }
    out.write_char(']')
}

fn dump_map(members: &Map<String, Value>, item: GoType, out: &mut dyn Write) -> fmt::Result {
    out.write_str("map[")?;
    // Members of a JSON object are kept in the order of their keys' bytes, which is the order that is hashed.
    for (index, (key, value)) in members.iter().enumerate() {
        let space = if index > 0 { " " } else { "" };
        write!(out, "{space}{key}:")?;
        dump_value(value, item, out)?;
    }
    out.write_char(']')
}

/// The bytes of a managed field's JSON.
fn dump_raw(value: &Value, out: &mut dyn Write) -> fmt::Result {
    if value.is_null() {
        return out.write_str("{Raw:([]uint8)<nil>}");
    }
    out.write_str("{Raw:([]uint8)[")?;
    for (index, byte) in value.to_string().bytes().enumerate() {
        let space = if index > 0 { " " } else { "" };
        write!(out, "{space}{byte}")?;
    }
    out.write_str("]}")
}

#[cfg(test)]
mod tests {
    use super::{dump, template_hash};
    use serde_json::json;

    fn dumped(template: &serde_json::Value) -> String {
        let mut text = String::new();
        dump(template, &mut text).unwrap();
        text
    }

    /// Fields absent, empty and set are three different things.
    #[test]
    fn tells_nil_from_empty() {
        for (spec, part) in [
            (json!({}), "NodeSelector:(map[string]string)<nil>"),
            (json!({"nodeSelector": {}}), "NodeSelector:(map[string]string)map[]"),
            (
                json!({"nodeSelector": {"b": "2", "a": "1"}}),
                "NodeSelector:(map[string]string)map[a:1 b:2]",
            ),
            (json!({"volumes": []}), "Volumes:([]v1.Volume)[]"),
            (json!({"hostUsers": false}), "HostUsers:(*bool)false"),
            (
                json!({"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}),
                "VolumeSource:(v1.VolumeSource){HostPath:",
            ),
            (
                json!({"containers": [{"name": "c"}]}),
                "Containers:([]v1.Container)[{Name:(string)c Image:(string) ",
            ),
        ] {
            let text = dumped(&json!({ "spec": spec }));
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    /// No collision, collision 0 and collision 1 give three hashes.
    #[test]
    fn counts_collisions() {
        let template = json!({"metadata": {"labels": {"app": "agent"}}, "spec": {"containers": []}});
        let hashes = [None, Some(0), Some(1)].map(|count| template_hash(&template, count));
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
        assert!(
            hashes
                .iter()
                .all(|hash| hash.bytes().all(|byte| b"456789bcdf".contains(&byte))),
            "{hashes:?}"
        );
    }
}
