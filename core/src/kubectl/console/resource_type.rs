//! The types of objects that the API server has, under all their names.
//!
//! Models what kubectl learns by discovery, and `mappingFor` of `cli-runtime/pkg/resource/builder.go`.

use super::failure::Failure;
use crate::api::Resource;
use crate::case::lower;

/// A type of objects.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ResourceType {
    /// `daemonsets`
    pub(crate) plural: &'static str,
    /// `ds`
    pub(crate) short_names: &'static [&'static str],
    /// `apps`; empty for the core group.
    pub(crate) group: &'static str,
    /// `v1`
    pub(crate) version: &'static str,
    /// `DaemonSet`
    pub(crate) kind: &'static str,
    /// Whether its objects live in namespaces.
    pub(crate) namespaced: bool,
    /// Where its objects are.
    pub(crate) store: Store,
}

/// Where the objects of a type are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Store {
    /// The API server stores them.
    Api(Resource),
    /// Events.
    Events,
    /// Services: the one of the API server.
    Services,
    /// The simulated cluster has none, and no way to make one.
    Nowhere,
    /// A real cluster has some, the simulated one does not show them.
    Untold,
}

impl ResourceType {
    /// `daemonset`
    pub(crate) fn singular(&self) -> String {
        lower(self.kind)
    }

    /// `daemonsets.apps`, as the server names it in its answers.
    pub(crate) fn qualified(&self) -> String {
        with_group(self.plural, self.group)
    }

    /// `daemonset.apps`, as kubectl names an object of the type.
    pub(crate) fn qualified_singular(&self) -> String {
        with_group(&self.singular(), self.group)
    }

    /// `DaemonSet.apps`, as the server names the kind in its answers.
    pub(crate) fn qualified_kind(&self) -> String {
        with_group(self.kind, self.group)
    }

    /// `apps/v1`
    pub(crate) fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.to_owned()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// The type of that name: plural, singular or short, with group and version or without, in any case.
    pub(crate) fn named(name: &str) -> Result<&'static Self, Failure> {
        let lower = lower(name);
        let (resource, rest) = lower.split_once('.').unwrap_or((&lower, ""));
        let fits = |kind: &&Self| {
            let named = kind.plural == resource || kind.singular() == resource || kind.short_names.contains(&resource);
            let versioned = || rest == format!("{}.{}", kind.version, kind.group).trim_end_matches('.');
            named && (rest.is_empty() || rest == kind.group || versioned())
        };
        TYPES
            .iter()
            .find(fits)
            .ok_or_else(|| Failure::error(format!("the server doesn't have a resource type {name:?}")))
    }

    /// The type of this kind: `DaemonSet`.
    pub(crate) fn of_kind(kind: &str) -> Option<&'static Self> {
        TYPES.iter().find(|found| found.kind == kind)
    }
}

fn with_group(name: &str, group: &str) -> String {
    if group.is_empty() {
        name.to_owned()
    } else {
        format!("{name}.{group}")
    }
}

/// What `all` stands for, in kubectl's order.
pub(crate) const ALL: &str = "pods,replicationcontrollers,services,daemonsets.apps,deployments.apps,replicasets.apps,\
                              statefulsets.apps,horizontalpodautoscalers.autoscaling,cronjobs.batch,jobs.batch";

const fn core(
    plural: &'static str,
    short_names: &'static [&'static str],
    kind: &'static str,
    namespaced: bool,
    store: Store,
) -> ResourceType {
    ResourceType {
        plural,
        short_names,
        group: "",
        version: "v1",
        kind,
        namespaced,
        store,
    }
}

const fn grouped(
    plural: &'static str,
    short_names: &'static [&'static str],
    group: &'static str,
    kind: &'static str,
    namespaced: bool,
    store: Store,
) -> ResourceType {
    ResourceType {
        plural,
        short_names,
        group,
        version: "v1",
        kind,
        namespaced,
        store,
    }
}

/// In the order of `kubectl api-resources`.
pub(crate) static TYPES: &[ResourceType] = &[
    core("bindings", &[], "Binding", true, Store::Untold),
    core("componentstatuses", &["cs"], "ComponentStatus", false, Store::Untold),
    core("configmaps", &["cm"], "ConfigMap", true, Store::Untold),
    core("endpoints", &["ep"], "Endpoints", true, Store::Untold),
    core("events", &["ev"], "Event", true, Store::Events),
    core("limitranges", &["limits"], "LimitRange", true, Store::Nowhere),
    core(
        "namespaces",
        &["ns"],
        "Namespace",
        false,
        Store::Api(Resource::Namespaces),
    ),
    core("nodes", &["no"], "Node", false, Store::Api(Resource::Nodes)),
    core(
        "persistentvolumeclaims",
        &["pvc"],
        "PersistentVolumeClaim",
        true,
        Store::Nowhere,
    ),
    core("persistentvolumes", &["pv"], "PersistentVolume", false, Store::Nowhere),
    core("pods", &["po"], "Pod", true, Store::Api(Resource::Pods)),
    core("podtemplates", &[], "PodTemplate", true, Store::Nowhere),
    core(
        "replicationcontrollers",
        &["rc"],
        "ReplicationController",
        true,
        Store::Nowhere,
    ),
    core(
        "resourcequotas",
        &["quota"],
        "ResourceQuota",
        true,
        Store::Api(Resource::ResourceQuotas),
    ),
    core("secrets", &[], "Secret", true, Store::Nowhere),
    core("serviceaccounts", &["sa"], "ServiceAccount", true, Store::Untold),
    core("services", &["svc"], "Service", true, Store::Services),
    grouped(
        "controllerrevisions",
        &[],
        "apps",
        "ControllerRevision",
        true,
        Store::Api(Resource::ControllerRevisions),
    ),
    grouped(
        "daemonsets",
        &["ds"],
        "apps",
        "DaemonSet",
        true,
        Store::Api(Resource::DaemonSets),
    ),
    grouped("deployments", &["deploy"], "apps", "Deployment", true, Store::Nowhere),
    grouped("replicasets", &["rs"], "apps", "ReplicaSet", true, Store::Nowhere),
    grouped("statefulsets", &["sts"], "apps", "StatefulSet", true, Store::Nowhere),
    ResourceType {
        version: "v2",
        ..grouped(
            "horizontalpodautoscalers",
            &["hpa"],
            "autoscaling",
            "HorizontalPodAutoscaler",
            true,
            Store::Nowhere,
        )
    },
    grouped("cronjobs", &["cj"], "batch", "CronJob", true, Store::Nowhere),
    grouped("jobs", &[], "batch", "Job", true, Store::Nowhere),
    grouped("leases", &[], "coordination.k8s.io", "Lease", true, Store::Untold),
    grouped(
        "ingresses",
        &["ing"],
        "networking.k8s.io",
        "Ingress",
        true,
        Store::Nowhere,
    ),
    grouped(
        "networkpolicies",
        &["netpol"],
        "networking.k8s.io",
        "NetworkPolicy",
        true,
        Store::Nowhere,
    ),
    grouped(
        "poddisruptionbudgets",
        &["pdb"],
        "policy",
        "PodDisruptionBudget",
        true,
        Store::Api(Resource::PodDisruptionBudgets),
    ),
    grouped(
        "clusterroles",
        &[],
        "rbac.authorization.k8s.io",
        "ClusterRole",
        false,
        Store::Untold,
    ),
    grouped("roles", &[], "rbac.authorization.k8s.io", "Role", true, Store::Untold),
    grouped(
        "priorityclasses",
        &["pc"],
        "scheduling.k8s.io",
        "PriorityClass",
        false,
        Store::Api(Resource::PriorityClasses),
    ),
    grouped(
        "storageclasses",
        &["sc"],
        "storage.k8s.io",
        "StorageClass",
        false,
        Store::Nowhere,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_answers_to_all_its_names() {
        for name in [
            "ds",
            "daemonset",
            "daemonsets",
            "DaemonSet",
            "daemonsets.apps",
            "ds.apps",
            "daemonsets.v1.apps",
        ] {
            assert_eq!(ResourceType::named(name).unwrap().kind, "DaemonSet", "{name}");
        }
        assert_eq!(ResourceType::named("pods.v1").unwrap().kind, "Pod");
        for name in ["dss", "daemonsets.batch", "pods.v2", ""] {
            let failure = ResourceType::named(name).unwrap_err();
            let text = format!("error: the server doesn't have a resource type {name:?}\n");
            assert_eq!(failure.text, text);
        }
    }

    #[test]
    fn all_stands_for_types_that_exist() {
        assert!(ALL.split(',').all(|name| ResourceType::named(name).is_ok()));
    }
}
