//! The pod under inspection, and the words for who does what: `policy/{visitor,helpers}.go`.

use crate::json::Fields;
use serde_json::Value;
use std::collections::BTreeSet;

/// A pod template.
pub(super) struct Subject<'a> {
    /// `spec`
    pub(super) spec: &'a Value,
    /// Annotations, sorted by key.
    pub(super) annotations: Vec<(&'a str, &'a str)>,
    /// Init containers, containers, ephemeral containers.
    pub(super) containers: Vec<&'a Value>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(template: &'a Value) -> Self {
        let spec = template.at("spec");
        Self {
            spec,
            annotations: template.pairs("metadata.annotations"),
            containers: ["initContainers", "containers", "ephemeralContainers"]
                .into_iter()
                .flat_map(|field| spec.list(field))
                .collect(),
        }
    }

    /// Whether the pod says that it runs on Windows.
    pub(super) fn is_windows(&self) -> bool {
        self.spec.text("os.name") == "windows"
    }

    /// Whether the pod has a user namespace of its own, in which root is nobody outside.
    pub(super) fn has_user_namespace(&self) -> bool {
        self.spec.at("hostUsers").as_bool() == Some(false)
    }

    /// The names of the containers that `test` finds something about.
    pub(super) fn containers_where(&self, test: impl Fn(&'a Value) -> bool) -> Vec<&'a str> {
        self.containers
            .iter()
            .filter(|container| test(container))
            .map(|container| container.text("name"))
            .collect()
    }

    /// Who of the pod and its containers sets the field at `path` below `securityContext` to something `is_bad`, and to
    /// what. Fields that are absent are not asked about.
    pub(super) fn setters(&self, path: &str, is_bad: impl Fn(&'a Value) -> bool) -> Setters<'a> {
        let mut setters = Setters::default();
        let mut sets_bad = |object: &'a Value| {
            let value = object.at("securityContext").at(path);
            let bad = !value.is_null() && is_bad(value);
            if bad {
                setters.values.extend(value.as_str());
            }
            bad
        };
        setters.pod = sets_bad(self.spec);
        setters.containers = self
            .containers
            .iter()
            .filter(|container| sets_bad(container))
            .map(|container| container.text("name"))
            .collect();
        setters
    }
}

/// Who sets a bad value.
#[derive(Default)]
pub(super) struct Setters<'a> {
    pod: bool,
    containers: Vec<&'a str>,
    /// The bad values, where they are texts.
    pub(super) values: BTreeSet<&'a str>,
}

impl Setters<'_> {
    /// `pod and container "c"`; `None` if nobody does.
    pub(super) fn text(&self) -> Option<String> {
        let texts = self.texts();
        (!texts.is_empty()).then(|| texts.join(" and "))
    }

    /// The parts of [`Setters::text`].
    pub(super) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        texts.extend(self.pod.then(|| "pod".to_owned()));
        texts.extend((!self.containers.is_empty()).then(|| containers(&self.containers)));
        texts
    }
}

/// `container "a"` or `containers "a", "b"`.
pub(super) fn containers(names: &[&str]) -> String {
    format!("container{} {}", plural(names.len()), quoted(names))
}

/// The `s` of a plural.
pub(super) fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// One uses, several use.
pub(super) fn uses(count: usize) -> &'static str {
    if count == 1 { "uses" } else { "use" }
}

/// `"a", "b"`
pub(super) fn quoted<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| format!("\"{}\"", item.as_ref())).collect();
    items.join(", ")
}
