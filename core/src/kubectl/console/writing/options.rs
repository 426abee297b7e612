//! The flags of the verbs that write.

use crate::kubectl::console::flags::{Flag, FlagKind};
use crate::kubectl::console::reading::SELECTOR;

/// `--dry-run`
pub(super) const DRY_RUN: &[Flag] = &[Flag::new(
    "dry-run",
    None,
    FlagKind::TextOr("unchanged"),
    "none",
    "none, client or server: only say what would be done",
)];

/// What most of them have.
pub(super) const WRITING: &[Flag] = &[
    DRY_RUN[0],
    Flag::text("field-manager", None, "accepted, without effect"),
    Flag::new(
        "validate",
        None,
        FlagKind::TextOr("strict"),
        "strict",
        "strict, warn or ignore: what happens with unknown fields",
    ),
];

/// Of `apply`.
pub(super) const APPLYING: &[Flag] = &[
    SELECTOR[0],
    Flag::switch("all", None, "accepted, without effect"),
    Flag::switch("force", None, "not in this console"),
    Flag::new("overwrite", None, FlagKind::Switch, "true", "accepted, without effect"),
    Flag::switch("prune", None, "not in this console"),
    Flag::switch("server-side", None, "not in this console"),
    Flag::switch("wait", None, "accepted, without effect"),
];

/// Of `diff`.
pub(super) const DIFFING: &[Flag] = &[
    Flag::new("concurrency", None, FlagKind::Number, "1", "accepted, without effect"),
    Flag::text("field-manager", None, "accepted, without effect"),
    Flag::switch("server-side", None, "accepted, without effect"),
];

/// Of `create`.
pub(super) const CREATING: &[Flag] = &[
    SELECTOR[0],
    Flag::switch("edit", None, "accepted, without effect"),
    Flag::switch("save-config", None, "keep the configuration for apply"),
];

/// Of `replace`.
pub(super) const REPLACING: &[Flag] = &[
    Flag::switch("force", None, "delete the object first and create it again"),
    Flag::new("grace-period", None, FlagKind::Number, "-1", "accepted, without effect"),
    Flag::switch("save-config", None, "accepted, without effect"),
];

/// Of `delete`.
pub(super) const DELETING: &[Flag] = &[
    Flag::switch("all", None, "every object of the type"),
    Flag::new(
        "cascade",
        None,
        FlagKind::TextOr("background"),
        "background",
        "what becomes of what it owns: background, foreground, orphan",
    ),
    Flag::switch("force", None, "with --grace-period=0: at once"),
    Flag::new(
        "grace-period",
        None,
        FlagKind::Number,
        "-1",
        "seconds that pods have to stop",
    ),
    Flag::switch("ignore-not-found", None, "no error if the object does not exist"),
    Flag::switch("now", None, "as --grace-period=1"),
    Flag::new(
        "timeout",
        None,
        FlagKind::Duration,
        "0s",
        "how long to wait; 0 is for ever",
    ),
    Flag::new(
        "wait",
        None,
        FlagKind::Switch,
        "true",
        "wait until the objects are gone",
    ),
];

/// Of `patch`.
pub(super) const PATCHING: &[Flag] = &[
    Flag::switch("local", None, "not in this console"),
    Flag::text("patch", Some('p'), "the patch, as JSON or YAML"),
    Flag::text("patch-file", None, "not in this console"),
    Flag::text("subresource", None, "not in this console"),
    Flag::new("type", None, FlagKind::Text, "strategic", "json, merge or strategic"),
];

/// `--all`
pub(super) const EVERY: &[Flag] = &[Flag::switch("all", None, "every object of the type")];

/// `--overwrite`
pub(super) const OVERWRITING: &[Flag] = &[Flag::switch("overwrite", None, "also where there is another value")];

/// Of `label` and `annotate`.
pub(super) const LISTING: &[Flag] = &[
    Flag::switch("list", None, "show what there is"),
    Flag::switch("local", None, "not in this console"),
    Flag::text("resource-version", None, "accepted, without effect"),
];

/// `--local`
pub(super) const LOCAL: &[Flag] = &[Flag::switch("local", None, "not in this console")];

/// `-c`
pub(super) const CONTAINERS: &[Flag] = &[Flag::new(
    "containers",
    Some('c'),
    FlagKind::Text,
    "*",
    "the containers to change",
)];

/// Of `set env`.
pub(super) const ENVIRONMENT: &[Flag] = &[
    Flag::new("env", Some('e'), FlagKind::Texts, "", "a variable to set"),
    Flag::text("from", None, "not in this console"),
    Flag::switch("list", None, "show what there is"),
    Flag::new(
        "overwrite",
        None,
        FlagKind::Switch,
        "true",
        "also where there is another value",
    ),
];

/// Of `set resources`.
pub(super) const RESOURCES: &[Flag] = &[
    Flag::text("limits", None, "what they may use: cpu=200m,memory=512Mi"),
    Flag::text("requests", None, "what they ask for: cpu=100m,memory=256Mi"),
];

/// Of `rollout undo`.
pub(super) const UNDOING: &[Flag] = &[Flag::new(
    "to-revision",
    None,
    FlagKind::Number,
    "0",
    "the revision to go back to; 0 is the last one",
)];

/// Of `scale`.
pub(super) const SCALING: &[Flag] = &[
    Flag::new(
        "current-replicas",
        None,
        FlagKind::Number,
        "-1",
        "accepted, without effect",
    ),
    Flag::new("replicas", None, FlagKind::Number, "0", "how many"),
    Flag::new("timeout", None, FlagKind::Duration, "0s", "accepted, without effect"),
];

/// Of `autoscale`.
pub(super) const AUTOSCALING: &[Flag] = &[
    Flag::text("cpu", None, "accepted, without effect"),
    Flag::new("cpu-percent", None, FlagKind::Number, "-1", "accepted, without effect"),
    Flag::new("max", None, FlagKind::Number, "-1", "at most so many"),
    Flag::new("min", None, FlagKind::Number, "-1", "at least so many"),
    Flag::text("name", None, "accepted, without effect"),
];

/// Of `expose`.
pub(super) const EXPOSING: &[Flag] = &[
    Flag::text("name", None, "accepted, without effect"),
    Flag::text("port", None, "accepted, without effect"),
    Flag::text("protocol", None, "accepted, without effect"),
    Flag::text("target-port", None, "accepted, without effect"),
    Flag::text("type", None, "accepted, without effect"),
];

/// Of `drain`.
pub(super) const DRAINING: &[Flag] = &[
    Flag::new("chunk-size", None, FlagKind::Number, "500", "accepted, without effect"),
    Flag::switch("delete-emptydir-data", None, "also pods whose data is lost with them"),
    Flag::switch(
        "disable-eviction",
        None,
        "delete pods, whatever their disruption budgets say",
    ),
    Flag::switch("force", None, "also pods that nobody makes again"),
    Flag::new(
        "grace-period",
        None,
        FlagKind::Number,
        "-1",
        "seconds that pods have to stop",
    ),
    Flag::switch("ignore-daemonsets", None, "leave a DaemonSet's pods where they are"),
    Flag::text("pod-selector", None, "only pods with these labels"),
    Flag::new(
        "skip-wait-for-delete-timeout",
        None,
        FlagKind::Number,
        "0",
        "do not wait for pods that have been stopping for more seconds",
    ),
    Flag::new(
        "timeout",
        None,
        FlagKind::Duration,
        "0s",
        "how long to try; 0 is for ever",
    ),
];

/// Of `run`.
pub(super) const RUNNING: &[Flag] = &[
    Flag::switch("command", None, "the arguments are the command itself"),
    Flag::text("image", None, "the image"),
    Flag::text("labels", Some('l'), "labels instead of run=NAME: a=b,c=d"),
    Flag::new("restart", None, FlagKind::Text, "Always", "Always, OnFailure or Never"),
];

/// Of `create quota`.
pub(super) const QUOTA: &[Flag] = &[
    Flag::text("hard", None, "limits: pods=10"),
    Flag::text("scopes", None, "not in this console"),
];

/// Of `create priorityclass`.
pub(super) const PRIORITY_CLASS: &[Flag] = &[
    Flag::text("description", None, "a text for people"),
    Flag::switch("global-default", None, "for pods that name no class"),
    Flag::text("preemption-policy", None, "PreemptLowerPriority or Never"),
    Flag::new("value", None, FlagKind::Number, "0", "the priority"),
];
