//! The revisions of the pod template: what each brought, who is of it, what tells two of them apart, and the way back.

use super::findings::{FixLine, fix_lines};
use super::{HASH_LABEL, Subject, pod};
use crate::state::App;
use everynode_core::kubectl::{human_duration, to_yaml};
use everynode_core::objects::ControllerRevision;
use everynode_core::ordered::Order;
use everynode_core::time::SimTime;
use serde_json::Value;

/// The revisions that there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revisions {
    /// The newest first.
    pub all: Vec<RevisionView>,
    /// Two of them side by side.
    pub compared: Option<Comparison>,
}

/// A revision of the pod template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionView {
    /// Its number.
    pub number: i64,
    /// Its colour.
    pub colour: i64,
    /// The hash that its pods carry.
    pub hash: String,
    /// The image of its first container.
    pub image: String,
    /// How many pods are of it.
    pub pods: usize,
    /// How old it is, as kubectl writes ages.
    pub age: String,
    /// `kubernetes.io/change-cause`.
    pub cause: Option<String>,
    /// How many lines of the template it changed, of the revision before it.
    pub changed: Option<usize>,
    /// The command that goes back to it; `None` for the newest.
    pub undo: Option<String>,
}

/// What tells two revisions apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The number of the one that is left.
    pub older: i64,
    /// The number of the other.
    pub newer: i64,
    /// The lines of the template that differ.
    pub lines: Vec<FixLine>,
}

/// The revisions of the set that the page is about.
pub fn revisions(app: &App, subject: &Subject<'_>, now: SimTime) -> Revisions {
    let Some(set) = subject.set else {
        return Revisions::default();
    };
    let owned = subject.cluster.revisions.values().filter(|revision| {
        let owner = revision.controller.as_ref();
        owner.is_some_and(|owner| owner.uid == set.uid)
    });
    let mut sorted: Vec<&ControllerRevision> = owned.map(|revision| &**revision).collect();
    sorted.order_by_key(|revision| revision.revision);
    let templates: Vec<String> = sorted.iter().map(|revision| template(revision)).collect();
    let newest = sorted.last().map(|revision| revision.revision);
    let mut all: Vec<RevisionView> = sorted
        .iter()
        .enumerate()
        .map(|(index, revision)| {
            let before = index.checked_sub(1).and_then(|before| templates.get(before));
            let hash = revision.labels.get(HASH_LABEL);
            let image = revision
                .data
                .pointer("/spec/template/spec/containers/0/image")
                .and_then(Value::as_str);
            let namespace = if *set.namespace == *"default" {
                String::new()
            } else {
                format!(" -n {}", set.namespace)
            };
            let number = revision.revision;
            RevisionView {
                number,
                colour: pod::colour(number),
                hash: hash.map(ToString::to_string).unwrap_or_default(),
                image: image.unwrap_or_default().to_owned(),
                pods: subject
                    .cluster
                    .pods
                    .values()
                    .filter(|pod| hash.is_some() && pod.labels.get(HASH_LABEL) == hash)
                    .count(),
                age: human_duration(now - revision.created),
                cause: revision
                    .annotations
                    .get("kubernetes.io/change-cause")
                    .map(ToString::to_string),
                changed: before.map(|before| fix_lines(before, &templates[index]).len()),
                undo: (Some(number) != newest)
                    .then(|| format!("kubectl rollout undo ds/{}{namespace} --to-revision={number}", set.name)),
            }
        })
        .collect();
    all.reverse();
    let numbers: Vec<i64> = sorted.iter().map(|revision| revision.revision).collect();
    Revisions {
        compared: pair(&numbers, app.inspecting.compared).map(|(older, newer)| Comparison {
            older,
            newer,
            lines: {
                let of = |number: i64| {
                    let index = numbers.iter().position(|other| *other == number);
                    index.and_then(|index| templates.get(index)).map_or("", String::as_str)
                };
                fix_lines(of(older), of(newer))
            },
        }),
        all,
    }
}

fn template(revision: &ControllerRevision) -> String {
    revision.data.pointer("/spec/template").map(to_yaml).unwrap_or_default()
}

/// The two that are compared: those that were chosen while both are there, else the last two.
fn pair(numbers: &[i64], chosen: Option<(i64, i64)>) -> Option<(i64, i64)> {
    let [.., before, last] = numbers else { return None };
    let chosen = chosen.filter(|(older, newer)| numbers.contains(older) && numbers.contains(newer));
    Some(chosen.unwrap_or((*before, *last)))
}
