//! The verbs that read, with their flags.

use super::flags::{Flag, FlagKind};
use super::verb::Verb;
use super::{about, api_resources, auth, describe, events, explain, get, rollout_history, rollout_status, writing};

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
    Verb::new(
        "events",
        "[(-o|--output=)json|yaml|name|...] [--for TYPE/NAME] [--types=Normal,Warning]",
        "List what happened, the latest last",
        &[ALL_NAMESPACES, OUTPUT, EVENTS],
        events::events,
    ),
    Verb::group(
        "rollout",
        "Follow, look back at and change rollouts",
        &[ROLLOUT, writing::ROLLOUT],
    ),
    Verb::new(
        "explain",
        "TYPE[.FIELD...]",
        "Say what a field is for, and which fields are in it",
        &[EXPLAIN],
        explain::explain,
    ),
    Verb::new(
        "api-resources",
        "",
        "List the types of objects",
        &[API_RESOURCES],
        api_resources::api_resources,
    ),
    Verb::new(
        "api-versions",
        "",
        "List the groups and versions of the API",
        &[],
        api_resources::api_versions,
    ),
    Verb::group("auth", "Ask what one may do", &[AUTH]),
    Verb::group("config", "Look at the configuration", &[CONFIG]),
    Verb::new(
        "version",
        "",
        "Print the versions of client and server",
        &[VERSION],
        about::version,
    ),
    Verb::new(
        "cluster-info",
        "",
        "Say where the control plane is",
        &[],
        about::cluster_info,
    ),
];

const AUTH: &[Verb] = &[
    Verb::new(
        "can-i",
        "VERB TYPE | VERB TYPE/NAME",
        "Say whether one may do it",
        &[ALL_NAMESPACES, CAN_I],
        auth::can_i,
    ),
    Verb::new("whoami", "", "Say who one is", &[], auth::who_am_i),
];

const CONFIG: &[Verb] = &[
    Verb::new(
        "current-context",
        "",
        "Name the context in use",
        &[],
        about::current_context,
    ),
    Verb::new("get-contexts", "", "List the contexts", &[], about::contexts),
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

const EVENTS: &[Flag] = &[
    Flag::new("chunk-size", None, FlagKind::Number, "500", "accepted, without effect"),
    Flag::text("for", None, "only those about this object: pod/web-7kz2x"),
    Flag::switch("no-headers", None, "leave out the line with the titles"),
    Flag::new(
        "types",
        None,
        FlagKind::List,
        "",
        "only those of these types: Normal, Warning",
    ),
    Flag::switch("watch", Some('w'), "go on with what happens next"),
];

const EXPLAIN: &[Flag] = &[
    Flag::text(
        "api-version",
        None,
        "accepted, without effect: there is one version of each type",
    ),
    Flag::new("output", Some('o'), FlagKind::Text, "plaintext", "plaintext only"),
    Flag::switch("recursive", None, "all fields of fields, without descriptions"),
];

const API_RESOURCES: &[Flag] = &[
    Flag::text("api-group", None, "only types of this group"),
    Flag::switch("cached", None, "accepted, without effect"),
    Flag::new(
        "namespaced",
        None,
        FlagKind::Switch,
        "true",
        "only types that are namespaced, or that are not",
    ),
    Flag::switch("no-headers", None, "leave out the line with the titles"),
    Flag::text("output", Some('o'), "name"),
    Flag::text("sort-by", None, "name or kind"),
];

const CAN_I: &[Flag] = &[
    Flag::switch("list", None, "not in this console"),
    Flag::switch("no-headers", None, "accepted, without effect"),
    Flag::switch("quiet", Some('q'), "say it with the exit code only"),
    Flag::text("subresource", None, "accepted, without effect"),
];

const VERSION: &[Flag] = &[
    Flag::switch("client", None, "only that of the client"),
    Flag::text("output", Some('o'), "yaml or json"),
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
