//! The verbs that read, with their flags.

use super::flags::{Flag, FlagKind};
use super::verb::Verb;
use super::{describe, get, rollout_history, rollout_status, writing};

/// Below `kubectl`.
pub(super) const VERBS: &[Verb] = &[
    Verb::new(
        "get",
        "TYPE [NAME | -l label] | TYPE/NAME ...",
        "List objects, as a table or in another form",
        &[ALL_NAMESPACES, SELECTORS, FILES, OUTPUT, TABLE, WATCHING],
        get::get,
    ),
    Verb::new(
        "describe",
        "TYPE [NAME_PREFIX | -l label] | TYPE/NAME",
        "Show one object or several in detail, with what happened to them",
        &[ALL_NAMESPACES, SELECTOR, FILES, DESCRIPTION],
        describe::describe,
    ),
    Verb::group(
        "rollout",
        "Follow, look back at and change rollouts",
        &[ROLLOUT, writing::ROLLOUT],
    ),
];

const ROLLOUT: &[Verb] = &[
    Verb::new(
        "history",
        "TYPE NAME",
        "List the revisions of a rollout, or show one",
        &[SELECTOR, FILES, OUTPUT, HISTORY],
        rollout_history::rollout_history,
    ),
    Verb::new(
        "status",
        "TYPE NAME",
        "Say how far a rollout is, until it is done",
        &[SELECTOR, FILES, STATUS],
        rollout_status::rollout_status,
    ),
];

/// `-A`
pub(super) const ALL_NAMESPACES: &[Flag] = &[Flag::switch(
    "all-namespaces",
    Some('A'),
    "in every namespace instead of one",
)];

/// `-l`
pub(super) const SELECTOR: &[Flag] = &[Flag::text(
    "selector",
    Some('l'),
    "only objects with these labels: a=b, a!=b, a in (b,c), a, !a",
)];

/// `-l` and `--field-selector`
pub(super) const SELECTORS: &[Flag] = &[
    SELECTOR[0],
    Flag::text(
        "field-selector",
        None,
        "only objects with these fields: status.phase=Running",
    ),
];

/// `-f` and what goes with it.
pub(super) const FILES: &[Flag] = &[
    Flag::new(
        "filename",
        Some('f'),
        FlagKind::List,
        "",
        "the objects in this file; - is the editor",
    ),
    Flag::text("kustomize", Some('k'), "not in this console"),
    Flag::switch("recursive", Some('R'), "accepted, without effect"),
];

/// `-o` and what goes with it.
pub(super) const OUTPUT: &[Flag] = &[
    Flag::text(
        "output",
        Some('o'),
        "json, yaml, name, wide, jsonpath=..., custom-columns=..., go-template=...",
    ),
    Flag::text("template", None, "the template for -o jsonpath and -o go-template"),
    Flag::new(
        "allow-missing-template-keys",
        None,
        FlagKind::Switch,
        "true",
        "pass over fields that an object lacks",
    ),
    Flag::switch("show-managed-fields", None, "accepted, without effect: there are none"),
];

const TABLE: &[Flag] = &[
    Flag::new("chunk-size", None, FlagKind::Number, "500", "accepted, without effect"),
    Flag::switch("ignore-not-found", None, "no error if the object does not exist"),
    Flag::new(
        "label-columns",
        Some('L'),
        FlagKind::List,
        "",
        "a column for each of these labels",
    ),
    Flag::switch("no-headers", None, "leave out the line with the titles"),
    Flag::text("raw", None, "not in this console"),
    Flag::new(
        "server-print",
        None,
        FlagKind::Switch,
        "true",
        "accepted, without effect",
    ),
    Flag::switch("show-kind", None, "names with their type in front"),
    Flag::switch("show-labels", None, "a last column with all labels"),
    Flag::text("sort-by", None, "order by this field: .metadata.creationTimestamp"),
    Flag::text("subresource", None, "not in this console"),
];

const WATCHING: &[Flag] = &[
    Flag::switch("output-watch-events", None, "say what kind of change each line is"),
    Flag::switch("watch", Some('w'), "go on with a line for every change"),
    Flag::switch("watch-only", None, "only the changes, not what is there already"),
];

const DESCRIPTION: &[Flag] = &[
    Flag::new("chunk-size", None, FlagKind::Number, "500", "accepted, without effect"),
    Flag::new("show-events", None, FlagKind::Switch, "true", "end with the events"),
];

const HISTORY: &[Flag] = &[Flag::new(
    "revision",
    None,
    FlagKind::Number,
    "0",
    "show the template of this revision",
)];

const STATUS: &[Flag] = &[
    Flag::new(
        "revision",
        None,
        FlagKind::Number,
        "0",
        "accepted, without effect for a DaemonSet",
    ),
    Flag::new(
        "timeout",
        None,
        FlagKind::Duration,
        "0s",
        "how long to wait; 0 is for ever",
    ),
    Flag::new(
        "watch",
        Some('w'),
        FlagKind::Switch,
        "true",
        "wait until the rollout is done",
    ),
];
