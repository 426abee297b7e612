//! The kind `corpus`: real manifests, each DaemonSet of them sent alone as a create.

use std::fs;

use everynode_core::admission::review_tree;
use everynode_core::manifest::yaml::read_documents;
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
    let read = read_documents(&text);
    let index = case["document"].as_u64().ok_or("the case names no document")?;
    let document = read
        .documents
        .iter()
        .find(|source| u64::try_from(source.index) == Ok(index));
    if let Some(expected) = case["parseError"].as_str() {
        return match read.error() {
            Some(error) if lines_agree(expected, error) => Ok(()),
            other => Err(format!("parseError: expected {expected:?}, got {other:?}")),
        };
    }
    let document = document.ok_or("the document is not there")?;
    let tree = match case["item"].as_u64().and_then(|item| usize::try_from(item).ok()) {
        Some(item) => document
            .tree
            .get("items")
            .and_then(|items| items.items()?.get(item))
            .ok_or("no such item")?,
        None => &document.tree,
    };
    same_review(&case["expect"], &review_tree(tree, None))
}
