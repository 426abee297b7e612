//! The kinds of objects that the simulated API server stores.

use crate::case::lower;
use crate::manifest::schema::GoType;
use serde::{Deserialize, Serialize};

/// A kind of object, by the name of its resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resource {
    /// `v1.Namespace`
    Namespaces,
    /// `v1.Node`
    Nodes,
    /// `v1.Pod`
    Pods,
    /// `v1.ResourceQuota`
    ResourceQuotas,
    /// `apps/v1.DaemonSet`
    DaemonSets,
    /// `apps/v1.ControllerRevision`
    ControllerRevisions,
    /// `scheduling.k8s.io/v1.PriorityClass`
    PriorityClasses,
    /// `policy/v1.PodDisruptionBudget`
    PodDisruptionBudgets,
}

impl Resource {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Namespaces,
        Self::Nodes,
        Self::Pods,
        Self::ResourceQuotas,
        Self::DaemonSets,
        Self::ControllerRevisions,
        Self::PriorityClasses,
        Self::PodDisruptionBudgets,
    ];

    /// The name in a request's path: `daemonsets`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Namespaces => "namespaces",
            Self::Nodes => "nodes",
            Self::Pods => "pods",
            Self::ResourceQuotas => "resourcequotas",
            Self::DaemonSets => "daemonsets",
            Self::ControllerRevisions => "controllerrevisions",
            Self::PriorityClasses => "priorityclasses",
            Self::PodDisruptionBudgets => "poddisruptionbudgets",
        }
    }

    /// The API group; empty for the core group.
    pub const fn group(self) -> &'static str {
        match self {
            Self::Namespaces | Self::Nodes | Self::Pods | Self::ResourceQuotas => "",
            Self::DaemonSets | Self::ControllerRevisions => "apps",
            Self::PriorityClasses => "scheduling.k8s.io",
            Self::PodDisruptionBudgets => "policy",
        }
    }

    /// The kind of its objects.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Namespaces => "Namespace",
            Self::Nodes => "Node",
            Self::Pods => "Pod",
            Self::ResourceQuotas => "ResourceQuota",
            Self::DaemonSets => "DaemonSet",
            Self::ControllerRevisions => "ControllerRevision",
            Self::PriorityClasses => "PriorityClass",
            Self::PodDisruptionBudgets => "PodDisruptionBudget",
        }
    }

    /// The singular name: `daemonset`.
    pub fn singular(self) -> String {
        lower(self.kind())
    }

    /// `apiVersion` of its objects; all of them are of version `v1`.
    pub fn api_version(self) -> String {
        match self.group() {
            "" => "v1".to_owned(),
            group => format!("{group}/v1"),
        }
    }

    /// With its group, as errors name it: `daemonsets.apps`.
    pub fn qualified(self) -> String {
        qualify(self.name(), self.group())
    }

    /// The kind with its group, as errors name it: `DaemonSet.apps`.
    pub fn qualified_kind(self) -> String {
        qualify(self.kind(), self.group())
    }

    /// The singular with its group, as kubectl prints it: `daemonset.apps`.
    pub fn qualified_singular(self) -> String {
        qualify(&self.singular(), self.group())
    }

    /// Whether its objects live in namespaces.
    pub const fn is_namespaced(self) -> bool {
        match self {
            Self::Namespaces | Self::Nodes | Self::PriorityClasses => false,
            Self::Pods
            | Self::ResourceQuotas
            | Self::DaemonSets
            | Self::ControllerRevisions
            | Self::PodDisruptionBudgets => true,
        }
    }

    /// Whether the simulation keeps its objects as they were written, and reads them when it needs to.
    pub const fn is_kept_as_written(self) -> bool {
        match self {
            Self::ResourceQuotas | Self::PriorityClasses | Self::PodDisruptionBudgets => true,
            Self::Namespaces | Self::Nodes | Self::Pods | Self::DaemonSets | Self::ControllerRevisions => false,
        }
    }

    /// The resource of this `apiVersion` and `kind`.
    pub fn of(api_version: &str, kind: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|resource| resource.kind() == kind && resource.api_version() == api_version)
    }

    /// The Go type of its objects.
    pub const fn go_type(self) -> GoType {
        GoType(match self {
            Self::Namespaces => "v1.Namespace",
            Self::Nodes => "v1.Node",
            Self::Pods => "v1.Pod",
            Self::ResourceQuotas => "v1.ResourceQuota",
            Self::DaemonSets => "v1.DaemonSet",
            Self::ControllerRevisions => "v1.ControllerRevision",
            Self::PriorityClasses => "v1.PriorityClass",
            Self::PodDisruptionBudgets => "v1.PodDisruptionBudget",
        })
    }
}

fn qualify(name: &str, group: &str) -> String {
    if group.is_empty() {
        name.to_owned()
    } else {
        format!("{name}.{group}")
    }
}
