//! What a lesson does to the page, through the same actions as a person's.

use super::course::{Act, Start};
use super::scene::{self, Scene, Since};
use crate::state::app::SEED;
use crate::state::{Action, App, Document, text};
use everynode_core::scenario::Scenario;
use everynode_core::sim::Command;
use everynode_core::time::Millis;
use std::rc::Rc;
use yew::Reducible;

/// How many steps an act that waits for something does at most.
const MOST_STEPS: usize = 20_000;

impl App {
    /// The page with the cluster that a step begins with, before anything was done to it.
    pub(super) fn at_start(self, start: &Start, manifest: &str) -> Self {
        let scenario = Scenario {
            manifest: if start.is_unapplied { "" } else { manifest }.into(),
            nodes: start.nodes.as_str().into(),
            edited_manifest: start.is_unapplied.then(|| manifest.into()),
            seed: SEED,
            ..Scenario::default()
        };
        let speed = self.speed;
        let mut app = self.with_scenario(&scenario);
        app.speed = speed;
        app.told = None;
        app.console = Rc::new(app.console.cleared());
        app.performed(&start.acts)
    }

    /// The page after these acts.
    pub(super) fn performed(self, acts: &[Act]) -> Self {
        acts.iter().fold(self, Self::perform)
    }

    fn perform(self, act: &Act) -> Self {
        match act {
            Act::Kubectl(line) => {
                let line = scene::with_names(&self, line);
                self.given(Action::Kubectl(line.into()))
            }
            Act::Edit { from, to } => {
                let text = self.manifest.text.replace(from.as_str(), to);
                self.given(Action::Edit(Document::Manifest, text.into()))
            }
            Act::Command(command) => self.given(Action::Do(command.clone())),
            Act::Join(name, seconds) => match text::new_node(name) {
                Some(node) => self.given(Action::Do(Command::AddNode {
                    node,
                    ready_after_ms: Some(seconds * 1_000),
                })),
                None => self,
            },
            Act::AddNode => self.given(Action::AddNode),
            Act::Choose(chosen) => match scene::choice(&self, chosen) {
                Some(choice) => self.given(Action::Choose(choice)),
                None => self,
            },
            Act::Compare(is_comparing) => self.given(Action::CompareModes(*is_comparing)),
            Act::Settle => self.given(Action::Settle),
            Act::Wait(seconds) => self.after_waiting(Millis::seconds(*seconds)),
            Act::Until(condition) => {
                let since = Since::now(&self);
                let mut app = self.paused();
                for _ in 0..MOST_STEPS {
                    if Scene::new(&app, &since).holds(condition) || !app.stepped() {
                        break;
                    }
                }
                app.version += 1;
                app
            }
            Act::Pause => self.given(Action::Pause),
        }
    }

    fn given(self, action: Action) -> Self {
        (*Rc::new(self).reduce(action)).clone()
    }

    fn after_waiting(mut self, wait: Millis) -> Self {
        let until = self.simulation().now() + wait;
        while self.is_due(until) && self.stepped() {}
        self.simulation.borrow_mut().wait_until(until);
        self.version += 1;
        self
    }

    /// The same page with a simulation of its own: what is done to it leaves this one alone.
    pub(super) fn apart(&self) -> Self {
        let simulation = self.simulation().clone();
        Self {
            simulation: Rc::new(std::cell::RefCell::new(simulation)),
            told: None,
            ..self.clone()
        }
    }
}
