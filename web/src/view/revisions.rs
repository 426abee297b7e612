//! The revisions of the pod template: what each brought, who is of it, what tells two of them apart, and the way back.

use super::findings::{FixLine, fix_lines};
use super::remembered::{Remembered, Shared};
use super::{HASH_LABEL, Subject, pod};
use crate::state::App;
use everynode_core::kubectl::{human_duration, to_yaml};
use everynode_core::objects::ControllerRevision;
use everynode_core::ordered::Order;
use everynode_core::time::SimTime;
use serde_json::Value;
use std::sync::Arc;

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

/// What revisions differ in: it takes writing all their templates, and is asked for with every drawing.
pub type HistoryMemo = Remembered<(Vec<Shared<ControllerRevision>>, Option<(i64, i64)>), Differences>;

/// What revisions differ in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// How many lines each changed of the one before it, the oldest first.
    changed: Vec<Option<usize>>,
    compared: Option<Comparison>,
}

/// The revisions of the set that the page is about.
pub fn revisions(app: &App, subject: &Subject<'_>, now: SimTime, memo: &mut HistoryMemo) -> Revisions {
    let Some(set) = subject.set else {
        return Revisions::default();
    };
    let owned = subject.cluster.revisions.values().filter(|revision| {
        let owner = revision.controller.as_ref();
        owner.is_some_and(|owner| owner.uid == set.uid)
    });
    let mut sorted: Vec<&Arc<ControllerRevision>> = owned.collect();
    sorted.order_by_key(|revision| revision.revision);
    let key = sorted.iter().map(|revision| Shared(Arc::clone(revision))).collect();
    let differences = memo.of((key, app.inspecting.compared), |(_, chosen)| {
        differences(&sorted, *chosen)
    });
    let pods = pods_of_each(&sorted, subject);
    let newest = sorted.last().map(|revision| revision.revision);
    let namespace = if *set.namespace == *"default" {
        String::new()
    } else {
        format!(" -n {}", set.namespace)
    };
    let each = sorted.iter().zip(&differences.changed).zip(pods);
    let all = each.rev().map(|((revision, changed), pods)| {
        let hash = revision.labels.get(HASH_LABEL);
        let image = revision
            .data
            .pointer("/spec/template/spec/containers/0/image")
            .and_then(Value::as_str);
        let number = revision.revision;
        RevisionView {
            number,
            colour: pod::colour(number),
            hash: hash.map(ToString::to_string).unwrap_or_default(),
            image: image.unwrap_or_default().to_owned(),
            pods,
            age: human_duration(now - revision.created),
            cause: revision
                .annotations
                .get("kubernetes.io/change-cause")
                .map(ToString::to_string),
            changed: *changed,
            undo: (Some(number) != newest)
                .then(|| format!("kubectl rollout undo ds/{}{namespace} --to-revision={number}", set.name)),
        }
    });
    Revisions {
        all: all.collect(),
        compared: differences.compared.clone(),
    }
}

/// How many pods are of each revision.
fn pods_of_each(revisions: &[&Arc<ControllerRevision>], subject: &Subject<'_>) -> Vec<usize> {
    let hashes: Vec<_> = revisions
        .iter()
        .map(|revision| revision.labels.get(HASH_LABEL))
        .collect();
    let mut counts = vec![0; revisions.len()];
    for pod in subject.cluster.pods.values() {
        let hash = pod.labels.get(HASH_LABEL);
        if let Some(index) = hash.and_then(|_| hashes.iter().position(|other| *other == hash)) {
            counts[index] += 1;
        }
    }
    counts
}

fn differences(revisions: &[&Arc<ControllerRevision>], chosen: Option<(i64, i64)>) -> Differences {
    if revisions.len() < 2 {
        return Differences {
            changed: vec![None; revisions.len()],
            compared: None,
        };
    }
    let templates: Vec<String> = revisions.iter().map(|revision| template(revision)).collect();
    let numbers: Vec<i64> = revisions.iter().map(|revision| revision.revision).collect();
    let changed = (0..templates.len()).map(|index| {
        let before = templates.get(index.checked_sub(1)?)?;
        Some(fix_lines(before, &templates[index]).len())
    });
    let of = |number: i64| {
        let index = numbers.iter().position(|other| *other == number);
        index.and_then(|index| templates.get(index)).map_or("", String::as_str)
    };
    Differences {
        changed: changed.collect(),
        compared: pair(&numbers, chosen).map(|(older, newer)| Comparison {
            older,
            newer,
            lines: fix_lines(of(older), of(newer)),
        }),
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
