//! The kind `corpus`: real manifests, each DaemonSet of them sent alone as a create.

use std::fs;

use everynode_core::admission::{review, review_tree};
use everynode_core::manifest::yaml::read_first;
use serde_json::Value;

use super::Context;
use super::compare::lines_agree;
use super::validate::same_review;

pub(super) fn check(case: &Value, context: &Context) -> Result<(), String> {
    let folder = context
        .corpus
        .as_ref()
        .ok_or("no folder of manifests: give one with --corpus")?;
    let file = folder.join(case["file"].as_str().ok_or("the case names no file")?);
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let document = number(&case["document"]).and_then(|index| documents(&text).get(index).copied());
    let document = document.ok_or("the document is not there")?;
    let read = read_first(document);
    if let Some(expected) = case["parseError"].as_str() {
        return match read.error() {
            Some(error) if lines_agree(expected, error) => Ok(()),
            other => Err(format!("parseError: expected {expected:?}, got {other:?}")),
        };
    }
    let Some(item) = number(&case["item"]) else {
        return same_review(&case["expect"], &review(document, None));
    };
    let list = read
        .documents
        .first()
        .and_then(|source| source.tree.get("items")?.items());
    let tree = list.and_then(|items| items.get(item)).ok_or("the item is not there")?;
    same_review(&case["expect"], &review_tree(tree, None))
}

fn number(index: &Value) -> Option<usize> {
    index.as_u64().and_then(|index| usize::try_from(index).ok())
}

/// The documents as kubectl cuts them: wherever a line begins with `---`, the first line excepted. What stands before
/// the first such line is one too, even if it is only a comment.
fn documents(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find("\n---") {
        documents.push(&rest[..end]);
        let behind = &rest[end + 4..];
        rest = behind.split_once('\n').map_or("", |(_, next)| next);
    }
    documents.push(rest);
    documents
}
