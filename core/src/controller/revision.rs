//! The ControllerRevision of a template: its data, its name, and whether a stored one is of the same template.
//!
//! Models `pkg/controller/daemon/update.go` (getPatch, Match, snapshot) and `pkg/controller/controller_utils.go`
//! (ComputeHash).

use crate::manifest::hash;
use crate::objects::{ControllerRevision, DaemonSet, OwnerReference};
use crate::time::SimTime;
use serde_json::{Value, json};
use std::sync::Arc;

/// The label by which pods and revisions say which template they are of.
pub const HASH_LABEL: &str = "controller-revision-hash";

/// The `data` of the revision of a template: a patch that replaces the template.
pub fn revision_data(template: &Value) -> Value {
    let mut template = template.clone();
    if let Some(fields) = template.as_object_mut() {
        fields.insert("$patch".into(), "replace".into());
    }
    json!({"spec": {"template": template}})
}

/// Whether `data` is [`revision_data`] of `template`.
pub fn is_revision_of(data: &Value, template: &Value) -> bool {
    let only = |object: &Value, key: &str| {
        object
            .as_object()
            .is_some_and(|fields| fields.len() == 1 && fields.contains_key(key))
    };
    let (Some(patch), Some(template)) = (
        data.pointer("/spec/template").and_then(Value::as_object),
        template.as_object(),
    ) else {
        return false;
    };
    only(data, "spec")
        && only(&data["spec"], "template")
        && patch.len() == template.len() + usize::from(!template.contains_key("$patch"))
        && patch.iter().all(|(key, value)| match key.as_str() {
            "$patch" => value == "replace",
            _ => template.get(key) == Some(value),
        })
}

/// The hash of the set's template, with the set's collision count (semantics 6.1).
pub fn template_hash(set: &DaemonSet) -> Arc<str> {
    let collisions = set.status.collision_count;
    let collisions = collisions.map(|count| i32::try_from(count).unwrap_or(i32::MAX));
    hash::template_hash(&set.template.json, collisions).into()
}

/// The owner reference that makes `set` the controller of an object.
pub fn controller_reference(set: &DaemonSet) -> OwnerReference {
    OwnerReference {
        api_version: "apps/v1".into(),
        kind: "DaemonSet".into(),
        name: Arc::clone(&set.name),
        uid: Arc::clone(&set.uid),
    }
}

/// The revision that the set creates for its template (semantics 6.4). The API server gives it its uid.
pub fn new_revision(set: &DaemonSet, hash: &Arc<str>, revision: i64, now: SimTime) -> ControllerRevision {
    let mut labels = set.template.labels.clone();
    labels.insert(HASH_LABEL, Arc::clone(hash));
    ControllerRevision {
        name: format!("{}-{hash}", set.name).into(),
        namespace: Arc::clone(&set.namespace),
        uid: Arc::default(),
        labels: Arc::new(labels),
        annotations: Arc::clone(&set.annotations),
        controller: Some(Arc::new(controller_reference(set))),
        revision,
        data: Arc::new(revision_data(&set.template.json)),
        created: now.floor_seconds(),
        deletion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_of_the_template_it_was_made_from_and_of_no_other() {
        let template = json!({"metadata": {"labels": {"app": "a"}}, "spec": {"hostNetwork": true}});
        let data = revision_data(&template);
        assert_eq!(data["spec"]["template"]["$patch"], "replace");
        assert!(is_revision_of(&data, &template));
        for (path, value) in [
            ("/spec/template/$patch", json!("merge")),
            ("/spec/template/spec/hostNetwork", json!(false)),
            ("/spec/template", json!({"$patch": "replace"})),
            ("/spec/template", Value::Null),
        ] {
            let mut other = data.clone();
            *other.pointer_mut(path).unwrap() = value;
            assert!(!is_revision_of(&other, &template), "{path}");
        }
    }
}
