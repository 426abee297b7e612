//! The line of the console while somebody types: what stands in it, what could, and what was entered before. A reducer of
//! its own, so that a key draws the line and not the page.

use everynode_core::kubectl::console::{self, Completion};
use everynode_core::sim::Simulation;
use std::rc::Rc;
use yew::Reducible;

/// What could stand at a place of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Tells offers apart.
    pub number: u64,
    /// The line that was asked about.
    pub line: Rc<str>,
    /// Where the word begins, and where somebody asked, in bytes.
    pub place: (usize, usize),
    /// What the word could be.
    pub candidates: Vec<Completion>,
}

impl Offer {
    /// What could stand in `line` at `caret`, a place in UTF-16 code units.
    pub fn of(simulation: &Simulation, number: u64, line: &Rc<str>, caret: usize) -> Self {
        let end = in_bytes(line, caret);
        let before = &line[..end];
        let start = before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        Self {
            number,
            line: line.clone(),
            place: (start, end),
            candidates: console::complete(simulation, line, end),
        }
    }

    /// What all candidates begin with.
    fn common(&self) -> &str {
        let Some((first, others)) = self.candidates.split_first() else {
            return "";
        };
        let mut common = first.text.as_str();
        for other in others {
            let same = common
                .chars()
                .zip(other.text.chars())
                .take_while(|(one, other)| one == other);
            common = &common[..same.map(|(character, _)| character.len_utf8()).sum()];
        }
        common
    }
}

fn in_bytes(line: &str, caret: usize) -> usize {
    let mut units = 0;
    let place = line.char_indices().find(|(_, character)| {
        let is_there = units >= caret;
        units += character.len_utf16();
        is_there
    });
    place.map_or(line.len(), |(at, _)| at)
}

/// What stands in the line, and what could.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What stands in it.
    pub text: Rc<str>,
    /// Where the caret has to go, in UTF-16 code units, after a word was put in.
    pub caret: Option<usize>,
    /// The candidate that the arrows have chosen.
    pub chosen: Option<usize>,
    list: Option<List>,
    recalled: Option<Recalled>,
    /// The text for which nothing more can be done: with it, Tab goes on to what is next on the page.
    finished: Option<Rc<str>>,
}

/// The candidates on show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct List {
    offer: Rc<Offer>,
    /// Where the word ends now.
    end: usize,
}

/// An earlier line in place of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Recalled {
    typed: Rc<str>,
    matches: Rc<[Rc<str>]>,
    /// The place among the matches, the newest first.
    place: usize,
}

/// What happens to the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineAct {
    /// Somebody typed: the text now, and where the caret is.
    Typed(Rc<str>, usize),
    /// What was asked for.
    Offered(Rc<Offer>),
    /// The next candidate, or the one before.
    Choose(Step),
    /// Put a candidate in.
    Take(usize),
    /// Show no candidates any more.
    Close,
    /// An earlier line, or a later one, of these.
    Recall(Step, Rc<[Rc<str>]>),
    /// The line was entered.
    Entered,
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Up, back.
    Back,
    /// Down, on.
    On,
}

impl Line {
    /// The candidates on show: those that go on from what is typed.
    pub fn candidates(&self) -> Vec<&Completion> {
        let Some(list) = &self.list else { return Vec::new() };
        let word = self.text.get(list.offer.place.0..list.end).unwrap_or_default();
        let fitting = list.offer.candidates.iter();
        fitting.filter(|candidate| candidate.text.starts_with(word)).collect()
    }

    /// Whether Tab has something to do here.
    pub fn can_complete(&self) -> bool {
        !self.text.is_empty() && self.finished.as_ref() != Some(&self.text)
    }

    /// Which of how many lines that hold what was typed is shown.
    pub fn found(&self) -> Option<(usize, usize)> {
        let recalled = self.recalled.as_ref()?;
        Some((recalled.place + 1, recalled.matches.len()))
    }

    fn offered(self, offer: Rc<Offer>) -> Self {
        if *offer.line != *self.text {
            return self;
        }
        match offer.candidates.len() {
            0 => Self {
                finished: Some(self.text.clone()),
                ..self
            },
            1 => self.with_list(offer).taken(0),
            _ => {
                let common = offer.common().to_owned();
                self.with_list(offer).with_word(&common)
            }
        }
    }

    fn with_list(self, offer: Rc<Offer>) -> Self {
        let end = offer.place.1;
        Self {
            list: Some(List { offer, end }),
            chosen: None,
            recalled: None,
            ..self
        }
    }

    /// With another word at the place of the list, which stays open.
    fn with_word(mut self, word: &str) -> Self {
        let Some(list) = &mut self.list else { return self };
        let start = list.offer.place.0;
        let (before, after) = (&self.text[..start], &self.text[list.end..]);
        let text = [before, word, after].concat();
        list.end = start + word.len();
        self.caret = Some(text[..list.end].encode_utf16().count());
        self.text = text.into();
        self
    }

    fn taken(self, index: usize) -> Self {
        let Some(candidate) = self.candidates().get(index).map(|candidate| (*candidate).clone()) else {
            return self;
        };
        let is_last = self.list.as_ref().is_some_and(|list| list.end == self.text.len());
        let space = if candidate.is_open() || !is_last { "" } else { " " };
        Self {
            list: None,
            chosen: None,
            ..self.with_word(&format!("{}{space}", candidate.text))
        }
    }

    fn typed(self, text: Rc<str>, caret: usize) -> Self {
        let end = in_bytes(&text, caret);
        let list = self.list.filter(|list| {
            let start = list.offer.place.0;
            let word = text.get(start..end);
            text.get(..start) == list.offer.line.get(..start)
                && word.is_some_and(|word| !word.contains(char::is_whitespace))
        });
        let line = Self {
            text,
            list: list.map(|list| List { end, ..list }),
            ..Self::default()
        };
        if line.candidates().is_empty() {
            line.closed()
        } else {
            line
        }
    }

    fn closed(self) -> Self {
        Self {
            list: None,
            chosen: None,
            ..self
        }
    }

    fn moved(self, step: Step) -> Self {
        let count = self.candidates().len();
        let chosen = match (step, self.chosen) {
            (Step::On, None) => Some(0),
            (Step::On, Some(at)) => (at + 1 < count).then_some(at + 1),
            (Step::Back, None) => count.checked_sub(1),
            (Step::Back, Some(at)) => at.checked_sub(1),
        };
        Self { chosen, ..self }
    }

    /// Goes through the lines that hold what was typed.
    fn recall(self, step: Step, history: &[Rc<str>]) -> Self {
        let recalled = match (self.recalled, step) {
            (None, Step::On) => return Self { recalled: None, ..self },
            (None, Step::Back) => {
                let typed = self.text.clone();
                let newest_first = history.iter().rev();
                let matches = newest_first.filter(|line| **line != typed && line.contains(typed.trim()));
                let matches: Rc<[_]> = matches.cloned().collect();
                Some(Recalled {
                    typed,
                    matches,
                    place: 0,
                })
                .filter(|recalled| !recalled.matches.is_empty())
            }
            (Some(recalled), Step::Back) => Some(Recalled {
                place: (recalled.place + 1).min(recalled.matches.len() - 1),
                ..recalled
            }),
            (Some(recalled), Step::On) => match recalled.place.checked_sub(1) {
                Some(place) => Some(Recalled { place, ..recalled }),
                None => {
                    return Self {
                        text: recalled.typed,
                        ..Self::default()
                    };
                }
            },
        };
        let text = recalled
            .as_ref()
            .map_or(&self.text, |recalled| &recalled.matches[recalled.place]);
        Self {
            text: text.clone(),
            caret: Some(text.encode_utf16().count()),
            recalled,
            ..Self::default()
        }
    }
}

impl Reducible for Line {
    type Action = LineAct;

    fn reduce(self: Rc<Self>, act: LineAct) -> Rc<Self> {
        let line = Self {
            caret: None,
            ..(*self).clone()
        };
        Rc::new(match act {
            LineAct::Typed(text, caret) => line.typed(text, caret),
            LineAct::Offered(offer) => line.offered(offer),
            LineAct::Choose(step) => line.moved(step),
            LineAct::Take(index) => line.taken(index),
            LineAct::Close => Self {
                finished: Some(line.text.clone()),
                ..line.closed()
            },
            LineAct::Recall(step, history) => line.recall(step, &history),
            LineAct::Entered => Self::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, LineAct, Offer, Step};
    use crate::state::{Action, App, Theme, examples};
    use std::rc::Rc;
    use yew::Reducible;

    /// A line in which somebody has typed, on the first example's cluster.
    struct Typist {
        app: Rc<App>,
        line: Rc<Line>,
    }

    impl Typist {
        fn new() -> Self {
            let open = Action::Open(examples::named("first").unwrap());
            let app = Rc::new(App::new(Theme::Light, None))
                .reduce(open)
                .reduce(Action::Settle);
            Self {
                app,
                line: Rc::default(),
            }
        }

        fn act(&mut self, act: LineAct) -> &mut Self {
            self.line = self.line.clone().reduce(act);
            self
        }

        fn types(&mut self, text: &str) -> &mut Self {
            self.act(LineAct::Typed(text.into(), text.encode_utf16().count()))
        }

        fn presses_tab(&mut self) -> &mut Self {
            let text = self.line.text.clone();
            let offer = Offer::of(&self.app.simulation(), 0, &text, text.encode_utf16().count());
            self.act(LineAct::Offered(offer.into()))
        }

        fn sees(&self) -> Vec<&str> {
            self.line
                .candidates()
                .into_iter()
                .map(|candidate| candidate.text.as_str())
                .collect()
        }
    }

    #[test]
    fn tab_completes_what_is_certain() {
        let mut typist = Typist::new();
        for (typed, completed) in [
            ("ku", "kubectl "),
            ("kubectl ge", "kubectl get "),
            (
                "kubectl get ds -n kube-system fl",
                "kubectl get ds -n kube-system fluentd-elasticsearch ",
            ),
            ("get pods --names", "get pods --namespace "),
        ] {
            let line = typist.types(typed).presses_tab().line.clone();
            assert_eq!((&*line.text, line.candidates().len()), (completed, 0));
        }
    }

    #[test]
    fn tab_completes_what_all_candidates_begin_with_and_lists_them() {
        let mut typist = Typist::new();
        typist.types("kubectl get pods --n").presses_tab();
        assert_eq!(
            &*typist.line.text, "kubectl get pods --n",
            "they have no more in common"
        );
        assert_eq!(typist.sees(), ["--no-headers", "--namespace"]);
        typist.types("kubectl get pods --no");
        assert_eq!(typist.sees(), ["--no-headers"], "what is typed narrows the list");
        typist.types("kubectl get pods --n");
        assert_eq!(typist.sees().len(), 2, "and what is taken back widens it");
        typist.types("kubectl get pods --n ");
        assert!(typist.sees().is_empty(), "another word is asked about anew");
    }

    #[test]
    fn the_arrows_choose_and_a_candidate_is_taken() {
        let mut typist = Typist::new();
        typist.types("kubectl get pods --n").presses_tab();
        typist.act(LineAct::Choose(Step::On)).act(LineAct::Choose(Step::On));
        assert_eq!(typist.line.chosen, Some(1));
        assert_eq!(
            typist.act(LineAct::Choose(Step::On)).line.chosen,
            None,
            "the line itself comes after the last"
        );
        assert_eq!(typist.act(LineAct::Choose(Step::Back)).line.chosen, Some(1));
        let line = typist.act(LineAct::Take(0)).line.clone();
        assert_eq!((&*line.text, line.caret), ("kubectl get pods --no-headers ", Some(30)));
        assert_eq!((line.candidates().len(), line.chosen), (0, None));
    }

    #[test]
    fn tab_goes_on_where_there_is_nothing_to_complete() {
        let mut typist = Typist::new();
        assert!(!typist.line.can_complete(), "the line is empty");
        assert!(typist.types("kubectl get zebras").line.can_complete());
        assert!(!typist.presses_tab().line.can_complete(), "nothing begins like that");
        typist.types("kubectl get pods --n").presses_tab();
        assert!(
            !typist.act(LineAct::Close).line.can_complete(),
            "Escape, then Tab, leaves the line"
        );
    }

    #[test]
    fn a_word_in_the_middle_is_completed_where_it_is() {
        let mut typist = Typist::new();
        let (text, caret) = ("kubectl ge pods", "kubectl ge".len());
        typist.act(LineAct::Typed(text.into(), caret));
        let offer = Offer::of(&typist.app.simulation(), 0, &text.into(), caret);
        let line = typist.act(LineAct::Offered(offer.into())).line.clone();
        assert_eq!((&*line.text, line.caret), ("kubectl get pods", Some(11)));
    }

    #[test]
    fn an_answer_that_comes_late_changes_nothing() {
        let mut typist = Typist::new();
        let late = Offer::of(&typist.app.simulation(), 0, &"kubectl ge".into(), 10);
        typist.types("kubectl ge pods").act(LineAct::Offered(late.into()));
        assert_eq!(&*typist.line.text, "kubectl ge pods");
    }

    #[test]
    fn the_arrows_find_what_was_entered_by_any_part_of_it() {
        let history: Rc<[Rc<str>]> = ["kubectl get ds", "kubectl get pods", "kubectl get ds -A"]
            .map(Rc::from)
            .into();
        let recall = |step| LineAct::Recall(step, history.clone());
        let mut typist = Typist::new();
        assert_eq!(
            &*typist.act(recall(Step::Back)).line.text,
            "kubectl get ds -A",
            "the newest"
        );
        typist.act(LineAct::Entered).types("get ds");
        typist
            .act(recall(Step::Back))
            .act(recall(Step::Back))
            .act(recall(Step::Back));
        assert_eq!(
            (&*typist.line.text, typist.line.found()),
            ("kubectl get ds", Some((2, 2)))
        );
        typist.act(recall(Step::On)).act(recall(Step::On));
        assert_eq!(
            (&*typist.line.text, typist.line.found()),
            ("get ds", None),
            "what was typed comes back"
        );
        typist.types("zebra").act(recall(Step::Back));
        assert_eq!(&*typist.line.text, "zebra");
    }
}
