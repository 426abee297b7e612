//! How lists are merged: the `patchStrategy` and `patchMergeKey` tags of `api/core/v1/types.go`,
//! `apimachinery/pkg/apis/meta/v1/types.go` and `api/apps/v1/types.go`. A list that is not here is replaced as a whole.

use crate::manifest::schema::{GoType, Kind, Struct};

/// How the list in a field is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ListMerge {
    /// The new one takes the place of the old one.
    Replace,
    /// Objects of equal key are merged.
    ByKey(&'static str),
    /// Texts are added.
    Texts,
}

/// Field names mean the same wherever they are merged, but for a few: `struct field key`.
const MERGED: [(&str, &str, &str); 27] = [
    ("v1.ObjectMeta", "ownerReferences", "uid"),
    ("v1.ObjectMeta", "finalizers", ""),
    ("v1.PodSpec", "volumes", "name"),
    ("v1.PodSpec", "initContainers", "name"),
    ("v1.PodSpec", "containers", "name"),
    ("v1.PodSpec", "ephemeralContainers", "name"),
    ("v1.PodSpec", "imagePullSecrets", "name"),
    ("v1.PodSpec", "hostAliases", "ip"),
    ("v1.PodSpec", "topologySpreadConstraints", "topologyKey"),
    ("v1.PodSpec", "schedulingGates", "name"),
    ("v1.PodSpec", "resourceClaims", "name"),
    ("v1.Container", "ports", "containerPort"),
    ("v1.Container", "env", "name"),
    ("v1.Container", "volumeMounts", "mountPath"),
    ("v1.Container", "volumeDevices", "devicePath"),
    ("v1.EphemeralContainerCommon", "ports", "containerPort"),
    ("v1.EphemeralContainerCommon", "env", "name"),
    ("v1.EphemeralContainerCommon", "volumeMounts", "mountPath"),
    ("v1.EphemeralContainerCommon", "volumeDevices", "devicePath"),
    ("v1.EphemeralContainer", "ports", "containerPort"),
    ("v1.EphemeralContainer", "env", "name"),
    ("v1.EphemeralContainer", "volumeMounts", "mountPath"),
    ("v1.EphemeralContainer", "volumeDevices", "devicePath"),
    ("v1.DaemonSetStatus", "conditions", "type"),
    ("v1.NodeSpec", "podCIDRs", ""),
    ("v1.NodeStatus", "conditions", "type"),
    ("v1.NodeStatus", "addresses", "type"),
];

/// The fields whose objects keep only the members that the patch names (`retainKeys`).
const RETAINED: [(&str, &str); 2] = [("v1.PodSpec", "volumes"), ("v1.PodSpec", "resourceClaims")];

/// The type of the items of a list.
pub(super) fn item(go_type: Option<GoType>) -> Option<GoType> {
    match go_type?.kind() {
        Kind::Pointer(inner) => item(Some(inner)),
        Kind::List(item) => Some(item),
        Kind::Bool
        | Kind::Int32
        | Kind::Int64
        | Kind::String
        | Kind::Quantity
        | Kind::IntOrString
        | Kind::Time
        | Kind::Raw
        | Kind::Struct(_)
        | Kind::Map(_) => None,
    }
}

/// How the list in the field `key` of a `go_type` is merged.
pub(super) fn list_merge(go_type: Option<GoType>, key: &str) -> ListMerge {
    let Some(owner) = structure(go_type) else {
        return ListMerge::Replace;
    };
    let found = MERGED
        .iter()
        .find(|(name, field, _)| *name == owner.name && *field == key);
    match found {
        None => ListMerge::Replace,
        Some((_, _, "")) => ListMerge::Texts,
        Some((_, _, merge_key)) => ListMerge::ByKey(merge_key),
    }
}

/// Whether the objects in the list `key` of a `go_type` keep only what a patch names.
pub(super) fn retains_keys(go_type: Option<GoType>, key: &str) -> bool {
    structure(go_type).is_some_and(|owner| RETAINED.contains(&(owner.name, key)))
}

fn structure(go_type: Option<GoType>) -> Option<&'static Struct> {
    match go_type?.kind() {
        Kind::Pointer(inner) => structure(Some(inner)),
        Kind::Struct(owner) => Some(owner),
        Kind::Bool
        | Kind::Int32
        | Kind::Int64
        | Kind::String
        | Kind::Quantity
        | Kind::IntOrString
        | Kind::Time
        | Kind::Raw
        | Kind::List(_)
        | Kind::Map(_) => None,
    }
}
