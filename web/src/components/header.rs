//! Name, examples, language, theme.

use super::{Act, Gallery, Icon, IconName, Lessons, learning, send, use_language};
use crate::state::examples::{EXAMPLES, Example};
use crate::state::lessons::Learning;
use crate::state::{Action, Theme};
use crate::texts::{keys, page as texts};
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The example that is shown, while nobody has edited it.
    pub example: Option<&'static str>,
    /// The lessons.
    pub learning: Learning,
    /// The colours.
    pub theme: Theme,
    /// Opens the sheet of shortcuts.
    pub show_keys: Callback<()>,
    /// Where actions go.
    pub act: Act,
}

/// The top of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let language = use_language();
    let has_lessons = *use_memo((), |()| learning::are_there());
    html! {
        <header class="header">
            <h1 class="brand">
                <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
                    <rect x="2" y="2" width="9" height="9" rx="2.5" /><rect x="13" y="2" width="9" height="9" rx="2.5" />
                    <rect x="2" y="13" width="9" height="9" rx="2.5" /><rect class="is-away" x="13.75" y="13.75" width="7.5" height="7.5" rx="2" />
                    <circle cx="6.5" cy="6.5" r="2.2" /><circle cx="17.5" cy="6.5" r="2.2" /><circle cx="6.5" cy="17.5" r="2.2" />
                </svg>
                { "everynode" }
                <span class="brand-claim">{ texts::claim(language) }</span>
            </h1>
            <nav class="examples" aria-label={texts::examples(language)}>
                if has_lessons {
                    <Lessons learning={props.learning.clone()} act={props.act.clone()} />
                }
                <Gallery shown={props.example} act={props.act.clone()} />
                { for EXAMPLES.iter().map(|example| example_button(props, example, language)) }
            </nav>
            <div class="settings">
            <button type="button" class="icon-button" data-action="keys" aria-haspopup="dialog" title={keys::title(language)} aria-label={keys::title(language)}
                onclick={props.show_keys.reform(|_: MouseEvent| ())}><Icon name={IconName::Keyboard} /></button>
            <div class="languages" role="group" aria-label={texts::language_(language)}>
                { for Language::ALL.into_iter().map(|each| language_button(props, each, language)) }
            </div>
            <div class="themes" role="group" aria-label={texts::theme(language)}>
                { for Theme::ALL.into_iter().map(|theme| theme_button(props, theme, language)) }
            </div>
            </div>
        </header>
    }
}

fn example_button(props: &HeaderProps, example: &'static Example, language: Language) -> Html {
    html! {
        <button key={example.id} type="button" class="example" data-example={example.id} title={(example.caption)(language)}
            aria-pressed={(props.example == Some(example.id)).to_string()}
            onclick={send(&props.act, move || Action::Open(example))}>{ (example.title)(language) }</button>
    }
}

fn language_button(props: &HeaderProps, each: Language, language: Language) -> Html {
    html! {
        <button key={each.tag()} type="button" class="language" data-lang={each.tag()} lang={each.tag()} title={each.own_name()}
            aria-pressed={(each == language).to_string()} onclick={send(&props.act, move || Action::SetLanguage(each))}>{ each.short_name() }</button>
    }
}

fn theme_button(props: &HeaderProps, theme: Theme, language: Language) -> Html {
    let (icon, title) = match theme {
        Theme::Light => (IconName::Sun, texts::theme_light(language)),
        Theme::Dark => (IconName::Moon, texts::theme_dark(language)),
        Theme::System => (IconName::Screen, texts::theme_system(language)),
    };
    html! {
        <button key={theme.name()} type="button" class="icon-button" data-theme={theme.name()} title={title} aria-label={title}
            aria-pressed={(props.theme == theme).to_string()}
            onclick={send(&props.act, move || Action::SetTheme(theme))}><Icon name={icon} /></button>
    }
}
