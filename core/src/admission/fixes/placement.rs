//! Edits that change which nodes the pods of a DaemonSet go to, or how much they ask of them.

use super::draft::Draft;
use super::render::New;
use crate::controller::{Requirement, Toleration};
use crate::diagnostic::{Fix, FixTitle};
use crate::manifest::find::find_daemon_sets;
use crate::objects::{Taint, TaintEffect};
use serde_json::{Value, json};

const TOLERATIONS: [&str; 4] = ["spec", "template", "spec", "tolerations"];
const REQUIRED: [&str; 6] = [
    "spec",
    "template",
    "spec",
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
];

/// The edit that lets the pods of the text's DaemonSet tolerate `taint`. `None` if there is no DaemonSet, if its pods
/// tolerate the taint already, or if the text is written in a way that no edit fits into.
pub fn tolerate(text: &str, taint: &Taint) -> Option<Fix> {
    let (object, daemon_set) = daemon_set(text)?;
    let mut fields = vec![("key".to_owned(), New::text(&taint.key))];
    let mut toleration = json!({"key": &*taint.key, "effect": taint.effect.name()});
    if taint.value.is_empty() {
        fields.push(("operator".to_owned(), New::text("Exists")));
        toleration["operator"] = "Exists".into();
    } else {
        fields.push(("operator".to_owned(), New::text("Equal")));
        fields.push(("value".to_owned(), New::text(&taint.value)));
        toleration["operator"] = "Equal".into();
        toleration["value"] = (&*taint.value).into();
    }
    fields.push(("effect".to_owned(), New::text(taint.effect.name())));
    let present = daemon_set.pointer("/spec/template/spec/tolerations");
    if present
        .and_then(Value::as_array)
        .is_some_and(|present| present.contains(&toleration))
    {
        return None;
    }
    let mut draft = Draft::new(text, object);
    draft.append(&TOLERATIONS, &New::Map(fields))?;
    checked(text, draft.into_fix(FixTitle::Tolerate { taint: shown(taint) })?)
}

/// The edit that takes `key` out of the node selector of the text's DaemonSet.
pub fn unselect(text: &str, key: &str) -> Option<Fix> {
    change(text, FixTitle::Unselect { key: key.to_owned() }, |draft| {
        draft.remove(&["spec", "template", "spec", "nodeSelector", key])
    })
}

/// The edit that makes the node selector ask for `key=value`.
pub fn select(text: &str, key: &str, value: &str) -> Option<Fix> {
    let label = format!("{key}={value}");
    change(text, FixTitle::Select { label }, |draft| {
        draft.set(&["spec", "template", "spec", "nodeSelector", key], &New::text(value))
    })
}

/// The edit that takes `nodeName` out of the template.
pub fn unpin(text: &str) -> Option<Fix> {
    change(text, FixTitle::Unpin, |draft| {
        draft.remove(&["spec", "template", "spec", "nodeName"])
    })
}

/// The edit that takes the required node affinity out of the template.
pub fn unrequire(text: &str) -> Option<Fix> {
    change(text, FixTitle::Unrequire, |draft| draft.remove(&REQUIRED))
}

/// The edit that takes a requirement out of a term of the required node affinity; `list` is `matchExpressions` or
/// `matchFields`.
pub fn drop_requirement(
    text: &str,
    (term, list, index): (usize, &str, usize),
    requirement: &Requirement,
) -> Option<Fix> {
    let term = term.to_string();
    let key = requirement.key.to_string();
    let way = way_into_terms(&[&term, list]);
    change(text, FixTitle::DropRequirement { key }, |draft| {
        draft.remove_item(&way, index)
    })
}

/// The edit that adds a value to an expression with the operator `In`.
pub fn allow(text: &str, (term, index): (usize, usize), requirement: &Requirement, value: &str) -> Option<Fix> {
    let (term, index) = (term.to_string(), index.to_string());
    let (key, value) = (requirement.key.to_string(), value.to_owned());
    let new = New::text(&value);
    let way = way_into_terms(&[&term, "matchExpressions", &index, "values"]);
    change(text, FixTitle::Allow { key, value }, |draft| draft.append(&way, &new))
}

/// The edit that takes every toleration of `taint` out of the template.
pub fn untolerate(text: &str, taint: &Taint) -> Option<Fix> {
    change(text, FixTitle::Untolerate { taint: shown(taint) }, |draft| {
        let (_, daemon_set) = daemon_set(draft.text())?;
        let present = daemon_set.pointer("/spec/template/spec/tolerations")?.as_array()?;
        let matching = present
            .iter()
            .enumerate()
            .filter(|(_, toleration)| Toleration::from_json(toleration).tolerates(taint));
        let matching: Vec<usize> = matching.map(|(index, _)| index).collect();
        // From the end, so that the others keep their places.
        matching
            .iter()
            .rev()
            .try_for_each(|index| draft.remove_item(&TOLERATIONS, *index))
    })
}

/// The edit by which container `index` asks for no more than `amount` of `resource`.
pub fn ask_for(text: &str, index: usize, resource: &str, amount: &str) -> Option<Fix> {
    let index = index.to_string();
    let way = [
        "spec",
        "template",
        "spec",
        "containers",
        &index,
        "resources",
        "requests",
        resource,
    ];
    let title = FixTitle::AskFor {
        amount: amount.to_owned(),
        resource: resource.to_owned(),
    };
    change(text, title, |draft| draft.set(&way, &New::text(amount)))
}

fn way_into_terms<'w>(rest: &[&'w str]) -> Vec<&'w str> {
    REQUIRED
        .iter()
        .copied()
        .chain(["nodeSelectorTerms"])
        .chain(rest.iter().copied())
        .collect()
}

/// One change of the text's DaemonSet.
fn change(text: &str, title: FixTitle, change: impl FnOnce(&mut Draft<'_>) -> Option<()>) -> Option<Fix> {
    let (object, _) = daemon_set(text)?;
    let mut draft = Draft::new(text, object);
    change(&mut draft)?;
    checked(text, draft.into_fix(title)?)
}

/// Which object of the text is its DaemonSet, and that object.
fn daemon_set(text: &str) -> Option<(usize, Value)> {
    let found = find_daemon_sets(text);
    let object = *found.daemon_sets.first()?;
    Some((object, found.daemon_set()?.tree.to_json()))
}

/// The fix, if the text can be read afterwards.
fn checked(text: &str, fix: Fix) -> Option<Fix> {
    let (before, after) = (find_daemon_sets(text), find_daemon_sets(&fix.apply(text)));
    let is_whole =
        after.documents.len() == before.documents.len() && after.diagnostics.len() == before.diagnostics.len();
    (is_whole && after.daemon_sets == before.daemon_sets).then_some(fix)
}

/// `key=value:effect` as kubectl writes it.
fn shown(taint: &Taint) -> String {
    let Taint { key, value, effect, .. } = taint;
    let effect = TaintEffect::name(*effect);
    if value.is_empty() {
        format!("{key}:{effect}")
    } else {
        format!("{key}={value}:{effect}")
    }
}
