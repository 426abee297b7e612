//! A pod as YAML, every line with who wrote it.

use crate::state::App;
use crate::texts::{deeds, inspector as texts};
use everynode_core::explain::{Author, OriginLine, pod_origin};
use everynode_core::language::Language;
use everynode_core::manifest::find::find_daemon_sets;
use everynode_core::objects::ObjectKey;
use everynode_core::sim::Simulation;
use serde_json::Value;
use std::collections::BTreeSet;

/// The lines of a pod, in parts that can be folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Who wrote at least a line, in the order in which they come to it.
    pub authors: Vec<AuthorView>,
    /// The parts.
    pub sections: Vec<Section>,
    /// What only the template has is shown too.
    pub is_difference: bool,
}

/// Somebody who wrote into the pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorView {
    /// Who.
    pub author: Author,
    /// How many lines.
    pub lines: usize,
    /// They are shown.
    pub is_shown: bool,
}

/// A part of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its key; empty for the head.
    pub name: String,
    /// The lines that are shown.
    pub lines: Vec<Line>,
}

/// A line of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As it is.
    pub text: String,
    /// Who wrote it.
    pub author: Option<Author>,
    /// The template has it, the pod has not.
    pub is_removed: bool,
    /// Another author than that of the line before.
    pub begins: bool,
}

const ALL: [Author; 6] = [
    Author::Template,
    Author::Controller,
    Author::ApiServer,
    Author::Scheduler,
    Author::Kubelet,
    Author::NodeControllers,
];

/// The name in attributes.
pub const fn name(author: Author) -> &'static str {
    match author {
        Author::Template => "template",
        Author::Controller => "controller",
        Author::ApiServer => "api-server",
        Author::Scheduler => "scheduler",
        Author::Kubelet => "kubelet",
        Author::NodeControllers => "node-controllers",
    }
}

/// A letter for the margin.
pub const fn letter(author: Author) -> &'static str {
    match author {
        Author::Template => "T",
        Author::Controller => "C",
        Author::ApiServer => "A",
        Author::Scheduler => "S",
        Author::Kubelet => "K",
        Author::NodeControllers => "N",
    }
}

/// In words.
pub fn words(author: Author, language: Language) -> &'static str {
    match author {
        Author::Template => texts::author_template(language),
        Author::Controller => deeds::daemon_set_controller(language),
        Author::ApiServer => deeds::admission(language),
        Author::Scheduler => deeds::scheduler(language),
        Author::Kubelet => deeds::kubelet(language),
        Author::NodeControllers => texts::author_node_controllers(language),
    }
}

/// The pod of that name; `None` if there is none.
pub fn origin(app: &App, simulation: &Simulation, key: &ObjectKey) -> Option<Origin> {
    let written = written(app, simulation, key);
    let sections = pod_origin(simulation, key, written.as_ref())?;
    let hidden = &app.inspecting.hidden;
    let authors = ALL.map(|author| AuthorView {
        author,
        lines: sections
            .iter()
            .flat_map(|section| &section.lines)
            .filter(|line| line.author == Some(author) && !line.is_removed)
            .count(),
        is_shown: !hidden.contains(&author),
    });
    Some(Origin {
        authors: authors.into_iter().filter(|author| author.lines > 0).collect(),
        sections: sections
            .into_iter()
            .map(|section| Section {
                name: section.name,
                lines: shown(section.lines, hidden),
            })
            .filter(|section| !section.lines.is_empty())
            .collect(),
        is_difference: hidden.contains(&Author::Template),
    })
}

/// The template that the pod comes from as somebody wrote it, where one of the texts explains it.
fn written(app: &App, simulation: &Simulation, key: &ObjectKey) -> Option<Value> {
    let pod = simulation.cluster().pods.get(key)?;
    let template = pod.template.as_ref()?;
    app.manifests().find_map(|text| {
        let tree = find_daemon_sets(&text).daemon_set()?.tree.to_json();
        let written = tree.pointer("/spec/template")?;
        everynode_core::explain::explains(written, &template.json).then(|| written.clone())
    })
}

/// The lines of those who are not hidden, with the lines that lead to them. What only the template has is there where its
/// own lines are hidden: then what is left is the difference.
fn shown(lines: Vec<OriginLine>, hidden: &BTreeSet<Author>) -> Vec<Line> {
    let is_difference = hidden.contains(&Author::Template);
    let mut kept: Vec<Line> = Vec::new();
    let mut inner = usize::MAX;
    for line in lines.into_iter().rev() {
        let is_wanted = match (line.is_removed, line.author) {
            (true, _) => is_difference,
            (false, Some(author)) => !hidden.contains(&author),
            (false, None) => false,
        };
        let depth = depth(&line.text);
        let leads = !line.is_removed && depth < inner && !kept.is_empty();
        if is_wanted || leads {
            // What stands left of everything kept so far leads to it, down to the margin.
            inner = depth;
            kept.push(Line {
                text: line.text,
                author: line.author.filter(|_| is_wanted),
                is_removed: line.is_removed,
                begins: false,
            });
        }
    }
    kept.reverse();
    let mut before = None;
    for line in &mut kept {
        line.begins = line.author.is_some() && line.author != before;
        before = line.author.or(before);
    }
    kept
}

/// How far inside a line stands: items of a list are inside their key, though their dashes stand under it.
fn depth(text: &str) -> usize {
    let content = text.trim_start();
    2 * (text.len() - content.len()) + usize::from(content.starts_with("- "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, author: Option<Author>) -> OriginLine {
        OriginLine {
            text: text.to_owned(),
            author,
            is_removed: false,
        }
    }

    #[test]
    fn what_leads_to_a_line_stays_with_it() {
        let lines = vec![
            line("  containers:", None),
            line("  - image: a", Some(Author::Template)),
            line("    name: a", Some(Author::Template)),
            line("    policy: File", Some(Author::ApiServer)),
            line("  hostNetwork: true", Some(Author::Template)),
            line("  nodeName: n", Some(Author::Scheduler)),
        ];
        let texts = |hidden: &[Author]| {
            let lines = shown(lines.clone(), &hidden.iter().copied().collect());
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        assert_eq!(texts(&[]).len(), 6);
        assert_eq!(
            texts(&[Author::Template]),
            ["  containers:", "  - image: a", "    policy: File", "  nodeName: n"]
        );
        assert_eq!(texts(&[Author::Template, Author::ApiServer]), ["  nodeName: n"]);
    }
}
