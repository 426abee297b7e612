//! A selector that does not select the pods of its own template: set the one, set the other, or see that nodes were
//! meant and not pods.

use super::draft::{Draft, way_to};
use super::render::New;
use super::{Candidate, Case, fields};
use crate::admission::hints::is_node_label;
use crate::diagnostic::FixTitle;
use crate::ordered::Gather;
use serde_json::{Map, Value};

const MATCH_LABELS: [&str; 3] = ["spec", "selector", "matchLabels"];
const LABELS: [&str; 4] = ["spec", "template", "metadata", "labels"];
const NODE_SELECTOR: [&str; 4] = ["spec", "template", "spec", "nodeSelector"];

type Labels = Map<String, Value>;

/// What the text asks for and what its pods have.
struct Mismatch {
    selector: Labels,
    expressions: Vec<Value>,
    labels: Labels,
    /// `metadata.name`
    name: String,
}

pub(super) fn candidates(case: &Case<'_>) -> Vec<Candidate> {
    let object = case.tree.to_json();
    let labels_at = |pointer: &str| {
        object
            .pointer(pointer)
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let expressions = object
        .pointer("/spec/selector/matchExpressions")
        .and_then(Value::as_array);
    let mismatch = Mismatch {
        selector: labels_at("/spec/selector/matchLabels"),
        expressions: expressions.cloned().unwrap_or_default(),
        labels: labels_at("/spec/template/metadata/labels"),
        name: object["metadata"]["name"].as_str().unwrap_or_default().to_owned(),
    };
    let mut candidates: Vec<_> = misspelt_labels(case).into_iter().collect();
    let node_choice = mismatch.choose_nodes(case);
    let (first, last) = if mismatch.names_node_labels() {
        (node_choice, None)
    } else {
        (None, node_choice)
    };
    candidates.extend(first);
    candidates.extend(mismatch.select_labels(case));
    candidates.extend(mismatch.label_template(case));
    candidates.extend(mismatch.select_name(case));
    candidates.extend(last);
    candidates
}

/// Labels under a key like `Labels` are lost: the right key may be all that is missing.
fn misspelt_labels(case: &Case<'_>) -> Option<Candidate> {
    let is_lost = |path: &str| {
        let (outer, key) = path.rsplit_once('.').unwrap_or_default();
        (outer == "spec.template.metadata" && key.eq_ignore_ascii_case("labels"))
            || (outer == "spec.template" && key.eq_ignore_ascii_case("metadata"))
            || (outer == "spec.selector" && key.eq_ignore_ascii_case("matchLabels"))
    };
    let finding = case
        .findings
        .iter()
        .find(|other| other.code == "unknown-field" && is_lost(&other.path))?;
    let way = way_to(case.tree, finding.span?)?;
    let steps: Vec<&str> = way.iter().map(String::as_str).collect();
    fields::rename(&Case { finding, ..*case }, &steps)
}

impl Mismatch {
    fn names_node_labels(&self) -> bool {
        self.unmet().any(|(key, _)| is_node_label(key))
    }

    /// The selector's labels that the template does not have.
    fn unmet(&self) -> impl Iterator<Item = (&String, &Value)> {
        let is_unmet = |(key, value): &(&String, &Value)| self.labels.get(*key) != Some(value);
        self.selector.iter().filter(is_unmet)
    }

    /// Makes the selector select the labels that the template has.
    fn follow_template(&self, draft: &mut Draft<'_>) -> Option<()> {
        let selected = self
            .selector
            .keys()
            .filter(|key| self.labels.contains_key(*key))
            .count();
        for (key, value) in &self.labels {
            if selected == 0 || self.unmet().any(|(unmet, _)| unmet == key) {
                set_label(draft, &MATCH_LABELS, key, value)?;
            }
        }
        for (key, _) in self.unmet().filter(|(key, _)| !self.labels.contains_key(*key)) {
            draft.remove(&[&MATCH_LABELS[..], &[key]].concat())?;
        }
        Some(())
    }

    fn select_labels(&self, case: &Case<'_>) -> Option<Candidate> {
        if self.labels.is_empty() {
            return None;
        }
        let title = FixTitle::SelectByTemplate {
            labels: shown(self.labels.iter()),
        };
        case.change(title, |draft| self.follow_template(draft))
    }

    fn label_template(&self, case: &Case<'_>) -> Option<Candidate> {
        let from_expression = |expression: &Value| {
            let key = expression["key"].as_str()?.to_owned();
            let value = match expression["operator"].as_str()? {
                "In" => expression["values"].as_array()?.first()?.clone(),
                "Exists" => Value::from(self.name.as_str()),
                _ => return None,
            };
            (!self.labels.contains_key(&key) || expression["operator"] == "In").then_some((key, value))
        };
        let mut wanted: Labels = self.expressions.iter().filter_map(from_expression).gather();
        wanted.retain(|key, _| self.labels.get(key).is_none_or(|_| !self.is_met(key)));
        wanted.extend(self.unmet().map(|(key, value)| (key.clone(), value.clone())));
        if wanted.is_empty() {
            return None;
        }
        let title = FixTitle::LabelTemplate {
            labels: shown(wanted.iter()),
        };
        case.change(title, |draft| {
            wanted
                .iter()
                .try_for_each(|(key, value)| set_label(draft, &LABELS, key, value).ok_or(()))
                .ok()
        })
    }

    /// Whether the template's label is among the values that an expression lists.
    fn is_met(&self, key: &str) -> bool {
        let of_key = self.expressions.iter().filter(|expression| expression["key"] == key);
        of_key
            .filter_map(|expression| expression["values"].as_array())
            .all(|values| values.iter().any(|value| Some(value) == self.labels.get(key)))
    }

    /// Neither labels nor a selector: the name serves as both.
    fn select_name(&self, case: &Case<'_>) -> Option<Candidate> {
        let is_bare = self.selector.is_empty() && self.expressions.is_empty() && self.labels.is_empty();
        if !is_bare || self.name.is_empty() {
            return None;
        }
        let value = Value::from(self.name.as_str());
        let title = FixTitle::LabelAndSelect {
            name: self.name.clone(),
        };
        case.change(title, |draft| {
            set_label(draft, &LABELS, "app", &value)?;
            set_label(draft, &MATCH_LABELS, "app", &value)
        })
    }

    /// The labels were meant for nodes: they go where nodes are chosen, and the selector selects the pods.
    fn choose_nodes(&self, case: &Case<'_>) -> Option<Candidate> {
        let for_nodes: Vec<_> = self
            .unmet()
            .filter(|(key, _)| !self.labels.contains_key(*key))
            .collect();
        if for_nodes.is_empty() || self.labels.is_empty() {
            return None;
        }
        let title = FixTitle::MoveToNodeSelector {
            labels: shown(for_nodes.iter().copied()),
        };
        case.change(title, |draft| {
            for (key, value) in for_nodes {
                set_label(draft, &NODE_SELECTOR, key, value)?;
            }
            self.follow_template(draft)
        })
    }
}

fn set_label(draft: &mut Draft<'_>, map: &[&str], key: &str, value: &Value) -> Option<()> {
    draft.set(&[map, &[key]].concat(), &New::Scalar(value.clone()))
}

/// `a: b, c: d`
fn shown<'l>(labels: impl Iterator<Item = (&'l String, &'l Value)>) -> String {
    let label = |(key, value): (&String, &Value)| format!("{key}: {}", value.as_str().unwrap_or_default());
    labels.map(label).collect::<Vec<_>>().join(", ")
}
