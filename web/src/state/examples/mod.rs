//! What the page can start from. The manifests are those of the course that this project goes with.

/// A manifest and nodes. Its title, and what to look at, are in the catalogue of texts: see [`crate::view::example`].
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// Stable name, in attributes and links.
    pub id: &'static str,
    /// The DaemonSet.
    pub manifest: &'static str,
    /// The nodes, one a line.
    pub nodes: &'static str,
}

/// In the order of their buttons. The page opens with the first.
pub static EXAMPLES: [Example; 6] = [
    Example {
        id: "node-selector",
        manifest: include_str!("selected.yaml"),
        nodes: "node-1 app=logging-node zone=a\n\
                node-2 zone=b\n\
                node-3 app=logging-node zone=c\n",
    },
    Example {
        id: "first",
        manifest: include_str!("fluentd.yaml"),
        nodes: "docker-desktop kubernetes.io/os=linux\n",
    },
    Example {
        id: "rolling-update",
        manifest: include_str!("rolling.yaml"),
        nodes: "control-plane node-role.kubernetes.io/control-plane= taint:node-role.kubernetes.io/control-plane:NoSchedule\n\
                worker-1 zone=a\n\
                worker-2 zone=a\n\
                worker-3 zone=b\n\
                worker-4 zone=b\n\
                worker-5 zone=c\n",
    },
    Example {
        id: "taints",
        manifest: include_str!("every.yaml"),
        nodes: "control-plane cpu=2 memory=4Gi taint:node-role.kubernetes.io/control-plane:NoSchedule\n\
                gpu-1 gpu=true cpu=16 memory=64Gi taint:dedicated=gpu:NoExecute\n\
                worker-1 cpu=4 memory=8Gi\n\
                worker-2 cpu=4 memory=8Gi cordoned\n",
    },
    Example {
        id: "full-node",
        manifest: include_str!("every.yaml"),
        nodes: "worker-1 cpu=4 memory=8Gi\n\
                worker-2 cpu=250m memory=8Gi\n\
                worker-3 cpu=4 memory=8Gi\n",
    },
    Example {
        id: "surge",
        manifest: include_str!("agent.yaml"),
        nodes: "worker-[1-4] cpu=4 memory=8Gi\n",
    },
];

/// The example of that name.
pub fn named(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}
