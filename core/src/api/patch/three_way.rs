//! The patch that turns one object into another, and the one that `kubectl apply` sends: what the manifest says now, less
//! what it said before and no longer says.
//!
//! Models CreateTwoWayMergeMapPatch and CreateThreeWayMergePatch of
//! `staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go` (diffMaps, diffLists).

use super::keys::{self, ListMerge};
use super::strategic::{DELETE_TEXTS, RETAIN_KEYS, SET_ORDER, deletion};
use crate::manifest::schema::GoType;
use serde_json::{Map, Value, json};

/// Which differences count.
#[derive(Clone, Copy)]
struct Options {
    deletions: bool,
    changes: bool,
}

/// The strategic merge patch that turns `original` into `modified`; `{}` if they are equal.
pub fn difference(original: &Value, modified: &Value, go_type: GoType) -> Value {
    let all = Options {
        deletions: true,
        changes: true,
    };
    Value::Object(maps(original, modified, Some(go_type), all))
}

/// The strategic merge patch that brings `current` to what `modified` says, and takes away what `original` said and
/// `modified` no longer does.
pub fn three_way(original: &Value, modified: &Value, current: &Value, go_type: GoType) -> Value {
    let changes = Options {
        deletions: false,
        changes: true,
    };
    let deletions = Options {
        deletions: true,
        changes: false,
    };
    let mut patch = maps(original, modified, Some(go_type), deletions);
    unite(&mut patch, maps(current, modified, Some(go_type), changes));
    Value::Object(patch)
}

fn maps(original: &Value, modified: &Value, go_type: Option<GoType>, options: Options) -> Map<String, Value> {
    let nothing = Map::new();
    let original = original.as_object().unwrap_or(&nothing);
    let modified = modified.as_object().unwrap_or(&nothing);
    let mut patch = Map::new();
    for (key, new) in modified {
        let member = go_type.and_then(|go_type| go_type.member(key));
        match (original.get(key), new) {
            (Some(old @ Value::Object(_)), Value::Object(_)) => {
                let inner = maps(old, new, member, options);
                if !inner.is_empty() {
                    patch.insert(key.clone(), Value::Object(inner));
                }
            }
            (Some(Value::Array(old)), Value::Array(new)) => {
                lists(&mut patch, key, old, new, go_type, options);
            }
            (old, _) => {
                if options.changes && old != Some(new) {
                    patch.insert(key.clone(), new.clone());
                }
            }
        }
    }
    if options.deletions {
        for key in original.keys().filter(|key| !modified.contains_key(*key)) {
            patch.insert(key.clone(), Value::Null);
        }
    }
    patch
}

fn lists(
    patch: &mut Map<String, Value>,
    key: &str,
    old: &[Value],
    new: &[Value],
    owner: Option<GoType>,
    options: Options,
) {
    match keys::list_merge(owner, key) {
        ListMerge::Replace => {
            if options.changes && old != new {
                patch.insert(key.to_owned(), Value::Array(new.to_vec()));
            }
        }
        ListMerge::Texts => {
            let missing = |from: &[Value], of: &[Value]| -> Vec<Value> {
                of.iter().filter(|item| !from.contains(item)).cloned().collect()
            };
            let (added, removed) = (missing(old, new), missing(new, old));
            let mut differs = false;
            if options.changes && !added.is_empty() {
                patch.insert(key.to_owned(), Value::Array(added));
                differs = true;
            }
            if options.deletions && !removed.is_empty() {
                patch.insert(format!("{DELETE_TEXTS}{key}"), Value::Array(removed));
                differs = true;
            }
            if differs {
                patch.insert(format!("{SET_ORDER}{key}"), Value::Array(new.to_vec()));
            }
        }
        ListMerge::ByKey(merge_key) => {
            let item_type = keys::item(owner.and_then(|owner| owner.member(key)));
            let retains = keys::retains_keys(owner, key);
            let items = objects(old, new, merge_key, item_type, retains, options);
            let identity = |item: &Value| item.get(merge_key).cloned();
            let kept: Vec<_> = old.iter().filter_map(identity).collect();
            let wanted: Vec<_> = new.iter().filter_map(identity).collect();
            let in_both = |from: &[Value], of: &[Value]| -> Vec<Value> {
                from.iter().filter(|item| of.contains(item)).cloned().collect()
            };
            let moved = options.changes && in_both(&kept, &wanted) != in_both(&wanted, &kept);
            if !items.is_empty() || moved {
                let order = wanted.iter().map(|identity| json!({ merge_key: identity }));
                patch.insert(format!("{SET_ORDER}{key}"), Value::Array(order.collect()));
            }
            if !items.is_empty() {
                patch.insert(key.to_owned(), Value::Array(items));
            }
        }
    }
}

fn objects(
    old: &[Value],
    new: &[Value],
    key: &str,
    item_type: Option<GoType>,
    retains: bool,
    options: Options,
) -> Vec<Value> {
    let same = |a: &Value, b: &Value| a.get(key) == b.get(key);
    let mut items = Vec::new();
    for item in new {
        match old.iter().find(|other| same(other, item)) {
            None if options.changes => items.push(item.clone()),
            None => {}
            Some(before) => {
                let mut inner = maps(before, item, item_type, options);
                if inner.is_empty() {
                    continue;
                }
                if let Some(identity) = item.get(key) {
                    inner.insert(key.to_owned(), identity.clone());
                }
                if let Some(members) = item.as_object().filter(|_| retains) {
                    let names = members.keys().map(|name| Value::from(name.as_str()));
                    inner.insert(RETAIN_KEYS.to_owned(), Value::Array(names.collect()));
                }
                items.push(Value::Object(inner));
            }
        }
    }
    if options.deletions {
        let gone = old.iter().filter(|item| !new.iter().any(|other| same(other, item)));
        items.extend(gone.filter_map(|item| Some(deletion(key, item.get(key)?))));
    }
    items
}

/// Both patches in one. They speak of different members; where both speak of a list, its items stand together.
fn unite(patch: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, value) in more {
        match (patch.get_mut(&key), value) {
            (Some(Value::Object(inner)), Value::Object(more)) => unite(inner, more),
            (Some(Value::Array(items)), Value::Array(more)) if !key.starts_with(SET_ORDER) => {
                for item in more {
                    if !items.contains(&item) {
                        items.push(item);
                    }
                }
            }
            (_, value) => {
                patch.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::patch::strategic_merge;

    const SPEC: GoType = GoType("v1.PodSpec");

    #[test]
    fn a_difference_takes_one_object_to_the_other() {
        let pairs = [
            (json!({"a": 1}), json!({"a": 1})),
            (
                json!({"containers": [{"name": "a", "image": "a:1", "env": [{"name": "X", "value": "1"}]}, {"name": "b"}]}),
                json!({"containers": [{"name": "c"}, {"name": "a", "image": "a:2", "env": [{"name": "Y", "value": "2"}]}]}),
            ),
            (
                json!({"volumes": [{"name": "v", "emptyDir": {}}], "hostNetwork": true}),
                json!({"volumes": [{"name": "v", "hostPath": {"path": "/x"}}]}),
            ),
            (
                json!({"containers": [{"name": "a"}, {"name": "b"}]}),
                json!({"containers": [{"name": "b"}, {"name": "a"}]}),
            ),
        ];
        for (from, to) in pairs {
            let patch = difference(&from, &to, SPEC);
            assert_eq!(strategic_merge(&from, &patch, SPEC).unwrap(), to, "{patch}");
        }
    }

    #[test]
    fn what_a_manifest_no_longer_says_goes_and_what_others_wrote_stays() {
        let original = json!({"containers": [{"name": "a", "image": "a:1", "args": ["x"]}], "hostNetwork": true});
        let modified = json!({"containers": [{"name": "a", "image": "a:2"}]});
        let current = json!({
            "containers": [{"name": "a", "image": "a:1", "args": ["x"], "imagePullPolicy": "Always"}, {"name": "other"}],
            "hostNetwork": true, "dnsPolicy": "Default",
        });
        let patch = three_way(&original, &modified, &current, SPEC);
        assert_eq!(
            strategic_merge(&current, &patch, SPEC).unwrap(),
            json!({
                "containers": [{"name": "a", "image": "a:2", "imagePullPolicy": "Always"}, {"name": "other"}],
                "dnsPolicy": "Default",
            }),
            "{patch}"
        );
        assert_eq!(three_way(&modified, &modified, &modified, SPEC), json!({}));
    }
}
