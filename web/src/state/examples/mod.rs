//! What the page can start from. The manifests are those of the course that this project goes with.

/// A manifest, nodes, and what to look at.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// Stable name, in attributes and links.
    pub id: &'static str,
    /// A few words for its button.
    pub title: &'static str,
    /// One line: what to look at.
    pub caption: &'static str,
    /// The DaemonSet.
    pub manifest: &'static str,
    /// The nodes, one a line.
    pub nodes: &'static str,
}

/// In the order of their buttons. The page opens with the first.
pub static EXAMPLES: [Example; 3] = [
    Example {
        id: "node-selector",
        title: "Some nodes",
        caption: "Only nodes labelled app=logging-node get a pod. Press a label on a node and watch what the controller does.",
        manifest: include_str!("selected.yaml"),
        nodes: "node-1 app=logging-node zone=a\n\
                node-2 zone=b\n\
                node-3 app=logging-node zone=c\n",
    },
    Example {
        id: "first",
        title: "One node",
        caption: "A DaemonSet wants one pod on every node. This cluster has one node; add another and it gets its pod at once.",
        manifest: include_str!("fluentd.yaml"),
        nodes: "docker-desktop kubernetes.io/os=linux\n",
    },
    Example {
        id: "rolling-update",
        title: "Rolling update",
        caption: "Change the image in the manifest, to v2.5.3 say: the pods are replaced node by node, one at a time.",
        manifest: include_str!("rolling.yaml"),
        nodes: "control-plane node-role.kubernetes.io/control-plane= taint:node-role.kubernetes.io/control-plane=:NoSchedule\n\
                worker-1 zone=a\n\
                worker-2 zone=a\n\
                worker-3 zone=b\n\
                worker-4 zone=b\n\
                worker-5 zone=c\n",
    },
];

/// The example of that name.
pub fn named(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}
