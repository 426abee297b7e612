//! Name, examples, theme.

use super::{Act, Icon, IconName, send};
use crate::state::examples::EXAMPLES;
use crate::state::{Action, Theme};
use yew::prelude::*;

/// Props of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The example that is shown, while nobody has edited it.
    pub example: Option<&'static str>,
    /// The colours.
    pub theme: Theme,
    /// Where actions go.
    pub act: Act,
}

/// The top of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    html! {
        <header class="header">
            <h1 class="brand">
                <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
                    <rect x="2" y="2" width="9" height="9" rx="2.5" /><rect x="13" y="2" width="9" height="9" rx="2.5" />
                    <rect x="2" y="13" width="9" height="9" rx="2.5" /><rect class="is-away" x="13.75" y="13.75" width="7.5" height="7.5" rx="2" />
                    <circle cx="6.5" cy="6.5" r="2.2" /><circle cx="17.5" cy="6.5" r="2.2" /><circle cx="6.5" cy="17.5" r="2.2" />
                </svg>
                { "everynode" }
                <span class="brand-claim">{ "what a DaemonSet does on every node" }</span>
            </h1>
            <nav class="examples" aria-label="Examples">
                { for EXAMPLES.iter().map(|example| html! {
                    <button key={example.id} type="button" class="example" data-example={example.id} title={example.caption}
                        aria-pressed={(props.example == Some(example.id)).to_string()}
                        onclick={send(&props.act, move || Action::Open(example))}>{ example.title }</button>
                }) }
            </nav>
            <div class="themes" role="group" aria-label="Theme">
                { for Theme::ALL.into_iter().map(|theme| theme_button(props, theme)) }
            </div>
        </header>
    }
}

fn theme_button(props: &HeaderProps, theme: Theme) -> Html {
    let (icon, title) = match theme {
        Theme::Light => (IconName::Sun, "Light theme"),
        Theme::Dark => (IconName::Moon, "Dark theme"),
        Theme::System => (IconName::Screen, "Theme of the system"),
    };
    html! {
        <button key={theme.name()} type="button" class="icon-button" data-theme={theme.name()} title={title} aria-label={title}
            aria-pressed={(props.theme == theme).to_string()}
            onclick={send(&props.act, move || Action::SetTheme(theme))}><Icon name={icon} /></button>
    }
}
