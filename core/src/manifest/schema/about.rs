//! What a field is for, in our own words, which values it may have, and how its type is called.

use super::{Field, GoType, Kind, Struct};
use crate::language::Language;

/// `STRUCT.FIELD description`, sorted; a bare `STRUCT` is the type itself.
const ENGLISH: &str = include_str!("descriptions.txt");
const CHINESE: &str = include_str!("descriptions.zh-CN.txt");

/// What a struct, or a field of it, is for. `holder` is the struct that declares the field.
pub fn description(holder: &Struct, field: Option<&Field>) -> Option<&'static str> {
    found_in(ENGLISH, holder, field)
}

/// The same in a language; in English where nobody has said it in that.
pub fn description_in(holder: &Struct, field: Option<&Field>, language: Language) -> Option<&'static str> {
    let own = match language {
        Language::English => ENGLISH,
        Language::Chinese => CHINESE,
    };
    found_in(own, holder, field).or_else(|| found_in(ENGLISH, holder, field))
}

fn found_in(table: &'static str, holder: &Struct, field: Option<&Field>) -> Option<&'static str> {
    let name = holder.name.trim_start_matches("v1.");
    let key = field.map_or_else(|| name.to_owned(), |field| format!("{name}.{}", field.json));
    let mut lines = table.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(of, _)| *of == key).map(|(_, text)| text)
}

/// The values that a field may have, if they are a closed list.
pub fn values(field: &Field) -> Option<Vec<&'static str>> {
    Some(match field.go_type.0.trim_start_matches('*') {
        "v1.DaemonSetUpdateStrategyType" => vec!["OnDelete", "RollingUpdate"],
        "v1.PullPolicy" => vec!["Always", "IfNotPresent", "Never"],
        "v1.RestartPolicy" => vec!["Always", "Never", "OnFailure"],
        "v1.DNSPolicy" => vec!["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
        "v1.Protocol" => vec!["SCTP", "TCP", "UDP"],
        "v1.TaintEffect" => vec!["NoExecute", "NoSchedule", "PreferNoSchedule"],
        "v1.TolerationOperator" => vec!["Equal", "Exists"],
        "v1.NodeSelectorOperator" => vec!["DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn"],
        "v1.TerminationMessagePolicy" => vec!["FallbackToLogsOnError", "File"],
        "v1.PreemptionPolicy" => vec!["Never", "PreemptLowerPriority"],
        "v1.PodFSGroupChangePolicy" => vec!["Always", "OnRootMismatch"],
        "v1.MountPropagationMode" => vec!["Bidirectional", "HostToContainer", "None"],
        "v1.UnsatisfiableConstraintAction" => vec!["DoNotSchedule", "ScheduleAnyway"],
        _ => return None,
    })
}

/// How kubectl names a type: `integer`, `[]Container`, `map[string]string`.
pub fn type_name(go_type: GoType) -> String {
    match go_type.kind() {
        Kind::Bool => "boolean".to_owned(),
        Kind::Int32 | Kind::Int64 => "integer".to_owned(),
        Kind::String | Kind::Time => "string".to_owned(),
        Kind::Quantity => "Quantity".to_owned(),
        Kind::IntOrString => "IntOrString".to_owned(),
        Kind::Raw => "FieldsV1".to_owned(),
        Kind::Struct(found) => found.name.trim_start_matches("v1.").to_owned(),
        Kind::Pointer(inner) => type_name(inner),
        Kind::List(inner) => format!("[]{}", type_name(inner)),
        Kind::Map(inner) => format!("map[string]{}", type_name(inner)),
    }
}

#[cfg(test)]
mod tests {
    use super::{CHINESE, ENGLISH};

    /// Whoever says it in Chinese says it of something that is there.
    #[test]
    fn every_translation_has_its_original() {
        let keys = |table: &'static str| table.lines().map(|line| line.split_once(' ').expect("a key").0);
        for key in keys(CHINESE) {
            assert!(keys(ENGLISH).any(|other| other == key), "{key}");
        }
        assert!(CHINESE.lines().is_sorted());
    }
}
