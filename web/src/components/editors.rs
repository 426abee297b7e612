//! The two texts: the DaemonSet and the nodes.

use super::{Act, DriftNote, FindingList, Icon, IconName, LoadForm, use_language};
use crate::platform::editor::{Asks, Mark, TextEditor};
use crate::platform::files;
use crate::platform::page::InputField;
use crate::state::{Action, Document, Drift, Place, Source};
use crate::texts::{editors as texts, keep};
use crate::view::completion;
use crate::view::deciding::Deciding;
use crate::view::findings::{Finding, findings};
use everynode_core::language::Language;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// A text is applied when nobody has typed for so long.
const TYPING_PAUSE_MILLIS: u32 = 400;

/// Props of [`Editors`].
#[derive(Properties, PartialEq)]
pub struct EditorsProps {
    /// The DaemonSet's text.
    pub manifest: Source,
    /// The nodes' text.
    pub nodes: Source,
    /// How the cluster's DaemonSet differs from its text.
    pub drift: Drift,
    /// What decided about the chosen node.
    pub deciding: Rc<Deciding>,
    /// The place that somebody asked to see, and how often one was asked for.
    pub place: Option<(Place, u64)>,
    /// Where actions go.
    pub act: Act,
}

/// Both editors.
#[component]
pub fn Editors(props: &EditorsProps) -> Html {
    let language = use_language();
    let place = |document: Document| props.place.filter(|(place, _)| place.document == document);
    html! {
        <section class="panel editors" aria-label={texts::texts(language)}>
            <Editor document={Document::Manifest} source={props.manifest.clone()} nodes_text={props.nodes.text.clone()} drift={props.drift} deciding={props.deciding.clone()} place={place(Document::Manifest)} act={props.act.clone()} />
            <Editor document={Document::Nodes} source={props.nodes.clone()} nodes_text={props.nodes.text.clone()} drift={Drift::Nothing} deciding={props.deciding.clone()} place={place(Document::Nodes)} act={props.act.clone()} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct EditorProps {
    document: Document,
    source: Source,
    /// The nodes' text: what selectors can name.
    nodes_text: Rc<str>,
    drift: Drift,
    deciding: Rc<Deciding>,
    place: Option<(Place, u64)>,
    act: Act,
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let language = use_language();
    let (id, title, hint) = match props.document {
        Document::Manifest => (
            "manifest",
            texts::manifest_title(language),
            texts::manifest_hint(language),
        ),
        Document::Nodes => ("nodes", texts::nodes_title(language), texts::nodes_hint(language)),
    };
    let found = findings(props.document, &props.source.text, &props.source.findings, language);
    let (place, editor, on_edit, typed) = use_editor(props, language, &found);
    let go_to = {
        let editor = editor.clone();
        use_callback((), move |(start, end): (usize, usize), ()| {
            if let Some(editor) = &*editor.borrow() {
                editor.go_to(start, end);
            }
        })
    };
    let mend = {
        let (act, document) = (props.act.clone(), props.document);
        Callback::from(move |text: Rc<str>| act.emit(Action::Edit(document, text)))
    };
    let errors = props.source.errors();
    let is_loading = use_state(|| false);
    let is_loading_done = {
        let is_loading = is_loading.clone();
        Callback::from(move |()| is_loading.set(false))
    };
    html! {
        <div class={classes!("editor", format!("is-{id}"))}>
            <div class="editor-head">
                <h2 class="editor-title">{ title }</h2>
                if errors > 0 {
                    <span class="badge is-bad">{ texts::errors(language, errors) }</span>
                } else {
                    <span class="editor-hint" title={hint}>{ hint }</span>
                }
                { file_buttons(props, (id, typed, editor.clone()), &is_loading, language) }
            </div>
            if *is_loading {
                <LoadForm document={props.document} done={is_loading_done} act={props.act.clone()} />
            }
            <DriftNote drift={props.drift} text={props.source.text.clone()} act={props.act.clone()} />
            <div class="editor-text" data-editor={id} ref={place}>
                if editor.borrow().is_none() {
                    <textarea class="plain-editor" aria-label={title} spellcheck="false" value={props.source.text.to_string()}
                        oninput={on_edit.reform(|event: InputEvent| event.target_unchecked_into::<InputField>().value())} />
                }
            </div>
            <FindingList findings={found} is_held_back={props.source.is_held_back} {go_to} {mend} />
        </div>
    }
}

/// A file in place of the text, and the text as a file.
fn file_buttons(
    props: &EditorProps,
    (id, typed, editor): (&'static str, Typed, EditorCell),
    is_loading: &UseStateHandle<bool>,
    language: Language,
) -> Html {
    let open = {
        let (act, document) = (props.act.clone(), props.document);
        Callback::from(move |_: MouseEvent| {
            let act = act.clone();
            files::open(".yaml,.yml,.json,.txt", move |text| {
                act.emit(Action::Edit(document, text.into()));
            });
        })
    };
    let save = {
        let text = props.source.text.clone();
        Callback::from(move |_: MouseEvent| {
            files::save(&format!("{id}.yaml"), "text/yaml", &text);
        })
    };
    let tidy = {
        let (act, document, text) = (props.act.clone(), props.document, props.source.text.clone());
        Callback::from(move |_: MouseEvent| {
            let typed = typed.take();
            let tidied = completion::tidied(document, typed.as_ref().unwrap_or(&text));
            if let Some(text) = tidied.or(typed) {
                // The text that is applied may be this one already.
                if let Some(editor) = &*editor.borrow() {
                    editor.set_text(&text);
                }
                act.emit(Action::Edit(document, text));
            }
        })
    };
    let toggle = {
        let is_loading = is_loading.clone();
        Callback::from(move |_: MouseEvent| is_loading.set(!*is_loading))
    };
    let button = |action: &'static str, name: &'static str, icon: IconName, press: Callback<MouseEvent>| {
        html! {
            <button type="button" class="icon-button is-small" data-action={action} title={name} aria-label={name} onclick={press}><Icon name={icon} /></button>
        }
    };
    let (open_name, save_name) = match props.document {
        Document::Manifest => (keep::open_manifest(language), keep::save_manifest(language)),
        Document::Nodes => (keep::open_nodes(language), keep::save_nodes(language)),
    };
    html! {
        <span class="editor-files">
            { tidy_button(props.document, &props.source.text, tidy, language) }
            <button type="button" class="icon-button is-small" data-action="load-text" title={texts::load(language)} aria-label={texts::load(language)} aria-expanded={(**is_loading).to_string()} onclick={toggle}><Icon name={IconName::Link} /></button>
            { button("open-text", open_name, IconName::OpenFile, open) }
            { button("save-text", save_name, IconName::SaveFile, save) }
        </span>
    }
}

/// The button that puts the text in order; of a text that is too long it says so.
fn tidy_button(document: Document, text: &str, press: Callback<MouseEvent>, language: Language) -> Html {
    let limit = completion::too_long_to_tidy(document, text);
    let name = match (limit, document) {
        (Some(limit), _) => texts::too_long_to_tidy(language, &limit),
        (None, Document::Manifest) => texts::format(language).to_owned(),
        (None, Document::Nodes) => texts::format_nodes(language).to_owned(),
    };
    html! {
        <button type="button" class="icon-button is-small" data-action="format-text" title={name.clone()} aria-label={name} disabled={limit.is_some()} onclick={press}><Icon name={IconName::Format} /></button>
    }
}

/// A text that has been typed and not been applied yet.
type Typed = Rc<std::cell::RefCell<Option<Rc<str>>>>;

type EditorCell = Rc<std::cell::RefCell<Option<TextEditor>>>;

/// Makes the editor once, and keeps its text, its marks and its lights as the state has them.
#[hook]
fn use_editor(
    props: &EditorProps,
    language: Language,
    found: &[Finding],
) -> (NodeRef, EditorCell, Callback<String>, Typed) {
    let place = use_node_ref();
    let editor: EditorCell = use_mut_ref(|| None);
    let timer = use_mut_ref(|| None::<Timeout>);
    let (document, act) = (props.document, props.act.clone());
    // What the editor's questions are answered by, as of the last drawing.
    let asked = use_mut_ref(|| (Rc::<str>::from(""), language));
    *asked.borrow_mut() = (props.nodes_text.clone(), language);
    let typed: Typed = use_mut_ref(|| None);
    let waiting = typed.clone();
    let on_edit = use_callback((), move |text: String, ()| {
        let (act, waiting) = (act.clone(), waiting.clone());
        *waiting.borrow_mut() = Some(text.into());
        *timer.borrow_mut() = Some(Timeout::new(TYPING_PAUSE_MILLIS, move || {
            if let Some(text) = waiting.take() {
                act.emit(Action::Edit(document, text));
            }
        }));
    });
    {
        let (editor, place, on_edit, text) = (
            editor.clone(),
            place.clone(),
            on_edit.clone(),
            props.source.text.clone(),
        );
        let redraw = use_force_update();
        use_effect_with((), move |()| {
            if let Some(parent) = place.cast() {
                let is_yaml = document == Document::Manifest;
                let note_language = asked.clone();
                let asks = Asks {
                    on_change: move |text| on_edit.emit(text),
                    propose: move |text: &str, at| {
                        let (nodes, language) = &*asked.borrow();
                        completion::proposals(document, text, at, (nodes, *language))
                    },
                    note: move |text: &str, at| completion::note(document, text, at, note_language.borrow().1),
                };
                *editor.borrow_mut() = TextEditor::create(&parent, &text, is_yaml, false, asks);
                redraw.force_update();
            }
            move || drop(editor.borrow_mut().take())
        });
    }
    {
        let editor = editor.clone();
        use_effect_with((document, language), move |(document, language)| {
            if let Some(editor) = &*editor.borrow() {
                editor.set_words(name(*document, *language), phrases(*language));
            }
        });
    }
    {
        let editor = editor.clone();
        use_effect_with((props.source.text.clone(), found.to_vec()), move |(text, found)| {
            if let Some(editor) = &*editor.borrow() {
                editor.set_text(text);
                editor.set_marks(&found.iter().filter_map(mark).collect::<Vec<_>>());
            }
        });
    }
    use_lights(props, &editor);
    (place, editor, on_edit, typed)
}

/// Keeps the lights on what decided about the chosen node, and goes where somebody asked to go.
#[hook]
fn use_lights(props: &EditorProps, editor: &EditorCell) {
    let document = props.document;
    {
        let editor = editor.clone();
        let lit = match document {
            Document::Manifest => props.deciding.in_manifest.clone(),
            Document::Nodes => props.deciding.in_nodes.clone(),
        };
        let shown = use_mut_ref(|| None);
        let deciding = (lit, props.deciding.is_against, props.deciding.node.clone());
        use_effect_with(deciding, move |(lit, is_against, node)| {
            if let Some(editor) = &*editor.borrow() {
                // Whoever types is not taken elsewhere: only another node brings its lines into sight.
                let is_new = shown.replace(node.clone()) != *node;
                editor.set_decided(lit, *is_against, is_new);
            }
        });
    }
    {
        let editor = editor.clone();
        use_effect_with(props.place, move |place| {
            if let (Some(editor), Some((place, _))) = (&*editor.borrow(), place) {
                editor.go_to(place.range.0, place.range.1);
            }
        });
    }
}

/// What an editor is called.
fn name(document: Document, language: Language) -> &'static str {
    match document {
        Document::Manifest => texts::manifest_title(language),
        Document::Nodes => texts::nodes_title(language),
    }
}

/// What CodeMirror says of its own accord, in the order of its bundle.
pub(crate) fn phrases(language: Language) -> [&'static str; 13] {
    [
        texts::fold_line(language),
        texts::unfold_line(language),
        texts::folded_lines(language),
        texts::unfolded_lines(language),
        texts::folded_code(language),
        texts::unfold(language),
        texts::to(language),
        texts::control_character(language),
        texts::selection_deleted(language),
        texts::diagnostics(language),
        texts::no_diagnostics(language),
        texts::close(language),
        texts::completions(language),
    ]
}

fn mark(finding: &Finding) -> Option<Mark> {
    let (start, end) = finding.range?;
    let hint = finding
        .hint
        .as_ref()
        .map_or_else(String::new, |hint| format!("\n{hint}"));
    Some(Mark {
        start,
        end,
        severity: finding.severity,
        message: format!("{}{hint}", finding.message),
    })
}
