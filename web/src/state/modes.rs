//! Both ways of scheduling daemon pods, side by side: the story of the page told with the scheduler, and as before v1.12.

use super::App;
use everynode_core::sim::{BothModes, Command, both_modes};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The story told both ways, and up to which command.
#[derive(Debug, Clone)]
pub struct Told {
    both: Rc<RefCell<BothModes>>,
    /// How many commands were given, and the last of them.
    length: usize,
    last: Option<Arc<Command>>,
}

impl Told {
    /// The story of `app`.
    fn of(app: &App) -> Self {
        let (length, last) = given(app);
        Self {
            both: Rc::new(RefCell::new(both_modes(&app.simulation()))),
            length,
            last,
        }
    }

    /// Whether nothing was commanded since.
    fn is_up_to_date(&self, app: &App) -> bool {
        let (length, last) = given(app);
        let is_same = match (&self.last, &last) {
            (Some(told), Some(given)) => Arc::ptr_eq(told, given),
            (told, given) => told.is_none() && given.is_none(),
        };
        is_same && self.length == length
    }

    /// The two clusters.
    pub fn both(&self) -> std::cell::Ref<'_, BothModes> {
        self.both.borrow()
    }
}

/// How many commands were given up to the moment that is shown, and the last of them.
fn given(app: &App) -> (usize, Option<Arc<Command>>) {
    let simulation = app.simulation();
    let cursor = simulation.cursor();
    let past = simulation.commands().take_while(|given| given.step < cursor);
    past.fold((0, None), |(length, _), given| (length + 1, Some(given.command)))
}

impl App {
    /// Shows both ways side by side, or no longer.
    pub(super) fn comparing(mut self, is_comparing: bool) -> Self {
        self.told = is_comparing.then(|| Told::of(&self));
        self.version += 1;
        self
    }

    /// After anything happened: the story told both ways goes along.
    pub(super) fn compared(mut self) -> Self {
        let Some(told) = self.told.take() else { return self };
        if told.is_up_to_date(&self) {
            let now = self.simulation().now();
            told.both.borrow_mut().go_to(now);
            self.told = Some(told);
        } else {
            self.told = Some(Told::of(&self));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::state::{Action, App, Theme, examples};
    use std::rc::Rc;
    use yew::Reducible;

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<App> {
        let start = Rc::new(App::new(Theme::Light, None));
        actions.into_iter().fold(start, Reducible::reduce)
    }

    #[test]
    fn a_full_node_has_a_pending_pod_today_and_none_before() {
        let full = Action::Open(examples::named("full-node").unwrap());
        let app = after([full, Action::CompareModes(true), Action::Settle]);
        let both = app.told.as_ref().unwrap().both();
        let comparison = both.compare();
        let differing: Vec<_> = comparison.nodes.iter().filter(|node| node.differs).collect();
        assert_eq!(differing.len(), 1, "{:?}", comparison.nodes);
        assert_eq!(
            differing[0].today.as_ref().map(Vec::len),
            differing[0].before.as_ref().map(|pods| pods.len() + 1)
        );
        assert!(
            comparison
                .events
                .iter()
                .any(|event| &*event.reason == "FailedPlacement")
        );
    }

    #[test]
    fn what_is_done_meanwhile_is_told_both_ways_too() {
        let full = Action::Open(examples::named("full-node").unwrap());
        let app = after([
            full,
            Action::Settle,
            Action::CompareModes(true),
            Action::AddNode,
            Action::Settle,
        ]);
        let nodes = app.simulation().cluster().nodes.len();
        assert_eq!(app.told.as_ref().unwrap().both().compare().nodes.len(), nodes);
        let app = app.reduce(Action::CompareModes(false));
        assert!(app.told.is_none());
    }
}
