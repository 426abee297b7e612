//! A pod's YAML with a mark for whoever wrote each line, and a switch for each of them.

use super::{Act, send, use_language};
use crate::state::{Action, Inspect};
use crate::texts::inspector as texts;
use crate::view::origin::{AuthorView, Line, Origin, Section, letter, name, words};
use everynode_core::explain::Author;
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`PodYaml`].
#[derive(Properties, PartialEq)]
pub struct PodYamlProps {
    /// The lines.
    pub origin: Origin,
    /// Where actions go.
    pub act: Act,
}

/// The YAML with its authors.
#[component]
pub fn PodYaml(props: &PodYamlProps) -> Html {
    let (origin, act, language) = (&props.origin, &props.act, use_language());
    let toggle = |author: Author| send(act, move || Action::Inspect(Inspect::ToggleAuthor(author)));
    html! {
        <>
            <div class="authors" role="group" aria-label={texts::authors(language)}>
                <span class="heading">{ texts::authors(language) }</span>
                { for origin.authors.iter().map(|author| switch(author, toggle(author.author), language)) }
            </div>
            <p class="prose">{ if origin.is_difference { texts::difference_meaning(language) } else { texts::authors_meaning(language) } }</p>
            <div class="yaml" tabindex="0" role="region" aria-label={texts::pod_yaml(language)}>
                { for origin.sections.iter().map(|section| part(section, language)) }
            </div>
        </>
    }
}

fn switch(view: &AuthorView, onclick: Callback<MouseEvent>, language: Language) -> Html {
    let author = view.author;
    html! {
        <button key={name(author)} type="button" class="author" data-author={name(author)} aria-pressed={view.is_shown.to_string()} {onclick}>
            <span class="author-mark" aria-hidden="true">{ letter(author) }</span>
            { words(author, language) }
            <span class="author-lines">{ view.lines }</span>
        </button>
    }
}

fn part(section: &Section, language: Language) -> Html {
    let lines =
        html! { <pre>{ for section.lines.iter().enumerate().map(|(index, line)| row(index, line, language)) }</pre> };
    if section.name.is_empty() {
        return html! { <div key="head">{ lines }</div> };
    }
    html! {
        <details key={section.name.clone()} data-section={section.name.clone()} open={section.name != "status"}>
            <summary><code>{ format!("{}:", section.name) }</code></summary>
            { lines }
        </details>
    }
}

fn row(index: usize, line: &Line, language: Language) -> Html {
    let author = line.author;
    html! {
        <span key={index} class={classes!("yaml-line", line.is_removed.then_some("is-removed"))} data-by={author.map(name)}>
            <span class="author-mark" aria-hidden="true">{ if line.is_removed { "−" } else { author.map_or("", letter) } }</span>
            if let Some(author) = author.filter(|_| line.begins || line.is_removed) {
                <span class="for-ears">{ if line.is_removed { texts::line_gone(language, &words(author, language)) } else { texts::line_by(language, &words(author, language)) } }</span>
            }
            <span class="yaml-text">{ &line.text }{ "\n" }</span>
        </span>
    }
}
