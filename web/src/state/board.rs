//! How the board is looked at (cards, tiles or a heat map, in groups, filtered), and which nodes are marked so that
//! something can be done to all of them at once.

use super::{App, text};
use everynode_core::objects::{Cluster, ConditionStatus, ObjectKey, Taint, TaintEffect};
use everynode_core::sim::{Command, NodeConditionKind};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// What stands for a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A card with everything that a node says.
    Cards,
    /// Its name and its pods.
    Tiles,
    /// A square.
    Heat,
}

impl Layout {
    /// All of them, the largest first.
    pub const ALL: [Self; 3] = [Self::Cards, Self::Tiles, Self::Heat];

    /// The name in attributes and in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Tiles => "tiles",
            Self::Heat => "heat",
        }
    }

    /// The layout of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name)
    }

    /// The one that suits so many nodes in that much room.
    pub const fn fitting(nodes: usize, room: Room) -> Self {
        let (cards, tiles) = match room {
            Room::Narrow => (40, 160),
            Room::Middling => (120, 400),
            Room::Wide => (120, 600),
        };
        if nodes <= cards {
            Self::Cards
        } else if nodes <= tiles {
            Self::Tiles
        } else {
            Self::Heat
        }
    }
}

/// How wide the board is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// One card side by side, or two.
    Narrow,
    /// In between.
    #[default]
    Middling,
    /// Four cards and more.
    Wide,
}

impl Room {
    /// What a width in pixels amounts to.
    pub const fn of(pixels: f64) -> Self {
        if pixels < 560.0 {
            Self::Narrow
        } else if pixels < 1100.0 {
            Self::Middling
        } else {
            Self::Wide
        }
    }
}

/// What the nodes are grouped by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Grouping {
    /// They are not.
    #[default]
    Nothing,
    /// The zone, in whichever label it is.
    Zone,
    /// The role, in whichever label it is.
    Role,
    /// The value of a label.
    Label(Arc<str>),
}

impl Grouping {
    /// The name in attributes and in links.
    pub fn name(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Zone => "zone".to_owned(),
            Self::Role => "role".to_owned(),
            Self::Label(key) => format!("label/{key}"),
        }
    }

    /// The grouping of that name; none for a name of nothing.
    pub fn named(name: &str) -> Self {
        match (name, name.strip_prefix("label/")) {
            ("zone", _) => Self::Zone,
            ("role", _) => Self::Role,
            (_, Some(key)) if !key.is_empty() => Self::Label(key.into()),
            _ => Self::Nothing,
        }
    }
}

/// How the board is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Looks {
    /// What stands for a node; `None`: what suits their number and the room.
    pub layout: Option<Layout>,
    /// What the nodes are grouped by.
    pub grouping: Grouping,
    /// Which nodes are shown, as the person wrote it.
    pub filter: Rc<str>,
    /// The nodes that are marked; `None` while nobody marks any.
    pub marked: Option<Rc<BTreeSet<Arc<str>>>>,
    /// The node from which a range is marked.
    pub anchor: Option<Arc<str>>,
    /// What somebody thinks of doing to the marked nodes.
    pub considered: Option<Deed>,
    /// How wide the board is.
    pub room: Room,
}

/// A change of how the board is looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Look {
    /// Show cards, tiles, a heat map, or what suits.
    Layout(Option<Layout>),
    /// Group the nodes.
    Group(Grouping),
    /// Show only some nodes.
    Filter(Rc<str>),
    /// Begin to mark nodes, or end it.
    Marking(bool),
    /// Mark nodes, or take the marks off. A range goes on from the last of them.
    Mark(Vec<Arc<str>>, bool),
    /// Think of doing something to the marked nodes.
    Consider(Option<Deed>),
    /// The board has another width.
    Room(Room),
}

impl Looks {
    /// Whether any of that many nodes may be a card; how many a filter leaves is not known.
    pub fn may_show_cards(&self, nodes: usize) -> bool {
        let fewest = if self.filter.trim().is_empty() { nodes } else { 0 };
        self.layout.unwrap_or(Layout::fitting(fewest, self.room)) == Layout::Cards
    }

    /// After a change.
    #[must_use]
    pub fn after(&self, look: Look) -> Self {
        let mut looks = self.clone();
        match look {
            Look::Layout(layout) => looks.layout = layout,
            Look::Group(grouping) => looks.grouping = grouping,
            Look::Filter(filter) => looks.filter = filter,
            Look::Marking(is_marking) => {
                looks.marked = is_marking.then(Rc::default);
                (looks.anchor, looks.considered) = (None, None);
            }
            Look::Mark(nodes, is_on) => {
                looks.anchor = nodes.last().cloned();
                let mut marked = looks.marked.as_deref().cloned().unwrap_or_default();
                for node in nodes {
                    if is_on {
                        marked.insert(node);
                    } else {
                        marked.remove(&node);
                    }
                }
                looks.marked = Some(Rc::new(marked));
            }
            Look::Consider(deed) => looks.considered = deed,
            Look::Room(room) => looks.room = room,
        }
        looks
    }
}

/// What can be done to all marked nodes.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Set a label.
    SetLabel(Arc<str>, Arc<str>),
    /// Remove a label.
    RemoveLabel(Arc<str>),
    /// Put a taint on.
    SetTaint(Taint),
    /// Take a taint off.
    RemoveTaint(Arc<str>, TaintEffect),
    /// Cordon.
    Cordon,
    /// Uncordon.
    Uncordon,
    /// Delete the set's pods there.
    DeletePods,
    /// Let the kubelets fail the set's pods there.
    FailPods,
    /// Let the nodes say that they are ready, or that they are not.
    Ready(bool),
}

impl Deed {
    /// What a text says, written as for `kubectl label` and `kubectl taint`: `key=value`, `key-`, `key=value:Effect`,
    /// `key:Effect-`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(taken) = text.strip_suffix('-') {
            return match text::parse_taint(taken) {
                Some(taint) => Some(Self::RemoveTaint(taint.key, taint.effect)),
                None => is_key(taken).then(|| Self::RemoveLabel(taken.into())),
            };
        }
        if let Some(taint) = text::parse_taint(text) {
            return Some(Self::SetTaint(taint));
        }
        let (key, value) = text.split_once('=')?;
        let is_label = is_key(key) && !value.contains([':', '=']) && !value.contains(char::is_whitespace);
        is_label.then(|| Self::SetLabel(key.into(), value.into()))
    }

    /// The command that does it to `nodes`; `None` where there is nothing to do it to.
    pub fn command(&self, nodes: &BTreeSet<Arc<str>>, set: Option<&ObjectKey>, cluster: &Cluster) -> Option<Command> {
        let present = nodes.iter().filter(|node| cluster.nodes.contains_key(*node)).cloned();
        let commands: Vec<Command> = match self {
            Self::DeletePods => pods_on(nodes, set, cluster)
                .map(|(namespace, name)| Command::DeletePod { namespace, name })
                .collect(),
            Self::FailPods => pods_on(nodes, set, cluster)
                .map(|(namespace, name)| Command::FailPod {
                    namespace,
                    name,
                    reason: "Error".into(),
                    message: "".into(),
                })
                .collect(),
            Self::SetLabel(..)
            | Self::RemoveLabel(_)
            | Self::SetTaint(_)
            | Self::RemoveTaint(..)
            | Self::Cordon
            | Self::Uncordon
            | Self::Ready(_) => present.filter_map(|node| self.on(node)).collect(),
        };
        (!commands.is_empty()).then_some(Command::Batch { commands })
    }

    /// What is done to one node; `None` for what is done to its pods.
    fn on(&self, node: Arc<str>) -> Option<Command> {
        Some(match self {
            Self::SetLabel(key, value) => Command::SetLabel {
                node,
                key: key.clone(),
                value: value.clone(),
            },
            Self::RemoveLabel(key) => Command::RemoveLabel { node, key: key.clone() },
            Self::SetTaint(taint) => Command::SetTaint {
                node,
                taint: taint.clone(),
            },
            Self::RemoveTaint(key, effect) => Command::RemoveTaint {
                node,
                key: key.clone(),
                effect: *effect,
            },
            Self::Cordon => Command::Cordon { node },
            Self::Uncordon => Command::Uncordon { node },
            Self::Ready(is_ready) => Command::SetCondition {
                node,
                condition: NodeConditionKind::Ready,
                status: if *is_ready {
                    ConditionStatus::True
                } else {
                    ConditionStatus::False
                },
            },
            Self::DeletePods | Self::FailPods => return None,
        })
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && !text.contains(['=', ':']) && !text.contains(char::is_whitespace)
}

/// The set's pods on some nodes that have not ended yet.
fn pods_on<'a>(
    nodes: &'a BTreeSet<Arc<str>>,
    set: Option<&ObjectKey>,
    cluster: &'a Cluster,
) -> impl Iterator<Item = ObjectKey> + use<'a> {
    let uid = set
        .and_then(|key| cluster.daemon_sets.get(key))
        .map(|set| set.uid.clone());
    cluster.pods.iter().filter_map(move |(key, pod)| {
        let is_own = uid.is_some() && pod.controller.as_ref().map(|owner| &owner.uid) == uid.as_ref();
        let is_there = pod.node_name.as_ref().is_some_and(|node| nodes.contains(node));
        (is_own && is_there && !pod.is_terminating()).then(|| key.clone())
    })
}

impl App {
    /// Something is done to all marked nodes, as one command.
    pub(super) fn done_to_marked(self, deed: &Deed) -> Self {
        let Some(command) = self.command_for_marked(deed) else {
            return self;
        };
        self.done(command)
    }

    /// The command that does something to all marked nodes; `None` where there is nothing to do.
    pub fn command_for_marked(&self, deed: &Deed) -> Option<Command> {
        let marked = self.looks.marked.as_ref()?;
        deed.command(marked, self.set.as_ref(), self.simulation().cluster())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Theme};
    use yew::Reducible;

    /// The first example, with nodes 1 to 3, at rest.
    fn opened(actions: impl IntoIterator<Item = Action>) -> Rc<App> {
        let start = Rc::new(App::new(Theme::Light, None)).reduce(Action::Settle);
        actions.into_iter().fold(start, Reducible::reduce)
    }

    fn named(names: &[&str]) -> Vec<Arc<str>> {
        names.iter().map(|name| Arc::from(*name)).collect()
    }

    #[test]
    fn more_nodes_are_drawn_smaller_and_sooner_so_where_there_is_less_room() {
        for room in [Room::Narrow, Room::Middling, Room::Wide] {
            let layouts = [3, 100, 300, 5_000].map(|nodes| Layout::fitting(nodes, room));
            assert_eq!((layouts[0], layouts[3]), (Layout::Cards, Layout::Heat), "{room:?}");
        }
        assert_eq!(Layout::fitting(100, Room::Narrow), Layout::Tiles);
        assert_eq!(Layout::fitting(100, Room::Wide), Layout::Cards);
    }

    #[test]
    fn names_of_layouts_and_groupings_lead_back() {
        for layout in Layout::ALL {
            assert_eq!(Layout::named(layout.name()), Some(layout));
        }
        for grouping in [
            Grouping::Nothing,
            Grouping::Zone,
            Grouping::Role,
            Grouping::Label("a.example/b".into()),
        ] {
            assert_eq!(Grouping::named(&grouping.name()), grouping);
        }
    }

    #[test]
    fn marks_are_set_taken_off_and_forgotten() {
        let looks = Looks::default().after(Look::Marking(true));
        let looks = looks.after(Look::Mark(named(&["a", "b", "c"]), true));
        let looks = looks.after(Look::Mark(named(&["b"]), false));
        assert_eq!(looks.anchor.as_deref(), Some("b"));
        assert_eq!(
            looks.marked.clone().unwrap().iter().cloned().collect::<Vec<_>>(),
            named(&["a", "c"])
        );
        assert_eq!(looks.after(Look::Marking(false)).marked, None);
    }

    #[test]
    fn deeds_are_written_as_for_kubectl() {
        assert_eq!(
            Deed::parse("gpu=true"),
            Some(Deed::SetLabel("gpu".into(), "true".into()))
        );
        assert_eq!(Deed::parse(" gpu- "), Some(Deed::RemoveLabel("gpu".into())));
        assert_eq!(
            Deed::parse("gpu:NoSchedule-"),
            Some(Deed::RemoveTaint("gpu".into(), TaintEffect::NoSchedule))
        );
        let Some(Deed::SetTaint(taint)) = Deed::parse("gpu=a:NoExecute") else {
            panic!("a taint")
        };
        assert_eq!(
            (&*taint.key, &*taint.value, taint.effect),
            ("gpu", "a", TaintEffect::NoExecute)
        );
        for wrong in ["", "gpu", "=a", "-", "gpu=a:Sometimes", "a b=c", "gpu=a=b"] {
            assert_eq!(Deed::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn what_is_done_to_many_nodes_is_one_command_and_taken_back_as_one() {
        let look = |look| Action::Look(look);
        let app = opened([
            look(Look::Marking(true)),
            look(Look::Mark(named(&["node-1", "node-2", "gone"]), true)),
            Action::DoToMarked(Deed::Cordon),
        ]);
        let cordoned = |app: &App| {
            let simulation = app.simulation();
            let nodes = simulation.cluster().nodes.values();
            nodes.filter(|node| node.unschedulable).count()
        };
        assert_eq!((cordoned(&app), app.undoable), (2, 1));
        let undone = app.reduce(Action::Undo);
        assert_eq!((cordoned(&undone), undone.undoable), (0, 0));
    }

    #[test]
    fn pods_are_deleted_on_marked_nodes_only() {
        let app = opened([]);
        let node = app.simulation().cluster().nodes.keys().next().unwrap().clone();
        let marked: BTreeSet<_> = [node.clone()].into();
        let command = |deed: Deed| {
            let simulation = app.simulation();
            deed.command(&marked, app.set.as_ref(), simulation.cluster())
        };
        let Some(Command::Batch { commands }) = command(Deed::DeletePods) else {
            panic!("the node has a pod")
        };
        assert_eq!(commands.len(), 1);
        let nobody = BTreeSet::new();
        assert_eq!(
            Deed::DeletePods.command(&nobody, app.set.as_ref(), app.simulation().cluster()),
            None
        );
    }
}
