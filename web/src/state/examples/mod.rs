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
pub static EXAMPLES: [Example; 6] = [
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
        nodes: "control-plane node-role.kubernetes.io/control-plane= taint:node-role.kubernetes.io/control-plane:NoSchedule\n\
                worker-1 zone=a\n\
                worker-2 zone=a\n\
                worker-3 zone=b\n\
                worker-4 zone=b\n\
                worker-5 zone=c\n",
    },
    Example {
        id: "taints",
        title: "Taints",
        caption: "Two nodes have taints that the template does not tolerate. Take a taint off, or add a toleration to the manifest.",
        manifest: include_str!("every.yaml"),
        nodes: "control-plane cpu=2 memory=4Gi taint:node-role.kubernetes.io/control-plane:NoSchedule\n\
                gpu-1 gpu=true cpu=16 memory=64Gi taint:dedicated=gpu:NoExecute\n\
                worker-1 cpu=4 memory=8Gi\n\
                worker-2 cpu=4 memory=8Gi cordoned\n",
    },
    Example {
        id: "full-node",
        title: "Full node",
        caption: "worker-2 has too little cpu left: its pod is created for it, and waits for the scheduler for ever.",
        manifest: include_str!("every.yaml"),
        nodes: "worker-1 cpu=4 memory=8Gi\n\
                worker-2 cpu=250m memory=8Gi\n\
                worker-3 cpu=4 memory=8Gi\n",
    },
    Example {
        id: "surge",
        title: "maxSurge",
        caption: "Change the image to agent:2.0: with maxSurge the new pod starts beside the old one, which goes when the new one is ready.",
        manifest: include_str!("agent.yaml"),
        nodes: "worker-[1-4] cpu=4 memory=8Gi\n",
    },
];

/// The example of that name.
pub fn named(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}
