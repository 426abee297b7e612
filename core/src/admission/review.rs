//! A text, and everything the API server says about it: the one call that the editor, the console and the checks make.
//!
//! Models create and update of `staging/src/k8s.io/apiserver/pkg/endpoints/handlers` with strict field validation, and
//! BeforeCreate and BeforeUpdate of `staging/src/k8s.io/apiserver/pkg/registry/rest`.

use super::dropped::drop_disabled_fields;
use super::error::FieldError;
use super::fixes;
use super::hints::{Surroundings, advice, hint};
use super::namespace::{self, PodSecurity};
use super::place::place;
use super::validation::{validate_create, validate_update};
use super::warnings::{warnings_on_create, warnings_on_update};
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::decode::{Decoded, decode_daemon_set, decode_object, decode_request};
use crate::manifest::defaulting::{default_daemon_set, store_new, store_update};
use crate::manifest::find::{Found, find_daemon_sets};
use crate::manifest::tree::{Tree, TreeKind};
use crate::manifest::yaml;
use serde_json::Value;

/// The namespace of an object that names none.
pub const DEFAULT_NAMESPACE: &str = "default";

/// What the API server makes of a DaemonSet.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The object as it would be stored. Absent if it cannot be decoded or its fields are refused. Strict errors alone
    /// do not take it away: it is what the server stores without strict validation, and [`Review::is_allowed`] says no.
    pub stored: Option<Value>,
    /// The answer to a body that cannot be decoded. Nothing else is checked then.
    pub decode_error: Option<String>,
    /// Unknown and repeated fields, which strict validation refuses.
    pub strict_errors: Vec<String>,
    /// What validation refuses, in the order of the checks.
    pub errors: Vec<FieldError>,
    /// What the server warns about. It only says so if it takes the object.
    pub warnings: Vec<String>,
    /// How Pod Security judges the set's pods; only of a manifest whose set can be stored.
    pub pod_security: Option<PodSecurity>,
    /// All of it, with places in the text and advice; in the order of the server's steps.
    pub diagnostics: Vec<Diagnostic>,
}

impl Review {
    /// Nothing was there.
    fn of_nothing() -> Self {
        Self {
            stored: None,
            decode_error: None,
            strict_errors: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
            pod_security: None,
            diagnostics: Vec::new(),
        }
    }

    /// Whether kubectl would get it through: it can be decoded, and neither strict decoding nor validation objects.
    pub fn is_allowed(&self) -> bool {
        self.stored.is_some() && self.strict_errors.is_empty()
    }
}

/// Reviews the first document of `text` as a create, or as an update of the stored object `old`.
pub fn review(text: &str, old: Option<&Value>) -> Review {
    let nothing = Tree {
        span: crate::diagnostic::Span::default(),
        kind: TreeKind::Null,
    };
    let read = yaml::read_first(text);
    let tree = read.documents.first().map_or(&nothing, |source| &source.tree);
    review_decoded(decode_request(text), tree, old)
}

/// Reviews the DaemonSet of a manifest: the first one of all its documents and lists. What is wrong with the text and
/// with its other documents comes first. Without a DaemonSet that can be read nothing is stored. Findings have their
/// fixes.
pub fn review_manifest(text: &str, old: Option<&Value>) -> Review {
    let found = find_daemon_sets(text);
    let mut review = review_found(&found, old);
    fixes::attach(text, &found, old, &mut review.diagnostics);
    review
}

/// The same without fixes.
pub(super) fn review_found(found: &Found, old: Option<&Value>) -> Review {
    let readable = found.daemon_set().filter(|document| !document.broken);
    let mut review = readable.map_or_else(Review::of_nothing, |document| {
        let decoded = decode_object(&document.tree, &document.duplicates);
        review_decoded(decoded, &document.tree, old)
    });
    review.diagnostics.splice(0..0, found.diagnostics.iter().cloned());
    let security = review
        .stored
        .as_ref()
        .map(|stored| namespace::judge(stored, &found.documents));
    if let Some(security) = &security {
        review
            .diagnostics
            .extend(namespace::findings(security, &found.documents));
    }
    review.pod_security = security;
    review
}

/// Reviews one object. Repeated keys are the text reader's findings and not looked for here.
pub fn review_tree(tree: &Tree, old: Option<&Value>) -> Review {
    review_decoded(decode_daemon_set(tree), tree, old)
}

fn review_decoded(decoded: Decoded, tree: &Tree, old: Option<&Value>) -> Review {
    let decode_error = decoded.decode_error().map(ToOwned::to_owned);
    let strict_errors = decoded.strict_errors();
    let (mut object, mut diagnostics) = decoded.into_diagnostics();
    if decode_error.is_some() {
        return Review {
            decode_error,
            strict_errors,
            diagnostics,
            ..Review::of_nothing()
        };
    }
    let Judgement {
        errors,
        warnings,
        stored,
    } = judge(&mut object, old);
    let surroundings = Surroundings {
        object: &object,
        unknown: &diagnostics,
    };
    let refused: Vec<_> = errors.iter().map(|error| finding(error, tree, &surroundings)).collect();
    diagnostics.extend(refused);
    diagnostics.extend(warnings.iter().map(|warning| warning_finding(warning, tree)));
    diagnostics.extend(advice(&object).into_iter().map(|finding| located(finding, tree)));
    Review {
        stored: errors.is_empty().then_some(stored),
        decode_error,
        strict_errors,
        errors,
        warnings,
        pod_security: None,
        diagnostics,
    }
}

/// What the server says of a decoded object.
pub(crate) struct Judgement {
    pub(crate) errors: Vec<FieldError>,
    pub(crate) warnings: Vec<String>,
    /// What it would store.
    pub(crate) stored: Value,
}

/// Judges a decoded DaemonSet as a create, or as an update of the stored object `old`; fills in defaults.
pub(crate) fn judge(object: &mut Value, old: Option<&Value>) -> Judgement {
    default_daemon_set(object);
    drop_disabled_fields(object);
    old.map_or_else(|| create(object.clone()), |old| update(object, old))
}

fn create(object: Value) -> Judgement {
    let stored = store_new(object, DEFAULT_NAMESPACE);
    let checked = without_stored_form(stored.clone());
    Judgement {
        errors: validate_create(&checked),
        warnings: warnings_on_create(&checked),
        stored,
    }
}

fn update(object: &Value, old: &Value) -> Judgement {
    let mut checked = object.clone();
    let (metadata, old_metadata) = (&mut checked["metadata"], &old["metadata"]);
    if metadata["namespace"].is_null() {
        metadata["namespace"] = DEFAULT_NAMESPACE.into();
    }
    for name in ["resourceVersion", "uid", "deletionGracePeriodSeconds"] {
        if metadata[name].is_null() {
            metadata[name] = old_metadata[name].clone();
        }
    }
    // Whatever the update says, these stay.
    metadata["creationTimestamp"] = old_metadata["creationTimestamp"].clone();
    metadata["generation"] = old_metadata["generation"].clone();
    if !old_metadata["deletionTimestamp"].is_null() {
        metadata["deletionTimestamp"] = old_metadata["deletionTimestamp"].clone();
    }
    let stored = store_update(old, object.clone());
    Judgement {
        errors: validate_update(&checked, &without_stored_form(old.clone())),
        warnings: warnings_on_update(&stored, old),
        stored,
    }
}

/// The stored form carries the template generation as an annotation, which validation never sees.
fn without_stored_form(mut object: Value) -> Value {
    if let Some(Value::Object(annotations)) = object.pointer_mut("/metadata/annotations") {
        annotations.remove(crate::manifest::decode::TEMPLATE_GENERATION);
    }
    object
}

fn finding(error: &FieldError, tree: &Tree, surroundings: &Surroundings<'_>) -> Diagnostic {
    let mut finding = Diagnostic::error(error.kind.code(), &error.field, error.message());
    finding.hint = hint(error, surroundings).map(Box::new);
    located(finding, tree)
}

/// A warning begins with the field it is about, but for a few that name a volume.
fn warning_finding(warning: &str, tree: &Tree) -> Diagnostic {
    let path = warning
        .split(": ")
        .next()
        .filter(|path| path.starts_with("spec."))
        .unwrap_or("spec.template.spec.volumes");
    located(Diagnostic::new(Severity::Warning, "api-warning", path, warning), tree)
}

fn located(finding: Diagnostic, tree: &Tree) -> Diagnostic {
    let span = place(tree, &finding.path);
    finding.at(span)
}
