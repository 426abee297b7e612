//! The kind `forhash_samples`: the text that is hashed for a template, and its hash.

use everynode_core::manifest::hash::{dump, template_hash};
use serde_json::Value;

use super::{Context, compare};

pub(super) fn check(case: &Value, _context: &Context) -> Result<(), String> {
    let template = &case["template"];
    let mut text = String::new();
    dump(template, &mut text).map_err(|error| error.to_string())?;
    let expected = case["dump"].as_str().unwrap_or_default();
    if expected != text {
        let at = expected
            .bytes()
            .zip(text.bytes())
            .take_while(|(want, got)| want == got)
            .count();
        let part = |text: &str| {
            text.get(at.saturating_sub(60)..)
                .unwrap_or(text)
                .chars()
                .take(160)
                .collect::<String>()
        };
        return Err(format!(
            "dump at byte {at}: expected …{}…, got …{}…",
            part(expected),
            part(&text)
        ));
    }
    compare::same(
        "hash",
        case["hash"].as_str().unwrap_or_default(),
        template_hash(template, None).as_str(),
    )
}
