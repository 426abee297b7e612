//! What DaemonSets are used for: manifests to start from, written for this page. They are made to be read, not to be run
//! in production.

use super::Example;
use crate::texts::examples as texts;

/// In the order of the gallery.
pub static WORKLOADS: [Example; 10] = [
    Example::fresh(
        "fluentd",
        texts::fluentd_title,
        texts::fluentd_caption,
        include_str!("workloads/fluentd.yaml"),
        "control-plane taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-[1-5]\n",
    ),
    Example::fresh(
        "node-exporter",
        texts::node_exporter_title,
        texts::node_exporter_caption,
        include_str!("workloads/node-exporter.yaml"),
        "control-plane taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-[1-4]\n",
    ),
    Example::fresh(
        "node-problem-detector",
        texts::node_problem_detector_title,
        texts::node_problem_detector_caption,
        include_str!("workloads/node-problem-detector.yaml"),
        "control-plane taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-[1-3]\ngpu-1 taint:dedicated=gpu:NoExecute\n",
    ),
    Example::fresh(
        "flannel",
        texts::flannel_title,
        texts::flannel_caption,
        include_str!("workloads/flannel.yaml"),
        "control-plane kubernetes.io/os=linux taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-[1-3] kubernetes.io/os=linux\nwindows-1 kubernetes.io/os=windows\n",
    ),
    Example::fresh(
        "ceph",
        texts::ceph_title,
        texts::ceph_caption,
        include_str!("workloads/ceph.yaml"),
        "storage-[1-3] storage=ceph taint:dedicated=storage:NoSchedule\nworker-[1-2]\n",
    ),
    Example::fresh(
        "glusterd",
        texts::glusterd_title,
        texts::glusterd_caption,
        include_str!("workloads/glusterd.yaml"),
        "storage-[1-3] storage=gluster\nworker-[1-2]\n",
    ),
    Example::fresh(
        "kube-proxy",
        texts::kube_proxy_title,
        texts::kube_proxy_caption,
        include_str!("workloads/kube-proxy.yaml"),
        "control-plane taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-[1-4]\n",
    ),
    Example::fresh(
        "cni",
        texts::cni_title,
        texts::cni_caption,
        include_str!("workloads/cni.yaml"),
        "control-plane taint:node-role.kubernetes.io/control-plane:NoSchedule\nworker-[1-4]\n",
    ),
    Example::fresh(
        "csi-node",
        texts::csi_node_title,
        texts::csi_node_caption,
        include_str!("workloads/csi-node.yaml"),
        "worker-[1-10]\n",
    ),
    Example::fresh(
        "gpu-device-plugin",
        texts::gpu_device_plugin_title,
        texts::gpu_device_plugin_caption,
        include_str!("workloads/gpu-device-plugin.yaml"),
        "gpu-1 gpu=true taint:dedicated=gpu:NoSchedule\ngpu-2 gpu=true taint:dedicated=gpu:NoSchedule\nworker-1\nworker-2\n",
    ),
];
