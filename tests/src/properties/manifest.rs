//! A manifest on its way from text to pod and back to text.

use super::{check_yaml, same, spans_lie_within};
use everynode_core::admission::{Review, review, review_manifest};
use everynode_core::controller::{create_request, template_hash};
use everynode_core::kubectl::to_yaml;
use everynode_core::objects::DaemonSet;
use serde_json::Value;

/// Reviews `text` as the API server and as kubectl take it. What is accepted survives being written and read again.
pub fn check_manifest(text: &str) -> Result<(), String> {
    for review in [review(text, None), review_manifest(text, None)] {
        check_review(text, &review)?;
        if let Some(stored) = &review.stored {
            check_yaml(stored)?;
            if review.is_allowed() {
                check_stored(stored)?;
            }
        }
    }
    Ok(())
}

fn check_review(text: &str, review: &Review) -> Result<(), String> {
    spans_lie_within(text, &review.diagnostics)?;
    let refused = review.decode_error.is_some() || !review.errors.is_empty() || !review.strict_errors.is_empty();
    if refused && review.diagnostics.is_empty() {
        return Err(format!("refused without a word: {review:?}"));
    }
    Ok(())
}

/// An accepted object, written as YAML and sent again as it is, is accepted and changes nothing; and its pod can be made,
/// written and read.
pub fn check_stored(stored: &Value) -> Result<(), String> {
    let text = to_yaml(stored);
    // Only what a server has stored can be updated, and that has both.
    let mut old = stored.clone();
    old["metadata"]["resourceVersion"] = "1".into();
    old["metadata"]["uid"] = "e0c0ffee".into();
    let again = review(&to_yaml(&old), Some(&old));
    if !again.is_allowed() {
        return Err(format!("refused when sent again: {:?}\n{text}", again.diagnostics));
    }
    same("sent again", &old, again.stored.as_ref().unwrap_or(&Value::Null))?;
    let fresh = review(&text, None);
    same("created again", stored, fresh.stored.as_ref().unwrap_or(&Value::Null))?;
    let set = DaemonSet::from_json(stored);
    check_yaml(&create_request(&set, "node-1", &template_hash(&set)))
}
