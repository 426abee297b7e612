//! What a person leaves out of links, files and pictures.

use super::App;
use everynode_core::manifest::scrub::{Options, Removed};
use std::collections::BTreeMap;

/// What is left out, and what gets another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scrubbing {
    /// What the simulation does not read is left out.
    pub is_on: bool,
    /// Beside that, nodes get other names.
    pub renames_nodes: bool,
    /// And images.
    pub renames_images: bool,
}

impl Scrubbing {
    /// As it is remembered.
    pub fn name(self) -> String {
        let letters = [(self.is_on, 'x'), (self.renames_nodes, 'n'), (self.renames_images, 'i')];
        letters
            .into_iter()
            .filter(|(is_so, _)| *is_so)
            .map(|(_, letter)| letter)
            .collect()
    }

    /// What is remembered under a name.
    pub fn named(name: &str) -> Self {
        Self {
            is_on: name.contains('x'),
            renames_nodes: name.contains('n'),
            renames_images: name.contains('i'),
        }
    }
}

/// The page as others are to see it, and what of the person's own is no longer in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The page.
    pub app: App,
    /// What was taken out or renamed, and from how many objects.
    pub removed: BTreeMap<Removed, usize>,
}

impl App {
    /// The page as others are to see it. It runs again from its scrubbed texts, so that nothing else can be in it.
    pub fn shared(&self, scrubbing: Scrubbing) -> Shared {
        if !scrubbing.is_on {
            return Shared {
                app: self.clone(),
                removed: BTreeMap::new(),
            };
        }
        let options = Options {
            rename_nodes: scrubbing.renames_nodes,
            rename_images: scrubbing.renames_images,
        };
        let (scenario, removed) = self.scenario().scrubbed(options);
        Shared {
            app: Self::new(self.theme, Some(&scenario)).in_language(self.language),
            removed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scrubbing;
    use crate::state::{Action, App, Document, Theme, examples};
    use everynode_core::manifest::scrub::Removed;
    use std::rc::Rc;
    use yew::Reducible;

    const ALL: Scrubbing = Scrubbing {
        is_on: true,
        renames_nodes: true,
        renames_images: true,
    };

    #[test]
    fn what_is_chosen_is_remembered() {
        for choice in [
            ALL,
            Scrubbing::default(),
            Scrubbing {
                renames_nodes: false,
                ..ALL
            },
        ] {
            assert_eq!(Scrubbing::named(&choice.name()), choice);
        }
    }

    #[test]
    fn nodes_of_a_list_get_other_names() {
        let app = Rc::new(App::new(Theme::Light, None));
        let app = app.reduce(Action::Edit(Document::Nodes, "berlin-1\nberlin-2\n".into()));
        let shared = app.shared(ALL);
        // The example has had three nodes before.
        assert_eq!(&*shared.app.nodes.text, "node-4\nnode-5\n");
        assert!(shared.removed.contains_key(&Removed::NodeNames), "{:?}", shared.removed);
        assert!(
            !shared.removed.contains_key(&Removed::MachineIds),
            "a list says nothing of machines"
        );
    }

    #[test]
    fn others_see_the_same_moment_under_other_names() {
        let open = Action::Open(examples::named("first").unwrap());
        let app = Rc::new(App::new(Theme::Light, None))
            .reduce(open)
            .reduce(Action::Settle);
        let text = app
            .manifest
            .text
            .replacen("metadata:\n", "metadata:\n  annotations: {owner: joe}\n", 1);
        let app = app
            .reduce(Action::Edit(Document::Manifest, text.into()))
            .reduce(Action::Settle);
        let shared = app.shared(ALL);
        // A change of an annotation wakes the controller, and is not in what others get.
        let pods = |app: &App| {
            let simulation = app.simulation();
            let pods = simulation.cluster().pods.values();
            pods.map(|pod| (pod.name.clone(), pod.ready)).collect::<Vec<_>>()
        };
        assert_eq!(pods(&shared.app), pods(&app));
        let nodes: Vec<_> = shared
            .app
            .simulation()
            .cluster()
            .nodes
            .keys()
            .map(ToString::to_string)
            .collect();
        assert_eq!(nodes, ["node-1"]);
        let kept = shared.app.scenario().to_json().to_string();
        assert!(
            !kept.contains("docker-desktop") && !kept.contains("joe") && !kept.contains("fluentd_elasticsearch"),
            "{kept}"
        );
        assert!(
            shared.removed.contains_key(&Removed::Annotations),
            "{:?}",
            shared.removed
        );
        assert_eq!(shared.app.manifest.errors(), 0, "{:?}", shared.app.manifest.findings);
        assert_eq!(
            app.shared(Scrubbing::default()).app,
            *app,
            "unless nothing is to be left out"
        );
    }
}
