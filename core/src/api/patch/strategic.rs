//! Strategic merge: objects are merged, lists as their fields say, `$patch`, `$retainKeys`, `$setElementOrder` and
//! `$deleteFromPrimitiveList` are obeyed.
//!
//! Models StrategicMergeMapPatch of `staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go` (mergeMap,
//! mergeSlice, normalizeElementOrder).

use super::keys::{self, ListMerge};
use crate::manifest::schema::GoType;
use crate::ordered::{Gather, Order};
use serde_json::{Map, Value, json};

pub(super) const DIRECTIVE: &str = "$patch";
pub(super) const RETAIN_KEYS: &str = "$retainKeys";
pub(super) const SET_ORDER: &str = "$setElementOrder/";
pub(super) const DELETE_TEXTS: &str = "$deleteFromPrimitiveList/";

/// `original` after `patch`; both are objects of the type `go_type`. What is wrong with the patch otherwise.
pub fn strategic_merge(original: &Value, patch: &Value, go_type: GoType) -> Result<Value, String> {
    merge_value(original, patch, Some(go_type))
}

fn merge_value(original: &Value, patch: &Value, go_type: Option<GoType>) -> Result<Value, String> {
    match (original, patch) {
        (Value::Object(original), Value::Object(patch)) => {
            merge_map(original.clone(), patch, go_type).map(Value::Object)
        }
        _ => Ok(without_directives(patch)),
    }
}

fn merge_map(
    mut original: Map<String, Value>,
    patch: &Map<String, Value>,
    go_type: Option<GoType>,
) -> Result<Map<String, Value>, String> {
    match patch
        .get(DIRECTIVE)
        .map(|directive| directive.as_str().unwrap_or_default())
    {
        None | Some("merge") => {}
        Some("replace") => {
            let mut replacement = patch.clone();
            replacement.remove(DIRECTIVE);
            return Ok(replacement);
        }
        Some("delete") => return Ok(Map::new()),
        Some(other) => return Err(format!("Unknown patch type: {other}")),
    }
    if let Some(Value::Array(kept)) = patch.get(RETAIN_KEYS) {
        original.retain(|key, _| kept.iter().any(|kept| kept.as_str() == Some(key)));
    }
    for (key, value) in patch {
        if [DIRECTIVE, RETAIN_KEYS].contains(&key.as_str()) || key.starts_with(SET_ORDER) {
            continue;
        }
        if let Some(field) = key.strip_prefix(DELETE_TEXTS) {
            let gone = value.as_array().map_or(&[][..], Vec::as_slice);
            if let Some(Value::Array(items)) = original.get_mut(field) {
                items.retain(|item| !gone.contains(item));
            }
            continue;
        }
        merge_member(&mut original, key, value, patch, go_type)?;
    }
    for (key, order) in patch {
        let Some(field) = key.strip_prefix(SET_ORDER).filter(|field| !patch.contains_key(*field)) else {
            continue;
        };
        if let (Some(Value::Array(items)), Some(order)) = (original.get_mut(field), order.as_array()) {
            let before = items.clone();
            let merge = keys::list_merge(go_type, field);
            *items = in_order(std::mem::take(items), order, &before, merge);
        }
    }
    Ok(original)
}

fn merge_member(
    original: &mut Map<String, Value>,
    key: &str,
    value: &Value,
    patch: &Map<String, Value>,
    go_type: Option<GoType>,
) -> Result<(), String> {
    if value.is_null() {
        original.remove(key);
        return Ok(());
    }
    let member = go_type.and_then(|go_type| go_type.member(key));
    let merged = match (original.get(key), value) {
        (Some(old @ Value::Object(_)), Value::Object(_)) => merge_value(old, value, member)?,
        (Some(Value::Array(old)), Value::Array(new)) => {
            let order = patch.get(&format!("{SET_ORDER}{key}")).and_then(Value::as_array);
            merge_list(old, new, order, keys::list_merge(go_type, key), keys::item(member))?
        }
        (None | Some(_), _) => without_directives(value),
    };
    original.insert(key.to_owned(), merged);
    Ok(())
}

fn merge_list(
    old: &[Value],
    new: &[Value],
    order: Option<&Vec<Value>>,
    merge: ListMerge,
    item_type: Option<GoType>,
) -> Result<Value, String> {
    let merged = match merge {
        ListMerge::Replace => return Ok(without_directives(&Value::Array(new.to_vec()))),
        ListMerge::Texts => {
            let mut all = old.to_vec();
            for item in new.iter().filter(|item| !old.contains(item)) {
                all.push(item.clone());
            }
            all
        }
        ListMerge::ByKey(key) => {
            if new.iter().any(|item| item[DIRECTIVE] == "replace") {
                let items = new.iter().filter(|item| item[DIRECTIVE] != "replace");
                return Ok(Value::Array(items.map(without_directives).collect()));
            }
            merge_objects(old, new, key, item_type)?
        }
    };
    let kept: Vec<Value> = new.iter().filter(|item| item[DIRECTIVE] != "delete").cloned().collect();
    Ok(Value::Array(in_order(merged, order.unwrap_or(&kept), old, merge)))
}

fn merge_objects(old: &[Value], new: &[Value], key: &str, item_type: Option<GoType>) -> Result<Vec<Value>, String> {
    let mut all = old.to_vec();
    for item in new {
        let Some(identity) = item.get(key) else {
            return Err(format!(
                "map: {} does not contain declared merge key: {key}",
                go_map(item)
            ));
        };
        let at = all.iter().position(|other| other.get(key) == Some(identity));
        if item[DIRECTIVE] == "delete" {
            all.retain(|other| other.get(key) != Some(identity));
        } else if let Some(at) = at {
            all[at] = merge_value(&all[at], item, item_type)?;
        } else {
            all.push(without_directives(item));
        }
    }
    Ok(all)
}

/// The items that `wanted` names in its order, the others where they were before relative to them.
fn in_order(items: Vec<Value>, wanted: &[Value], before: &[Value], merge: ListMerge) -> Vec<Value> {
    let same = |a: &Value, b: &Value| match merge {
        ListMerge::ByKey(key) => a.get(key) == b.get(key),
        ListMerge::Texts | ListMerge::Replace => a == b,
    };
    let place = |list: &[Value], item: &Value| list.iter().position(|other| same(other, item));
    let (mut named, others): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| place(wanted, item).is_some());
    named.order_by_key(|item| place(wanted, item));
    let (mut named, mut others) = (named.into_iter().peekable(), others.into_iter().peekable());
    let mut ordered = Vec::new();
    loop {
        let named_first = match (named.peek(), others.peek()) {
            (None, None) => return ordered,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => match (place(before, one), place(before, other)) {
                (Some(one), Some(other)) => one < other,
                _ => false,
            },
        };
        ordered.extend(if named_first { named.next() } else { others.next() });
    }
}

/// What is new in the object: no nulls, and no directives.
fn without_directives(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let is_content = |key: &str, value: &Value| {
                !value.is_null()
                    && key != DIRECTIVE
                    && key != RETAIN_KEYS
                    && !key.starts_with(SET_ORDER)
                    && !key.starts_with(DELETE_TEXTS)
            };
            let members = members.iter().filter(|(key, value)| is_content(key, value));
            Value::Object(
                members
                    .map(|(key, value)| (key.clone(), without_directives(value)))
                    .gather(),
            )
        }
        Value::Array(items) => {
            let items = items.iter().filter(|item| item[DIRECTIVE] != "delete");
            Value::Array(items.map(without_directives).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// A map as Go prints it.
fn go_map(value: &Value) -> String {
    let members = value.as_object().into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let members: Vec<_> = members.map(|(key, value)| format!("{key}:{}", text(value))).collect();
    format!("map[{}]", members.join(" "))
}

/// The element that marks one of a list for deletion.
pub(super) fn deletion(key: &str, identity: &Value) -> Value {
    json!({ DIRECTIVE: "delete", key: identity })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &Value, patch: &Value, expected: &Value) {
        let merged = strategic_merge(original, patch, GoType("v1.PodSpec")).unwrap();
        assert_eq!(merged, *expected, "{patch}");
    }

    #[test]
    fn containers_are_merged_by_name_and_new_ones_come_last() {
        let spec = json!({"containers": [{"name": "a", "image": "a:1"}, {"name": "b", "image": "b:1"}]});
        check(
            &spec,
            &json!({"containers": [{"name": "c", "image": "c:1"}, {"name": "a", "image": "a:2"}]}),
            &json!({"containers": [{"name": "b", "image": "b:1"}, {"name": "c", "image": "c:1"}, {"name": "a", "image": "a:2"}]}),
        );
        check(
            &spec,
            &json!({"containers": [{"name": "b", "image": "b:2"}]}),
            &json!({"containers": [{"name": "a", "image": "a:1"}, {"name": "b", "image": "b:2"}]}),
        );
    }

    #[test]
    fn conditions_of_a_node_are_merged_by_type() {
        let node = json!({"status": {"conditions": [{"type": "Ready", "status": "True"}, {"type": "DiskPressure", "status": "False"}]}});
        let patch = json!({"status": {"conditions": [{"type": "DiskPressure", "status": "True"}]}});
        let merged = strategic_merge(&node, &patch, GoType("v1.Node")).unwrap();
        assert_eq!(
            merged["status"]["conditions"],
            json!([{"type": "Ready", "status": "True"}, {"type": "DiskPressure", "status": "True"}])
        );
    }

    #[test]
    fn directives_delete_replace_and_order() {
        let spec = json!({"containers": [{"name": "a"}, {"name": "b"}], "nodeSelector": {"x": "1", "y": "2"}});
        check(
            &spec,
            &json!({"containers": [{"$patch": "delete", "name": "a"}], "nodeSelector": {"x": null}}),
            &json!({"containers": [{"name": "b"}], "nodeSelector": {"y": "2"}}),
        );
        check(
            &spec,
            &json!({"containers": [{"$patch": "replace"}, {"name": "z"}], "nodeSelector": {"$patch": "replace", "z": "3"}}),
            &json!({"containers": [{"name": "z"}], "nodeSelector": {"z": "3"}}),
        );
        check(
            &spec,
            &json!({"$setElementOrder/containers": [{"name": "b"}, {"name": "a"}]}),
            &json!({"containers": [{"name": "b"}, {"name": "a"}], "nodeSelector": {"x": "1", "y": "2"}}),
        );
    }

    #[test]
    fn lists_without_a_key_are_replaced() {
        check(
            &json!({"tolerations": [{"key": "a"}]}),
            &json!({"tolerations": [{"key": "b"}]}),
            &json!({"tolerations": [{"key": "b"}]}),
        );
    }

    #[test]
    fn an_item_without_its_key_is_refused() {
        let spec = json!({"containers": [{"name": "a"}]});
        let error = strategic_merge(&spec, &json!({"containers": [{"image": "x"}]}), GoType("v1.PodSpec"));
        assert_eq!(
            error.unwrap_err(),
            "map: map[image:x] does not contain declared merge key: name"
        );
    }
}
