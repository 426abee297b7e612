//! What the dialog for sharing and keeping shows.

use crate::state::App;
use crate::texts::keep as texts;
use everynode_core::language::Language;
use everynode_core::scenario::{MAX_LINK_CHARACTERS, pack};

/// A link to the page as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The fragment.
    Fits(String),
    /// It would be too long: how long, and what to do instead.
    TooLong(String),
}

impl Link {
    /// The link to the page.
    pub fn to(app: &App) -> Self {
        let packed = pack(&app.scenario());
        if packed.len() <= MAX_LINK_CHARACTERS {
            return Self::Fits(packed);
        }
        Self::TooLong(texts::link_too_long(app.language, packed.len(), MAX_LINK_CHARACTERS))
    }
}

/// The lines that put the page as it is into another one. The frame needs no rights but to run, and to open the whole page.
pub fn frame_code(address: &str, fragment: &str, language: Language) -> String {
    let title = texts::frame_title(language);
    format!(
        r#"<iframe src="{address}?embed#{fragment}" title="{title}" width="100%" height="520" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>"#
    )
}

/// The name of a file with what the page shows.
pub fn file_name(app: &App, ending: &str) -> String {
    let name = app.set.as_ref().map_or("scenario", |(_, name)| &**name);
    let safe = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '.');
    let name: String = name.chars().filter(|character| safe(*character)).take(80).collect();
    format!("everynode-{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Document, Theme};
    use everynode_core::scenario::from_link;
    use std::rc::Rc;
    use yew::Reducible;

    #[test]
    fn every_example_fits_into_a_link() {
        for example in &crate::state::examples::EXAMPLES {
            let app = Rc::new(App::new(Theme::Light, None)).reduce(Action::Open(example));
            let Link::Fits(fragment) = Link::to(&app) else {
                panic!("{} does not fit", example.id)
            };
            assert!(fragment.len() < 1200, "{}: {} characters", example.id, fragment.len());
            assert_eq!(from_link(&fragment), Some(Ok(app.scenario())));
        }
    }

    #[test]
    fn what_is_too_long_says_how_long_it_is() {
        let node = |index: u64| format!("node-{:x} a={:x}", index * 0x9e37_79b9_7f4a, index * 0xbf58_476d_1ce4);
        let nodes = (0..9_000).map(node).collect::<Vec<_>>().join("\n");
        let edit = Action::Edit(Document::Nodes, nodes.into());
        let app = Rc::new(App::new(Theme::Light, None)).reduce(edit);
        let Link::TooLong(words) = Link::to(&app) else {
            panic!("it fits")
        };
        assert!(words.contains("32,000"), "{words}");
    }

    #[test]
    fn a_file_is_named_after_the_set() {
        let app = App::new(Theme::Light, None);
        assert_eq!(file_name(&app, "json"), "everynode-fluentd-elasticsearch.json");
    }
}
