//! The open step of a lesson, beside the cluster that it is about.

use super::{Act, Icon, IconName, send, use_language};
use crate::platform::page;
use crate::state::Action;
use crate::state::lessons::{LessonAction, Place};
use crate::texts::lessons as texts;
use crate::view::lessons::{ChoiceView, Mark, Next, StepView, Stop};
use everynode_core::language::Language;
use yew::prelude::*;

/// Props of [`LessonPanel`].
#[derive(Properties, PartialEq)]
pub struct LessonPanelProps {
    /// The step.
    pub step: StepView,
    /// Where actions go.
    pub act: Act,
}

/// The step: what to look at, what to foresee or to do, and the way on.
#[component]
pub fn LessonPanel(props: &LessonPanelProps) -> Html {
    let language = use_language();
    let (step, act) = (&props.step, &props.act);
    let is_folded = use_state(|| false);
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with((step.lesson.clone(), step.number), move |_| page::read_from(&heading));
    }
    let body = use_node_ref();
    {
        let body = body.clone();
        let is_told = step.is_done && step.has_task;
        use_effect_with((step.number, is_told, step.has_hint), move |(_, is_told, has_hint)| {
            if *is_told || *has_hint {
                page::scroll_to_end(&body);
            }
        });
    }
    let fold = {
        let is_folded = is_folded.clone();
        Callback::from(move |_: MouseEvent| is_folded.set(!*is_folded))
    };
    let (fold_title, fold_icon) = if *is_folded {
        (texts::unfold(language), IconName::Up)
    } else {
        (texts::fold(language), IconName::Down)
    };
    html! {
        <section class="lesson" aria-label={texts::lessons(language)} data-lesson-step={step.number.to_string()} data-in-lesson={step.lesson.clone()}
            data-done={step.is_done.to_string()} data-folded={is_folded.to_string()}>
            <header class="lesson-head">
                <h2 class="lesson-title" tabindex="-1" ref={heading}>
                    { &step.title }
                    <span class="for-ears">{ texts::step_of(language, &step.steps.len(), &step.number) }</span>
                </h2>
                <button type="button" class="icon-button is-small lesson-fold" aria-expanded={(!*is_folded).to_string()} title={fold_title} aria-label={fold_title} onclick={fold}>
                    <Icon name={fold_icon} />
                </button>
                { small_button(act, "again", texts::again(language), IconName::Reset, || LessonAction::Again) }
                { small_button(act, "leave", texts::leave(language), IconName::Close, || LessonAction::Leave) }
            </header>
            <nav aria-label={texts::steps(language)}>
                <ol class="lesson-stops">{ for step.steps.iter().enumerate().map(|(place, each)| stop(step, place, each, act, language)) }</ol>
            </nav>
            <div class="lesson-body" tabindex="0" role="group" aria-label={texts::step(language, &step.number)} ref={body}>
                if let Some(trouble) = &step.trouble {
                    <p class="lessons-trouble" role="status">{ trouble }</p>
                }
                if step.is_elsewhere {
                    <div class="lessons-trouble">
                        <p>{ texts::elsewhere(language) }</p>
                        <button type="button" class="button" data-lesson-action="return" onclick={say(act, || LessonAction::Again)}>{ texts::return_(language) }</button>
                    </div>
                }
                <p class="lesson-say">{ prose(&step.say) }</p>
                if !step.excerpt.is_empty() {
                    <pre class="lesson-excerpt">{ step.excerpt.trim_end() }</pre>
                }
                { asked(step, act, language) }
                <div role="status">{ told(step, language) }</div>
            </div>
            { foot(step, act, language) }
        </section>
    }
}

fn say<E: 'static>(act: &Act, action: fn() -> LessonAction) -> Callback<E> {
    send(act, move || Action::Lesson(action()))
}

fn small_button(
    act: &Act,
    id: &'static str,
    title: &'static str,
    icon: IconName,
    action: fn() -> LessonAction,
) -> Html {
    html! {
        <button type="button" class="icon-button is-small" data-lesson-action={id} {title} aria-label={title} onclick={say(act, action)}><Icon name={icon} /></button>
    }
}

/// A step in the row: a link, so that it can be copied.
fn stop(open: &StepView, place: usize, stop: &Stop, act: &Act, language: Language) -> Html {
    let is_current = place + 1 == open.number;
    let target = Place::from_fragment(stop.link.trim_start_matches('#'));
    let act = act.clone();
    let go = Callback::from(move |event: MouseEvent| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if let Some(place) = target.clone().filter(|_| is_plain) {
            event.prevent_default();
            act.emit(Action::Lesson(LessonAction::Open(place)));
        }
    });
    let name = texts::step(language, &(place + 1));
    html! {
        <li key={place}>
            <a href={stop.link.clone()} class="lesson-stop" aria-label={name.clone()} title={name} data-behind={stop.is_behind.to_string()}
                aria-current={is_current.then_some("step")} onclick={go}></a>
        </li>
    }
}

/// The question with its answers, or what to do with the commands for it.
fn asked(step: &StepView, act: &Act, language: Language) -> Html {
    let kind = if step.choices.is_empty() {
        texts::your_turn(language)
    } else {
        texts::foresee(language)
    };
    html! {
        <>
            if let Some(ask) = &step.ask {
                <p class="lesson-ask">
                    if step.has_task {
                        <strong>{ kind }</strong>{ " " }
                    }
                    { prose(ask) }
                </p>
            }
            if !step.choices.is_empty() {
                <div class="lesson-choices" role="group" aria-label={kind}>
                    { for step.choices.iter().enumerate().map(|(number, each)| choice(number, each, act)) }
                </div>
            }
            if !step.commands.is_empty() {
                <ul class="lesson-commands">
                    { for step.commands.iter().map(|line| command(line, language)) }
                </ul>
            }
            if let Some(hint) = step.hint.as_ref().filter(|_| step.has_hint) {
                <p class="lesson-hint">{ prose(hint) }</p>
            }
        </>
    }
}

fn choice(number: usize, choice: &ChoiceView, act: &Act) -> Html {
    let mark = choice.mark.map(|mark| match mark {
        Mark::Right => "right",
        Mark::Wrong => "wrong",
        Mark::Other => "other",
    });
    html! {
        <button key={number} type="button" class="lesson-choice" data-choice={number.to_string()} data-mark={mark} disabled={mark.is_some()}
            onclick={send(act, move || Action::Lesson(LessonAction::Answer(number)))}>{ prose(&choice.say) }</button>
    }
}

fn command(line: &AttrValue, language: Language) -> Html {
    let name = texts::insert(language, line);
    let insert = {
        let line = line.clone();
        Callback::from(move |_: MouseEvent| page::put_into_console(&line))
    };
    html! {
        <li key={line.to_string()}>
            <button type="button" class="lesson-command" data-lesson-command="" title={name.clone()} aria-label={name} onclick={insert}><code>{ line }</code></button>
        </li>
    }
}

/// What is said when the step is done.
fn told(step: &StepView, language: Language) -> Html {
    if !step.is_done || !step.has_task {
        return html! {};
    }
    let (is_right, verdict) = match &step.verdict {
        Some((true, why)) => (true, Some((texts::right(language), why))),
        Some((false, why)) => (false, Some((texts::wrong(language), why))),
        None => (true, None),
    };
    html! {
        <div class="lesson-told" data-verdict={if is_right { "right" } else { "wrong" }}>
            if let Some((word, why)) = verdict {
                <p><strong>{ word }</strong>{ " " }{ prose(why) }</p>
            } else if step.done.is_some() {
                <p><strong>{ texts::done(language) }</strong>{ " " }{ step.done.as_deref().map(prose) }</p>
            }
            if let Some(done) = step.done.as_ref().filter(|_| verdict.is_some()) {
                <p>{ prose(done) }</p>
            }
        </div>
    }
}

fn foot(step: &StepView, act: &Act, language: Language) -> Html {
    let (next, is_long) = match &step.next {
        _ if !step.is_done => (texts::skip(language).into(), false),
        Next::Step => (texts::next(language).into(), false),
        Next::Lesson(title) => (AttrValue::from(texts::next_lesson(language, title)), true),
        Next::End => (texts::all_lessons(language).into(), true),
    };
    html! {
        <footer class="lesson-foot" data-long={is_long.to_string()}>
            <button type="button" class="button" data-lesson-action="back" disabled={step.is_first} onclick={say(act, || LessonAction::Back)}>{ texts::back(language) }</button>
            if step.can_perform && step.hint.is_some() {
                <button type="button" class="button" data-lesson-action="hint" aria-expanded={step.has_hint.to_string()} onclick={say(act, || LessonAction::Hint)}>{ texts::hint(language) }</button>
            }
            if step.can_perform {
                <button type="button" class="button" data-lesson-action="perform" onclick={say(act, || LessonAction::Perform)}>{ texts::perform(language) }</button>
            }
            <button type="button" class={classes!("button", "lesson-next", step.is_done.then_some("is-main"))} data-lesson-action="next"
                onclick={say(act, || LessonAction::Next)}>{ next }</button>
        </footer>
    }
}

/// Text in which whatever stands between backticks is code.
fn prose(text: &str) -> Html {
    let part = |(place, part): (usize, &str)| {
        if place % 2 == 1 {
            html! { <code>{ part.to_owned() }</code> }
        } else {
            html! { { part.to_owned() } }
        }
    };
    html! { <>{ for text.split('`').enumerate().map(part) }</> }
}
