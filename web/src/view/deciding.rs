//! What decided about the chosen node, and what would change it: the places in both texts, and the changes that are
//! offered. Computed anew only when something that it follows from has changed.

use super::findings::{FixLine, fix_lines};
use crate::state::{App, Choice, Document, Place};
use crate::texts::inspector as texts;
use everynode_core::explain::{self, Aim, Link, ManifestChange, Outcome, Remedy, RemedyChange};
use everynode_core::kubectl::equivalent;
use everynode_core::language::Language;
use everynode_core::manifest::find::find_daemon_sets;
use everynode_core::manifest::lines::LineIndex;
use everynode_core::manifest::locate::locate;
use everynode_core::manifest::nodes::{NodePart, place_of, read_nodes};
use everynode_core::objects::{DaemonSet, Node, ObjectKey, Pod};
use everynode_core::sim::Command;
use std::rc::Rc;
use std::sync::Arc;

/// What the answer follows from.
#[derive(Debug, Clone)]
pub struct Question {
    node: Arc<str>,
    set: (ObjectKey, Arc<DaemonSet>),
    texts: (Rc<str>, Rc<str>),
    language: Language,
    is_silent: bool,
    pods: Vec<Arc<Pod>>,
    /// All nodes: an edit of the manifest is measured by them.
    nodes: Vec<Arc<Node>>,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        fn same<T>(left: &[Arc<T>], right: &[Arc<T>]) -> bool {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| Arc::ptr_eq(left, right))
        }
        self.node == other.node
            && self.set.0 == other.set.0
            && Arc::ptr_eq(&self.set.1.json, &other.set.1.json)
            && self.texts == other.texts
            && (self.language, self.is_silent) == (other.language, other.is_silent)
            && same(&self.pods, &other.pods)
            && same(&self.nodes, &other.nodes)
    }
}

/// What decided about the chosen node.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Deciding {
    /// The node; `None` if none is chosen.
    pub node: Option<Arc<str>>,
    /// The places in the manifest that decided, in UTF-16 code units.
    pub in_manifest: Vec<(usize, usize)>,
    /// The same in the nodes' text.
    pub in_nodes: Vec<(usize, usize)>,
    /// They speak against a pod.
    pub is_against: bool,
    /// For each link of the chain, where it stands in the texts.
    pub places: Vec<Vec<LinkPlace>>,
    /// What would change the outcome.
    pub offers: Vec<Offer>,
}

/// Where a link of the chain comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkPlace {
    /// What stands there: a field, a label, a taint.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// The place.
    pub place: Place,
}

/// A change that is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// What it leads to.
    pub aim: &'static str,
    /// What it is.
    pub title: String,
    /// What follows for other nodes.
    pub effect: Option<String>,
    /// The edit, or kubectl's lines.
    pub lines: Vec<FixLine>,
    /// What pressing it does.
    pub deed: OfferDeed,
}

/// What pressing an offer does.
#[derive(Debug, Clone, PartialEq)]
pub enum OfferDeed {
    /// These commands.
    Commands(Vec<Command>),
    /// The manifest's text becomes this one.
    Edit(Rc<str>),
}

/// What is asked, if a node is chosen and there is a DaemonSet.
pub fn question(app: &App) -> Option<Question> {
    let Choice::Node(name) = &app.choice else { return None };
    let simulation = app.simulation();
    let cluster = simulation.cluster();
    let key = app.set.clone()?;
    let set = cluster.daemon_sets.get(&key)?.clone();
    cluster.nodes.get(name)?;
    Some(Question {
        node: name.clone(),
        set: (key, set),
        texts: (app.manifest.text.clone(), app.nodes.text.clone()),
        language: app.language,
        is_silent: simulation.is_silent(name),
        pods: simulation
            .pods_of(name)
            .filter_map(|key| cluster.pods.get(key).cloned())
            .collect(),
        nodes: cluster.nodes.values().cloned().collect(),
    })
}

/// The answer.
pub fn deciding(app: &App, question: Option<&Question>) -> Deciding {
    let Some(question) = question else {
        return Deciding::default();
    };
    let simulation = app.simulation();
    let (key, language) = (&question.set.0, question.language);
    let Some(why) = explain::why(&simulation, key, &question.node, language) else {
        return Deciding::default();
    };
    let texts = Texts::of(question);
    let places: Vec<Vec<LinkPlace>> = why.chain.iter().map(|link| texts.places(link)).collect();
    let is_against = why
        .chain
        .iter()
        .any(|link| link.outcome == Outcome::No && has_source(link));
    let wanted = if is_against { Outcome::No } else { Outcome::Yes };
    let deciding = why.chain.iter().zip(&places).filter(|(link, _)| link.outcome == wanted);
    let lit = |document: Document| {
        let places = deciding.clone().flat_map(|(_, places)| places);
        places
            .filter(|place| place.place.document == document)
            .map(|place| place.place.range)
            .collect()
    };
    let remedies = explain::remedies(&simulation, key, &question.node, &question.texts.0);
    Deciding {
        node: Some(question.node.clone()),
        in_manifest: lit(Document::Manifest),
        in_nodes: lit(Document::Nodes),
        is_against,
        offers: remedies
            .into_iter()
            .map(|remedy| offer(remedy, &question.texts.0, language))
            .collect(),
        places,
    }
}

fn has_source(link: &Link) -> bool {
    link.path.is_some() || link.part.is_some()
}

fn offer(remedy: Remedy, text: &str, language: Language) -> Offer {
    let aim = match remedy.aim {
        Aim::Gives => "gives",
        Aim::Takes => "takes",
        Aim::Frees => "frees",
    };
    match remedy.change {
        RemedyChange::Cluster(commands) => Offer {
            aim,
            title: commands
                .iter()
                .map(|command| title(command, language))
                .collect::<Vec<_>>()
                .join(language.between_clauses()),
            effect: None,
            lines: commands
                .iter()
                .filter_map(equivalent)
                .map(|line| FixLine {
                    is_added: true,
                    text: line,
                })
                .collect(),
            deed: OfferDeed::Commands(commands),
        },
        RemedyChange::Manifest(change) => {
            let ManifestChange {
                titles,
                text: edited,
                gained,
                lost,
            } = change;
            let titles: Vec<String> = titles.iter().map(|title| title.text(language)).collect();
            let effect = match (gained, lost) {
                (0, 0) => None,
                (gained, 0) => Some(texts::others_gain(language, gained)),
                (0, lost) => Some(texts::others_lose(language, lost)),
                (gained, lost) => Some(texts::others_change(language, gained, lost)),
            };
            Offer {
                aim,
                title: titles.join(language.between_clauses()),
                effect,
                lines: fix_lines(text, &edited),
                deed: OfferDeed::Edit(edited.into()),
            }
        }
    }
}

/// A command as an order.
fn title(command: &Command, language: Language) -> String {
    match command {
        Command::SetLabel { node, key, value } => texts::give_label(language, &format_args!("{key}={value}"), node),
        Command::RemoveLabel { node, key } => texts::take_label(language, key, node),
        Command::SetTaint { node, taint } => {
            texts::give_taint(language, node, &everynode_core::node::taints::taint_text(taint))
        }
        Command::RemoveTaint { node, key, effect } => {
            texts::take_taint(language, node, &format_args!("{key}:{}", effect.name()))
        }
        Command::Uncordon { node } => texts::offer_uncordon(language, node),
        Command::SetCondition { node, .. } => texts::offer_condition(language, node),
        Command::ResumeKubelet { node } => texts::offer_wake(language, node),
        Command::SetBehavior { image, .. } => texts::offer_mend(language, image),
        Command::DeletePod { name, .. } => texts::offer_delete(language, name),
        other => equivalent(other).unwrap_or_default(),
    }
}

/// Both texts, read once.
struct Texts<'q> {
    question: &'q Question,
    manifest: everynode_core::manifest::find::Found,
    nodes: everynode_core::manifest::nodes::NodeList,
    indexes: (LineIndex, LineIndex),
}

impl<'q> Texts<'q> {
    fn of(question: &'q Question) -> Self {
        let (manifest, nodes) = (&question.texts.0, &question.texts.1);
        Self {
            question,
            manifest: find_daemon_sets(manifest),
            nodes: read_nodes(nodes),
            indexes: (LineIndex::new(manifest), LineIndex::new(nodes)),
        }
    }

    fn places(&self, link: &Link) -> Vec<LinkPlace> {
        let in_manifest = link.path.as_ref().and_then(|path| {
            let place = locate(&self.manifest.daemon_set()?.tree, path);
            let name = path.strip_prefix("spec.template.spec.").unwrap_or(path).to_owned();
            let span = (place.key_span.start, place.value_span.end);
            place.exact.then(|| self.place(Document::Manifest, name, span))
        });
        let in_nodes = link.part.as_ref().and_then(|part| {
            let span = place_of(&self.question.texts.1, &self.nodes, &self.question.node, part)?;
            let name = match part {
                NodePart::Name => self.question.node.to_string(),
                NodePart::Label { key } => key.to_string(),
                NodePart::Taint { key, effect } => format!("{key}:{}", effect.name()),
            };
            Some(self.place(Document::Nodes, name, (span.start, span.end)))
        });
        in_manifest.into_iter().chain(in_nodes).collect()
    }

    fn place(&self, document: Document, name: String, (start, end): (usize, usize)) -> LinkPlace {
        let index = match document {
            Document::Manifest => &self.indexes.0,
            Document::Nodes => &self.indexes.1,
        };
        LinkPlace {
            name,
            line: index.position(start).line,
            place: Place {
                document,
                range: (index.to_utf16(start), index.to_utf16(end)),
            },
        }
    }
}
