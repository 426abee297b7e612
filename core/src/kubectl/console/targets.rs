//! Which objects a command line names: `ds`, `ds agent`, `ds/agent pod/x`, `ds,pods -l app=agent`, `all`.
//!
//! Models `ResourceTypeOrNameArgs`, `visitBySelector`, `visitByResource` and `visitByName` of
//! `cli-runtime/pkg/resource/builder.go`, with its error texts.

use super::failure::Failure;
use super::objects;
use super::resource_type::{ALL, ResourceType};
use super::selectors::Selectors;
use super::verb::Console;
use crate::json::Fields;
use crate::sim::Simulation;
use serde_json::Value;

/// What a command line names.
#[derive(Debug, Clone)]
pub(crate) struct Targets {
    /// In the order given.
    pub(crate) parts: Vec<Target>,
    /// Where; `None` for all namespaces.
    pub(crate) namespace: Option<String>,
    selectors: Selectors,
}

/// One thing that a command line names.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// All objects of a type that the selectors choose.
    Every(&'static ResourceType),
    /// One object.
    One(&'static ResourceType, String),
}

impl Target {
    /// The type.
    pub(crate) const fn kind(&self) -> &'static ResourceType {
        match self {
            Self::Every(kind) | Self::One(kind, _) => kind,
        }
    }
}

/// An object that was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Its type.
    pub(crate) kind: &'static ResourceType,
    /// The object.
    pub(crate) object: Value,
}

/// Whether a type without a name means all its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BareType {
    /// It does.
    Everything,
    /// A name or a selector is missing.
    Nothing,
}

impl Targets {
    /// Reads the arguments of a command, its selectors and its namespace.
    pub(crate) fn read(console: &Console<'_>, bare: BareType) -> Result<Self, Failure> {
        Self::of(console, &console.arguments, bare)
    }

    /// As [`Targets::read`], for `arguments` that are only a part of the command's.
    pub(crate) fn of(console: &Console<'_>, arguments: &[String], bare: BareType) -> Result<Self, Failure> {
        let selectors = Selectors::parse(console.flags.value("selector"), console.flags.value("field-selector"));
        let selects = selectors.is_given() || console.flags.is_on("all");
        let parts = parts(console, arguments, selects, bare)?;
        Ok(Self {
            parts,
            namespace: (!console.all_namespaces()).then(|| console.namespace().to_owned()),
            selectors,
        })
    }

    /// Whether one object is named, so that its absence is an error of its own.
    pub(crate) fn is_single(&self) -> bool {
        matches!(self.parts.as_slice(), [Target::One(..)])
    }

    /// The objects of one part: those that a selector chooses, or the one of that name.
    pub(crate) fn find(&self, simulation: &Simulation, part: &Target) -> Result<Vec<Found>, Failure> {
        let kind = part.kind();
        let objects = match part {
            Target::Every(_) => {
                self.selectors.check(kind)?;
                let namespace = self.namespace.as_deref().filter(|_| kind.namespaced);
                let mut objects = objects::list(simulation, kind, namespace)?;
                objects.retain(|object| self.selects(kind, object));
                objects
            }
            Target::One(_, name) => {
                let namespace = self.namespace.as_deref().unwrap_or_default();
                let object = objects::find(simulation, kind, namespace, name)?;
                vec![object.ok_or_else(|| Failure::not_found(&kind.qualified(), name))?]
            }
        };
        Ok(objects.into_iter().map(|object| Found { kind, object }).collect())
    }

    /// Every object, and every failure to find one.
    pub(crate) fn find_all(&self, simulation: &Simulation) -> (Vec<Found>, Vec<Failure>) {
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for part in &self.parts {
            match self.find(simulation, part) {
                Ok(objects) => found.extend(objects),
                Err(failure) => failures.push(failure),
            }
        }
        (found, failures)
    }

    /// Whether a target of a whole type means `object`.
    pub(crate) fn selects(&self, kind: &ResourceType, object: &Value) -> bool {
        let in_namespace = !kind.namespaced
            || self
                .namespace
                .as_deref()
                .is_none_or(|name| object.text("metadata.namespace") == name);
        in_namespace && self.selectors.select(object)
    }
}

fn parts(console: &Console<'_>, arguments: &[String], selects: bool, bare: BareType) -> Result<Vec<Target>, Failure> {
    let with_slash = arguments.iter().filter(|argument| argument.contains('/')).count();
    if with_slash > 0 {
        if with_slash < arguments.len() {
            return Err(Failure::error(
                "there is no need to specify a resource type as a separate argument when passing arguments in \
                 resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource \
                 resource/<resource_name>'",
            ));
        }
        let pairs: Vec<_> = arguments
            .iter()
            .map(|argument| pair(argument))
            .collect::<Result<_, _>>()?;
        if selects {
            return Err(Failure::error(
                "selectors and the all flag cannot be used when passing resource/name arguments",
            ));
        }
        let named = pairs.into_iter().map(|(kind, name)| one(console, kind, name));
        return named.collect();
    }
    let Some((types, names)) = arguments.split_first() else {
        return Err(Failure::error(
            "at least one resource must be specified to use a selector",
        ));
    };
    let types = if types == "all" { ALL } else { types };
    let types: Vec<_> = types.split(',').filter(|name| !name.is_empty()).collect();
    if selects && !names.is_empty() {
        return Err(Failure::error("name cannot be provided when a selector is specified"));
    }
    if !names.is_empty() && types.len() > 1 {
        return Err(Failure::error("you must specify only one resource"));
    }
    let kinds: Vec<_> = types.into_iter().map(ResourceType::named).collect::<Result<_, _>>()?;
    match (kinds.as_slice(), names) {
        (_, []) if selects || bare == BareType::Everything => Ok(kinds.into_iter().map(Target::Every).collect()),
        (_, []) => Err(Failure::error("resource(s) were provided, but no name was specified")),
        ([kind], names) => names.iter().map(|name| one(console, kind, name.clone())).collect(),
        _ => Err(Failure::error("you must provide one or more resources")),
    }
}

/// `ds/agent`
pub(super) fn pair(argument: &str) -> Result<(&'static ResourceType, String), Failure> {
    let mut segments = argument.split('/');
    let (kind, name) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    if segments.next().is_some() {
        return Err(Failure::error(
            "arguments in resource/name form may not have more than one slash",
        ));
    }
    if kind.is_empty() || name.is_empty() || kind.contains(',') {
        return Err(Failure::error(
            "arguments in resource/name form must have a single resource and name",
        ));
    }
    Ok((ResourceType::named(kind)?, name.to_owned()))
}

fn one(console: &Console<'_>, kind: &'static ResourceType, name: String) -> Result<Target, Failure> {
    if kind.namespaced && console.all_namespaces() {
        return Err(Failure::error(
            "a resource cannot be retrieved by name across all namespaces",
        ));
    }
    Ok(Target::One(kind, name))
}
