//! What the examples are called, and what there is to look at.

use crate::texts::examples as texts;
use everynode_core::language::Language;

/// The title and the caption of an example; empty for one that does not exist.
pub fn words(id: &str, language: Language) -> (&'static str, &'static str) {
    match id {
        "node-selector" => (
            texts::node_selector_title(language),
            texts::node_selector_caption(language),
        ),
        "first" => (texts::first_title(language), texts::first_caption(language)),
        "rolling-update" => (
            texts::rolling_update_title(language),
            texts::rolling_update_caption(language),
        ),
        "taints" => (texts::taints_title(language), texts::taints_caption(language)),
        "full-node" => (texts::full_node_title(language), texts::full_node_caption(language)),
        "surge" => (texts::surge_title(language), texts::surge_caption(language)),
        _ => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::examples::EXAMPLES;

    #[test]
    fn every_example_has_a_title_and_a_caption_in_every_language() {
        for example in &EXAMPLES {
            for language in Language::ALL {
                let (title, caption) = words(example.id, language);
                assert!(
                    !title.is_empty() && !caption.is_empty(),
                    "{} in {language:?}",
                    example.id
                );
            }
        }
    }
}
